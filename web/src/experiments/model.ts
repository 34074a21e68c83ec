/** The Experiments view's one model: its plan, the laboratory it is made from, and what came of it. */
import { createNetworkClient } from 'rouse-snn';
import { neuronsOf } from '../hidden_layer';
import { Language } from '../language';
import { type ExperimentsMessages, en } from '../messages/en_experiments';
import {
  type AddressProblem,
  fieldOf,
  type SettingName,
  type Settings,
  settingNames,
} from '../state';
import { Subject } from '../subject';
import type { Page } from '../views/view';
import { type Arm, type Plan, type PlannedRun, planOf, planParts, samePlan } from './plan';
import { type RunRecord, type Summary, summarise } from './results';
import { Runner, type Setup } from './runner';

/** What the address says of the view, and how it is made to say something else. */
export interface Addressed {
  parts: readonly string[];
  write(): void;
}

/** Values typed in quick succession are looked up together. */
const settleMs = 200;

const tables = {
  en: { load: async () => en },
  zh: { load: async () => (await import('../messages/zh_experiments')).zhExperiments },
};

/** Settings that a plan decides, or that decide no numbers of its runs. */
const others: readonly SettingName[] = ['threshold', 'thresholdMode', 'cores'];

export class ExperimentsModel extends Subject<'change'> {
  readonly page: Page;
  readonly runner: Runner;
  plan: Plan;
  /** What was wrong with the address. */
  problems: readonly AddressProblem[];
  /** Whether the view is shown. */
  open = false;

  readonly #language = new Language<ExperimentsMessages>(tables, en);
  readonly #addressed: Addressed;
  readonly #stops: (() => void)[];
  #settle: ReturnType<typeof setTimeout> | undefined;
  #summary: Summary | null = null;

  constructor(page: Page, addressed: Addressed) {
    super();
    this.page = page;
    this.#addressed = addressed;
    const { plan, problems } = planOf(addressed.parts);
    this.plan = plan;
    this.problems = problems;
    const { lab, language, store } = page;
    this.runner = new Runner(
      lab.shelf.client,
      createNetworkClient,
      ({ version }) => version === lab.shelf.version,
    );
    const follow = () => this.#follow();
    this.#stops = [
      this.#language.on('change', () => this.emit('change')),
      language.on('change', () => void this.#language.show(language.code)),
      this.runner.on('change', () => {
        this.#summary = null;
        this.emit('change');
      }),
      store.on('change', follow),
      lab.on('data', follow),
      lab.on('run', () => {
        this.runner.laboratoryTrains = lab.running;
      }),
    ];
    this.runner.laboratoryTrains = lab.running;
  }

  /** Its texts are there once this is done. */
  async begin(): Promise<void> {
    await this.#language.show(this.page.language.code);
    this.refresh();
  }

  close(): void {
    clearTimeout(this.#settle);
    for (const stop of this.#stops) stop();
    this.runner.close();
  }

  get text(): ExperimentsMessages {
    return this.#language.text;
  }

  /** What an experiment would be made of now; null without data to train and test with. */
  get #setup(): Setup | null {
    const { identity, prepared, version } = this.page.lab.shelf;
    const { settings } = this.page.store;
    if (!identity || !prepared?.test.labels.length) return null;
    return { plan: this.plan, settings, data: identity, prepared, version };
  }

  /** Whether there is data, but none of it to test with. */
  get untested(): boolean {
    const { prepared } = this.page.lab.shelf;
    return prepared !== null && prepared.test.labels.length === 0;
  }

  /** Whether the laboratory has other settings or data now than the runs. */
  get stale(): boolean {
    const { setup } = this.runner;
    const now = this.#setup;
    return setup !== null && now !== null && !sameBase(setup, now);
  }

  setPlan(plan: Plan): void {
    if (this.runner.active || samePlan(plan, this.plan)) return;
    this.plan = plan;
    this.#write();
    this.refresh();
  }

  /** What the address says, after somebody changed it. */
  readAddress(): void {
    const { plan, problems } = planOf(this.#addressed.parts);
    this.problems = problems;
    if (!this.runner.active && !samePlan(plan, this.plan)) {
      this.plan = plan;
      this.refresh();
    }
    this.emit('change');
  }

  dismiss(): void {
    this.problems = [];
    this.emit('change');
  }

  #write(): void {
    this.#addressed.parts = planParts(this.plan);
    this.#addressed.write();
  }

  /** Says in the address that the view is shown, with its plan, or that it is not. */
  show(open: boolean): void {
    this.open = open;
    if (open) this.#addressed.parts = planParts(this.plan);
    else this.#addressed.parts = [];
    this.#addressed.write();
    this.emit('change');
  }

  async start(): Promise<void> {
    // One thing at a time: the laboratory goes on when it is asked to.
    await this.page.lab.pause();
    await this.runner.start();
  }

  /** Takes the plan, the laboratory's settings and its data as they are now. */
  refresh(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => void this.runner.prepare(this.#setup), settleMs);
    this.emit('change');
  }

  #follow(): void {
    const now = this.#setup;
    const { setup, active } = this.runner;
    if (!active && (now === null || setup === null || !sameBase(setup, now))) this.refresh();
    else this.emit('change');
  }

  /** Null before there is data. */
  get summary(): Summary | null {
    this.#summary ??= this.#summarise();
    return this.#summary;
  }

  #summarise(): Summary | null {
    const { setup, runs } = this.runner;
    if (!setup) return null;
    const { shape, classCount } = setup.prepared.train;
    const inputs = shape.width * shape.height * shape.polarities;
    const neurons = [...neuronsOf(setup.settings.hidden, shape), classCount];
    const done = new Map<string, RunRecord>();
    for (const run of runs) if (run.state === 'done') done.set(nameOf(run), run.record);
    return summarise(setup.plan, setup.settings, { inputs, neurons }, (run) =>
      done.get(nameOf(run)),
    );
  }

  /** Records of an arm's runs from a start, also of those under way. */
  recordsOf(threshold: number, arm: Arm): RunRecord[] {
    return this.runner.runs
      .filter((run) => run.threshold === threshold && nameOfArm(run.arm) === nameOfArm(arm))
      .map(({ record }) => record);
  }
}

const nameOfArm = ({ mode, rate }: Arm) => `${mode} ${rate}`;
const nameOf = ({ threshold, arm, seed }: PlannedRun) => `${threshold} ${nameOfArm(arm)} ${seed}`;

/** Whether runs of the same plan would have the same numbers. */
function sameBase(one: Setup, other: Setup): boolean {
  if (one.version !== other.version || !samePlan(one.plan, other.plan)) return false;
  return decisiveSettings(one) === decisiveSettings(other);
}

function decisiveSettings({ settings, plan }: { settings: Settings; plan: Plan }): string {
  const rate = plan.rates.length > 0 ? 'thresholdLearningRate' : '';
  const names = settingNames.filter(
    (name) =>
      !others.includes(name) &&
      name !== rate &&
      (fieldOf(name).effect === 'reset' || /LearningRate$|^learningRate$/.test(name)),
  );
  return names.map((name) => fieldOf(name).print(settings[name])).join(' ');
}
