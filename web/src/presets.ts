/** Named starting points. Each lists what differs from the defaults in `state.ts`. */
import { defaultSettings, fields, type SettingName, type Settings, sameSetting } from './state';

export interface Preset {
  readonly id: string;
  readonly label: string;
  /** Presets of one group stand together in the menu. */
  readonly group: string;
  /** One sentence on what to look for. */
  readonly says: string;
  readonly settings: Partial<Settings>;
}

export const presets: readonly Preset[] = [
  {
    id: 'good',
    label: 'Good start',
    group: 'Start here',
    says: 'A sensible threshold: both networks learn, B usually a little faster.',
    settings: {},
  },
  {
    id: 'high-40',
    label: 'Threshold 40',
    group: 'Far too high: neurons stay silent',
    says: 'Hardly any neuron reaches 40: B lowers its thresholds and wakes up, A hardly learns.',
    settings: { threshold: 40, thresholdLearningRate: 1 },
  },
  {
    id: 'high-60',
    label: 'Threshold 60',
    group: 'Far too high: neurons stay silent',
    says: 'The hidden layer is silent altogether; it takes B an epoch or two to wake it up.',
    settings: { threshold: 60, thresholdLearningRate: 1 },
  },
  {
    id: 'high-100',
    label: 'Threshold 100, with a remedy',
    group: 'Far too high: neurons stay silent',
    says: 'Too far for the surrogate to reach: only its floor (see Advanced) rouses B.',
    settings: { threshold: 100, thresholdLearningRate: 1, surrogateFloor: 0.01 },
  },
  {
    id: 'low-0.25',
    label: 'Threshold 0.25',
    group: 'Far too low: neurons fire all the time',
    says: 'A low threshold makes neurons fire at almost anything.',
    settings: { threshold: 0.25 },
  },
  {
    id: 'low-0.1',
    label: 'Threshold 0.1',
    group: 'Far too low: neurons fire all the time',
    says: 'Neurons fire nearly all the time, so their spikes say little.',
    settings: { threshold: 0.1 },
  },
  {
    id: 'low-0.05',
    label: 'Threshold 0.05',
    group: 'Far too low: neurons fire all the time',
    says: 'The worst case: a threshold at its lower bound.',
    settings: { threshold: 0.05 },
  },
  {
    id: 'paper',
    label: 'Paper: 2312-500-500-10',
    group: 'As published',
    says: 'The network and options of the paper: 300 bins of 1 ms. Slow, best with real N-MNIST.',
    settings: {
      hidden: [500, 500],
      threshold: 1.25,
      steps: 300,
      binUs: 1000,
      learningRate: 0.001,
      thresholdLearningRate: 0.001,
      shift: 0,
    },
  },
];

/** What a preset decides: all that makes a network and its training, not the data or the view. */
const decided = (Object.keys(fields) as SettingName[]).filter((name) => {
  const own: readonly SettingName[] = ['learningRate', 'thresholdLearningRate'];
  return fields[name].effect === 'reset' ? name !== 'seed' : own.includes(name);
});

/** The changes that lead from any settings to the preset. */
export function changesFor(preset: Preset): Partial<Settings> {
  const target: Settings = { ...defaultSettings(), ...preset.settings };
  return Object.fromEntries(decided.map((name) => [name, target[name]])) as Partial<Settings>;
}

/** The preset that the settings are at, or undefined for settings of one's own. */
export function presetOf(settings: Settings): Preset | undefined {
  return presets.find((preset) => {
    const target: Settings = { ...defaultSettings(), ...preset.settings };
    return decided.every((name) => sameSetting(name, settings, target));
  });
}
