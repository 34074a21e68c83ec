/**
 * Trains the runs of an experiment, several at a time, each in a worker of its own, and keeps those
 * that are done in this origin's storage under all that decides their numbers: a later visit, or a
 * plan that shares some of them, finds them there. Knows no DOM.
 *
 * While the laboratory trains, the runs wait: somebody looks at it, and both would get half a core.
 */
import type {
  DataClient,
  EpochReport,
  NetworkClient,
  NetworkSpec,
  PreparedData,
  StepReport,
  TrainingOptions,
} from 'rouse-snn';
import { readStored, removeStored, writeStored } from 'rouse-snn/storage';
import type { DataIdentity } from '../data_identity';
import { messageOf } from '../format';
import { News } from '../news';
import { networkSpec, trainingOptions } from '../specification';
import type { Settings } from '../state';
import { Subject } from '../subject';
import { version } from '../version';
import { type Plan, type PlannedRun, runsOf, settingsOfRun } from './plan';
import { type EpochRecord, type Fingerprints, fingerprintsOf, recordOf, weightsOf } from './record';
import type { RunRecord } from './results';

/** Of a test batch as against a training batch: forward only. */
const testWork = 0.35;
/** Progress is told no more often than this. */
const newsMs = 200;

/** What an experiment is made of: its plan, and what the laboratory had when it was made. */
export interface Setup {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly data: DataIdentity;
  readonly prepared: PreparedData;
  /** Of the data, so that the same one is not handed over twice. */
  readonly version: number;
}

/** With all defaults filled in. */
export interface Complete {
  spec: NetworkSpec;
  options: TrainingOptions;
}

export interface Run extends PlannedRun {
  state: 'waiting' | 'running' | 'done';
  /** Epochs that are done; all of them once the state is `done`. */
  record: EpochRecord[];
  /** 0..1 */
  progress: number;
}

/** Where finished runs are kept; tests bring their own. */
export interface RunStorage {
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

const ownStorage: RunStorage = { read: readStored, write: writeStored, remove: removeStored };

export type RunnerState = 'idle' | 'looking' | 'running' | 'paused' | 'done' | 'failed';

export class Runner extends Subject<'change'> {
  setup: Setup | null = null;
  runs: Run[] = [];
  state: RunnerState = 'idle';
  /** Why it failed, in words for people. */
  problem = '';

  readonly #data: DataClient;
  readonly #create: () => NetworkClient;
  readonly #storage: RunStorage;
  readonly #isCurrent: (setup: Setup) => boolean;
  readonly #news = new News<'change'>(
    () => newsMs,
    () => this.emit('change'),
  );
  /** What is known of every run of this visit, whatever the plan is now. */
  readonly #known = new Map<string, EpochRecord[]>();
  readonly #fingerprints = new Map<number, Promise<Fingerprints>>();
  #complete: Promise<Complete> | null = null;
  readonly #clients = new Set<NetworkClient>();
  #ended: () => void = () => {};
  #held = false;
  #pausedByHand = false;
  #gate: { open: () => void; opened: Promise<void> } | null = null;
  /** Grows with every setup and every cancel: what belongs to a former one gives up. */
  #turn = 0;
  /** Seconds of training so far, and since when it goes on, as `performance.now()`. */
  #seconds = 0;
  #since = 0;
  #workBefore = 0;

  /** `isCurrent` says whether the data client still holds the data of a setup. */
  constructor(
    data: DataClient,
    create: () => NetworkClient,
    isCurrent: (setup: Setup) => boolean = () => true,
    storage: RunStorage = ownStorage,
  ) {
    super();
    this.#isCurrent = isCurrent;
    this.#data = data;
    this.#create = create;
    this.#storage = storage;
  }

  /** Whether runs are under way, though they may rest. */
  get active(): boolean {
    return this.state === 'running' || this.state === 'paused';
  }

  /** Whether runs wait for the laboratory only. */
  get held(): boolean {
    return this.active && this.#held && !this.#pausedByHand;
  }

  get done(): number {
    return this.runs.filter(({ state }) => state === 'done').length;
  }

  /** Share of all runs that is done, 0..1. */
  get progress(): number {
    const sum = this.runs.reduce((total, { progress }) => total + progress, 0);
    return this.runs.length === 0 ? 0 : sum / this.runs.length;
  }

  /** Until all runs are done, or null while nobody can tell. */
  get secondsToGo(): number | null {
    const did = this.progress * this.runs.length - this.#workBefore;
    const seconds = this.#elapsed;
    if (!this.active || did <= 0 || seconds < 1) return null;
    return (seconds * (1 - this.progress) * this.runs.length) / did;
  }

  get #elapsed(): number {
    const now = this.state === 'running' ? (performance.now() - this.#since) / 1000 : 0;
    return this.#seconds + now;
  }

  /** Another experiment; its runs that are known already are done. Not while runs are under way. */
  async prepare(setup: Setup | null): Promise<void> {
    if (this.active) return;
    const turn = ++this.#turn;
    this.setup = setup;
    this.#complete = null;
    this.problem = '';
    this.runs = setup ? runsOf(setup.plan, setup.settings).map(waiting) : [];
    this.#set('looking');
    try {
      if (setup) await this.#recall(setup, turn);
    } catch {
      // Nothing is kept, then.
    }
    if (turn === this.#turn) this.#rest();
  }

  /** Trains what is not done; resolves when all is, or when it was cancelled. */
  async start(): Promise<void> {
    const { setup } = this;
    if (!setup || this.active) return;
    const turn = ++this.#turn;
    this.problem = '';
    this.#pausedByHand = false;
    this.#seconds = 0;
    this.#begin();
    try {
      await this.#recall(setup, turn, true);
      if (turn !== this.#turn) return;
      this.#workBefore = this.done;
      const jobs = Math.min(jobsOf(setup.plan), this.runs.length - this.done);
      // A worker that was ended answers nothing any more.
      const ended = new Promise<void>((resolve) => {
        this.#ended = resolve;
      });
      const served = Array.from({ length: jobs }, () => this.#serve(setup, turn));
      await Promise.race([ended, Promise.all(served)]);
    } catch (error) {
      this.#fail(error, turn);
    }
    if (turn === this.#turn && this.active) this.#stop();
  }

  /** The first run's network and options with the library's defaults filled in. */
  complete(): Promise<Complete> {
    this.#complete ??= this.#askComplete();
    return this.#complete;
  }

  pause(): void {
    this.#pausedByHand = true;
    this.#hold();
  }

  resume(): void {
    this.#pausedByHand = false;
    this.#release();
  }

  /** Whether the laboratory trains. */
  set laboratoryTrains(trains: boolean) {
    if (this.#held === trains) return;
    this.#held = trains;
    if (trains) this.#hold();
    else this.#release();
  }

  /** Gives up the runs at hand; those that are done stay. */
  cancel(): void {
    if (this.active) this.#stop();
  }

  /** Forgets the runs that are done, here and where they are kept. Not while runs are under way. */
  async forget(): Promise<void> {
    const { setup } = this;
    if (!setup || this.active) return;
    const turn = ++this.#turn;
    const fingerprints = await this.#fingerprint(setup);
    for (const run of this.runs) {
      if (turn !== this.#turn) return;
      const key = keyOf(setup, run, fingerprints);
      this.#known.delete(key);
      await this.#storage.remove(key).catch(() => {});
      Object.assign(run, waiting(run));
    }
    this.#rest();
  }

  close(): void {
    this.cancel();
    this.#turn += 1;
    this.#news.close();
  }

  // --- inside ------------------------------------------------------------------------------------

  #set(state: RunnerState): void {
    this.state = state;
    this.emit('change');
  }

  #rest(): void {
    this.#set(this.runs.length > 0 && this.done === this.runs.length ? 'done' : 'idle');
  }

  #begin(): void {
    this.#since = performance.now();
    this.#gate = null;
    this.#set('running');
    if (this.#held) this.#hold();
  }

  #hold(): void {
    if (this.state !== 'running') {
      this.emit('change');
      return;
    }
    this.#seconds = this.#elapsed;
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#gate = { open, opened };
    this.#set('paused');
    for (const client of this.#clients) client.pause().catch(() => {});
  }

  #release(): void {
    if (this.state !== 'paused' || this.#held || this.#pausedByHand) {
      this.emit('change');
      return;
    }
    const gate = this.#gate;
    this.#begin();
    gate?.open();
  }

  #stop(): void {
    this.#turn += 1;
    for (const client of this.#clients) client.close();
    this.#clients.clear();
    this.#gate?.open();
    this.#gate = null;
    this.#ended();
    for (const run of this.runs) if (run.state === 'running') Object.assign(run, waiting(run));
    this.#rest();
  }

  #fail(error: unknown, turn: number): void {
    if (turn !== this.#turn) return;
    this.#stop();
    this.problem = messageOf(error);
    this.#set('failed');
  }

  /** Looks for runs that are known: in this visit, and, once something is kept, from others. */
  async #recall(setup: Setup, turn: number, sure = false): Promise<void> {
    if (!sure && !(await this.#storage.read(anyKey))) return;
    const fingerprints = await this.#fingerprint(setup);
    for (const run of this.runs) {
      if (turn !== this.#turn) return;
      if (run.state === 'done') continue;
      const key = keyOf(setup, run, fingerprints);
      const record = this.#known.get(key) ?? (await this.#read(key));
      const wanted = setup.plan.epochs + 1;
      if (!record || record.length < wanted) continue;
      this.#known.set(key, record);
      // Of a longer run, the beginning is the shorter one.
      Object.assign(run, { state: 'done', record: record.slice(0, wanted), progress: 1 });
      this.#news.add('change');
    }
  }

  async #read(key: string): Promise<EpochRecord[] | undefined> {
    try {
      return (await this.#storage.read(key)) as EpochRecord[] | undefined;
    } catch {
      return undefined;
    }
  }

  async #keep(key: string, record: EpochRecord[]): Promise<void> {
    this.#known.set(key, record);
    try {
      await this.#storage.write(key, record);
      await this.#storage.write(anyKey, true);
    } catch {
      // A full disk or a closed storage: it is known as long as the page is open.
    }
  }

  /** A network as small as can be tells what the data is. */
  #fingerprint(setup: Setup): Promise<Fingerprints> {
    const known = this.#fingerprints.get(setup.version);
    if (known) return known;
    const asked = this.#askFingerprint(setup);
    this.#fingerprints.set(setup.version, asked);
    asked.catch(() => this.#fingerprints.delete(setup.version));
    return asked;
  }

  async #askFingerprint(setup: Setup): Promise<Fingerprints> {
    const { settings, prepared } = setup;
    const client = this.#create();
    try {
      await this.#data.handOver(client);
      const small = { ...settings, hidden: [1], cores: 1 };
      await configure(client, small, prepared);
      const fingerprints = fingerprintsOf(await client.checkpoint());
      if (!this.#isCurrent(setup)) this.#fingerprints.delete(setup.version);
      return fingerprints;
    } finally {
      client.close();
    }
  }

  async #askComplete(): Promise<Complete> {
    const { setup, runs } = this;
    const [run] = runs;
    if (!setup || !run) throw new Error('There is no experiment yet.');
    const client = this.#create();
    try {
      await this.#data.handOver(client);
      return await configure(client, settingsOfRun(setup.settings, run), setup.prepared);
    } finally {
      client.close();
    }
  }

  /** Seed by seed: a first one of everything says most, a second one of everything more. */
  get #next(): Run | undefined {
    const waiting = this.runs.filter(({ state }) => state === 'waiting');
    return waiting.reduce<Run | undefined>(
      (first, run) => (first && first.seed <= run.seed ? first : run),
      undefined,
    );
  }

  /** One worker: takes one waiting run after the other. */
  async #serve(setup: Setup, turn: number): Promise<void> {
    const fingerprints = await this.#fingerprint(setup);
    if (turn !== this.#turn) return;
    const client = this.#create();
    this.#clients.add(client);
    try {
      await this.#data.handOver(client);
      // Of other data, the runs would be others than their name says.
      if (turn === this.#turn && !this.#isCurrent(setup)) this.#stop();
      while (turn === this.#turn) {
        const run = this.#next;
        if (!run) return;
        run.state = 'running';
        await this.#train(client, setup, run, turn);
        if (turn !== this.#turn) return;
        run.state = 'done';
        run.progress = 1;
        this.emit('change');
        await this.#keep(keyOf(setup, run, fingerprints), run.record);
      }
    } catch (error) {
      this.#fail(error, turn);
    } finally {
      client.close();
      this.#clients.delete(client);
    }
  }

  async #train(client: NetworkClient, setup: Setup, run: Run, turn: number): Promise<void> {
    const { prepared, plan } = setup;
    const settings = settingsOfRun(setup.settings, run);
    const complete = await configure(client, settings, prepared);
    this.#complete ??= Promise.resolve(complete);
    const before = weightsOf(await client.saveModel());
    const course = new Course(client, (report) => {
      run.progress = progressOf(report, plan.epochs, prepared);
      this.#news.add('change');
    });
    try {
      while (run.record.length <= plan.epochs) {
        while (this.#gate) await this.#gate.opened;
        if (turn !== this.#turn) return;
        const reports = await course.step();
        if (turn !== this.#turn) return;
        if (reports.length === 0) continue;
        const now = weightsOf(await client.saveModel());
        for (const report of reports) {
          // The untrained network is tested in the same breath as the first epoch is trained.
          run.record.push(recordOf(report, report.epoch === 0 ? before : now, before));
        }
        this.emit('change');
      }
    } finally {
      course.end();
    }
  }
}

/** Tells what a worker reports between two rests. */
class Course {
  readonly #client: NetworkClient;
  readonly #stop: () => void;
  #reports: EpochReport[] = [];
  #rested: () => void = () => {};
  #failure: Error | null = null;

  constructor(client: NetworkClient, step: (report: StepReport) => void) {
    this.#client = client;
    this.#stop = client.on((event) => {
      if (event.type === 'step') step(event.report);
      if (event.type === 'epoch') this.#reports.push(event.report);
      if (event.type === 'failed') this.#failure = new Error(event.error.message);
      if (event.type === 'state' && event.state === 'paused') this.#rested();
    });
  }

  /** To the end of an epoch, or to a pause; what was reported meanwhile. */
  async step(): Promise<EpochReport[]> {
    const rested = new Promise<void>((resolve) => {
      this.#rested = resolve;
    });
    // Its reports come another way than its answer; they are all there when it says that it rests.
    await Promise.all([this.#client.step('epoch'), rested]);
    if (this.#failure) throw this.#failure;
    return this.#reports.splice(0);
  }

  end(): void {
    this.#stop();
  }
}

const waiting = (run: PlannedRun): Run => ({ ...run, state: 'waiting', record: [], progress: 0 });

/** Runs at a time: the page itself needs a core, too. */
export function jobsOf({ jobs }: Plan): number {
  return jobs || Math.max(1, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1);
}

const configure = (client: NetworkClient, settings: Settings, prepared: PreparedData) =>
  client.configure(specOf(settings, prepared), optionsOf(settings, prepared));

function specOf(settings: Settings, { train }: PreparedData) {
  // Under B's name the mode of the thresholds is the setting's, fixed ones included.
  return networkSpec(settings, 'b', train.shape, train.classCount);
}

const optionsOf = (settings: Settings, { train, about }: PreparedData) =>
  trainingOptions(settings, train.shape, about?.kind);

const keyPrefix = 'experiment';
/** Whether any run was ever kept: without one, no worker is started to look for some. */
const anyKey = `${keyPrefix} any`;

/** All that decides a run's numbers but for the number of epochs. */
export function keyOf(setup: Setup, run: PlannedRun, { train, test }: Fingerprints): string {
  const settings = settingsOfRun(setup.settings, run);
  const training = optionsOf(settings, setup.prepared);
  // Thresholds that stay have no use for a learning rate.
  const adam = run.arm.mode === 'fixed' ? { threshold_learning_rate: 0 } : {};
  return `${keyPrefix} ${JSON.stringify({
    rouse: version,
    training_data: train,
    test_data: test,
    network: specOf(settings, setup.prepared),
    training: { ...training, adam: { ...training.adam, ...adam } },
  })}`;
}

/** 0..1, of a run that has come to this batch. */
export function progressOf(
  report: StepReport,
  epochs: number,
  { train, test }: PreparedData,
): number {
  const training = train.labels.length;
  const testing = testWork * test.labels.length;
  const total = epochs * training + (epochs + 1) * testing;
  const share = (report.batch + 1) / report.batches;
  const before = report.epoch === 0 ? 0 : testing + (report.epoch - 1) * (training + testing);
  const now =
    report.phase === 'train'
      ? share * training
      : (report.epoch === 0 ? 0 : training) + share * testing;
  return Math.min(1, (before + now) / total);
}

/** Finished runs with their records, for files and summaries. */
export function finished(runs: readonly Run[]): (PlannedRun & { record: RunRecord })[] {
  return runs.filter(({ state }) => state === 'done');
}
