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

const tooHigh = 'Far too high: neurons stay silent';
const tooLow = 'Far too low: neurons fire all the time';

/** What the bad starts share: docs/dead-neurons.md says why, and what came of them. */
const badStart: Partial<Settings> = {
  hidden: [256],
  batch: 8,
  learningRate: 0.00005,
  thresholdLearningRate: 0.3,
  resetGradient: 'masked',
  shift: 2,
};

export const presets: readonly Preset[] = [
  {
    id: 'good',
    label: 'Good start',
    group: 'Start here',
    says: 'A sensible threshold: both networks learn, B usually a little faster.',
    settings: {},
  },
  {
    id: 'nmnist',
    label: 'N-MNIST recordings',
    group: 'Start here',
    says: 'Drop N-MNIST files: both pass 95 % on the test files in a few seconds of training.',
    settings: {
      hidden: [256],
      threshold: 3,
      learningRate: 0.0005,
      thresholdLearningRate: 0.01,
      batch: 8,
      shift: 2,
    },
  },
  {
    id: 'high-40',
    label: 'Threshold 40',
    group: tooHigh,
    says: 'Nearly all neurons are silent. B lowers its thresholds within an epoch; A needs many.',
    settings: { ...badStart, threshold: 40 },
  },
  {
    id: 'high-50',
    label: 'Threshold 50',
    group: tooHigh,
    says: 'All are silent. B rouses its output neurons first, then the hidden ones; A stays silent.',
    settings: { ...badStart, threshold: 50 },
  },
  {
    id: 'high-60',
    label: 'Threshold 60',
    group: tooHigh,
    says: 'Near the end of the surrogate’s reach: B takes some epochs longer, A never wakes.',
    settings: { ...badStart, threshold: 60 },
  },
  {
    id: 'low-0.1',
    label: 'Threshold 0.1',
    group: tooLow,
    says: 'Neurons fire at almost anything, so their spikes say little. B raises its thresholds.',
    settings: { ...badStart, threshold: 0.1 },
  },
  {
    id: 'low-0.05',
    label: 'Threshold 0.05',
    group: tooLow,
    says: 'Neurons fire nearly all the time: B raises its thresholds and learns, A hardly does.',
    settings: { ...badStart, threshold: 0.05 },
  },
  {
    id: 'low-0.02',
    label: 'Threshold 0.02',
    group: tooLow,
    says: 'The worst case: for A every event is a spike, and nothing tells the digits apart.',
    settings: { ...badStart, threshold: 0.02 },
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
