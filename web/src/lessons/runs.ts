/** What came of a run of a <rouse-lab>, as lessons judge and list it. Knows no DOM. */
import type { Arm, RouseEpoch, RouseSettings } from '../../public/rouse-lab';

export interface ArmRun {
  /** Accuracy of the last epoch, 0..1. */
  readonly test: number;
  readonly train: number;
  /** Of the first hidden layer: neurons that fired in no sample of the last epoch, and all. */
  readonly dead: number;
  readonly hidden: number;
  /** Its spikes per neuron and time bin. */
  readonly rate: number;
  readonly epochs: number;
  readonly confusion: readonly number[];
}

export interface Run extends Readonly<Record<Arm, ArmRun>> {
  readonly threshold: number;
  /** Of the surrogate. */
  readonly width: number;
  readonly perClass: number;
}

export type Epochs = Readonly<Record<Arm, readonly RouseEpoch[]>>;

/** Null before both experiments have trained an epoch. */
export function runOf(settings: RouseSettings, epochs: Epochs): Run | null {
  const a = armRun(settings, epochs.a);
  const b = armRun(settings, epochs.b);
  if (!a || !b) return null;
  const { surrogateWidth: width, perClass } = settings;
  // A lesson's layers begin with one threshold.
  const [threshold = 0] = [settings.threshold].flat();
  return { threshold, width, perClass, a, b };
}

function armRun({ hidden }: RouseSettings, epochs: readonly RouseEpoch[]): ArmRun | null {
  const last = epochs.at(-1);
  if (!last || last.epoch === 0) return null;
  const { test_accuracy, train_accuracy, dead, rate, confusion, epoch } = last;
  return {
    test: test_accuracy,
    train: train_accuracy,
    dead: dead[0] ?? 0,
    hidden: Number(hidden[0] ?? 0),
    rate: rate[0] ?? 0,
    epochs: epoch,
    confusion,
  };
}

/** Runs by their settings, a repeated one in the place of its former self. */
export function withRun(runs: readonly Run[], run: Run): readonly Run[] {
  return [...runs.filter((one) => !sameSettings(one, run)), run];
}

function sameSettings(one: Run, other: Run): boolean {
  const { threshold, width, perClass } = other;
  return one.threshold === threshold && one.width === width && one.perClass === perClass;
}

const silent = ({ dead, hidden }: ArmRun) => dead === hidden;
/** Accuracies of ten classes: far above chance. */
const learned = { healthy: 0.7, roused: 0.5, reached: 0.4 } as const;

export type RousingTask = 'healthy' | 'broken' | 'roused' | 'lost' | 'reached';

/** The tasks of lesson 3 that a run has done; `before` are the runs of this visit before it. */
export function roused(run: Run, before: readonly Run[], paperWidth: number): RousingTask[] {
  const { a, b, threshold, width } = run;
  const narrow = width === paperWidth;
  const lost = (one: Run) => one.width === paperWidth && silent(one.a) && silent(one.b);
  const done: Readonly<Record<RousingTask, boolean>> = {
    healthy: narrow && a.test >= learned.healthy && b.test >= learned.healthy,
    broken: narrow && silent(a),
    roused: narrow && silent(a) && b.test >= learned.roused,
    lost: lost(run),
    reached:
      width > paperWidth &&
      b.test >= learned.reached &&
      before.some((one) => lost(one) && one.threshold <= threshold),
  };
  return (Object.keys(done) as RousingTask[]).filter((task) => done[task]);
}

export interface Confused {
  /** The class with the most wrong answers; the first of several. */
  readonly label: number;
  /** What was answered most often instead: more than one when they are level. */
  readonly answers: readonly number[];
  readonly times: number;
}

/** Where a network errs most, or null when it does not; `confusion` is (class, answer), row-major. */
export function mostConfused(confusion: readonly number[]): Confused | null {
  const size = Math.round(Math.sqrt(confusion.length));
  const rows = Array.from({ length: size }, (_, label) =>
    confusion
      .slice(label * size, (label + 1) * size)
      .map((times, answer) => (answer === label ? 0 : times)),
  );
  const wrong = rows.map((row) => row.reduce((sum, times) => sum + times, 0));
  const most = Math.max(0, ...wrong);
  if (most === 0) return null;
  const label = wrong.indexOf(most);
  const row = rows[label] ?? [];
  const times = Math.max(...row);
  const answers = row.flatMap((one, answer) => (one === times ? [answer] : []));
  return { label, answers, times };
}
