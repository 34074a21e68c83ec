/** `rouse-snn/neuron`: single neurons, in a worker of their own. */
import type { NeuronServer } from './neuron_server';
import type { NeuronClient, NeuronInput } from './neuron_types';
import { RemoteWorker } from './rpc';

export type * from './neuron_types';

/** Starts a worker that runs single neurons. */
export function createNeuronClient(): NeuronClient {
  const worker = new RemoteWorker<NeuronServer>(
    new Worker(new URL('./neuron_worker.ts', import.meta.url), {
      type: 'module',
      name: 'rouse neuron',
    }),
  );
  return {
    run: (input: NeuronInput) => worker.answer(worker.remote.run(input)),
    close: () => worker.close(),
  };
}
