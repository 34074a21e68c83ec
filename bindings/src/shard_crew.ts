/** The workers that compute shards of a network's batches beside the network's own worker. */
import type { SessionHandle } from './module';
import type { PackedData } from './network_server';
import { RemoteWorker } from './rpc';
import { moved, type ShardMessages, type ShardServer } from './shard_server';

/** Starts a worker that serves a ShardServer. */
export type StartShardWorker = () => Worker;

interface Member {
  worker: RemoteWorker<ShardServer>;
  /** The shards that it computes. */
  numbers: number[];
  messages: ShardMessages;
}

export class ShardCrew {
  readonly #members: Member[] = [];
  /** The shards that the caller's thread computes. */
  readonly #own: number[];

  /**
   * Parts `shards` between `helpers` workers and the caller, by number: who is faster makes no
   * difference.
   */
  constructor(start: StartShardWorker, helpers: number, shards: number) {
    const numbersOf = (member: number) =>
      Array.from({ length: shards }, (_, number) => number).filter(
        (number) => number % (helpers + 1) === member,
      );
    this.#own = numbersOf(helpers);
    for (let member = 0; member < helpers; member++) {
      const numbers = numbersOf(member);
      const messages = { task: new Uint8Array(), results: numbers.map(() => new Uint8Array()) };
      this.#members.push({ worker: new RemoteWorker(start()), numbers, messages });
    }
  }

  async configure(packed: PackedData, session: SessionHandle): Promise<void> {
    const spec = session.spec();
    const options = session.options();
    await Promise.all(
      this.#members.map(({ worker }) =>
        worker.answer(worker.remote.configure(packed, spec, options)),
      ),
    );
  }

  /** Has the shards of the session's next batch computed, so that its step only adds them up. */
  async computeShards(session: SessionHandle): Promise<void> {
    const answers = this.#members.map(({ worker, numbers, messages }) => {
      messages.task = session.shardTask(messages.task);
      const answer = worker.answer(worker.remote.compute(numbers, moved(messages)));
      // It may fail while this thread computes and nobody listens yet.
      answer.catch(() => {});
      return answer;
    });
    for (const number of this.#own) session.computeShard(number);
    for (const [i, member] of this.#members.entries()) {
      const messages = await answers[i];
      if (!messages) continue;
      member.messages = messages;
      for (const [k, bytes] of messages.results.entries()) {
        const number = member.numbers[k];
        if (number !== undefined) session.takeShard(number, bytes);
      }
    }
  }

  close(): void {
    for (const { worker } of this.#members) worker.close();
  }
}
