/** How A and B compare so far, as values that a view puts into words. */
import type { EpochReport } from 'rouse-snn';
import type { Experiment } from './experiment';
import type { ArmName } from './specification';

/** Accuracies that are worth naming when an experiment reaches them. */
const levels = [0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99] as const;

export interface ArmVerdict {
  arm: ArmName;
  /** Epochs that were trained. */
  epochs: number;
  /** After how many epochs it reached the level, or null while it has not. */
  reached: number | null;
  /** Best accuracy so far, 0..1. */
  best: number;
  /** Neurons of the hidden layers that fired in no sample of the latest epoch, and all of them. */
  dead: number;
  hidden: number;
}

export interface Verdict {
  /**
   * The highest level that any of the experiments reached and for which the others have had as many
   * epochs, 0..1, or null before the lowest one.
   */
  level: number | null;
  /** The one that reached the level first stands first. */
  arms: ArmVerdict[];
}

/** Null until an experiment has trained an epoch. */
export function verdictOf(experiments: readonly Experiment[]): Verdict | null {
  const trained = experiments.filter(({ epochs }) => (epochs.at(-1)?.epoch ?? 0) > 0);
  if (trained.length === 0) return null;
  const level = levels.filter((one) => isDecided(trained, one)).at(-1) ?? null;
  const arms = trained.map(({ name, epochs, spec }) => ({
    arm: name,
    epochs: epochs.at(-1)?.epoch ?? 0,
    reached: level === null ? null : reachedIn(epochs, level),
    best: bestOf(epochs),
    dead: sum(epochs.at(-1)?.dead.slice(0, -1) ?? []),
    hidden: sum((spec?.layers ?? []).slice(0, -1).map(({ neurons }) => neurons)),
  }));
  const late = Number.MAX_VALUE;
  arms.sort((one, other) => (one.reached ?? late) - (other.reached ?? late));
  return { level, arms };
}

function isDecided(experiments: readonly Experiment[], level: number): boolean {
  const reached = experiments.map(({ epochs }) => reachedIn(epochs, level));
  const first = Math.min(...reached.map((epoch) => epoch ?? Number.POSITIVE_INFINITY));
  return experiments.every(
    ({ epochs }, i) => reached[i] !== null || (epochs.at(-1)?.epoch ?? 0) >= first,
  );
}

function reachedIn(epochs: readonly EpochReport[], level: number): number | null {
  return epochs.find((report) => accuracyOf(report) >= level)?.epoch ?? null;
}

/** On the test samples, or, where there are none, on those that were trained on. */
function accuracyOf({ test_accuracy, train_accuracy }: EpochReport): number {
  return test_accuracy >= 0 ? test_accuracy : train_accuracy;
}

function bestOf(epochs: readonly EpochReport[]): number {
  return Math.max(...epochs.map(accuracyOf));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
