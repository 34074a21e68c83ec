/**
 * The typed vocabulary of `rouse-snn`.
 *
 * Specs, options and reports are the JSON documents that the C++ library, the `rouse` command and
 * model files share, so their keys are spelled as there. Units: `t` in µs, `bin_us` in µs, `T` bins.
 */

/** The codes of `rouse::ErrorCode`, and `worker_failed` for a worker that died. */
export type ErrorCode =
  | 'invalid_value'
  | 'bad_format'
  | 'no_recordings'
  | 'shape_mismatch'
  | 'unsupported'
  | 'worker_failed';

export type SurrogateKind = 'exponential' | 'fast_sigmoid' | 'arctan' | 'triangular' | 'boxcar';

/** Surrogate gradient ρ(v - θ); see `rouse/network_spec.hpp` for the formulas and ranges. */
export interface SurrogateSpec {
  kind: SurrogateKind;
  scale: number;
  width: number;
  floor: number;
}

/** `per_channel` is for layers that convolve. */
export type ThresholdMode = 'fixed' | 'per_layer' | 'per_neuron' | 'per_channel';

/**
 * How a layer's neurons look at feature maps: each through a window, all of a channel with the same
 * weights (PyTorch's Conv2d, without bias and dilation). The neuron of (x, y, channel) is the
 * (y * width + x) * channels + channel-th of its layer.
 */
export interface ConvolutionSpec {
  /** Of the layer's own maps, 1..4096. */
  channels: number;
  /** Height and width of the window, 1..64. */
  kernel: number;
  /** From window to window, 1..64; 1 if left out. */
  stride?: number;
  /** Rows and columns of zeros around the maps, below `kernel`; 0 if left out. */
  padding?: number;
  /** Channels in so many groups see only their own; 1 if left out. */
  groups?: number;
}

export interface LayerSpec {
  neurons: number;
  current_retention: number;
  membrane_retention: number;
  thresholds: ThresholdMode;
  initial_threshold: number;
  minimum_threshold: number;
  reset: 'hard' | 'soft';
  reset_gradient: 'paper' | 'masked';
  surrogate: SurrogateSpec;
  weight_step: number;
  // Left out where they are `none`, `fixed` or 0. See `rouse/network_spec.hpp`.
  /** Whether spikes come back to their layer one bin later, and from a neuron to itself. */
  recurrence?: 'none' | 'all' | 'others';
  /** What spikes leave behind: a rise of the threshold, or a current that counteracts. */
  adaptation?: AdaptationSpec;
  /** Whether current_retention, membrane_retention and adaptation.retention are trained. */
  retentions?: 'fixed' | 'per_neuron';
  /** Above 0 each input arrives late by a trained delay of up to so many bins, 0..1000. */
  maximum_delay?: number;
  /** Probability with which an input is not heard in a training sample, [0, 1). */
  dropout?: number;
  /** Sums the spikes of each window of so many rows and columns of the maps that come in, 1..64. */
  pooling?: number;
  /** Without it the layer is fully connected. `neurons` follows from it. */
  convolution?: ConvolutionSpec;
}

/** a[t] = retention a[t-1] + strength s[t-1] + coupling ṽ[t-1] */
export interface AdaptationSpec {
  kind: 'none' | 'threshold' | 'current';
  /** Share kept per bin, [0, 1). */
  retention: number;
  /** What a spike adds, 0..10^6, in the unit of the potential. */
  strength: number;
  /** Share of the membrane potential that is added, 0..1. */
  coupling: number;
}

export interface NetworkSpec {
  inputs: number;
  layers: LayerSpec[];
  /**
   * What a class's score is: its output neuron's spikes, or the highest or mean potential of one
   * that does not fire. Left out where it is `spikes`.
   */
  readout?: 'spikes' | 'maximum_potential' | 'mean_potential';
  /** How the inputs are arranged, where the first layer convolves or pools. */
  sensor?: SensorShape;
}

export interface TrainingOptions {
  bins: { steps: number; bin_us: number; occupancy: 'binary' | 'counts' };
  loss: {
    kind: 'rate_mse' | 'cross_entropy';
    true_rate: number;
    false_rate: number;
    logit_scale: number;
  };
  /** Pulls neurons whose spikes per time bin lie outside; `maximum_rate` is 1 if left out. */
  firing_rate: { strength: number; minimum_rate: number; maximum_rate?: number };
  adam: {
    learning_rate: number;
    threshold_learning_rate: number;
    beta1: number;
    beta2: number;
    epsilon: number;
    /** Of trained retentions, 0.001 if left out, and of delays in bins, 0.01 if left out. */
    retention_learning_rate?: number;
    delay_learning_rate?: number;
    /** What all learning rates are multiplied by after every epoch; 1 if left out. */
    learning_rate_decay?: number;
  };
  augmentation: {
    shift: number;
    time_jitter_us: number;
    drop: number;
    // Left out where they are 0 or empty. See `rouse/dataset.hpp`.
    /** Probability with which left and right change places. */
    flip?: number;
    /** Turns by up to so many degrees about the sensor's centre. */
    rotation?: number;
    /** Multiplies times by 1 - time_scale..1 + time_scale, [0, 1). */
    time_scale?: number;
    /** Classes that change places with left and right, in pairs. */
    swapped_classes?: number[];
  };
  batch: number;
  seed: number;
  /**
   * Parts of a batch, 1..64, each of which may have a processor core of its own. The last bits of a
   * run depend on this number, but not on how many cores there are.
   */
  shards: number;
  /** About one in so many gradients of a hidden layer goes down, 1..1000; 1 if left out: all do. */
  gradient_thinning?: number;
}

/** Everything may be left out; what is missing takes the library's default. */
export type PartialDeep<T> = T extends (infer U)[]
  ? PartialDeep<U>[]
  : T extends object
    ? { [K in keyof T]?: PartialDeep<T[K]> }
    : T;

export interface LayerMetrics {
  firing_rate: number;
  dead: number;
  silent: number;
  threshold_mean: number;
  threshold_deviation: number;
  threshold_minimum: number;
  threshold_maximum: number;
  threshold_histogram: number[];
  weight_movement: number;
  mean_threshold_gradient: number;
  /** Additions of a weight per sample, forward; missing in reports of earlier versions. */
  synaptic_operations_per_sample?: number;
}

/** One line of `rouse train --json`. `dead`, `rate` and `threshold_mean` hold one value per layer. */
export interface EpochReport {
  /** 0 is the untrained network, measured on the test samples only. */
  epoch: number;
  loss: number;
  train_accuracy: number;
  /** 0..1, or -1 without test samples. */
  test_accuracy: number;
  dead: number[];
  rate: number[];
  threshold_mean: number[];
  ms_per_sample: number;
  test_loss: number;
  /** (class, predicted class), row-major, over the test samples. */
  confusion: number[];
  events_per_sample: number;
  synaptic_operations_per_sample: number;
  layers: LayerMetrics[];
}

export interface StepReport {
  phase: 'train' | 'test';
  epoch: number;
  batch: number;
  batches: number;
  samples: number;
  correct: number;
  loss: number;
  epoch_finished: boolean;
}

/** One recording. Channel = (p * height + y) * width + x. */
export interface Recording {
  times: Uint32Array;
  channels: Uint32Array;
  /** Its class, or -1 for a recording of no known class. */
  label: number;
  /** Where it came from, for people: a file's path, "saccade-digits 17". */
  name: string;
}

/** A sound, within about ±2. */
export interface Sound {
  samples: Float32Array<ArrayBuffer>;
  /** Samples per second. */
  sampleRate: number;
}

export interface SensorShape {
  width: number;
  height: number;
  polarities: number;
}

/** What a dataset is, without its events. */
export interface DatasetInfo {
  shape: SensorShape;
  classCount: number;
  /** One label per sample. */
  labels: Uint32Array;
  /** Events over all samples; null of built-in data, which is made when it is needed. */
  events: number | null;
  /** What a reader left out or repaired. */
  warnings: string[];
}

export interface Selection {
  /** Labels to keep; empty or missing keeps all. */
  classes?: number[];
  /** At most so many of each class; 0 or missing keeps all. */
  perClass?: number;
}

/** Spikes of one layer over T bins in compressed sparse rows. */
export interface Raster {
  neurons: number;
  /** T + 1 entries; neurons of bin t are columns[offsets[t]] .. columns[offsets[t + 1]). */
  offsets: Uint32Array;
  columns: Uint32Array;
}

/** One sample's passage through a network, for views. */
export interface Trace {
  input: Raster;
  layers: Raster[];
  predicted: number;
  /** Of each class: its output neuron's spikes, or what its potential is read as. */
  scores: Float32Array;
  /** -1 for a recording of no known class; its loss is 0. */
  label: number;
  loss: number;
  /** The watched neuron. */
  layer: number;
  neuron: number;
  /** v[t] before the reset, T values. */
  potential: Float32Array;
  threshold: number;
  /** For each layer the highest v[t] of each neuron over the sample. */
  peaks: Float32Array[];
  /**
   * For each layer how often each neuron fired in the samples of the epoch finished last: training
   * samples, or the test samples in epoch 0. The dead have 0. Empty before the first report, and
   * after a resume until the next one.
   */
  epochSpikes: Uint32Array[];
  /**
   * Where the watched neuron's layer convolves, its weights as they are used: (channels of the input
   * / groups, kernel rows, kernel columns, channels).
   */
  filters?: Float32Array;
}

/**
 * A trace with all that the watched neuron did. The lists over time have T values, which are those
 * of the network to the last bit, in single precision: current[t] = r_i current[t-1] + (drive[t] +
 * recurrentDrive[t]), potential[t] = r_v kept[t-1] + current[t], less adaptation[t] where that is a
 * current; where it is a rise of the threshold, the neuron fires from threshold + adaptation[t] on.
 */
export interface Inspection extends Trace {
  /** Of the inputs of the neuron's layer, as the forward pass uses them. */
  weights: Float32Array;
  /** Sum of the weights of the bin's input spikes, added in the order of their channels. */
  drive: Float32Array;
  /** i[t] */
  current: Float32Array;
  /** ṽ[t], the membrane potential after the reset. */
  kept: Float32Array;
  /** ρ(v[t] - θ) */
  surrogate: Float32Array;
  /** g[t] = dL/ds[t] ρ(v[t] - θ); empty for a recording of no known class. */
  potentialGradient: Float32Array;
  /**
   * -Σ g[t], this neuron's share of dL/dθ for this sample alone: above 0 the sample pulls the
   * threshold down. 0 for a recording of no known class.
   */
  thresholdGradient: number;
  /** r_i and r_v, its own where they are trained. */
  currentRetention: number;
  membraneRetention: number;
  // Left out unless its layer has them.
  /** From each neuron of its layer. */
  recurrentWeights?: Float32Array;
  /** What the layer's spikes of the bin before bring: U s[t-1]. */
  recurrentDrive?: Float32Array;
  /** a[t] */
  adaptation?: Float32Array;
  /** Of each of its layer's inputs, in time bins. */
  delays?: Float32Array;
}

/** How a neuron's threshold moved: one value per optimiser step in `steps`. */
export interface ThresholdHistory {
  steps: Float32Array;
  values: Float32Array;
}

// --- workers ------------------------------------------------------------------------------------

/** Where recordings come from. */
export type DataSource =
  /**
   * Digits before a camera or, by name, words before a cochlea, which take 20 ms each, and figures'
   * gestures before a camera.
   */
  | {
      kind: 'builtin';
      name?: 'spoken-digits' | 'gestures';
      trainCount: number;
      testCount: number;
      seed: number;
    }
  /** Files as dropped or chosen: .bin/.bs2, .aedat with tables, folders' contents, zips, ... */
  | { kind: 'files'; files: SourceFile[] }
  /** A pack (`rouse pack`) at an http(s) address, at most 64 MB. */
  | { kind: 'url'; url: string }
  /** What `DataClient.keep` kept, by its `id`. */
  | { kind: 'kept'; id: string };

/** What a pack says about itself. Written by strangers: texts, not markup. */
export interface PackAbout {
  name: string;
  /** What the recordings are: "nmnist", "saccade-digits", ... */
  kind: string;
  licence: string;
  attribution: string;
  /** Where the original is: an address or a reference. */
  source: string;
  /** One per class, or none. */
  classNames: string[];
  /** Quantum of event times in µs: they are multiples of it. */
  timeUs: number;
}

export interface SourceFile {
  /** Path inside what was dropped, for example "Train/7/00012.bin" or "Test.zip". */
  path: string;
  file: Blob;
}

export interface DataOptions extends Selection {
  /**
   * Used when the files have no Test folder or Test.zip of their own: this share of each class is
   * held out for testing. Default 0.2.
   */
  testShare?: number;
  seed?: number;
  /**
   * Makes one pixel of so many by so many, or one channel of so many neighbours of a cochlea: the
   * sensor's sides are multiples of it. 0 or missing: 4 for 128x128 pixels, else 1. Built-in digits
   * stay as they are.
   */
  pool?: number;
  /** What is kept of each recording, in ms; 0 or missing keeps all. Built-in data is kept whole. */
  firstMs?: number;
}

/** A data set that is kept on this device, in this origin's private file system. */
export interface KeptData {
  /** For `DataSource` of kind `kept`. */
  id: string;
  /** What its keeper called it. */
  name: string;
  /** What it takes on the disk. */
  bytes: number;
  /** In its files, whether or not they are selected. */
  recordings: number;
  /** When it was kept, as Date.now(). */
  when: number;
  /** Where it was downloaded from. */
  address?: string;
  /** Of a pack. */
  about?: PackAbout;
}

/** Recordings without a class: to be shown and classified, not to be trained on. */
export interface Unlabelled {
  recordings: Recording[];
  /** What the reader left out or repaired. */
  warnings: string[];
}

/** A prepared pair of datasets, owned by a data worker until `handOver`. */
export interface PreparedData {
  train: DatasetInfo;
  test: DatasetInfo;
  /** Of data from a pack; of files in HDF5 and of gestures `classNames` only. */
  about?: PackAbout;
  /** How many by how many of the sensor's pixels are one; left out where each is its own. */
  pool?: number;
  /**
   * The share of each class, 0..1, that was held out for testing; 0 where the source has test
   * recordings of its own.
   */
  heldOut: number;
}

/** Reads and generates data, in a worker of its own. */
export interface DataClient {
  /**
   * Reads the source and prepares its selection. On failure throws a RouseError and whatever was
   * loaded before stays. `onProgress` is called with what is being read and a share in 0..1.
   */
  load(
    source: DataSource,
    options?: DataOptions,
    onProgress?: (what: string, share: number) => void,
  ): Promise<PreparedData>;
  /** Stops what is being loaded: that call then throws, and what was loaded before stays. */
  cancel(): Promise<void>;
  /** Another selection of the source that is loaded. */
  select(options: DataOptions): Promise<PreparedData>;
  /** Events of one sample of the prepared data. */
  recording(part: 'train' | 'test', index: number): Promise<Recording>;
  /**
   * What the cochlea heard of a built-in word: its first sample is at 0 µs of the recording. Throws
   * invalid_value for other data, which have no sound.
   */
  sound(part: 'train' | 'test', index: number): Promise<Sound>;
  /**
   * What the cochlea hears, as a recording of no known class: a whole `word`, brought to the loudness
   * of the data's, or a sound that comes piece by piece, from where it begins (`begin`) on (`more`).
   * `samples` are 32000 a second; the prepared data must be a cochlea's.
   */
  hear(samples: Float32Array, how: 'word' | 'begin' | 'more'): Promise<Recording>;
  /**
   * Recordings in files none of which lies in a digit's folder, up to the first 1000; none when any
   * does. WAV files become what the cochlea hears of them, if the prepared data is a cochlea's: else
   * shape_mismatch is thrown. The prepared data stays. Throws a RouseError when there are some and none can be read.
   */
  unlabelled(files: SourceFile[]): Promise<Unlabelled>;
  /**
   * Keeps the bytes of what is loaded, files or a download, on this device under a name, while
   * other calls are served. They are streamed, so that a gigabyte needs no memory, and appear among
   * `kept` once they are all there. The same bytes are kept once, and a newer download takes the
   * older one's place. Rejects with a `QuotaExceededError` where there is no room, with another
   * error where nothing can be kept, and with a `RouseError` for data that has no bytes to keep.
   */
  keep(name: string): Promise<KeptData>;
  /** What is kept on this device, the newest first; nothing where nothing can be kept. */
  kept(): Promise<KeptData[]>;
  /** Removes what is kept. Data that was loaded from it stays loaded. */
  forget(id: string): Promise<void>;
  /** Copies the prepared data to a network's worker (not through the calling thread). */
  handOver(network: NetworkClient): Promise<void>;
  close(): void;
}

export type NetworkState = 'empty' | 'ready' | 'running' | 'paused';

/** What a network's worker tells while it trains; at most about ten `step` events a second. */
export type NetworkEvent =
  | {
      type: 'step';
      report: StepReport;
      /** Training samples since reset, and per second of training over the last second. */
      samples: number;
      samplesPerSecond: number;
      optimiserSteps: number;
    }
  | { type: 'epoch'; report: EpochReport; seconds: number }
  | { type: 'state'; state: NetworkState }
  | { type: 'failed'; error: { code: ErrorCode; message: string } };

/** One network, its trainer and its data in a worker of its own. */
export interface NetworkClient {
  /**
   * Builds the network anew from these (initial weights from options.seed); the worker must hold
   * data. Throws RouseError for bad values and keeps the former network then. Resolves to the
   * complete spec and options, defaults filled in.
   */
  configure(
    spec: PartialDeep<NetworkSpec>,
    options: PartialDeep<TrainingOptions>,
  ): Promise<{ spec: NetworkSpec; options: TrainingOptions }>;
  /** Trains until paused or until `epochs` epochs are done (default: no end). */
  play(epochs?: number): Promise<void>;
  /** Resolves once the batch at hand is done. */
  pause(): Promise<void>;
  /** Runs one training batch, or all up to the end of the epoch and its test, then pauses. */
  step(unit: 'batch' | 'epoch'): Promise<void>;
  setLearningRates(weights: number, thresholds: number): Promise<void>;
  /** Runs a recording through the network as it is now, also while training (between batches). */
  trace(recording: Recording, layer: number, neuron: number): Promise<Trace>;
  /** The same with all that the neuron does; costs a backward pass when the class is known. */
  inspect(recording: Recording, layer: number, neuron: number): Promise<Inspection>;
  thresholdHistory(layer: number, neuron: number): Promise<ThresholdHistory>;
  /** Thresholds of a layer, one per neuron. */
  thresholds(layer: number): Promise<Float32Array>;
  saveModel(): Promise<Uint8Array>;
  checkpoint(): Promise<Uint8Array>;
  /** Goes on from a checkpoint made with the data that the worker holds. */
  resume(
    checkpoint: Uint8Array,
  ): Promise<{ spec: NetworkSpec; options: TrainingOptions; last: EpochReport | null }>;
  /**
   * Writes a checkpoint with the epochs' reports and the thresholds' history to this origin's
   * IndexedDB under `key`, from the worker, also while training. `run` is any name that tells this
   * run from others under the same key. Resolves to the checkpoint's size in bytes, or to 0 for a
   * network that is too large to be kept (256 MB). Rejects where nothing can be stored.
   */
  keep(key: string, run: string): Promise<number>;
  /**
   * Goes on from what `keep` wrote, made with the data that the worker holds. Throws `bad_format`
   * when that run is not kept and `shape_mismatch` for other data; the former network stays then.
   */
  goOn(
    key: string,
    run: string,
  ): Promise<{ spec: NetworkSpec; options: TrainingOptions; reports: EpochReport[] }>;
  /** Listens; returns a function that stops listening. */
  on(listener: (event: NetworkEvent) => void): () => void;
  close(): void;
}
