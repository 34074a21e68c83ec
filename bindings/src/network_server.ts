/** One network and its training, as it runs inside a worker: one slice of batches after another. */

import { errorFor, RouseError } from './errors';
import {
  type DatasetPair,
  loadModule,
  type RouseModule,
  type SessionHandle,
  typed,
  withModuleFor,
} from './module';
import type { ShardCrew, StartShardWorker } from './shard_crew';
import { readStored, writeStored } from './storage';
import { ThresholdLog, type ThresholdLogState } from './threshold_log';
import type {
  EpochReport,
  Inspection,
  NetworkEvent,
  NetworkSpec,
  NetworkState,
  PartialDeep,
  Recording,
  StepReport,
  ThresholdHistory,
  Trace,
  TrainingOptions,
} from './types';

/** Between slices the worker answers messages: a trace waits no longer than this and one batch. */
const sliceMs = 30;
const stepEventMs = 100;
const warmUpMs = 500;
const warmUpDelayMs = 200;
const warmUpNeurons = 64;
const filmedAtOnce = 5;
/** Speed is the mean over the training of this last time. */
const speedWindowMs = 1000;

/** The packed datasets as one worker sends them to another. */
export interface PackedData {
  train: Uint8Array;
  test: Uint8Array;
}

/** Larger networks are not kept: writing them would take the disk's time and the visitor's space. */
const mostKeptBytes = 256 * 1024 * 1024;
/** Weight, gradient's mean and gradient's mean square, of 4 bytes each. */
const checkpointBytesPerWeight = 12;
/** More would make the record grow without end; the last ones are kept. */
const mostKeptReports = 1000;

/** What `keep` writes. */
interface KeptNetwork {
  run: string;
  /** As a blob it is written by another process; bytes would keep this thread busy meanwhile. */
  checkpoint: Blob;
  reports: EpochReport[];
  samples: number;
  thresholds: ThresholdLogState;
}

export class NetworkServer {
  #module: RouseModule | null = null;
  #data: DatasetPair | null = null;
  #session: SessionHandle | null = null;
  #crew: ShardCrew | null = null;
  readonly #startShardWorker: StartShardWorker | undefined;
  #layers = 0;
  #warm = false;
  #listener: (event: NetworkEvent) => void = () => {};
  #log = new ThresholdLog();
  /** Of all epochs of this run. */
  #reports: EpochReport[] = [];

  /** Whether the loop should go on, and the loop itself while there is one. */
  #wanted = false;
  #loop: Promise<void> = Promise.resolve();

  #samples = 0;
  #recent: { milliseconds: number; samples: number }[] = [];
  #lastStepEvent = 0;
  /** A report that nobody has been told of yet. */
  #untold: StepReport | null = null;
  #epochBegin = 0;

  /** Without `startShardWorker` this thread computes all shards of a batch. */
  constructor(startShardWorker?: StartShardWorker) {
    this.#startShardWorker = startShardWorker;
  }

  listen(listener: (event: NetworkEvent) => void): void {
    this.#listener = listener;
    // The module loads while the data is still on its way; should it fail, hold() says so.
    this.#load().catch(() => {});
  }

  /** Takes datasets over from the data worker, or from anybody who packs them. */
  async receive(port: MessagePort): Promise<void> {
    const packed = await new Promise<PackedData>((resolve) => {
      port.onmessage = (event: MessageEvent<PackedData>) => resolve(event.data);
    });
    port.close();
    await this.hold(packed);
  }

  async hold(packed: PackedData): Promise<void> {
    const module = await this.#load();
    const train = module.unpackDataset(packed.train);
    const test = module.unpackDataset(packed.test);
    this.#data?.train.delete();
    this.#data?.test.delete();
    this.#data = { train, test };
  }

  async configure(
    spec: PartialDeep<NetworkSpec>,
    options: PartialDeep<TrainingOptions>,
  ): Promise<{ spec: NetworkSpec; options: TrainingOptions }> {
    await this.pause();
    const session = await withModuleFor((module) => {
      const { train, test } = this.#dataIn(module);
      return module.Session.create(JSON.stringify(spec), JSON.stringify(options), train, test);
    });
    const taken = await this.#take(session, 'ready');
    // Should it fail, so will the training, which says why.
    this.#warmUp(taken.spec, taken.options).catch(() => {});
    return taken;
  }

  async resume(
    checkpoint: Uint8Array,
  ): Promise<{ spec: NetworkSpec; options: TrainingOptions; last: EpochReport | null }> {
    await this.pause();
    const session = await withModuleFor((module) => {
      const { train, test } = this.#dataIn(module);
      return module.Session.resume(checkpoint, train, test);
    });
    const taken = await this.#take(session, 'paused');
    return { ...taken, last: lastEpochOf(session) };
  }

  play(epochs?: number): Promise<void> {
    let left = epochs ?? Number.POSITIVE_INFINITY;
    return this.#run((report) => {
      if (report.epoch_finished && report.epoch > 0) left -= 1;
      return left > 0;
    });
  }

  step(unit: 'batch' | 'epoch'): Promise<void> {
    return this.#run((report) => {
      const done = unit === 'batch' ? report.phase === 'train' : report.epoch_finished;
      // The untrained network's test is no epoch of its own.
      return !done || report.epoch === 0;
    });
  }

  async pause(): Promise<void> {
    this.#wanted = false;
    await this.#loop;
  }

  setLearningRates(weights: number, thresholds: number): void {
    this.#live().setLearningRates(weights, thresholds);
  }

  trace(recording: Recording, layer: number, neuron: number): Trace {
    const { times, channels, label } = recording;
    return this.#live().trace(times, channels, label, layer, neuron);
  }

  inspect(recording: Recording, layer: number, neuron: number): Inspection {
    const { times, channels, label } = recording;
    return this.#live().inspect(times, channels, label, layer, neuron);
  }

  thresholdHistory(layer: number, neuron: number): ThresholdHistory {
    return this.#log.history(layer, neuron);
  }

  thresholds(layer: number): Float32Array {
    return this.#live().thresholds(layer);
  }

  saveModel(): Uint8Array {
    return this.#live().saveModel();
  }

  checkpoint(): Uint8Array {
    return this.#live().checkpoint();
  }

  /** See `NetworkClient.keep`. */
  async keep(key: string, run: string): Promise<number> {
    const session = this.#live();
    const { inputs, layers } = JSON.parse(session.spec()) as NetworkSpec;
    const sizes = [inputs, ...layers.map(({ neurons }) => neurons)];
    const weights = sizes.reduce((sum, size, i) => sum + size * (sizes[i + 1] ?? 0), 0);
    if (weights * checkpointBytesPerWeight > mostKeptBytes) return 0;
    const kept: KeptNetwork = {
      run,
      checkpoint: new Blob([session.checkpoint()]),
      reports: this.#reports.slice(-mostKeptReports),
      samples: this.#samples,
      thresholds: this.#log.state,
    };
    await writeStored(key, kept);
    return kept.checkpoint.size;
  }

  /** See `NetworkClient.goOn`. */
  async goOn(
    key: string,
    run: string,
  ): Promise<{ spec: NetworkSpec; options: TrainingOptions; reports: EpochReport[] }> {
    const kept = await readStored<KeptNetwork>(key);
    if (kept?.run !== run) {
      throw errorFor('bad_format', `${key}: this run is not kept any more; begin it anew`);
    }
    const { spec, options } = await this.resume(
      new Uint8Array(await kept.checkpoint.arrayBuffer()),
    );
    this.#reports = [...kept.reports];
    this.#samples = kept.samples;
    this.#log = ThresholdLog.of(kept.thresholds);
    return { spec, options, reports: kept.reports };
  }

  // --- inside -----------------------------------------------------------------------------------

  async #load(): Promise<RouseModule> {
    this.#module ??= await loadModule();
    return this.#module;
  }

  #heldData(): DatasetPair {
    if (this.#data) return this.#data;
    throw errorFor('no_recordings', 'This network has no data yet; hand a dataset over first.');
  }

  /** The data in this module's memory, where it moves if it was in another's. */
  #dataIn(module: RouseModule): DatasetPair {
    const held = this.#heldData();
    if (module === this.#module) return held;
    this.#data = {
      train: module.unpackDataset(held.train.pack()),
      test: module.unpackDataset(held.test.pack()),
    };
    held.train.delete();
    held.test.delete();
    this.#module = module;
    this.#warm = false;
    return this.#data;
  }

  #live(): SessionHandle {
    if (this.#session) return this.#session;
    throw errorFor('invalid_value', 'There is no network yet; configure one first.');
  }

  async #take(
    session: SessionHandle,
    state: NetworkState,
  ): Promise<{ spec: NetworkSpec; options: TrainingOptions }> {
    this.#session?.delete();
    this.#session = session;
    const spec = JSON.parse(session.spec()) as NetworkSpec;
    const options = JSON.parse(session.options()) as TrainingOptions;
    this.#layers = spec.layers.length;
    this.#log = new ThresholdLog();
    this.#reports = [];
    this.#samples = 0;
    this.#recent = [];
    this.#recordThresholds(session);
    // As a loop: whoever wants to train, pause or configure waits for the workers to be there.
    this.#loop = this.#engage(session, options.shards);
    await this.#loop;
    this.#setState(state);
    return { spec, options };
  }

  /** Brings together as many workers for the session's shards as there are processor cores. */
  async #engage(session: SessionHandle, shards: number): Promise<void> {
    this.#dismiss();
    if (!this.#startShardWorker) return;
    const helpers = Math.min(shards, navigator.hardwareConcurrency) - 1;
    if (helpers < 1) return;
    const { train, test } = this.#heldData();
    try {
      const { ShardCrew } = await import('./shard_crew');
      this.#crew = new ShardCrew(this.#startShardWorker, helpers, shards);
      await this.#crew.configure({ train: train.pack(), test: test.pack() }, session);
    } catch {
      this.#dismiss();
    }
  }

  /** Whatever befell the others, this thread can compute all shards: slower, but the same bits. */
  #dismiss(): void {
    this.#crew?.close();
    this.#crew = null;
  }

  /**
   * While nothing is asked for, trains a throw-away network, so that the browser compiles the module's
   * functions well before somebody presses play, and makes the built-in recordings.
   */
  async #warmUp(spec: NetworkSpec, options: TrainingOptions): Promise<void> {
    // Another network may still be on its way to be ready, and play may have been asked for.
    await new Promise((resolve) => setTimeout(resolve, warmUpDelayMs));
    if (this.#wanted || this.#warm) return;
    this.#warm = true;
    const module = await this.#load();
    const layers = spec.layers.map((layer) => ({
      ...layer,
      neurons: Math.min(layer.neurons, warmUpNeurons),
    }));
    const few = module.selectSamples(this.#heldData().train, new Uint32Array(), 2);
    const session = module.Session.create(
      JSON.stringify({ ...spec, layers }),
      JSON.stringify({ ...options, batch: 4 }),
      few,
      few,
    );
    few.delete();
    const end = performance.now() + warmUpMs;
    while (!this.#wanted && performance.now() < end) {
      session.step();
      await nextTask();
    }
    session.delete();
    await this.#filmAhead();
  }

  async #filmAhead(): Promise<void> {
    const held = this.#heldData();
    for (const dataset of [held.test, held.train]) {
      const size = dataset.labels().length;
      for (let i = 0; i < size; i++) {
        if (i % filmedAtOnce === 0) await nextTask();
        if (this.#wanted || this.#data !== held) return;
        dataset.recording(i);
      }
    }
  }

  #setState(state: NetworkState): void {
    this.#listener({ type: 'state', state });
  }

  /** Steps until `more` says no or a pause is asked for. One loop at a time. */
  async #run(more: (report: StepReport) => boolean): Promise<void> {
    await this.pause();
    const session = this.#live();
    this.#wanted = true;
    this.#loop = this.#steps(session, more);
    await this.#loop;
  }

  async #steps(session: SessionHandle, more: (report: StepReport) => boolean): Promise<void> {
    this.#setState('running');
    this.#epochBegin = performance.now();
    try {
      while (this.#wanted) {
        const end = performance.now() + sliceMs;
        while (this.#wanted && performance.now() < end) {
          if (!more(await this.#step(session))) this.#wanted = false;
        }
        await nextTask();
      }
    } catch (error) {
      this.#wanted = false;
      const { code, message } = asRouseError(error);
      this.#listener({ type: 'failed', error: { code, message } });
    }
    this.#tellStep(session);
    this.#setState('paused');
  }

  async #step(session: SessionHandle): Promise<StepReport> {
    const begin = performance.now();
    try {
      await this.#crew?.computeShards(session);
    } catch {
      this.#dismiss();
    }
    const report = session.step();
    const now = performance.now();
    if (report.phase === 'train') {
      session.addMilliseconds(now - begin);
      this.#samples += report.samples;
      this.#recent.push({ milliseconds: now - begin, samples: report.samples });
      this.#recordThresholds(session);
    }
    this.#untold = report;
    if (now - this.#lastStepEvent >= stepEventMs || report.epoch_finished) {
      this.#lastStepEvent = now;
      this.#tellStep(session);
    }
    if (report.epoch_finished) this.#tellEpoch(session, now);
    return report;
  }

  #recordThresholds(session: SessionHandle): void {
    this.#log.record(session.optimiserSteps(), () =>
      Array.from({ length: this.#layers }, (_, layer) => session.thresholds(layer)),
    );
  }

  #tellStep(session: SessionHandle): void {
    const report = this.#untold;
    if (!report) return;
    this.#untold = null;
    let milliseconds = 0;
    let samples = 0;
    let from = this.#recent.length;
    while (from > 0 && milliseconds < speedWindowMs) {
      from -= 1;
      milliseconds += this.#recent[from]?.milliseconds ?? 0;
      samples += this.#recent[from]?.samples ?? 0;
    }
    this.#recent.splice(0, from);
    this.#listener({
      type: 'step',
      report,
      samples: this.#samples,
      samplesPerSecond: milliseconds > 0 ? (samples * 1000) / milliseconds : 0,
      optimiserSteps: session.optimiserSteps(),
    });
  }

  #tellEpoch(session: SessionHandle, now: number): void {
    const report = lastEpochOf(session);
    if (report) {
      this.#reports.push(report);
      this.#listener({ type: 'epoch', report, seconds: (now - this.#epochBegin) / 1000 });
    }
    this.#epochBegin = now;
  }
}

function lastEpochOf(session: SessionHandle): EpochReport | null {
  const json = session.lastEpoch();
  return json === '' ? null : (JSON.parse(json) as EpochReport);
}

function asRouseError(error: unknown): RouseError {
  const known = typed(error);
  return known instanceof RouseError ? known : errorFor('worker_failed', String(error));
}

/** Lets waiting messages in; timers would wait 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
