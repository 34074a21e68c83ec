/** Workers that do what they are told, at once or when the test says so. */
import type {
  DataClient,
  DataOptions,
  DataSource,
  EpochReport,
  Inspection,
  KeptData,
  NetworkClient,
  NetworkEvent,
  NetworkSpec,
  PackAbout,
  PartialDeep,
  PreparedData,
  Recording,
  SensorShape,
  Sound,
  SourceFile,
  StepReport,
  Trace,
  TrainingOptions,
  Unlabelled,
} from 'rouse-snn';

/** Lets a call wait until the test opens it. Open from the start. */
export class Gate {
  #waiting: (() => void)[] = [];
  #closed = false;

  close(): void {
    this.#closed = true;
  }

  open(): void {
    this.#closed = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  async pass(): Promise<void> {
    if (this.#closed) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

/** Lets everything that was promised happen, without time passing. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

export const nmnistShape: SensorShape = { width: 34, height: 34, polarities: 2 };

export const cochleaShape: SensorShape = { width: 700, height: 1, polarities: 1 };

export function preparedData(train = 20, test = 10, shape = nmnistShape): PreparedData {
  const info = (samples: number) => ({
    shape,
    classCount: 10,
    labels: Uint32Array.from({ length: samples }, (_, index) => index % 10),
    events: samples * 100,
    warnings: [],
  });
  return { train: info(train), test: info(test), heldOut: 0 };
}

export class FakeDataClient implements DataClient {
  readonly gate = new Gate();
  readonly calls: string[] = [];
  readonly loads: { source: DataSource; options: DataOptions }[] = [];
  /** What the next loads or selections fail with. */
  failure: Error | null = null;
  /** The kind of source that cannot be loaded. */
  refuses = '';
  /** Of what is loaded next. */
  shape = nmnistShape;
  /** What the next pack says of itself. */
  about: PackAbout | null = null;
  /** Files of no known class, by path. */
  readonly loose = new Map<string, Recording>();
  closed = false;

  async load(
    source: DataSource,
    options: DataOptions = {},
    onProgress: (what: string, share: number) => void = () => {},
  ): Promise<PreparedData> {
    this.calls.push(`load ${source.kind}`);
    this.loads.push({ source, options });
    onProgress('reading', 0.5);
    if (this.refuses === source.kind) throw new Error(`${source.kind} is refused`);
    return this.#answer();
  }

  async cancel(): Promise<void> {
    this.calls.push('cancel');
  }

  async select(options: DataOptions): Promise<PreparedData> {
    this.calls.push(`select ${options.classes?.join(',')} ${options.perClass}`);
    return this.#answer();
  }

  async recording(part: 'train' | 'test', index: number): Promise<Recording> {
    this.calls.push(`recording ${part} ${index}`);
    await this.gate.pass();
    return {
      times: Uint32Array.of(0, 300_000),
      channels: Uint32Array.of(1, 2),
      label: index % 10,
      name: `${part} ${index}`,
    };
  }

  async sound(part: 'train' | 'test', index: number): Promise<Sound> {
    this.calls.push(`sound ${part} ${index}`);
    return { samples: new Float32Array(3200), sampleRate: 32_000 };
  }

  async hear(_: Float32Array, how: 'word' | 'begin' | 'more'): Promise<Recording> {
    this.calls.push(`hear ${how}`);
    return { times: Uint32Array.of(0), channels: Uint32Array.of(1), label: -1, name: '' };
  }

  async unlabelled(files: SourceFile[]): Promise<Unlabelled> {
    this.calls.push('unlabelled');
    if (this.failure) throw this.failure;
    return { recordings: files.flatMap(({ path }) => this.loose.get(path) ?? []), warnings: [] };
  }

  /** What is kept on the device; several visits may share it. */
  keptSets: KeptData[] = [];
  /** What keeping fails with. */
  keepFailure: Error | null = null;

  async keep(name: string): Promise<KeptData> {
    if (this.keepFailure) throw this.keepFailure;
    const source = this.loads.at(-1)?.source;
    const address = source?.kind === 'url' ? { address: source.url } : {};
    const id = `set ${this.keptSets.length}`;
    const set = { id, name, bytes: 3_400_000, recordings: 30, when: Date.now(), ...address };
    this.keptSets.unshift(set);
    return set;
  }

  async kept(): Promise<KeptData[]> {
    return [...this.keptSets];
  }

  async forget(id: string): Promise<void> {
    this.keptSets = this.keptSets.filter((set) => set.id !== id);
  }

  async handOver(network: NetworkClient): Promise<void> {
    (network as FakeNetworkClient).calls.push('handOver');
  }

  close(): void {
    this.closed = true;
  }

  async #answer(): Promise<PreparedData> {
    await this.gate.pass();
    if (this.failure) throw this.failure;
    const prepared = preparedData(20, 10, this.shape);
    return this.about ? { ...prepared, about: this.about } : prepared;
  }
}

export class FakeNetworkClient implements NetworkClient {
  readonly gate = new Gate();
  readonly calls: string[] = [];
  readonly configured: {
    spec: PartialDeep<NetworkSpec>;
    options: PartialDeep<TrainingOptions>;
  }[] = [];
  failure: Error | null = null;
  /** Runs by the key that they were kept under. */
  readonly kept = new Map<string, string>();
  closed = false;
  #listeners = new Set<(event: NetworkEvent) => void>();
  #stopped: () => void = () => {};

  async configure(spec: PartialDeep<NetworkSpec>, options: PartialDeep<TrainingOptions>) {
    this.calls.push('configure');
    this.configured.push({ spec, options });
    await this.gate.pass();
    if (this.failure) throw this.failure;
    this.tell({ type: 'state', state: 'ready' });
    return { spec: spec as NetworkSpec, options: options as TrainingOptions };
  }

  play(epochs?: number): Promise<void> {
    this.calls.push(epochs === undefined ? 'play' : `play ${epochs}`);
    this.tell({ type: 'state', state: 'running' });
    return new Promise((resolve) => {
      this.#stopped = resolve;
    });
  }

  async pause(): Promise<void> {
    this.calls.push('pause');
    this.tell({ type: 'state', state: 'paused' });
    this.#stopped();
  }

  async step(unit: 'batch' | 'epoch'): Promise<void> {
    this.calls.push(`step ${unit}`);
    this.tell({ type: 'state', state: 'running' });
    await this.gate.pass();
    this.tell({ type: 'state', state: 'paused' });
  }

  async setLearningRates(weights: number, thresholds: number): Promise<void> {
    this.calls.push(`rates ${weights} ${thresholds}`);
  }

  async trace(recording: Recording, layer: number, neuron: number): Promise<Trace> {
    this.calls.push(`trace ${recording.name} ${layer} ${neuron}`);
    const raster = { neurons: 10, offsets: Uint32Array.of(0, 0), columns: new Uint32Array() };
    return {
      input: raster,
      layers: [raster],
      predicted: 0,
      label: recording.label,
      loss: 0,
      layer,
      neuron,
      potential: Float32Array.of(0),
      threshold: 1,
      scores: Float32Array.of(0),
      peaks: [Float32Array.of(0)],
      epochSpikes: [],
    };
  }

  async inspect(recording: Recording, layer: number, neuron: number): Promise<Inspection> {
    const trace = await this.trace(recording, layer, neuron);
    this.calls.push(`inspect ${recording.name} ${layer} ${neuron}`);
    const one = Float32Array.of(0);
    return {
      ...trace,
      weights: one,
      drive: one,
      current: one,
      kept: one,
      surrogate: one,
      potentialGradient: one,
      thresholdGradient: 0,
      currentRetention: 0.75,
      membraneRetention: 0.97,
    };
  }

  async thresholdHistory() {
    return { steps: Float32Array.of(0), values: Float32Array.of(1) };
  }

  async thresholds() {
    return Float32Array.of(1);
  }

  async saveModel() {
    return new Uint8Array(8);
  }

  async checkpoint() {
    return new Uint8Array(8);
  }

  async resume(): Promise<never> {
    throw new Error('The page goes on from what is kept.');
  }

  /** What a run that is gone on with has behind it. */
  reports: EpochReport[] = [];

  async keep(key: string, run: string): Promise<number> {
    this.calls.push(`keep ${key}`);
    this.kept.set(key, run);
    if (this.failure) throw this.failure;
    return 8;
  }

  async goOn(key: string, run: string) {
    this.calls.push(`goOn ${key} ${run}`);
    await this.gate.pass();
    if (this.failure) throw this.failure;
    const { spec, options } = this.configured[0] ?? {};
    return {
      spec: spec as NetworkSpec,
      options: options as TrainingOptions,
      reports: this.reports,
    };
  }

  on(listener: (event: NetworkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
  }

  /** Sends an event as the worker would. */
  tell(event: NetworkEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Calls other than the looks at the shown sample. */
  get orders(): string[] {
    return this.calls.filter((call) => !/^(trace|inspect)/.test(call) && !call.startsWith('rates'));
  }
}

export function stepEvent(report: Partial<StepReport> = {}): NetworkEvent {
  return {
    type: 'step',
    report: {
      phase: 'train',
      epoch: 1,
      batch: 0,
      batches: 4,
      samples: 32,
      correct: 8,
      loss: 1,
      epoch_finished: false,
      ...report,
    },
    samples: 32,
    samplesPerSecond: 100,
    optimiserSteps: 1,
  };
}

export function epochEvent(epoch: number, accuracy = 0.5): NetworkEvent {
  const report: EpochReport = {
    epoch,
    loss: 1,
    train_accuracy: accuracy,
    test_accuracy: accuracy,
    dead: [0, 0],
    rate: [0.1, 0.1],
    threshold_mean: [1, 1],
    ms_per_sample: 1,
    test_loss: 1,
    confusion: [],
    events_per_sample: 100,
    synaptic_operations_per_sample: 1000,
    layers: [],
  };
  return { type: 'epoch', report, seconds: 1 };
}
