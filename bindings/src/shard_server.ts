/** Computes shards of a network's batches, as it runs inside a worker beside the network's own. */
import { errorFor } from './errors';
import { type Message, type ShardSessionHandle, withModuleFor } from './module';
import type { PackedData } from './network_server';
import { transfer } from './rpc';

/**
 * What goes to a ShardServer for each batch and comes back: the same buffers on their way to and
 * fro, since fresh memory of their size is slow.
 */
export interface ShardMessages {
  task: Message;
  /** One of each shard. */
  results: Message[];
}

/** Hands the buffers over with the messages. */
export function moved(messages: ShardMessages): ShardMessages {
  return transfer(
    messages,
    [messages.task, ...messages.results].map(({ buffer }) => buffer),
  );
}

export class ShardServer {
  #session: ShardSessionHandle | null = null;

  /** `spec` and `options` are the JSON documents of the network's session. */
  async configure(packed: PackedData, spec: string, options: string): Promise<void> {
    this.#session?.delete();
    this.#session = null;
    this.#session = await withModuleFor((module) => {
      const train = module.unpackDataset(packed.train);
      const test = module.unpackDataset(packed.test);
      try {
        return module.ShardSession.create(spec, options, train, test);
      } finally {
        // The session has its own share of them.
        train.delete();
        test.delete();
      }
    });
  }

  /** Fills in the results of these shards of the task's batch. */
  compute(numbers: readonly number[], { task, results }: ShardMessages): ShardMessages {
    const session = this.#session;
    if (!session) throw errorFor('invalid_value', 'There is no network yet; configure one first.');
    session.begin(task);
    const filled = results.map((room, i) => session.compute(numbers[i] ?? 0, room));
    return moved({ task, results: filled });
  }
}
