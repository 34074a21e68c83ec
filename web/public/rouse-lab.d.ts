/** Types of <rouse-lab>: its properties, methods and events. See docs/embedding.md. */

export type Arm = 'a' | 'b';

/** One value per setting; `docs/embedding.md` lists ranges and units. */
export interface RouseSettings {
  /** The address of a pack, or empty for built-in digits. */
  readonly data: string;
  readonly classes: readonly number[];
  readonly perClass: number;
  readonly pool: number;
  readonly firstMs: number;
  /** Neurons of a full connection, or a convolution: `16c5s2p2`. */
  readonly hidden: readonly (number | string)[];
  /** Of all layers, or of each: the last one holds for the layers after it. */
  readonly threshold: number | readonly number[];
  /** B's; those of A are fixed. */
  readonly thresholdMode: 'per_neuron' | 'per_layer' | 'per_channel' | 'fixed';
  readonly minimumThreshold: number;
  readonly learningRate: number;
  readonly thresholdLearningRate: number;
  readonly surrogate: 'exponential' | 'fast_sigmoid' | 'arctan' | 'triangular' | 'boxcar';
  readonly surrogateWidth: number;
  readonly surrogateScale: number;
  readonly seed: number;
  /** Of these two, 0 is what suits the data. */
  readonly steps: number;
  readonly binUs: number;
  readonly batch: number;
  readonly cores: number;
  readonly loss: 'rate_mse' | 'cross_entropy';
  readonly shift: number;
  readonly flip: number;
  readonly rotation: number;
  readonly timeScale: number;
  readonly surrogateFloor: number;
  readonly resetGradient: 'paper' | 'masked';
  readonly firingRateStrength: number;
  readonly firingRateMinimum: number;
  readonly firingRateMaximum: number;
  readonly gradientThinning: number;
  readonly learningRateDecay: number;
  readonly drop: number;
  readonly occupancy: 'binary' | 'counts';
  readonly readout: 'spikes' | 'maximum_potential' | 'mean_potential';
  readonly currentRetention: number;
  readonly membraneRetention: number;
  readonly retentions: 'fixed' | 'per_neuron';
  readonly retentionLearningRate: number;
  readonly recurrence: 'none' | 'all' | 'others';
  readonly adaptation: 'none' | 'threshold' | 'current';
  readonly adaptationRetention: number;
  readonly adaptationStrength: number;
  readonly adaptationCoupling: number;
  readonly maximumDelay: number;
  readonly delayLearningRate: number;
  readonly dropout: number | readonly number[];
  readonly epochs: number;
  readonly runA: boolean;
  readonly runB: boolean;
  readonly part: 'train' | 'test' | 'unlabelled' | 'drawn';
  readonly sample: number;
  readonly layer: number;
  readonly neuron: number;
  readonly zoom: 'network' | 'layer' | 'neuron' | 'step';
  readonly eventView: 'trail' | 'surface' | 'counts';
  readonly camera: 'off' | '32' | '64' | '128';
  readonly contrast: number;
  readonly slowness: 'auto' | '1' | '2' | '5' | '10' | '40' | '200';
}

/** What was measured in one epoch; shares and rates are 0..1, lists have one value per layer. */
export interface RouseEpoch {
  /** 0 is the untrained network, measured on the test samples only. */
  readonly epoch: number;
  readonly loss: number;
  readonly test_loss: number;
  readonly train_accuracy: number;
  /** -1 without test samples. */
  readonly test_accuracy: number;
  /** Neurons that fired in no sample of the epoch. */
  readonly dead: readonly number[];
  /** Spikes per neuron and time bin. */
  readonly rate: readonly number[];
  readonly threshold_mean: readonly number[];
  readonly ms_per_sample: number;
  /** (class, predicted class), row-major, over the test samples. */
  readonly confusion: readonly number[];
}

export type RouseStatus = 'empty' | 'preparing' | 'ready' | 'running' | 'paused' | 'failed';

export interface RouseArmState {
  readonly status: RouseStatus;
  /** Epochs of training that are done. */
  readonly epoch: number;
  readonly optimiserSteps: number;
  /** After the latest epoch, 0..1; null before the first, or without test samples. */
  readonly testAccuracy: number | null;
}

export interface RouseState {
  /** Of the experiments that are switched on, the one furthest from rest. */
  readonly status: RouseStatus;
  readonly a: RouseArmState;
  readonly b: RouseArmState;
}

export interface RouseEvents {
  /** An experiment has finished an epoch and its test. */
  epoch: { readonly arm: Arm; readonly report: RouseEpoch };
  /** Another recording is shown; `label` is -1 when nobody knows its class. */
  sample: {
    readonly part: RouseSettings['part'];
    readonly index: number;
    readonly label: number;
    readonly name: string;
    readonly events: number;
    /** Time of the last event. */
    readonly durationUs: number;
  };
  /** Something was refused or failed; the element shows it, too. */
  error: { readonly where: 'settings' | 'data' | 'network'; readonly message: string };
  /** The number of epochs set by `epochs` has been trained. */
  done: RouseState;
  /** The status has changed. */
  state: RouseState;
}

export interface RouseLabElement extends HTMLElement {
  /**
   * The attribute `for`: the id of another element, whose laboratory this one shows; null for one of
   * its own. Read when the element comes into the document. Everything below is then about that
   * laboratory, whose events come from that element.
   */
  for: string | null;
  /** Settings: assigning takes a part of them; what is no value of its field throws. */
  get settings(): RouseSettings;
  set settings(changes: Partial<RouseSettings>);
  readonly state: RouseState;
  /** The reports of all epochs so far, oldest first. */
  readonly epochs: { readonly a: readonly RouseEpoch[]; readonly b: readonly RouseEpoch[] };

  /** Trains until paused, or for as many epochs as `epochs` says; begins as soon as it can. */
  play(): void;
  /** Resolves once the batches at hand are done. */
  pause(): Promise<void>;
  /** Trains one batch, or up to the end of the epoch and its test. Resolves when that is done. */
  step(unit?: 'batch' | 'epoch'): Promise<void>;
  /** Builds both networks anew from the settings. */
  reset(): Promise<void>;
  /**
   * Loads recordings from files, those of a folder with their paths in it, or from the address of
   * one; rejects when there are none.
   */
  load(source: Iterable<File> | string | URL): Promise<void>;
  /** An experiment's network as safetensors; rejects when there is none yet. */
  exportModel(arm: Arm): Promise<Uint8Array>;

  addEventListener<K extends keyof RouseEvents>(
    type: K,
    listener: (this: RouseLabElement, event: CustomEvent<RouseEvents[K]>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'rouse-lab': RouseLabElement;
  }
}
