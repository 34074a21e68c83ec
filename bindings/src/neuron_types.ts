/** A single neuron, for figures that explain it. */
import type { LayerSpec, PartialDeep } from './types';

/** One neuron and the pulses that come to it. */
export interface NeuronInput {
  /** Missing values take the library's defaults; `initial_threshold` is its threshold. */
  layer: PartialDeep<Omit<LayerSpec, 'neurons'>>;
  /** One for each input. */
  weights: readonly number[];
  /** When the pulses come, in bins from 0, ascending. */
  bins: readonly number[];
  /** On which input each of them comes. */
  inputs: readonly number[];
  /** T, 1..100000 bins; later pulses are left out. */
  steps: number;
  /** The rate that the loss (spikes / T - rate)² asks for, 0..1; 0 unless given. */
  targetRate?: number;
}

/** What the neuron does; the lists over time have T values, with the names of `Inspection`. */
export interface NeuronRun {
  drive: Float32Array;
  current: Float32Array;
  potential: Float32Array;
  kept: Float32Array;
  surrogate: Float32Array;
  /** Bins in which it fired. */
  spikes: Uint32Array;
  /** dL/dw of each input. */
  weightGradients: Float32Array;
  /** dL/dθ */
  thresholdGradient: number;
}

/** Runs single neurons, in a worker of its own. Throws RouseError for bad values. */
export interface NeuronClient {
  run(input: NeuronInput): Promise<NeuronRun>;
  close(): void;
}
