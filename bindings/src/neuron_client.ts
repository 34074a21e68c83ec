/** The page's end of a worker that runs single neurons. */
import type { NeuronServer } from './neuron_server';
import { RemoteWorker } from './rpc';
import type { NeuronClient, NeuronInput } from './types';

export class NeuronWorkerClient implements NeuronClient {
  readonly #worker: RemoteWorker<NeuronServer>;

  constructor(worker: Worker) {
    this.#worker = new RemoteWorker<NeuronServer>(worker);
  }

  run(input: NeuronInput) {
    return this.#worker.answer(this.#worker.remote.run(input));
  }

  close(): void {
    this.#worker.close();
  }
}
