/** Reads what a checkpoint file says about its run; the library reads the rest, and checks it. */
import type { LayerSpec, NetworkSpec, TrainingOptions } from 'rouse-snn';
import { hiddenLayers } from '../hidden_layer';
import type { ArmName } from '../specification';
import { defaultSettings, type Settings } from '../state';

/** safetensors: a 64-bit length, little endian, then so many bytes of JSON. */
const lengthBytes = 8;
/** Longer headers are none of ours. */
const mostHeader = 1 << 20;

/** Whose it is, and the settings that it was trained with. Null for a file of another kind. */
export function aboutCheckpoint(
  bytes: Uint8Array,
): { arm: ArmName; settings: Partial<Settings> } | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = Number(view.getBigUint64(0, true));
    if (length > mostHeader) return null;
    const header = new TextDecoder().decode(bytes.subarray(lengthBytes, lengthBytes + length));
    const about = JSON.parse(header).__metadata__ as Record<string, string>;
    if (about.position === undefined) return null;
    const spec = JSON.parse(about.network ?? '') as NetworkSpec;
    const options = JSON.parse(about.training ?? '') as TrainingOptions;
    const fixed = spec.layers[0]?.thresholds === 'fixed';
    return { arm: fixed ? 'a' : 'b', settings: settingsOf(spec, options) };
  } catch {
    return null;
  }
}

/** Equal numbers as one. */
const oneOrAll = (values: readonly number[]): number | readonly number[] =>
  new Set(values).size === 1 ? (values[0] as number) : values;

function adaptationOf({ adaptation }: LayerSpec): Partial<Settings> {
  return {
    adaptation: adaptation?.kind ?? usual.adaptation,
    adaptationRetention: adaptation?.retention ?? usual.adaptationRetention,
    adaptationStrength: adaptation?.strength ?? usual.adaptationStrength,
    adaptationCoupling: adaptation?.coupling ?? usual.adaptationCoupling,
  };
}

type OwnNumbers = Pick<TrainingOptions, 'batch' | 'seed' | 'shards' | 'gradient_thinning'>;

function ownNumbers({ batch, seed, shards, gradient_thinning = 1 }: OwnNumbers): Partial<Settings> {
  return { batch, seed, cores: shards, gradientThinning: gradient_thinning };
}

/** Documents leave out what has its usual value. */
const usual = defaultSettings();

/** The inverse of networkSpec and trainingOptions. */
export function settingsOf(
  network: NetworkSpec,
  { bins, loss, firing_rate, adam, augmentation, ...others }: TrainingOptions,
): Partial<Settings> {
  const { layers, readout } = network;
  const [layer, last] = [layers[0], layers.at(-1)];
  if (!layer || !last) return {};
  const { surrogate } = layer;
  return {
    hidden: hiddenLayers(network),
    threshold: oneOrAll(layers.map(({ initial_threshold }) => initial_threshold)),
    minimumThreshold: layer.minimum_threshold,
    // Those of A, which are fixed, say nothing about B's.
    ...(layer.thresholds === 'fixed' ? {} : { thresholdMode: layer.thresholds }),
    resetGradient: layer.reset_gradient,
    surrogate: surrogate.kind,
    surrogateScale: surrogate.scale,
    surrogateWidth: surrogate.width,
    surrogateFloor: surrogate.floor,
    steps: bins.steps,
    binUs: bins.bin_us,
    loss: loss.kind,
    firingRateStrength: firing_rate.strength,
    firingRateMinimum: firing_rate.minimum_rate,
    firingRateMaximum: firing_rate.maximum_rate ?? usual.firingRateMaximum,
    learningRate: adam.learning_rate,
    thresholdLearningRate: adam.threshold_learning_rate,
    retentionLearningRate: adam.retention_learning_rate ?? usual.retentionLearningRate,
    delayLearningRate: adam.delay_learning_rate ?? usual.delayLearningRate,
    learningRateDecay: adam.learning_rate_decay ?? usual.learningRateDecay,
    shift: augmentation.shift,
    drop: augmentation.drop,
    flip: augmentation.flip ?? usual.flip,
    rotation: augmentation.rotation ?? usual.rotation,
    timeScale: augmentation.time_scale ?? usual.timeScale,
    occupancy: bins.occupancy,
    readout: readout ?? usual.readout,
    currentRetention: layer.current_retention,
    membraneRetention: layer.membrane_retention,
    retentions: layer.retentions ?? usual.retentions,
    recurrence: layer.recurrence ?? usual.recurrence,
    ...adaptationOf(layer),
    maximumDelay: last.maximum_delay ?? usual.maximumDelay,
    dropout:
      layers.length > 1
        ? oneOrAll(layers.slice(1).map(({ dropout = 0 }) => dropout))
        : usual.dropout,
    ...ownNumbers(others),
  };
}
