/** Reads what a checkpoint file says about its run; the library reads the rest, and checks it. */
import type { NetworkSpec, TrainingOptions } from 'rouse-snn';
import type { ArmName } from '../specification';
import type { Settings } from '../state';

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

/** The inverse of networkSpec and trainingOptions. */
export function settingsOf(
  { layers }: NetworkSpec,
  { bins, loss, firing_rate, adam, augmentation, batch, seed, shards }: TrainingOptions,
): Partial<Settings> {
  const [layer] = layers;
  if (!layer) return {};
  const { surrogate } = layer;
  return {
    hidden: layers.slice(0, -1).map(({ neurons }) => neurons),
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
    learningRate: adam.learning_rate,
    thresholdLearningRate: adam.threshold_learning_rate,
    shift: augmentation.shift,
    batch,
    seed,
    cores: shards,
  };
}
