/** Named starting points. Each lists what differs from the defaults in `state.ts`. */
import type { Lab } from './lab';
import { defaultSettings, fields, type SettingName, type Settings, sameSetting } from './state';

export type PresetId =
  | 'good'
  | 'fast'
  | 'best'
  | 'nmnist'
  | 'nmnist-convolutional'
  | 'shd'
  | 'shd-recurrent'
  | 'shd-adaptive'
  | 'shd-delays'
  | 'gestures'
  | 'gestures-paper'
  | 'paper'
  | 'high-40'
  | 'high-50'
  | 'high-60'
  | 'low-0.1'
  | 'low-0.05'
  | 'low-0.02';

/** Presets of one group stand together in the menu. */
export type PresetGroup = 'start' | 'words' | 'motion' | 'published' | 'high' | 'low';

/** The names and what they say stand in the message tables. */
export interface Preset {
  readonly id: PresetId;
  readonly group: PresetGroup;
  readonly settings: Partial<Settings>;
}

/** What the bad starts share: docs/dead-neurons.md says why, and what came of them. */
const badStart: Partial<Settings> = {
  hidden: [256],
  batch: 8,
  learningRate: 0.00005,
  thresholdLearningRate: 0.3,
  resetGradient: 'masked',
  shift: 2,
};

/** Those of `rouse train --preset shd`: docs/shd.md says how they were found. */
const spokenWords: Partial<Settings> = {
  hidden: [200, 200],
  threshold: 10,
  currentRetention: 0.5,
  membraneRetention: 0.9,
  resetGradient: 'masked',
  surrogateScale: 5,
  surrogateWidth: 5,
  occupancy: 'counts',
  loss: 'cross_entropy',
  learningRate: 0.003,
  thresholdLearningRate: 0.01,
  batch: 32,
  shift: 20,
  drop: 0.2,
};

export const presets: readonly Preset[] = [
  {
    id: 'good',
    group: 'start',
    settings: {},
  },
  {
    id: 'fast',
    group: 'start',
    settings: {
      hidden: [64],
      steps: 30,
      binUs: 10000,
      threshold: 3,
      learningRate: 0.001,
      thresholdLearningRate: 0.02,
      batch: 16,
    },
  },
  {
    id: 'best',
    group: 'start',
    settings: {
      threshold: 3,
      learningRate: 0.0005,
      thresholdLearningRate: 0.01,
      batch: 8,
      shift: 1,
    },
  },
  {
    id: 'nmnist',
    group: 'start',
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
    id: 'nmnist-convolutional',
    group: 'start',
    // docs/convolutions.md says what came of them.
    settings: {
      hidden: ['16c5p2', '32c3p2'],
      threshold: 1,
      currentRetention: 0,
      membraneRetention: 0.9,
      surrogate: 'triangular',
      surrogateScale: 0.6,
      surrogateWidth: 0.6,
      steps: 30,
      binUs: 10000,
      loss: 'cross_entropy',
      readout: 'mean_potential',
      dropout: [0, 0.5],
      learningRate: 0.003,
      thresholdLearningRate: 0.005,
      learningRateDecay: 0.92,
      batch: 8,
      shift: 2,
    },
  },
  {
    id: 'shd',
    group: 'words',
    settings: spokenWords,
  },
  {
    id: 'shd-recurrent',
    group: 'words',
    // A steeper surrogate amplifies on its way around the loop, and nothing is learnt.
    settings: {
      ...spokenWords,
      recurrence: 'others',
      readout: 'mean_potential',
      surrogateScale: 0.2,
    },
  },
  {
    id: 'shd-adaptive',
    group: 'words',
    settings: {
      ...spokenWords,
      readout: 'mean_potential',
      adaptation: 'current',
      adaptationRetention: 0.9,
      adaptationStrength: 2,
      adaptationCoupling: 0.1,
    },
  },
  {
    id: 'shd-delays',
    group: 'words',
    settings: {
      ...spokenWords,
      readout: 'mean_potential',
      maximumDelay: 25,
      delayLearningRate: 0.05,
      retentions: 'per_neuron',
      learningRateDecay: 0.96,
    },
  },
  {
    id: 'gestures',
    group: 'motion',
    // docs/convolutions.md says what came of them.
    settings: {
      hidden: ['16c5s2p2', '32c3p2', 64],
      threshold: 4,
      loss: 'cross_entropy',
      readout: 'mean_potential',
      learningRate: 0.004,
      thresholdLearningRate: 0.02,
      learningRateDecay: 0.92,
      batch: 16,
      shift: 3,
      rotation: 5,
      timeScale: 0.15,
      drop: 0.1,
    },
  },
  {
    id: 'gestures-paper',
    group: 'motion',
    settings: {
      hidden: [64],
      learningRate: 0.0005,
      thresholdLearningRate: 0.01,
    },
  },
  {
    id: 'paper',
    group: 'published',
    settings: {
      hidden: [500, 500],
      threshold: 1.25,
      steps: 300,
      binUs: 1000,
      learningRate: 0.001,
      thresholdLearningRate: 0.001,
      shift: 0,
      gradientThinning: 1,
    },
  },
  {
    id: 'high-40',
    group: 'high',
    settings: { ...badStart, threshold: 40 },
  },
  {
    id: 'high-50',
    group: 'high',
    settings: { ...badStart, threshold: 50 },
  },
  {
    id: 'high-60',
    group: 'high',
    settings: { ...badStart, threshold: 60 },
  },
  {
    id: 'low-0.1',
    group: 'low',
    settings: { ...badStart, threshold: 0.1 },
  },
  {
    id: 'low-0.05',
    group: 'low',
    settings: { ...badStart, threshold: 0.05 },
  },
  {
    id: 'low-0.02',
    group: 'low',
    settings: { ...badStart, threshold: 0.02 },
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

/** A preset is an experiment of its own: a run gives way to it, which plays if that one played. */
export async function choosePreset(preset: Preset, lab: Lab): Promise<void> {
  const played = lab.running || lab.waiting;
  lab.store.set(changesFor(preset));
  if (lab.pendingSettings.length === 0) return;
  await lab.reset();
  if (played) lab.play();
}

/** The preset that the settings are at, or undefined for settings of one's own. */
export function presetOf(settings: Settings): Preset | undefined {
  return presets.find((preset) => {
    const target: Settings = { ...defaultSettings(), ...preset.settings };
    return decided.every((name) => sameSetting(name, settings, target));
  });
}
