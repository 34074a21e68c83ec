/**
 * One of the two experiments: a network in its worker, and what became known about it so far.
 * Knows no DOM; tells its listener which part of it changed.
 */
import type {
  DataClient,
  EpochReport,
  Inspection,
  NetworkClient,
  NetworkEvent,
  NetworkSpec,
  PartialDeep,
  Recording,
  StepReport,
  ThresholdHistory,
  Trace,
  TrainingOptions,
} from 'rouse-snn';
import { Curve, type CurveState, RunningMean } from './curve';
import type { DataIdentity } from './data_identity';
import { messageOf } from './format';
import type { Pace } from './pace';
import type { ArmName } from './specification';
import type { Settings } from './state';

export type ExperimentStatus = 'empty' | 'preparing' | 'ready' | 'running' | 'paused' | 'failed';

/** What changed: the numbers of the batch at hand, an epoch, the status, or the shown sample. */
export type ExperimentTopic = 'progress' | 'epoch' | 'status' | 'trace';

/** What is being looked at. */
export interface Watched {
  recording: Recording;
  layer: number;
  neuron: number;
  /** Whether the neuron's own doings are shown, which cost more to find out. */
  closely?: boolean;
}

/** Batches over which the live training accuracy is averaged. */
const liveBatches = 8;
/** Of short epochs few batches are told: older ones say nothing of how the network is now. */
const liveEpochs = 2;

/** What a run was built from. */
export interface Origin {
  settings: Settings;
  data: DataIdentity;
}

/** Other learning rates, from this optimiser step on. */
export interface RatesChange {
  step: number;
  weights: number;
  thresholds: number;
}

/** What is kept of an experiment beside its network, to go on in another visit. */
export interface KeptExperiment {
  /** Tells this run from others that were kept at the same place. */
  run: string;
  epoch: number;
  /** Test accuracy after it, 0..1; -1 without test samples or before the first epoch. */
  accuracy: number;
  options: TrainingOptions;
  origin: Origin;
  ratesChanges: RatesChange[];
  accuracies: CurveState;
  losses: CurveState;
}

export class Experiment {
  readonly name: ArmName;
  status: ExperimentStatus = 'empty';
  /** Why the worker failed, in words for people. */
  failure = '';
  spec: NetworkSpec | null = null;
  /** Those that the run began with. */
  options: TrainingOptions | null = null;
  origin: Origin | null = null;
  /** Learning rates that were changed while the run was under way. */
  ratesChanges: RatesChange[] = [];
  /** Whether it comes from a file, so that nobody knows what was changed before. */
  opened = false;

  epochs: EpochReport[] = [];
  lastStep: StepReport | null = null;
  samplesPerSecond = 0;
  optimiserSteps = 0;
  /** Training accuracy of the last batches, 0..1, against the epoch with its fraction. */
  liveAccuracy = new Curve();
  liveLoss = new Curve();

  trace: Trace | null = null;
  /** The trace with all that the watched neuron did, while it is looked at closely. */
  inspection: Inspection | null = null;
  /** Why the shown sample cannot be run through this network, if it cannot. */
  traceProblem = '';
  history: ThresholdHistory | null = null;
  /** Of every layer's neurons; none before the first look. */
  allThresholds: readonly Float32Array[] = [];
  /** Thresholds of the watched layer. */
  thresholds: Float32Array | null = null;

  readonly #create: () => NetworkClient;
  readonly #tell: (topic: ExperimentTopic) => void;
  readonly #lookMs: () => number;
  #client: NetworkClient | null = null;
  #stopListening: () => void = () => {};
  /** Which data the worker holds; handing over the same data twice is a waste. */
  #heldVersion = -1;
  /** Which data the network was built for. */
  #dataVersion = -1;
  #watched: Watched | null = null;
  #tracing = false;
  #traceWanted = false;
  #lastTrace = 0;
  #resting = false;
  /** Training samples so far, and at the end of the last epoch. */
  #samples = 0;
  #samplesBefore = 0;
  #testSeconds = 0;
  #epochSeconds = 0;
  #traceTimer: ReturnType<typeof setTimeout> | undefined;
  #accuracyMean = new RunningMean(liveBatches, liveEpochs);
  #lossMean = new RunningMean(liveBatches, liveEpochs);

  /** While training, the shown sample is run through the network at most every `lookMs`. */
  constructor(
    name: ArmName,
    create: () => NetworkClient,
    tell: (topic: ExperimentTopic) => void,
    lookMs: () => number = () => 250,
  ) {
    this.name = name;
    this.#create = create;
    this.#tell = tell;
    this.#lookMs = lookMs;
  }

  get prepared(): boolean {
    return this.spec !== null && this.status !== 'failed';
  }

  /** Whether its thresholds stay as they began. */
  get fixed(): boolean {
    return this.name === 'a' || this.spec?.layers[0]?.thresholds === 'fixed';
  }

  /** Whether anything would be lost by building the network anew. */
  get begun(): boolean {
    return this.status === 'running' || this.epochs.length > 0 || this.optimiserSteps > 0;
  }

  /** Epochs of training that are done. */
  get epoch(): number {
    return this.epochs.at(-1)?.epoch ?? 0;
  }

  get pace(): Pace {
    return {
      batch: this.options?.batch ?? 0,
      samplesPerSecond: this.samplesPerSecond,
      testSeconds: this.#testSeconds,
      epochSeconds: this.#epochSeconds,
    };
  }

  get dataVersion(): number {
    return this.#dataVersion;
  }

  /** Starts the worker, so that it is there when the data is. */
  open(): void {
    this.#open();
  }

  /** Builds the network anew. On failure throws and leaves the former run as it was. */
  async prepare(
    spec: PartialDeep<NetworkSpec>,
    options: PartialDeep<TrainingOptions>,
    data: DataClient,
    dataVersion: number,
    origin: Origin | null = null,
  ): Promise<void> {
    const before = this.status;
    if (before === 'failed') this.close();
    const client = this.#open();
    if (before === 'running') await client.pause();
    this.#setStatus('preparing');
    try {
      await this.#hold(client, data, dataVersion);
      const complete = await client.configure(spec, options);
      this.#dataVersion = dataVersion;
      this.spec = complete.spec;
      this.options = complete.options;
      this.origin = origin;
    } catch (error) {
      this.#setStatus(before === 'running' ? 'paused' : before === 'failed' ? 'empty' : before);
      if (before === 'running') this.play();
      throw error;
    }
    this.#forget();
    this.#setStatus('ready');
    this.#tell('epoch');
    this.#tell('progress');
    this.#wantTrace(0);
  }

  /** Trains to the end of so many epochs; without a number until paused. */
  play(epochs?: number): void {
    if (!this.#client || !this.prepared || this.status === 'running') return;
    // At once, so that a second press of the key already means pause.
    this.#setStatus('running');
    this.#client.play(epochs).catch((error: unknown) => this.#fail(messageOf(error)));
  }

  async pause(): Promise<void> {
    await this.#client?.pause();
  }

  async step(unit: 'batch' | 'epoch'): Promise<void> {
    if (this.#client && this.prepared) await this.#client.step(unit);
  }

  async setLearningRates(weights: number, thresholds: number): Promise<void> {
    if (!this.#client || !this.prepared || !this.options) return;
    await this.#client.setLearningRates(weights, thresholds);
    const { adam } = this.options;
    const now = this.ratesChanges.at(-1) ?? {
      weights: adam.learning_rate,
      thresholds: adam.threshold_learning_rate,
    };
    if (now.weights === weights && now.thresholds === thresholds) return;
    if (this.begun) {
      this.ratesChanges.push({ step: this.optimiserSteps, weights, thresholds });
      return;
    }
    const changed = { learning_rate: weights, threshold_learning_rate: thresholds };
    this.options = { ...this.options, adam: { ...adam, ...changed } };
  }

  async saveModel(): Promise<Uint8Array> {
    return this.#network().saveModel();
  }

  /** All that is needed to go on, for `rouse train --resume`. */
  async checkpoint(): Promise<Uint8Array> {
    return this.#network().checkpoint();
  }

  /** Keeps the network under the key; resolves to the rest, or null when it is too large. */
  async keep(key: string, run: string): Promise<KeptExperiment | null> {
    const { options, origin } = this;
    if (!options || !origin) return null;
    const bytes = await this.#network().keep(key, run);
    if (bytes === 0 || origin !== this.origin) return null;
    return {
      run,
      epoch: this.epoch,
      accuracy: this.epochs.at(-1)?.test_accuracy ?? -1,
      options,
      origin,
      ratesChanges: [...this.ratesChanges],
      accuracies: this.liveAccuracy.state,
      losses: this.liveLoss.state,
    };
  }

  /** Goes on from what was kept under the key; on failure throws and leaves all as it was. */
  async goOn(
    key: string,
    kept: KeptExperiment,
    data: DataClient,
    dataVersion: number,
  ): Promise<void> {
    await this.#takeOver(data, dataVersion, async (client) => {
      const { spec, reports } = await client.goOn(key, kept.run);
      return { spec, reports, kept };
    });
    this.liveAccuracy = Curve.of(kept.accuracies);
    this.liveLoss = Curve.of(kept.losses);
    this.#tell('progress');
  }

  /** Goes on from a checkpoint file; on failure throws and leaves all as it was. */
  async openCheckpoint(
    checkpoint: Uint8Array,
    origin: Origin,
    data: DataClient,
    dataVersion: number,
  ): Promise<void> {
    await this.#takeOver(data, dataVersion, async (client) => {
      const { spec, options, last } = await client.resume(checkpoint);
      const kept = { options, origin, ratesChanges: [] };
      return { spec, reports: last ? [last] : [], kept };
    });
    this.opened = true;
  }

  async #takeOver(
    data: DataClient,
    dataVersion: number,
    load: (client: NetworkClient) => Promise<{
      spec: NetworkSpec;
      reports: readonly EpochReport[];
      kept: Pick<KeptExperiment, 'options' | 'origin' | 'ratesChanges'>;
    }>,
  ): Promise<void> {
    const before = this.status;
    if (before === 'failed') this.close();
    const client = this.#open();
    this.#setStatus('preparing');
    try {
      await this.#hold(client, data, dataVersion);
      const { spec, reports, kept } = await load(client);
      this.#dataVersion = dataVersion;
      this.#forget();
      this.spec = spec;
      this.options = kept.options;
      this.origin = kept.origin;
      this.ratesChanges = [...kept.ratesChanges];
      this.epochs = [...reports];
    } catch (error) {
      this.#setStatus(before === 'failed' ? 'empty' : before);
      throw error;
    }
    this.#setStatus('paused');
    this.#tell('epoch');
    this.#tell('progress');
    this.#wantTrace(0);
  }

  /** What any neuron does with the shown sample, or null while there is no network or sample. */
  async inspect(layer: number, neuron: number): Promise<Inspection | null> {
    if (!this.#client || !this.#watched || !this.prepared) return null;
    return this.#client.inspect(this.#watched.recording, layer, neuron);
  }

  /** Looks at another sample, layer or neuron. */
  watch(watched: Watched): void {
    this.#watched = watched;
    this.#lastTrace = 0;
    this.#wantTrace(0);
  }

  /** While resting nothing is traced; afterwards the shown sample is looked at anew. */
  rest(resting: boolean): void {
    this.#resting = resting;
    if (!resting && this.#traceWanted) this.#wantTrace(0);
  }

  close(): void {
    clearTimeout(this.#traceTimer);
    this.#stopListening();
    this.#client?.close();
    this.#client = null;
    this.#heldVersion = -1;
    this.#dataVersion = -1;
    this.spec = null;
    this.options = null;
    this.origin = null;
    this.trace = null;
    this.inspection = null;
    this.traceProblem = '';
    this.#forget();
    this.#setStatus('empty');
  }

  #network(): NetworkClient {
    if (this.#client && this.prepared) return this.#client;
    throw new Error('There is no network to save yet.');
  }

  async #hold(client: NetworkClient, data: DataClient, version: number): Promise<void> {
    if (this.#heldVersion === version) return;
    await data.handOver(client);
    this.#heldVersion = version;
  }

  #open(): NetworkClient {
    if (this.#client) return this.#client;
    this.#client = this.#create();
    this.#stopListening = this.#client.on((event) => this.#hear(event));
    return this.#client;
  }

  #hear(event: NetworkEvent): void {
    if (event.type === 'state') {
      // Of no interest: states of a worker that builds a network anew, and of a dead one.
      const deaf = this.status === 'preparing' || this.status === 'failed';
      if (deaf || event.state === 'empty') return;
      this.#setStatus(event.state);
      if (event.state !== 'running') this.#wantTrace(0);
    } else if (event.type === 'failed') {
      this.#fail(event.error.message);
    } else if (this.status === 'preparing') {
      return;
    } else if (event.type === 'step') {
      this.#hearStep(event);
    } else {
      this.epochs.push(event.report);
      this.#measureEpoch(event.report, event.seconds);
      this.#tell('epoch');
      this.#wantTrace(this.#lookMs());
    }
  }

  #hearStep(event: NetworkEvent & { type: 'step' }): void {
    const { report } = event;
    this.lastStep = report;
    this.#samples = event.samples;
    this.optimiserSteps = event.optimiserSteps;
    this.samplesPerSecond = event.samplesPerSecond;
    if (report.phase === 'train' && report.samples > 0) {
      const position = Math.max(0, report.epoch - 1) + (report.batch + 1) / report.batches;
      const accuracy = report.correct / report.samples;
      this.liveAccuracy.add(position, this.#accuracyMean.add(accuracy, position));
      this.liveLoss.add(position, this.#lossMean.add(report.loss, position));
      // A network that is being tested stays as it was.
      this.#wantTrace(this.#lookMs());
    }
    this.#tell('progress');
  }

  #measureEpoch({ ms_per_sample }: EpochReport, seconds: number): void {
    const training = ((this.#samples - this.#samplesBefore) * ms_per_sample) / 1000;
    this.#samplesBefore = this.#samples;
    // After a pause in the midst of it, the clock has not seen the whole epoch.
    if (training > seconds) return;
    this.#testSeconds = seconds - training;
    this.#epochSeconds = training > 0 ? seconds : 0;
  }

  #fail(message: string): void {
    this.failure = message;
    this.#setStatus('failed');
  }

  #setStatus(status: ExperimentStatus): void {
    if (this.status === status) return;
    this.status = status;
    if (status !== 'failed') this.failure = '';
    this.#tell('status');
  }

  /** Drops all that was known about the former run. */
  #forget(): void {
    this.epochs = [];
    this.ratesChanges = [];
    this.opened = false;
    this.lastStep = null;
    this.samplesPerSecond = 0;
    this.#testSeconds = 0;
    this.#epochSeconds = 0;
    this.#samples = 0;
    this.#samplesBefore = 0;
    this.optimiserSteps = 0;
    this.liveAccuracy = new Curve();
    this.liveLoss = new Curve();
    this.#accuracyMean = new RunningMean(liveBatches, liveEpochs);
    this.#lossMean = new RunningMean(liveBatches, liveEpochs);
    this.history = null;
    this.thresholds = null;
    this.allThresholds = [];
  }

  #wantTrace(interval: number): void {
    this.#traceWanted = true;
    if (this.#tracing || this.#resting) return;
    clearTimeout(this.#traceTimer);
    const wait = Math.max(0, interval - (performance.now() - this.#lastTrace));
    this.#traceTimer = setTimeout(() => void this.#runTrace(), wait);
  }

  /** One look at the network: never two at a time, so that a busy worker is not flooded. */
  async #runTrace(): Promise<void> {
    const client = this.#client;
    const watched = this.#watched;
    const spec = this.spec;
    const deaf = this.#resting || this.status === 'preparing' || this.status === 'failed';
    if (!client || !watched || !spec || deaf) return;
    this.#tracing = true;
    this.#traceWanted = false;
    this.#lastTrace = performance.now();
    const layer = Math.min(watched.layer, spec.layers.length - 1);
    const neuron = Math.min(watched.neuron, (spec.layers[layer]?.neurons ?? 1) - 1);
    try {
      const look = { ...watched, layer, neuron };
      const [seen, ...thresholds] = await Promise.all([
        lookAt(client, look),
        ...spec.layers.map((_, index) => client.thresholds(index)),
      ]);
      // A reset may have come in between: then this is the old network's answer.
      if (spec === this.spec) {
        this.trace = seen.trace;
        this.inspection = seen.inspection;
        this.history = seen.history;
        this.allThresholds = thresholds;
        this.thresholds = thresholds[layer] ?? null;
        // Step events are few; the history knows of single steps too.
        this.optimiserSteps = Math.max(this.optimiserSteps, seen.history?.steps.at(-1) ?? 0);
        this.traceProblem = '';
        this.#tell('trace');
      }
    } catch (error) {
      if (spec === this.spec && this.#client === client) {
        this.trace = null;
        this.inspection = null;
        this.traceProblem = messageOf(error);
        this.#tell('trace');
      }
    } finally {
      this.#tracing = false;
    }
    if (this.#traceWanted || spec !== this.spec) this.#wantTrace(this.#lookMs());
  }
}

/** What is shown of a sample: with a closer look, the neuron's own doings and history, too. */
async function lookAt(
  client: NetworkClient,
  { recording, layer, neuron, closely }: Watched,
): Promise<Pick<Experiment, 'inspection' | 'history'> & { trace: Trace }> {
  if (!closely) {
    const trace = await client.trace(recording, layer, neuron);
    return { trace, inspection: null, history: null };
  }
  const [inspection, history] = await Promise.all([
    client.inspect(recording, layer, neuron),
    client.thresholdHistory(layer, neuron),
  ]);
  return { trace: inspection, inspection, history };
}
