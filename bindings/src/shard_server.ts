/** Computes shards of a network's batches, as it runs inside a worker beside the network's own. */
import { errorFor } from './errors';
import { loadModule, type ShardSessionHandle } from './module';
import type { PackedData } from './network_server';
import { transfer } from './rpc';

export class ShardServer {
  #session: ShardSessionHandle | null = null;

  /** `spec` and `options` are the JSON documents of the network's session. */
  async configure(packed: PackedData, spec: string, options: string): Promise<void> {
    const module = await loadModule();
    const train = module.unpackDataset(packed.train);
    const test = module.unpackDataset(packed.test);
    this.#session?.delete();
    this.#session = null;
    try {
      this.#session = module.ShardSession.create(spec, options, train, test);
    } finally {
      // The session has its own share of them.
      train.delete();
      test.delete();
    }
  }

  /** The results of these shards of the batch that `task` describes. */
  compute(task: Uint8Array, numbers: readonly number[]): Uint8Array<ArrayBuffer>[] {
    const session = this.#session;
    if (!session) throw errorFor('invalid_value', 'There is no network yet; configure one first.');
    session.begin(task);
    const results = numbers.map((number) => session.compute(number));
    return transfer(
      results,
      results.map(({ buffer }) => buffer),
    );
  }
}
