/** From the page's settings to the library's documents. */
import type { LayerSpec, NetworkSpec, PartialDeep, TrainingOptions } from 'rouse-snn';
import type { Settings } from './state';

/** The library's own lower bound of thresholds; a lower start needs a lower bound. */
const usualMinimumThreshold = 0.05;

/** The two experiments: A keeps its thresholds, B trains them; all else is equal. */
export type ArmName = 'a' | 'b';

/** The network of one experiment. */
export function networkSpec(
  settings: Settings,
  arm: ArmName,
  inputs: number,
  classes: number,
): PartialDeep<NetworkSpec> {
  const layer: PartialDeep<LayerSpec> = {
    thresholds: arm === 'a' ? 'fixed' : 'per_neuron',
    initial_threshold: settings.threshold,
    minimum_threshold: Math.min(usualMinimumThreshold, settings.threshold),
    reset_gradient: settings.resetGradient,
    surrogate: {
      kind: settings.surrogate,
      scale: settings.surrogateScale,
      width: settings.surrogateWidth,
      floor: settings.surrogateFloor,
    },
  };
  const sizes = [...settings.hidden, classes];
  return { inputs, layers: sizes.map((neurons) => ({ ...layer, neurons })) };
}

/** The training options, the same for both experiments. */
export function trainingOptions(settings: Settings): PartialDeep<TrainingOptions> {
  return {
    bins: { steps: settings.steps, bin_us: settings.binUs },
    loss: { kind: settings.loss },
    firing_rate: {
      strength: settings.firingRateStrength,
      minimum_rate: settings.firingRateMinimum,
    },
    adam: {
      learning_rate: settings.learningRate,
      threshold_learning_rate: settings.thresholdLearningRate,
    },
    augmentation: { shift: settings.shift },
    batch: settings.batch,
    seed: settings.seed,
    shards: settings.cores,
  };
}
