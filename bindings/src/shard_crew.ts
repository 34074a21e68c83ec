/** The workers that compute shards of a network's batches beside the network's own worker. */
import type { SessionHandle } from './module';
import type { PackedData } from './network_server';
import { RemoteWorker, transfer } from './rpc';
import type { ShardServer } from './shard_server';

/** A worker that serves a ShardServer. */
export type StartShardWorker = () => Worker;

export class ShardCrew {
  readonly #workers: RemoteWorker<ShardServer>[] = [];
  readonly #shards: number;

  /** `shards` are shared between `helpers` workers and the caller. */
  constructor(start: StartShardWorker, helpers: number, shards: number) {
    this.#shards = shards;
    while (this.#workers.length < helpers) this.#workers.push(new RemoteWorker(start()));
  }

  async configure(packed: PackedData, session: SessionHandle): Promise<void> {
    const spec = session.spec();
    const options = session.options();
    await Promise.all(
      this.#workers.map((worker) => worker.answer(worker.remote.configure(packed, spec, options))),
    );
  }

  /**
   * Has the shards of the next batch computed, the caller's own here, so that the session's step
   * only adds them up. Shards go to workers by number: who is faster makes no difference.
   */
  async computeShards(session: SessionHandle): Promise<void> {
    const members = this.#workers.length + 1;
    const numbersOf = (member: number) =>
      Array.from({ length: this.#shards }, (_, number) => number).filter(
        (number) => number % members === member,
      );
    const task = session.shardTask();
    const results = this.#workers.map((worker, i) => {
      const own = task.slice();
      return worker.answer(worker.remote.compute(transfer(own, [own.buffer]), numbersOf(i + 1)));
    });
    // Should one fail while this thread computes, that is no unhandled rejection: see below.
    for (const result of results) result.catch(() => {});
    for (const number of numbersOf(0)) session.computeShard(number);
    for (const [i, result] of results.entries()) {
      const shards = await result;
      for (const [k, number] of numbersOf(i + 1).entries()) {
        const bytes = shards[k];
        if (bytes) session.takeShard(number, bytes);
      }
    }
  }

  close(): void {
    for (const worker of this.#workers) worker.close();
  }
}
