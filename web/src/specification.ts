/** From the page's settings to the library's documents. */
import type {
  LayerSpec,
  NetworkSpec,
  PartialDeep,
  SensorShape,
  SurrogateSpec,
  TrainingOptions,
} from 'rouse-snn';
import { convolutionOf } from './hidden_layer';
import type { Settings } from './state';

/** The two experiments: A keeps its thresholds, B trains them; all else is equal. */
export type ArmName = 'a' | 'b';

/** A layer's value of one for all, or of one for each, the last one holding for those after it. */
function ofLayer(values: number | readonly number[], layer: number): number {
  if (typeof values === 'number') return values;
  return values[Math.min(layer, values.length - 1)] as number;
}

/** A layer's threshold before training. */
export function thresholdOf({ threshold }: Settings, layer: number): number {
  return ofLayer(threshold, layer);
}

export function surrogateOf(settings: Settings): SurrogateSpec {
  return {
    kind: settings.surrogate,
    scale: settings.surrogateScale,
    width: settings.surrogateWidth,
    floor: settings.surrogateFloor,
  };
}

/**
 * The network of one experiment, as `rouse train` builds it: hidden layers recur and adapt, and what
 * they send is late or dropped out.
 */
export function networkSpec(
  settings: Settings,
  arm: ArmName,
  sensor: SensorShape,
  classes: number,
): PartialDeep<NetworkSpec> {
  const sizes = [...settings.hidden, classes];
  const convolving = sizes.map(convolutionOf);
  const thresholds = sizes.map((_, index) => thresholdOf(settings, index));
  const last = sizes.length - 1;
  const layer: PartialDeep<LayerSpec> = {
    current_retention: settings.currentRetention,
    membrane_retention: settings.membraneRetention,
    retentions: settings.retentions,
    // A lower start needs a lower bound.
    minimum_threshold: Math.min(settings.minimumThreshold, ...thresholds),
    reset_gradient: settings.resetGradient,
    surrogate: surrogateOf(settings),
  };
  // Layers without channels have thresholds for each neuron.
  const mode = (convolves: boolean) =>
    settings.thresholdMode === 'per_channel' && !convolves ? 'per_neuron' : settings.thresholdMode;
  return {
    inputs: sensor.width * sensor.height * sensor.polarities,
    readout: settings.readout,
    ...(convolving.some(Boolean) && { sensor }),
    layers: sizes.map((size, index) => ({
      ...layer,
      thresholds: arm === 'a' ? 'fixed' : mode(convolving[index] !== null),
      ...(index > 0 && {
        maximum_delay: settings.maximumDelay,
        dropout: ofLayer(settings.dropout, index - 1),
      }),
      ...(index < last && { recurrence: settings.recurrence, ...adaptationOf(settings) }),
      ...(convolving[index]
        ? { convolution: convolving[index].convolution }
        : { neurons: Number(size) }),
      pooling: convolving[index - 1]?.pooling ?? 1,
      initial_threshold: thresholds[index] as number,
    })),
  };
}

function adaptationOf(settings: Settings): Pick<LayerSpec, 'adaptation'> {
  if (settings.adaptation === 'none') return {};
  const adaptation = {
    kind: settings.adaptation,
    retention: settings.adaptationRetention,
    strength: settings.adaptationStrength,
    coupling: settings.adaptationCoupling,
  };
  return { adaptation };
}

/** Whether a layer's neurons fire, or are read by their potential. */
export function firesAt(spec: NetworkSpec | null, layer: number): boolean {
  return (spec?.readout ?? 'spikes') === 'spikes' || layer + 1 < (spec?.layers.length ?? 0);
}

export function isRecurrent(layer: LayerSpec | undefined): boolean {
  return (layer?.recurrence ?? 'none') !== 'none';
}

/** Whether the channels lie in one row, as those of a cochlea do. */
export function isCochlea(sensor: SensorShape | undefined): boolean {
  return sensor !== undefined && sensor.height * sensor.polarities === 1;
}

/** Whether the sensor is a DVS128, or one whose 2x2 to 8x8 pixels are one. */
export function seesGestures(sensor: SensorShape | undefined): boolean {
  const { width = 0, height = 0 } = sensor ?? {};
  return width === height && width >= 16 && 128 % width === 0;
}

/** How many times slower than life recordings are played. */
export function slownessOf({ slowness }: Settings, sensor: SensorShape | undefined): number {
  return Number(slowness) || (seesGestures(sensor) ? 2 : 10);
}

/** Right and left hand, and arms: what changes places in a mirror. */
const swappedGestures = [1, 2, 3, 6, 4, 5];

/**
 * A word lasts a second, a camera's saccades 300 ms, a gesture is repeated once or twice a second:
 * `rouse train` has the same defaults.
 */
export function binsOf(
  { steps, binUs }: Settings,
  sensor?: SensorShape,
): { steps: number; bin_us: number } {
  const usual = isCochlea(sensor)
    ? { steps: 100, bin_us: 10000 }
    : seesGestures(sensor)
      ? { steps: 75, bin_us: 20000 }
      : { steps: 60, bin_us: 5000 };
  return { steps: steps || usual.steps, bin_us: binUs || usual.bin_us };
}

/** The training options, the same for both experiments; sensor and kind are those of the data. */
export function trainingOptions(
  settings: Settings,
  sensor?: SensorShape,
  kind = '',
): PartialDeep<TrainingOptions> {
  const { shift, drop, flip, rotation } = settings;
  const mirrors = flip > 0 && ['dvsgesture', 'gestures'].includes(kind);
  return {
    bins: { ...binsOf(settings, sensor), occupancy: settings.occupancy },
    loss: { kind: settings.loss },
    firing_rate: {
      strength: settings.firingRateStrength,
      minimum_rate: settings.firingRateMinimum,
      maximum_rate: settings.firingRateMaximum,
    },
    adam: {
      learning_rate: settings.learningRate,
      threshold_learning_rate: settings.thresholdLearningRate,
      retention_learning_rate: settings.retentionLearningRate,
      delay_learning_rate: settings.delayLearningRate,
      learning_rate_decay: settings.learningRateDecay,
    },
    augmentation: {
      ...{ shift, drop, flip, rotation, time_scale: settings.timeScale },
      ...(mirrors && { swapped_classes: swappedGestures }),
    },
    batch: settings.batch,
    seed: settings.seed,
    shards: settings.cores,
    gradient_thinning: settings.gradientThinning,
  };
}
