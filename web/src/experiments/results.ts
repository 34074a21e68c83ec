/**
 * What an experiment found so far: means over the seeds and differences to fixed thresholds, by
 * initial threshold and over all of them. When all runs are done, these are the figures of
 * `rouse sweep`.
 */
import type { Settings } from '../state';
import { type Arm, armsOf, type Plan, type PlannedRun, sameArm } from './plan';
import type { EpochRecord } from './record';
import { confidence } from './statistics';

export type RunRecord = readonly EpochRecord[];

/** The runs of one arm from one initial threshold; lists are of those seeds that are done. */
export interface Row {
  readonly threshold: number;
  readonly arm: Arm;
  /** By seed; undefined while it is not done. */
  readonly records: readonly (RunRecord | undefined)[];
  /** On the test samples after the last epoch, 0..1. */
  readonly accuracy: readonly number[];
  /** By layer: neurons dead in the last epoch. */
  readonly dead: readonly (readonly number[])[];
  /** Layers without a living neuron, over all runs. */
  readonly deadLayers: number;
  /** First epoch with the accuracy that is the goal, or one more than there are where none has it. */
  readonly epochsToGoal: readonly number[];
  /** Accuracy less that of fixed thresholds with the same seed. */
  readonly difference: readonly number[];
}

/** An arm beside fixed thresholds, from all initial thresholds together. */
export interface Comparison {
  readonly arm: Arm;
  /** Of accuracy, mean over the initial thresholds, by seed. */
  readonly difference: readonly number[];
  /** Share of the epochs that fixed thresholds need to the goal. */
  readonly epochsSaved: number;
  readonly deadLayers: number;
  readonly deadLayersFixed: number;
}

export interface Summary {
  readonly epochs: number;
  readonly seeds: readonly number[];
  readonly inputs: number;
  /** Of each layer. */
  readonly neurons: readonly number[];
  /** 0..1, or null for that at which the run with fixed thresholds ends. */
  readonly goal: number | null;
  readonly thresholds: readonly number[];
  readonly arms: readonly Arm[];
  /** By initial threshold and arm. */
  readonly rows: readonly Row[];
  /** Of every arm with trainable thresholds, once all runs are done. */
  readonly comparisons: readonly Comparison[];
  readonly done: number;
  readonly runs: number;
}

export const isFixed = ({ mode }: Arm): boolean => mode === 'fixed';

export function summarise(
  plan: Plan,
  settings: Settings,
  sizes: { inputs: number; neurons: readonly number[] },
  recordOf: (run: PlannedRun) => RunRecord | undefined,
): Summary {
  const arms = armsOf(plan, settings);
  const seeds = Array.from({ length: plan.seeds }, (_, index) => settings.seed + index);
  const goal = plan.goal > 0 ? plan.goal / 100 : null;
  const rows = plan.thresholds.flatMap((threshold) => {
    const records = arms.map((arm) => seeds.map((seed) => recordOf({ threshold, arm, seed })));
    const fixed = records[arms.findIndex(isFixed)];
    return arms.map((arm, index) =>
      rowOf(threshold, arm, records[index] ?? [], fixed, goal, sizes),
    );
  });
  const done = rows.reduce((sum, { accuracy }) => sum + accuracy.length, 0);
  const runs = rows.length * seeds.length;
  const whole = done === runs && arms.some(isFixed);
  return {
    ...{ epochs: plan.epochs, seeds, ...sizes, goal, thresholds: plan.thresholds, arms, rows },
    comparisons: whole ? arms.filter((arm) => !isFixed(arm)).map((arm) => compare(rows, arm)) : [],
    ...{ done, runs },
  };
}

function rowOf(
  threshold: number,
  arm: Arm,
  records: readonly (RunRecord | undefined)[],
  fixed: readonly (RunRecord | undefined)[] | undefined,
  goal: number | null,
  { neurons }: { neurons: readonly number[] },
): Row {
  const lasts = records.flatMap((record) => record?.at(-1) ?? []);
  const epochsToGoal: number[] = [];
  const difference: number[] = [];
  records.forEach((record, seed) => {
    const last = record?.at(-1);
    if (!record || !last) return;
    const beside = fixed?.[seed]?.at(-1)?.test_accuracy;
    if (beside !== undefined && !isFixed(arm)) difference.push(last.test_accuracy - beside);
    const wanted = goal ?? beside;
    if (wanted !== undefined) epochsToGoal.push(firstEpochWith(wanted, record));
  });
  return {
    ...{ threshold, arm, records, epochsToGoal, difference },
    accuracy: lasts.map(({ test_accuracy }) => test_accuracy),
    dead: neurons.map((_, layer) => lasts.map(({ dead }) => dead[layer] ?? 0)),
    deadLayers: lasts.reduce(
      (sum, { dead }) => sum + neurons.filter((size, layer) => dead[layer] === size).length,
      0,
    ),
  };
}

function firstEpochWith(accuracy: number, record: RunRecord): number {
  const found = record.findIndex(({ test_accuracy }) => test_accuracy >= accuracy);
  return found < 0 ? record.length : found;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function compare(rows: readonly Row[], arm: Arm): Comparison {
  const own = rows.filter((row) => sameArm(row.arm, arm));
  const fixed = rows.filter((row) => isFixed(row.arm));
  const epochs = sum(own.flatMap(({ epochsToGoal }) => epochsToGoal));
  const epochsFixed = sum(fixed.flatMap(({ epochsToGoal }) => epochsToGoal));
  return {
    arm,
    difference: (own[0]?.difference ?? []).map(
      (_, seed) => sum(own.map(({ difference }) => difference[seed] ?? 0)) / own.length,
    ),
    epochsSaved: epochsFixed === 0 ? 0 : 1 - epochs / epochsFixed,
    deadLayers: sum(own.map(({ deadLayers }) => deadLayers)),
    deadLayersFixed: sum(fixed.map(({ deadLayers }) => deadLayers)),
  };
}

/** What trainable thresholds do to accuracy: `open` until two pairs of runs are done. */
export type Effect = 'helps' | 'none' | 'hurts' | 'open';

/** By the 95 % confidence interval of the differences: above 0, around it, or below. */
export function effectOf(difference: readonly number[]): Effect {
  const interval = confidence(difference);
  if (!interval) return 'open';
  if (interval[0] > 0) return 'helps';
  return interval[1] < 0 ? 'hurts' : 'none';
}

/** Mean number of epochs to the goal of those runs that get there, and how many these are. */
export function epochsOf({ epochsToGoal }: Row, epochs: number): { mean: number; reached: number } {
  const reached = epochsToGoal.filter((epoch) => epoch <= epochs);
  return { mean: sum(reached) / reached.length, reached: reached.length };
}
