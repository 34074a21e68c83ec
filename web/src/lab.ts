/**
 * The controller of the page's experiments. Owns the data worker and the two networks; follows the
 * settings; knows no DOM. Views watch its topics and call its methods.
 */
import type { DataClient, KeptData, NetworkClient, Recording, Trace } from 'rouse-snn';
import { answerOf } from './answer';
import { DataShelf, type Part } from './data_shelf';
import { Experiment, type KeptExperiment } from './experiment';
import type { Builtin } from './fields';
import { messageOf } from './format';
import { neuronsOf } from './hidden_layer';
import { News } from './news';
import { type Rhythm, rhythmOf } from './rhythm';
import { type ArmName, binsOf, networkSpec, trainingOptions } from './specification';
import {
  fieldOf,
  type SettingName,
  type Settings,
  type Store,
  sameSetting,
  settingNames,
  zooms,
} from './state';
import { Subject } from './subject';

/**
 * `data`: what is loaded. `sample`: the shown recording. `run`: running, paused, pending changes,
 * errors. `progress`, `epoch`, `trace`: news of either experiment. `done`: the number of epochs that
 * was set has been trained.
 */
export type LabTopic = 'data' | 'sample' | 'run' | 'progress' | 'epoch' | 'trace' | 'done';

/** Where the workers come from; tests and later issues may bring their own. */
export interface Workers {
  data(): DataClient;
  network(): NetworkClient;
}

/** Settings typed in quick succession are applied together. */
const settleMs = 250;

export class Lab extends Subject<LabTopic> {
  readonly store: Store;
  readonly shelf: DataShelf;
  readonly arms: Readonly<Record<ArmName, Experiment>>;
  /** The recording in the viewer. */
  recording: Recording | null = null;
  /** What the library said against the network's settings. */
  networkProblem = '';
  /** Set while a batch or an epoch is being stepped. */
  stepping = false;

  /** The settings that the networks were built from. */
  #applied: Settings;
  #former: Settings;
  #playWanted = false;
  /** The epoch at which the run ends; 0 when it has no end. */
  #goal = 0;
  #preparing: Promise<void> = Promise.resolve();
  /** Set while changed settings wait to be applied to networks that were not trained yet. */
  #settle: ReturnType<typeof setTimeout> | undefined;
  #taking: Promise<void> = Promise.resolve();
  /** How much data is asked for and not there yet. */
  #awaited = 0;
  #sampleCall = 0;
  #closely = false;
  readonly #news = new News<LabTopic>(
    () => this.rhythm.newsMs,
    (topic) => this.emit(topic),
  );
  readonly #stops: (() => void)[] = [];

  constructor(store: Store, workers: Workers) {
    super();
    this.store = store;
    this.#applied = store.settings;
    this.#former = store.settings;
    this.shelf = new DataShelf(workers.data(), () => this.emit('data'));
    const arm = (name: ArmName) =>
      new Experiment(
        name,
        () => workers.network(),
        (topic) => {
          if (topic !== 'status') return this.#news.add(topic);
          this.emit('run');
          this.#lookForEnd();
        },
        () => this.rhythm.lookMs,
      );
    this.arms = { a: arm('a'), b: arm('b') };
    this.#stops.push(store.on('change', () => this.#follow()));
  }

  /** Generates the built-in data and builds both networks. */
  async start(): Promise<void> {
    const loading = this.#loadFirst();
    for (const arm of this.active) arm.open();
    await loading;
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#unsettle();
    this.arms.a.close();
    this.arms.b.close();
    this.shelf.close();
    this.#news.close();
  }

  // --- what the views ask ------------------------------------------------------------------------

  /** The experiments that are switched on. */
  get active(): Experiment[] {
    const { runA, runB } = this.store.settings;
    return [...(runA ? [this.arms.a] : []), ...(runB ? [this.arms.b] : [])];
  }

  get running(): boolean {
    return this.active.some((arm) => arm.status === 'running');
  }

  /** How often to show what is new, beside the networks that train now. */
  get rhythm(): Rhythm {
    const training = [this.arms.a, this.arms.b].filter(({ status }) => status === 'running');
    return rhythmOf(training.reduce((sum, { options }) => sum + (options?.shards ?? 1), 0));
  }

  get preparing(): boolean {
    return this.active.some((arm) => arm.status === 'preparing');
  }

  /** Play was pressed before the networks were ready; they start as soon as they are. */
  get waiting(): boolean {
    return this.#playWanted;
  }

  /** Width of a time bin of the networks shown, in µs. */
  get binUs(): number {
    return (this.active[0]?.options?.bins ?? this.bins).bin_us;
  }

  /** Those of networks that are built from the settings and the data as they are now. */
  get bins(): ReturnType<typeof binsOf> {
    return binsOf(this.store.settings, this.shelf.prepared?.train.shape);
  }

  /** What the class of a recording is called; "?" when nobody knows it. */
  nameOf(label: number): string {
    return label < 0 ? '?' : this.shelf.nameOf(label);
  }

  /** What an experiment takes the sample for, and what that is, or null when nobody knows. */
  answerIn({ dataVersion }: Experiment, trace: Trace): [says: string | null, right: string | null] {
    const { label } = trace;
    const { says } = answerOf(trace);
    return [
      says === null ? null : this.shelf.nameOf(says, dataVersion),
      label < 0 ? null : this.shelf.nameOf(label),
    ];
  }

  /** The watched layer, among those that the networks have. */
  get layer(): number {
    return Math.min(this.store.settings.layer, this.layerSizes.length - 1);
  }

  /** The watched neuron, among those that its layer has. */
  get neuron(): number {
    return Math.min(this.store.settings.neuron, (this.layerSizes[this.layer] ?? 1) - 1);
  }

  /** Neurons of each layer; before there are networks, of those that the settings ask for. */
  get layerSizes(): readonly number[] {
    const spec = this.active[0]?.spec ?? this.arms.a.spec;
    const { shape, classCount = 1 } = this.shelf.prepared?.train ?? {};
    const { hidden } = this.store.settings;
    const before = shape ? neuronsOf(hidden, shape) : hidden.map(Number);
    return spec?.layers.map(({ neurons }) => neurons) ?? [...before, classCount];
  }

  /** Epochs after the one at hand until the run ends by itself; 0 when it has no end. */
  epochsAfterThis(arm: Experiment): number {
    return Math.max(0, this.#goal - arm.epoch - 1);
  }

  get begun(): boolean {
    return this.arms.a.begun || this.arms.b.begun;
  }

  /** The part of the data that is leafed through; files of an earlier visit are gone. */
  get part(): Part {
    const { part } = this.store.settings;
    return this.shelf.size(part) === 0 ? 'test' : part;
  }

  /** Settings that differ from those that the networks were built from. */
  get pendingSettings(): SettingName[] {
    if (!this.begun) return [];
    return settingNames.filter(
      (name) =>
        fieldOf(name).effect === 'reset' && !sameSetting(name, this.store.settings, this.#applied),
    );
  }

  /** Whether other data is loaded than the networks hold. */
  get pendingData(): boolean {
    return (
      this.begun &&
      this.active.some((arm) => arm.prepared && arm.dataVersion !== this.shelf.version)
    );
  }

  // --- what the views do -------------------------------------------------------------------------

  play(): void {
    const arms = this.active;
    if (arms.length === 0) return;
    if (this.#settle !== undefined) {
      // Whoever types a value and presses play at once wants to train with that value.
      this.#playWanted = true;
      void this.#resetAndPlay();
      return;
    }
    // Networks that have not begun take the data that is on its way.
    const awaitsData = this.#awaited > 0 && !this.begun;
    if (awaitsData || arms.some((arm) => !arm.prepared || arm.status === 'preparing')) {
      this.#playWanted = true;
      this.emit('run');
      if (!awaitsData && !this.preparing && this.shelf.prepared) void this.#prepareWhereNeeded();
      return;
    }
    this.#playArms();
  }

  async pause(): Promise<void> {
    this.#playWanted = false;
    this.emit('run');
    try {
      await Promise.all([this.arms.a.pause(), this.arms.b.pause()]);
    } catch (error) {
      this.#complain(error);
    }
  }

  toggle(): void {
    if (this.running || this.#playWanted) void this.pause();
    else this.play();
  }

  async step(unit: 'batch' | 'epoch'): Promise<void> {
    if (this.stepping || this.active.length === 0) return;
    this.stepping = true;
    this.emit('run');
    try {
      if (this.running || this.#playWanted) await this.pause();
      await this.#taking;
      if (this.#settle !== undefined) await this.reset();
      await this.#prepareWhereNeeded();
      await Promise.all(this.active.map((arm) => arm.step(unit)));
    } catch (error) {
      this.networkProblem = messageOf(error);
    } finally {
      this.stepping = false;
      this.emit('run');
    }
  }

  /** Builds both networks anew from the settings and the data as they are now. */
  reset(): Promise<void> {
    this.#playWanted = false;
    this.#unsettle();
    // One after the other: a second reset while the first one builds must not mix with it.
    this.#preparing = this.#preparing.then(() => {
      // What is switched off would come back with settings of the past.
      for (const arm of this.#resting) arm.close();
      return this.#prepare(this.active, this.store.settings);
    });
    return this.#preparing;
  }

  /**
   * Goes on with what an earlier visit kept; `keyOf` says where. When its data cannot be had again
   * or a network is not there any more, throws, and what could not go on begins anew.
   */
  async goOn(
    kept: Partial<Record<ArmName, KeptExperiment>>,
    settings: Settings,
    keyOf: (arm: ArmName) => string,
  ): Promise<void> {
    const { origin } = kept.a ?? kept.b ?? {};
    if (!origin) return;
    if (this.running || this.#playWanted) await this.pause();
    this.#unsettle();
    await this.#taking;
    // The settings come with their networks: nothing is to be built because of them.
    this.#former = settings;
    this.store.set(settings);
    const loaded = await this.shelf.loadAgain(origin.data, settings);
    void this.#showSample();
    const resumed = this.#preparing.then(() => {
      const { client, version } = this.shelf;
      return Promise.allSettled(
        [this.arms.a, this.arms.b].map(async (arm) => {
          const one = kept[arm.name];
          try {
            if (one && loaded) await arm.goOn(keyOf(arm.name), one, client, version);
            else arm.close();
          } catch (error) {
            arm.close();
            throw error;
          }
        }),
      );
    });
    this.#preparing = resumed.then(() => {});
    const failure = (await resumed).find((one) => one.status === 'rejected');
    this.#applied = origin.settings;
    this.networkProblem = '';
    this.#watch();
    await this.#prepareWhereNeeded();
    this.emit('run');
    if (!loaded) throw new Error(this.shelf.problem);
    if (failure) throw failure.reason;
  }

  /**
   * Goes on from a checkpoint file of the data that is loaded; `settings` are what it says. Throws,
   * and leaves all as it was, when it is of other data.
   */
  async openCheckpoint(
    name: ArmName,
    settings: Partial<Settings>,
    checkpoint: Uint8Array,
  ): Promise<void> {
    if (this.running || this.#playWanted) await this.pause();
    await this.#taking;
    await this.#preparing;
    const { identity, client, version } = this.shelf;
    if (!identity) return;
    const all = { ...this.store.settings, ...settings };
    const origin = { settings: all, data: identity };
    await this.arms[name].openCheckpoint(checkpoint, origin, client, version);
    const other = this.arms[name === 'a' ? 'b' : 'a'];
    const built = other.begun ? other.origin?.settings : undefined;
    const alike = settingNames.every(
      (one) => fieldOf(one).effect !== 'reset' || (built && sameSetting(one, built, all)),
    );
    // Beside it stands only what was built from the same settings.
    if (!alike) other.close();
    this.#unsettle();
    this.#former = all;
    this.#applied = all;
    this.store.set(all);
    this.networkProblem = '';
    this.#watch();
    await this.#prepareWhereNeeded();
    this.emit('run');
  }

  /** The digits, or with their address the words or the gestures. */
  async loadBuiltin(data: Builtin = ''): Promise<void> {
    // Also leaves the address of other data, which #follow then finds as it should be.
    this.#former = { ...this.store.settings, data };
    this.store.set({ data });
    await this.#takeData(() => this.shelf.loadBuiltin(this.store.settings));
  }

  async loadFiles(files: Parameters<DataShelf['loadFiles']>[0], name: string): Promise<void> {
    try {
      if (await this.shelf.look(files)) {
        this.store.set({ part: 'unlabelled', sample: 0 });
        void this.#showSample();
        return;
      }
    } catch (error) {
      this.shelf.complain(error, name);
      return;
    }
    this.#former = { ...this.store.settings, data: '' };
    this.store.set({ data: '' });
    await this.#takeData(() => this.shelf.loadFiles(files, name, this.store.settings));
  }

  /** Loads a set that is kept on this device, and leaves the address of other data. */
  async loadKept(set: KeptData): Promise<void> {
    const { address: data = '' } = set;
    this.#former = { ...this.store.settings, data };
    this.store.set({ data });
    await this.#takeData(() => this.shelf.loadKept(set, this.store.settings));
  }

  /** Downloads the pack of the address again, whatever is kept of it. */
  async fetchAfresh(): Promise<void> {
    const { settings } = this.store;
    await this.#takeData(() => this.shelf.loadAddress(settings.data, settings, true));
  }

  /** Loads what the settings ask for; a pack that cannot be had leaves the built-in digits. */
  async #loadFirst(): Promise<void> {
    const { data } = this.store.settings;
    if (data === '') return this.#takeData(() => this.shelf.loadBuiltin(this.store.settings));
    await this.#takeData(() => this.#loadAddress(data));
  }

  async #loadAddress(data: string): Promise<boolean> {
    const { shelf } = this;
    if (await shelf.loadAddress(data, this.store.settings)) return true;
    if (shelf.prepared) return false;
    const { problem, cancelled } = shelf;
    const loaded = await shelf.loadBuiltin({ ...this.store.settings, data: '' });
    shelf.cancelled = cancelled;
    shelf.complain(problem);
    return loaded;
  }

  /** Shows what the camera saw of a drawing, where drawings are looked at. */
  showDrawing(film: Pick<Recording, 'times' | 'channels'>): void {
    this.shelf.drawn = { ...film, label: -1, name: '' };
    if (this.part === 'drawn') void this.#showSample();
  }

  /** Shows a recording of no known class, in place of those before. */
  showOwn(recording: Recording): void {
    this.shelf.unlabelled = { recordings: [recording], warnings: [] };
    const { part, sample } = this.store.settings;
    if (part === 'unlabelled' && sample === 0) void this.#showSample();
    else this.store.set({ part: 'unlabelled', sample: 0 });
  }

  /** Moves to another sample; wraps around at both ends. */
  moveSample(by: number): void {
    const { sample } = this.store.settings;
    const size = this.shelf.size(this.part);
    const shown = Math.min(sample, size - 1);
    if (size > 0) this.store.set({ sample: (((shown + by) % size) + size) % size });
  }

  /** Looks one level closer, or with -1 goes one back. */
  zoom(by: 1 | -1): void {
    const next = zooms[zooms.indexOf(this.store.settings.zoom) + by];
    if (next) this.store.set({ zoom: next });
  }

  /** Whether to find out all that the watched neuron does, whatever the zoom shows. */
  lookClosely(on: boolean): void {
    this.#closely = on;
    this.#watch();
  }

  /** While nobody sees the page, the shown sample is not run through the networks. */
  rest(hidden: boolean): void {
    this.arms.a.rest(hidden);
    this.arms.b.rest(hidden);
  }

  // --- inside ------------------------------------------------------------------------------------

  /** The experiments that are switched off. */
  get #resting(): Experiment[] {
    return [this.arms.a, this.arms.b].filter((arm) => !this.active.includes(arm));
  }

  #unsettle(): void {
    clearTimeout(this.#settle);
    this.#settle = undefined;
  }

  #takeData(load: () => Promise<boolean>): Promise<void> {
    this.#awaited += 1;
    this.#taking = this.#loadAndShow(load).finally(() => {
      this.#awaited -= 1;
      this.#playIfWanted();
    });
    return this.#taking;
  }

  async #loadAndShow(load: () => Promise<boolean>): Promise<void> {
    if (!(await load())) {
      // Without any data, play would wait for ever.
      if (!this.shelf.prepared && !this.shelf.loading) await this.pause();
      return;
    }
    void this.#showSample();
    if (this.begun) this.emit('run');
    else await this.#resetAndPlay();
  }

  /** A reset before anything was trained: a play that was asked for still holds. */
  async #resetAndPlay(): Promise<void> {
    const wanted = this.#playWanted;
    const done = this.reset();
    this.#playWanted = wanted;
    await done;
  }

  #follow(): void {
    const settings = this.store.settings;
    const changed = settingNames.filter((name) => !sameSetting(name, settings, this.#former));
    this.#former = settings;
    const touches = (effect: string) => changed.some((name) => fieldOf(name).effect === effect);
    if (changed.includes('data')) {
      const { data } = settings;
      void this.#takeData(() =>
        data === '' ? this.shelf.loadBuiltin(settings) : this.#loadAddress(data),
      );
    } else if (touches('data')) void this.#takeData(() => this.shelf.select(settings));
    if (changed.includes('sample') || changed.includes('part')) void this.#showSample();
    const looks: SettingName[] = ['layer', 'neuron', 'zoom'];
    if (looks.some((name) => changed.includes(name))) this.#watch();
    if (changed.includes('learningRate') || changed.includes('thresholdLearningRate')) {
      this.#setLearningRates(settings);
    }
    if (changed.includes('epochs')) void this.#changeEpochs();
    if (changed.includes('runA') || changed.includes('runB')) this.#switchArms();
    if (touches('reset') && !this.begun && this.shelf.prepared) {
      this.#unsettle();
      this.#settle = setTimeout(() => void this.#resetAndPlay(), settleMs);
    }
    this.emit('run');
  }

  #setLearningRates(settings: Settings): void {
    for (const arm of [this.arms.a, this.arms.b]) {
      arm
        .setLearningRates(settings.learningRate, settings.thresholdLearningRate)
        .catch((error: unknown) => this.#complain(error));
    }
  }

  /** An experiment that is switched off rests; switched on again it goes on where it was. */
  #switchArms(): void {
    const resting = this.#resting;
    const running = this.running || resting.some((arm) => arm.status === 'running');
    for (const arm of resting) arm.pause().catch((error: unknown) => this.#complain(error));
    if (running && this.active.length > 0) this.#playWanted = true;
    void this.#prepareWhereNeeded();
    this.emit('epoch');
    this.emit('progress');
  }

  async #prepareWhereNeeded(): Promise<void> {
    const missing = this.active.filter((arm) => !arm.prepared && arm.status !== 'preparing');
    if (missing.length > 0 && this.shelf.prepared) {
      // Beside a run that has begun, an experiment must start from what that one was built from.
      const settings = this.begun ? this.#applied : this.store.settings;
      this.#preparing = this.#preparing.then(() => this.#prepare(missing, settings));
    }
    await this.#preparing;
    this.#playIfWanted();
  }

  async #prepare(arms: readonly Experiment[], settings: Settings): Promise<void> {
    const prepared = this.shelf.prepared;
    if (!prepared || arms.length === 0) return;
    const { shape, classCount } = prepared.train;
    const { identity } = this.shelf;
    const origin = identity && { settings, data: identity };
    // At once, not in turn: each worker builds its own network.
    const built = await Promise.allSettled(
      arms.map((arm) =>
        arm.prepare(
          networkSpec(settings, arm.name, shape, classCount),
          trainingOptions(settings, shape, prepared.about?.kind),
          this.shelf.client,
          this.shelf.version,
          origin,
        ),
      ),
    );
    const failure = built.find((one) => one.status === 'rejected');
    if (failure) {
      this.#playWanted = false;
      this.#complain(failure.reason);
    } else {
      this.#applied = settings;
      this.networkProblem = '';
      // Rates that were changed while the networks were built count from now on.
      this.#setLearningRates(this.store.settings);
      this.#watch();
    }
    this.emit('run');
    this.#playIfWanted();
  }

  #playIfWanted(): void {
    if (!this.#playWanted || this.active.some((arm) => !arm.prepared)) return;
    if (this.preparing || (this.#awaited > 0 && !this.begun)) return;
    this.#playWanted = false;
    this.#playArms();
    this.emit('run');
  }

  /** Those that run go on; with a number of epochs set, all to the end of the same one. */
  #playArms(): void {
    const { active } = this;
    const { epochs } = this.store.settings;
    if (epochs === 0) {
      for (const arm of active) arm.play();
      return;
    }
    // Played again at its end, a run goes on for as many epochs.
    const rounds = Math.floor(Math.min(...active.map((arm) => arm.epoch)) / epochs) + 1;
    this.#goal = rounds * epochs;
    for (const arm of active) if (arm.epoch < this.#goal) arm.play(this.#goal - arm.epoch);
  }

  /** Another number of epochs holds for a run that has begun, too. */
  async #changeEpochs(): Promise<void> {
    this.#goal = 0;
    if (!this.running) return;
    await this.pause();
    const { epochs } = this.store.settings;
    if (epochs === 0 || this.active.some((arm) => arm.epoch < epochs)) this.play();
  }

  #lookForEnd(): void {
    const { active } = this;
    const ended = active.length > 0 && active.every((arm) => arm.epoch >= this.#goal);
    if (this.#goal === 0 || !ended || this.running) return;
    this.#goal = 0;
    this.emit('done');
  }

  #complain(error: unknown): void {
    this.networkProblem = messageOf(error);
    this.emit('run');
  }

  async #showSample(): Promise<void> {
    const call = ++this.#sampleCall;
    const { part } = this;
    const { sample } = this.store.settings;
    const size = this.shelf.size(part);
    if (size === 0) return;
    try {
      const recording = await this.shelf.recording(part, Math.min(sample, size - 1));
      // Somebody who leafs through quickly wants to see the last one asked for.
      if (call !== this.#sampleCall) return;
      this.recording = recording;
      this.#watch();
      this.emit('sample');
    } catch (error) {
      this.shelf.complain(error);
    }
  }

  #watch(): void {
    if (!this.recording) return;
    const { layer, neuron, zoom } = this.store.settings;
    const closely = this.#closely || zoom === 'neuron' || zoom === 'step';
    const watched = { recording: this.recording, layer, neuron, closely };
    this.arms.a.watch(watched);
    this.arms.b.watch(watched);
  }
}
