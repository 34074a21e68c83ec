/** The sweep of lesson 6: runs of the reader's own, by the engine of the Experiments view. */
import { createDataClient, createNetworkClient, type DataClient } from 'rouse-snn';
import { defaultPlan, type Plan, planParts } from '../experiments/plan';
import { effectOf, isFixed, type Row, type Summary, summarise } from '../experiments/results';
import { Runner, type RunStorage } from '../experiments/runner';
import { messageOf } from '../format';
import { defaultSettings, type Settings, toHash } from '../state';
import { Subject } from '../subject';

/** Far too low, good, far too high: measured so that a sweep takes seconds and its effect shows. */
export const starts = [0.05, 3, 50] as const;
/** What a start of the reader's own may be. */
export const ownStarts = [0.02, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 40, 60, 80] as const;

const built = { kind: 'builtin', trainCount: 300, testCount: 200, seed: 1 } as const;
const hidden = 64;

export const truthSettings: Settings = {
  ...defaultSettings(),
  hidden: [hidden],
  perClass: 30,
  steps: 30,
  binUs: 10_000,
  batch: 8,
  learningRate: 0.0002,
  thresholdLearningRate: 0.3,
  resetGradient: 'masked',
};

export const usualPlan: Plan = { ...defaultPlan(), thresholds: [...starts], seeds: 5, epochs: 5 };

/** A start with fixed thresholds beside the same with trainable ones. */
export interface Pair {
  threshold: number;
  fixed: Row;
  trainable: Row;
}

export class TruthModel extends Subject<'change'> {
  plan: Plan = usualPlan;
  /** Why nothing could be run. */
  problem = '';
  readonly #data: DataClient;
  readonly #runner: Runner;
  #asked = false;

  constructor(data = createDataClient(), create = createNetworkClient, storage?: RunStorage) {
    super();
    this.#data = data;
    this.#runner = new Runner(data, create, () => true, storage);
    this.#runner.on('change', () => this.emit('change'));
  }

  get running(): boolean {
    return this.#asked || this.#runner.active;
  }

  get progress(): number {
    return this.#runner.progress;
  }

  get secondsToGo(): number | null {
    return this.#runner.secondsToGo;
  }

  /** Runs what is not run yet; with a start of the reader's own, that one too. */
  async run(own?: number): Promise<void> {
    if (this.running) return;
    this.#asked = true;
    this.problem = '';
    const wanted = own === undefined ? starts : [...new Set([...this.plan.thresholds, own])];
    this.plan = { ...usualPlan, thresholds: [...wanted].sort((one, other) => one - other) };
    this.emit('change');
    try {
      await this.#train();
      this.problem = this.#runner.problem;
    } catch (error) {
      this.problem = messageOf(error);
    } finally {
      this.#asked = false;
      this.emit('change');
    }
  }

  cancel(): void {
    this.#runner.cancel();
  }

  close(): void {
    this.#runner.close();
    this.#data.close();
  }

  /** Where the laboratory repeats the plan. */
  get address(): string {
    return `./index.html#${[toHash(truthSettings), ...planParts(this.plan)].join('&')}`;
  }

  get pairs(): Pair[] {
    const { rows } = this.#summary;
    return this.plan.thresholds.flatMap((threshold) => {
      const own = rows.filter((row) => row.threshold === threshold);
      const fixed = own.find(({ arm }) => isFixed(arm));
      const trainable = own.find(({ arm }) => !isFixed(arm));
      return fixed && trainable ? [{ threshold, fixed, trainable }] : [];
    });
  }

  /** Whether every run of the plan is done. */
  get complete(): boolean {
    const { done, runs } = this.#summary;
    return done === runs;
  }

  /** Starts from which the interval of the difference lies wholly above 0. */
  get helped(): number {
    return this.pairs.filter(({ trainable }) => effectOf(trainable.difference) === 'helps').length;
  }

  get #summary(): Summary {
    const sizes = { inputs: 2312, neurons: [hidden, 10] };
    return summarise(this.plan, truthSettings, sizes, ({ threshold, arm, seed }) => {
      const run = this.#runner.runs.find(
        (one) =>
          one.state === 'done' &&
          one.threshold === threshold &&
          one.arm.mode === arm.mode &&
          one.seed === seed,
      );
      return run?.record;
    });
  }

  async #train(): Promise<void> {
    const prepared = await this.#data.load(built);
    const data = { ...built, classes: [], perClass: 0 };
    await this.#runner.prepare({
      plan: this.plan,
      settings: { ...truthSettings, perClass: 0 },
      data,
      prepared,
      version: 1,
    });
    await this.#runner.start();
  }
}
