/** What a network says of the shown sample. */
import type { Trace } from 'rouse-snn';

export interface Answer {
  /** Of each class: spikes of its output neuron, or what its potential is read as. */
  scores: Float32Array;
  /** The class that it takes the sample for; null when all scores are 0, as no output neuron fired. */
  says: number | null;
}

export function answerOf({ scores, predicted }: Trace): Answer {
  return { scores, says: scores.some((score) => score !== 0) ? predicted : null };
}
