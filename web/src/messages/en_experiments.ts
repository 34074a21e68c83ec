/** Every text of the Experiments view in English; see `en.ts`. */
import type { Arm, PlanField, PlanPresetId } from '../experiments/plan';
import type { Effect } from '../experiments/results';
import { compact, count, enumerate, plural } from '../format';
import type { SettingText } from './en';

/** "+12.1", "−0.4", "0.0": in points, from a share. */
export function points(share: number): string {
  const value = Math.round(share * 1000) / 10;
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return `${sign}${Math.abs(value).toFixed(1)}`;
}

/** A threshold whose interval is told: "40 (+20.4 points, 14.3 to 26.5)". */
export interface Found {
  threshold: number;
  difference: number;
  interval: readonly [low: number, high: number];
}

const plan: Record<PlanField, SettingText> = {
  thresholds: {
    label: 'Initial thresholds',
    says: 'Each run begins with one of these in all layers: from far too low to far too high.',
  },
  modes: {
    label: 'Thresholds',
    says: 'What is compared: thresholds that stay, one that is learned for each neuron, or for each layer.',
  },
  rates: {
    label: 'Threshold learning rates',
    says: 'Several are compared with each other; empty takes the laboratory’s.',
  },
  seeds: {
    label: 'Seeds',
    says: 'Runs of each kind, which differ in chance alone: from two on, intervals say what is more than chance.',
  },
  epochs: { label: 'Epochs', says: 'How long each run trains.' },
  goal: {
    label: 'Accuracy goal',
    says: 'Epochs are counted to this test accuracy; empty is the one at which the run with fixed thresholds ends.',
  },
  jobs: {
    label: 'Runs at a time',
    says: 'Each run takes one processor core; results do not depend on it.',
  },
};

const presets: Record<PlanPresetId, { label: string; says: string }> = {
  quick: {
    label: 'Quick',
    says: 'Low, good and high thresholds, three seeds, five epochs.',
  },
  paper: {
    label: 'The paper’s',
    says: 'Eight thresholds, five seeds, ten epochs.',
  },
  rates: {
    label: 'Threshold rates',
    says: 'Four learning rates of thresholds from three starts.',
  },
};

const effects: Record<Effect, string> = {
  helps: 'helps',
  none: 'no difference',
  hurts: 'hurts',
  open: 'open',
};

function armName({ mode, rate }: Arm, rates = false): string {
  if (mode === 'fixed') return 'fixed';
  const name = mode === 'per_layer' ? 'trainable per layer' : 'trainable';
  return rates ? `${name}, rate ${compact(rate)}` : name;
}

const interval = (low: number, high: number) => `${points(low)} to ${points(high)}`;

const froms = (found: readonly Found[]) =>
  enumerate(
    found.map(
      ({ threshold, difference, interval: [low, high] }) =>
        `${compact(threshold)} (${points(difference)} points, ${interval(low, high)})`,
    ),
  );

export const en = {
  title: 'Experiments',
  intro:
    'Is it true? Train from good and bad initial thresholds, with fixed and with trainable ones, several times each, and compare.',
  laboratory: 'Laboratory',
  toLaboratory: 'Back to the laboratory',
  busy: (done: number, runs: number) => `Experiments: ${done} of ${runs} runs done`,

  bar: {
    name: 'Running',
    run: 'Run',
    goOn: 'Go on',
    pause: 'Pause',
    cancel: 'Cancel',
    link: 'link',
    progress: 'Progress',
    looking: 'Looking for runs that are done already',
    noData: 'As soon as there is data, it can run.',
    noTest: 'This data has no test recordings, which accuracy is measured on. Choose other data.',
    ready: (runs: number, epochs: number, jobs: number) =>
      `${plural(runs, 'run')} of ${plural(epochs, 'epoch')}, ${count(jobs)} at a time`,
    partly: (done: number, runs: number) =>
      `${count(done)} of ${count(runs)} runs are done and kept here; Run trains the others`,
    running: (done: number, runs: number) => `${count(done)} of ${count(runs)} runs done`,
    toGo: (seconds: number) =>
      seconds < 100 ? `, ${Math.ceil(seconds)} s to go` : `, ${Math.round(seconds / 60)} min to go`,
    paused: ', paused',
    held: ', waiting while the laboratory trains',
    done: (runs: number) => `All ${count(runs)} runs are done`,
    failed: (why: string) => `Stopped: ${why}`,
    starting: ', starting',
  },

  plan: {
    title: 'Plan',
    fields: plan,
    presets,
    ownPlan: 'A plan of your own.',
    preset: 'Presets',
    modes: {
      fixed: 'fixed',
      per_neuron: 'per neuron',
      per_layer: 'per layer',
      per_channel: 'per channel',
    },
    laboratory: 'the laboratory’s',
    fixedGoal: 'that of fixed',
    automatic: (jobs: number) => `${jobs} here`,
    /** Of the fields above, while runs are under way. */
    frozen: 'Cancel to change the plan; runs that are done are kept.',
    base: 'All else is the laboratory’s',
    data: 'Data',
    network: 'Network',
    rates: 'Learning rates',
    rateOf: (weights: number, thresholds: number) =>
      `${compact(weights)}, thresholds ${compact(thresholds)}`,
    batchSeed: 'Batch, first seed',
    stale:
      'The laboratory’s settings or data have changed since: these runs keep those that they began with.',
    takeOver: 'Take those of now',
    builtin: 'built-in digits',
    recordings: (train: number, test: number) => `${count(train)} + ${count(test)}`,
  },

  verdict: {
    title: 'What holds',
    about: 'the verdict',
    tip: 'The difference in test accuracy between runs of the same seed, and its 95 % confidence interval.',
    empty: 'Once two seeds of a pair are done, what trainable thresholds do stands here in words.',
    oneSeed: 'One seed cannot tell a difference from chance: take at least two.',
    noPair: 'To compare, choose fixed thresholds and trainable ones.',
    arm: armName,
    helps: (found: readonly Found[]) => `Trainable thresholds help from ${froms(found)}. `,
    hurts: (found: readonly Found[]) => `Trainable thresholds hurt from ${froms(found)}. `,
    none: (found: readonly Found[], seeds: number) =>
      `No difference that ${plural(seeds, 'seed')} could tell from ${froms(found)}. `,
    waiting: (runs: number) => `${plural(runs, 'run')} still to come.`,
    overall: (
      starts: number,
      difference: number,
      bounds: readonly [number, number] | null,
      saved: number,
    ) =>
      `Over all ${count(starts)} initial thresholds: accuracy ${points(difference)} points` +
      `${bounds ? ` (${interval(...bounds)})` : ''}, ` +
      `${Math.abs(saved * 100).toFixed(1)} % ${saved < 0 ? 'more' : 'fewer'} epochs to the goal. `,
    deadLayers: (own: number, fixed: number) =>
      `Dead layers at the end, over all runs: ${count(own)} instead of ${count(fixed)}.`,
    chance:
      'The intervals are not corrected for their number: where there is no difference, one in twenty misses 0 by chance.',
  },

  table: {
    title: 'Accuracy',
    about: 'the table',
    tip: 'Test accuracy after the last epoch, mean and standard deviation over the seeds; a press opens that setting in the laboratory.',
    caption: (epochs: number) =>
      `Test accuracy after ${plural(epochs, 'epoch')} by initial threshold and kind of thresholds`,
    start: 'start θ',
    arm: armName,
    of: (done: number, seeds: number) => `${done} of ${seeds} seeds done`,
    waiting: 'waiting',
    training: (epoch: number) => `epoch ${epoch}`,
    difference: (difference: number, bounds: readonly [number, number] | null) =>
      `${points(difference)}${bounds ? ` (${interval(...bounds)})` : ''}`,
    effects,
    epochs: (epochs: number, reached: number, runs: number) =>
      reached === 0
        ? 'goal not reached'
        : `goal after ${epochs.toFixed(1)}${reached < runs ? ` (${reached} of ${runs})` : ''}`,
    dead: (dead: readonly number[]) => `dead ${dead.map((n) => n.toFixed(1)).join(', ')}`,
    open: (threshold: number, arm: Arm, rates: boolean) =>
      `Open threshold ${compact(threshold)}, ${armName(arm, rates)}, in the laboratory`,
    now: 'Training now',
    run: (threshold: number, arm: Arm, rates: boolean, seed: number) =>
      `θ ${compact(threshold)}, ${armName(arm, rates)}, seed ${seed}`,
    epochOf: (epoch: number, epochs: number) => `epoch ${epoch} of ${epochs}`,
    legend:
      'goal after: epochs to the goal, 0 being the untrained network · dead: neurons of each layer that never fired in the last epoch',
  },

  figures: {
    title: 'Figures',
    empty: 'The curves come with the first epochs.',
    note: (seeds: number) => `Mean and standard deviation of ${plural(seeds, 'seed')}`,
    save: (title: string, kind: string) => `Save ${title} as ${kind}`,
    notSaved: (why: string) => `The figure could not be saved: ${why}`,
    from: (threshold: number) => `from ${compact(threshold)}`,
    arm: armName,
    epoch: 'epoch',
    threshold: 'initial threshold',
    rate: 'learning rate of the thresholds',
    accuracyAfter: (epochs: number) => `test accuracy after ${plural(epochs, 'epoch')}, %`,
    nothing: 'nothing yet',
    accuracy: {
      title: 'Accuracy from good and bad starts',
      says: 'Where the curves part, the initial threshold decides whether fixed ones can learn at all.',
    },
    learning: {
      title: 'Learning from each start',
      says: 'Test accuracy after every epoch, with its spread over the seeds.',
      y: 'test accuracy, %',
    },
    dead: {
      title: 'Dead neurons',
      says: 'Neurons that fired in no sample of an epoch: they contribute nothing, and fixed thresholds never wake them.',
      y: 'neurons that never fire, %',
    },
    firing: {
      title: 'Firing rates',
      says: 'How often a neuron fires, by layer: near 0 little is said, near 1 nothing is told apart.',
      y: 'spikes per neuron and time bin',
    },
    weights: {
      title: 'Movement of the weights',
      says: 'How far the weights of a layer have moved from where they began, as a share of their length.',
      y: 'distance from the initial weights, %',
    },
    ablation: {
      title: 'Learning rate of the thresholds',
      says: 'Accuracy against how fast thresholds learn; fixed ones are the level line.',
    },
  },

  exports: {
    title: 'Take it away',
    csv: 'Every epoch of every run',
    json: 'Means, differences, intervals',
    save: (what: string) => `Save ${what}`,
    whole: 'once all runs are done',
    command: 'Repeat it elsewhere',
    commandSays: 'The same runs, to the bit, and the same files and figures:',
    noCommand:
      'The command has no options for this: its least threshold cannot follow lower starts, or layers differ.',
    needsData: (name: string) => `It needs the same recordings: ${name}.`,
    show: 'Show the command line',
    kept: 'Kept in this browser',
    keptSays: (runs: number) => `${plural(runs, 'run')}: another visit finds them here`,
    forget: 'Forget',
    copying: {
      copy: (what: string) => `Copy ${what}`,
      copied: 'Copied.',
      byHand: 'Copy this with Ctrl+C or ⌘C',
      close: 'Close',
    },
    commandLine: 'command line',
  },

  spoken: {
    running: 'The experiment runs.',
    paused: 'Paused.',
    cancelled: 'Cancelled. Runs that are done are kept.',
    done: 'All runs are done.',
    some: (done: number, runs: number) => `${done} of ${runs} runs done.`,
  },
};

export type ExperimentsMessages = typeof en;
