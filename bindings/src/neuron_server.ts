/** Runs single neurons inside a worker, with a module of their own. */
import type { NeuronInput, NeuronRun } from './neuron_types';

interface NeuronModule {
  runNeuron(
    spec: string,
    weights: Float32Array,
    bins: Uint32Array,
    inputs: Uint32Array,
    steps: number,
    targetRate: number,
  ): NeuronRun;
}

export class NeuronServer {
  #module: Promise<NeuronModule> | undefined;

  async run({
    layer,
    weights,
    bins,
    inputs,
    steps,
    targetRate = 0,
  }: NeuronInput): Promise<NeuronRun> {
    this.#module ??= load();
    const spec = { inputs: weights.length, layers: [{ ...layer, neurons: 1 }] };
    return (await this.#module).runNeuron(
      JSON.stringify(spec),
      Float32Array.from(weights),
      Uint32Array.from(bins),
      Uint32Array.from(inputs),
      steps,
      targetRate,
    );
  }
}

async function load(): Promise<NeuronModule> {
  const { default: create } = await import('../wasm/rouse-neuron.mjs');
  return create() as Promise<NeuronModule>;
}
