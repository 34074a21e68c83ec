/** What a network says of the shown sample. */
import type { Trace } from 'rouse-snn';
import { spikeCounts } from './layer_figures';

export interface Answer {
  /** Spikes of each output neuron over the sample. */
  spikes: Uint32Array;
  /** The class that it takes the sample for; null when no output neuron fired. */
  says: number | null;
}

export function answerOf(trace: Trace): Answer | null {
  const output = trace.layers.at(-1);
  if (!output) return null;
  const spikes = spikeCounts(output);
  return { spikes, says: output.columns.length > 0 ? trace.predicted : null };
}
