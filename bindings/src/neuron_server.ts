/** Runs single neurons inside a worker. */
import { loadModule } from './module';
import type { NeuronInput, NeuronRun } from './types';

export class NeuronServer {
  async run({
    layer,
    weights,
    bins,
    inputs,
    steps,
    targetRate = 0,
  }: NeuronInput): Promise<NeuronRun> {
    const module = await loadModule();
    const spec = { inputs: weights.length, layers: [{ ...layer, neurons: 1 }] };
    return module.runNeuron(
      JSON.stringify(spec),
      Float32Array.from(weights),
      Uint32Array.from(bins),
      Uint32Array.from(inputs),
      steps,
      targetRate,
    );
  }
}
