/** An experiment's results as files, laid out as `rouse sweep` writes them. */
import type { NetworkSpec, TrainingOptions } from 'rouse-snn';
import { hasCommand, sweepLine } from '../repeat';
import { armsOf, type PlannedRun } from './plan';
import { isFixed, type RunRecord, type Summary } from './results';
import type { Setup } from './runner';
import { confidence, deviation, mean } from './statistics';

/** A number as the command writes it: the shorter of 0.0001 and 1e-04. */
export function plainNumber(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  const sign = exponent < 0 ? '-' : '+';
  const scientific = `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  const places = Math.max(0, (digits.split('.')[1]?.length ?? 0) - exponent);
  const fixed = Math.abs(value) < 1e21 && places <= 100 ? value.toFixed(places) : scientific;
  return fixed.length <= scientific.length ? fixed : scientific;
}

/** A mode as the command's options spell it. */
export const modeWord = (mode: string): string =>
  mode === 'per_neuron' ? 'trainable' : mode.replaceAll('_', '-');

const listed = ['dead', 'rate', 'threshold_mean', 'weight_movement', 'weight_distance'] as const;

/** One line for each finished run and epoch, under a head. */
export function csvOf(runs: readonly (PlannedRun & { record: RunRecord })[]): string {
  const layers = runs[0]?.record[0]?.dead.length ?? 0;
  const columns = listed.flatMap((name) =>
    Array.from({ length: layers }, (_, layer) => `${name}_${layer + 1}`),
  );
  const head = [
    ...['threshold', 'thresholds', 'lr_threshold', 'seed', 'epoch', 'loss'],
    ...['train_accuracy', 'test_accuracy', ...columns],
  ];
  const lines = runs.flatMap(({ threshold, arm, seed, record }) =>
    record.map((epoch) => [
      plainNumber(threshold),
      modeWord(arm.mode),
      isFixed(arm) ? '' : plainNumber(arm.rate),
      String(seed),
      String(epoch.epoch),
      plainNumber(epoch.loss),
      epoch.epoch === 0 ? '' : plainNumber(epoch.train_accuracy),
      plainNumber(epoch.test_accuracy),
      ...listed.flatMap((name) =>
        epoch[name].map((value) => (name === 'dead' ? String(value) : plainNumber(value))),
      ),
    ]),
  );
  return [head, ...lines].map((cells) => `${cells.join(',')}\n`).join('');
}

const meanOf = (values: readonly number[]) => ({
  mean: mean(values),
  deviation: deviation(values),
  by_seed: values,
});

const differenceOf = (values: readonly number[]) => ({
  mean: mean(values),
  interval: confidence(values),
  by_seed: values,
});

/** The command's summary.json; of experiments whose runs are all done. */
export function summaryJson(summary: Summary): string {
  const { epochs, seeds, inputs, neurons, goal } = summary;
  const all = {
    network: [inputs, ...neurons].join('-'),
    ...{ neurons, epochs, seeds, accuracy_goal: goal },
    rows: summary.rows.map(({ threshold, arm, accuracy, difference, dead, ...row }) => ({
      threshold,
      thresholds: modeWord(arm.mode),
      lr_threshold: isFixed(arm) ? null : arm.rate,
      test_accuracy: meanOf(accuracy),
      difference: difference.length === 0 ? null : differenceOf(difference),
      epochs_to_goal: row.epochsToGoal.map((epoch) => (epoch > epochs ? null : epoch)),
      dead: dead.map(meanOf),
      dead_layers: row.deadLayers,
    })),
    comparisons: summary.comparisons.map(({ arm, difference, ...all }) => ({
      thresholds: modeWord(arm.mode),
      lr_threshold: arm.rate,
      difference: differenceOf(difference),
      epochs_saved: all.epochsSaved,
      dead_layers: all.deadLayers,
      dead_layers_fixed: all.deadLayersFixed,
    })),
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** The least threshold of the command, unless a run begins below it; as the page's. */
const usualMinimumThreshold = 0.05;

/** What the experiment varies, and what is no setting of a run. */
const varied = ['thresholds', 'threshold', 'lr-threshold', 'threads'];

/**
 * The command that repeats an experiment; `spec` and `options` are complete ones of any of its runs.
 * Empty where the command cannot say it.
 */
export function sweepCommand(
  { plan, settings, data }: Pick<Setup, 'plan' | 'settings' | 'data'>,
  spec: NetworkSpec,
  options: TrainingOptions,
): string {
  const least = settings.minimumThreshold;
  const usual = least === usualMinimumThreshold;
  // The command lowers only its own least threshold for runs that begin below it.
  if (!usual && plan.thresholds.some((threshold) => threshold < least)) return '';
  const run = { spec, options, data, epochs: plan.epochs };
  if (!hasCommand(run)) return '';
  const arms = armsOf(plan, settings);
  const rates = [...new Set(arms.filter((arm) => !isFixed(arm)).map(({ rate }) => rate))];
  return sweepLine(
    run,
    [...varied, 'minimum-threshold'],
    [
      ...(usual ? [] : [`--minimum-threshold ${least}`]),
      `--threshold ${plan.thresholds.join()}`,
      `--thresholds ${plan.modes.map(modeWord).join()}`,
      ...(rates.length > 0 ? [`--lr-threshold ${rates.join()}`] : []),
      `--seeds ${plan.seeds}`,
      `--epochs ${plan.epochs}`,
      ...(plan.goal > 0 ? [`--accuracy-goal ${plan.goal / 100}`] : []),
      '--out sweep',
    ],
  );
}
