/** How long training takes yet. */
import type { StepReport } from 'rouse-snn';

export interface Pace {
  /** Training samples in a batch, and a second. */
  batch: number;
  samplesPerSecond: number;
  /** Of the last test, and of a whole epoch; 0 while not known. */
  testSeconds: number;
  epochSeconds: number;
}

/** Seconds to the end of the epoch at hand and of so many further ones; null while not known. */
export function secondsToGo(step: StepReport, pace: Pace, further = 0): number | null {
  const { batch, samplesPerSecond, testSeconds, epochSeconds } = pace;
  if (samplesPerSecond <= 0 || (further > 0 && epochSeconds === 0)) return null;
  const left = step.batches - step.batch - 1;
  const training = step.phase === 'train';
  const trainLeft = training ? (left * batch) / samplesPerSecond : 0;
  const testLeft = training ? testSeconds : (testSeconds * left) / step.batches;
  return trainLeft + testLeft + further * epochSeconds;
}
