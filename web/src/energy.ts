/**
 * An estimate of the energy that a network's synapses would take, as `rouse eval` states it: the
 * number of operations times the energy of one, without memory, neurons and the rest of a chip.
 */
import type { EpochReport, NetworkSpec } from 'rouse-snn';
import { mapsInto } from './maps';
import { isRecurrent } from './specification';

/**
 * Of 32-bit floats in a 45 nm process: an addition, what a spike costs at each weight that it meets,
 * and a multiply-accumulate, what a dense network's weight costs, in pJ. M. Horowitz, "Computing's
 * energy problem (and what we can do about it)", ISSCC 2014, figure 1.1.9.
 */
export const picojoules = { addition: 0.9, multiplyAccumulate: 4.6 };

/** What one sample takes in a layer; energies in nJ. */
export interface LayerCost {
  readonly spikes: number;
  readonly additions: number;
  readonly energy: number;
  readonly multiplyAccumulates: number;
  readonly denseEnergy: number;
}

/** Multiply-accumulates of a layer for so many bins if it were computed densely. */
export function denseOperations(spec: NetworkSpec, layer: number, steps: number): number {
  const own = spec.layers[layer];
  if (!own) return 0;
  const { neurons, convolution, pooling = 1 } = own;
  const into = convolution || pooling > 1 ? mapsInto(spec, layer) : null;
  const senders = layer === 0 ? spec.inputs : (spec.layers[layer - 1]?.neurons ?? 0);
  let inputs = into ? into.width * into.height * into.channels : senders;
  if (into && convolution) {
    inputs = (into.channels / (convolution.groups ?? 1)) * convolution.kernel ** 2;
  }
  return steps * neurons * (inputs + (isRecurrent(own) ? neurons : 0));
}

/** Of each layer in the report's epoch; null for reports that do not say. */
export function costsOf(
  spec: NetworkSpec,
  { layers }: EpochReport,
  steps: number,
): LayerCost[] | null {
  if (layers.some((one) => one.synaptic_operations_per_sample === undefined)) return null;
  return layers.map(({ firing_rate, synaptic_operations_per_sample = 0 }, layer) => {
    const multiplyAccumulates = denseOperations(spec, layer, steps);
    return {
      spikes: firing_rate * steps * (spec.layers[layer]?.neurons ?? 0),
      additions: synaptic_operations_per_sample,
      energy: (synaptic_operations_per_sample * picojoules.addition) / 1000,
      multiplyAccumulates,
      denseEnergy: (multiplyAccumulates * picojoules.multiplyAccumulate) / 1000,
    };
  });
}

export function total(costs: readonly LayerCost[]): LayerCost {
  const sum = (name: keyof LayerCost) => costs.reduce((all, cost) => all + cost[name], 0);
  return {
    spikes: sum('spikes'),
    additions: sum('additions'),
    energy: sum('energy'),
    multiplyAccumulates: sum('multiplyAccumulates'),
    denseEnergy: sum('denseEnergy'),
  };
}
