import { describe, expect, test, vi } from 'vitest';
import { en } from '../../../web/src/messages/en';
import {
  defaultSettings,
  fieldOf,
  fields,
  fromHash,
  type SettingName,
  type Settings,
  Store,
  settingNames,
  toHash,
} from '../../../web/src/state';

/** A value of each setting that is not its default. */
const others: Settings = {
  data: 'https://example.org/x.rouse?a=1&b=2',
  classes: [1, 2, 5],
  perClass: 50,
  pool: 2,
  firstMs: 1500,
  hidden: [500, 300],
  threshold: [0.25, 40],
  thresholdMode: 'per_layer',
  minimumThreshold: 0.01,
  learningRate: 0.003,
  thresholdLearningRate: 0.05,
  surrogate: 'fast_sigmoid',
  surrogateWidth: 3,
  surrogateScale: 3,
  seed: 4294967295,
  steps: 300,
  binUs: 1000,
  cores: 2,
  batch: 16,
  loss: fields.loss.default === 'rate_mse' ? 'cross_entropy' : 'rate_mse',
  resetGradient: fields.resetGradient.default === 'paper' ? 'masked' : 'paper',
  shift: 1,
  flip: 0.5,
  rotation: 15,
  timeScale: 0.2,
  surrogateFloor: 0.125,
  firingRateStrength: 10,
  firingRateMinimum: 0.02,
  firingRateMaximum: 0.5,
  gradientThinning: 4,
  learningRateDecay: 0.96,
  drop: 0.2,
  occupancy: 'counts',
  readout: 'mean_potential',
  currentRetention: 0.5,
  membraneRetention: 0.9,
  retentions: 'per_neuron',
  retentionLearningRate: 0.002,
  recurrence: 'others',
  adaptation: 'current',
  adaptationRetention: 0.9,
  adaptationStrength: 2,
  adaptationCoupling: 0.1,
  maximumDelay: 25,
  delayLearningRate: 0.05,
  dropout: 0.2,
  epochs: 12,
  runA: false,
  runB: false,
  part: 'train',
  sample: 17,
  layer: 1,
  neuron: 42,
  zoom: 'step',
  eventView: 'surface',
  camera: '64',
  contrast: 0.35,
  slowness: '5',
};

/** A text that each setting must refuse. */
const wrong: Record<SettingName, string> = {
  ...(Object.fromEntries(settingNames.map((name) => [name, 'x'])) as Record<SettingName, string>),
  data: 'ftp://example.org/x.rouse',
  threshold: '0',
  seed: '1.5',
  hidden: '',
  perClass: '-3',
  batch: '5000',
};

describe('the address', () => {
  test('is empty for the defaults', () => {
    expect(toHash(defaultSettings())).toBe('');
    expect(fromHash('')).toEqual({ settings: defaultSettings(), problems: [] });
    expect(fromHash('#')).toEqual({ settings: defaultSettings(), problems: [] });
  });

  test.each(settingNames)('carries %s there and back', (name) => {
    const settings = { ...defaultSettings(), [name]: others[name] };
    const hash = toHash(settings);
    expect(hash).toContain(`${fieldOf(name).key}=`);
    expect(fromHash(`#${hash}`)).toEqual({ settings, problems: [] });
  });

  test('carries everything at once', () => {
    expect(fromHash(toHash(others))).toEqual({ settings: others, problems: [] });
  });

  test('is readable', () => {
    const settings = { ...defaultSettings(), hidden: [500, 500], seed: 7 };
    expect(toHash(settings)).toBe('hidden=500,500&seed=7');
  });

  test.each(settingNames)('with a wrong %s names it and takes the default', (name) => {
    const part = `${fieldOf(name).key}=${wrong[name]}`;
    const { settings, problems } = fromHash(`${part}&T=70`);
    expect(settings[name]).toEqual(name === 'steps' ? 70 : defaultSettings()[name]);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    const says = problem && en.fields.addressProblem(problem);
    expect(says).toMatch(/^"(.*)" in the address is ignored\. (Write|Choose) /);
    expect(says).toContain(`"${part}"`);
  });

  test('with unknown settings or broken escapes still opens', () => {
    const { settings, problems } = fromHash('#speed=3&seed=%E0%A4%A&batch=8');
    expect(settings).toEqual({ ...defaultSettings(), batch: 8 });
    const says = problems.map((problem) => en.fields.addressProblem(problem));
    expect(says[0]).toBe('The address has an unknown setting "speed"; it is ignored.');
    expect(says[1]).toContain('"seed=%E0%A4%A" in the address is ignored.');
  });
});

test('the built-in words have an address of their own, other words of that kind have not', () => {
  const { settings, problems } = fromHash('#data=builtin%3Aspoken-digits&per_class=3');
  expect(problems).toEqual([]);
  expect(settings.data).toBe('builtin:spoken-digits');
  expect(fromHash(toHash(settings)).settings).toEqual(settings);
  expect(fromHash('#data=builtin:faces').problems).toHaveLength(1);
});

test('no two settings share a key in the address', () => {
  const keys = settingNames.map((name) => fieldOf(name).key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('defaults are values of their fields', () => {
  for (const name of settingNames) {
    const field = fieldOf(name);
    expect(field.parse(field.print(field.default))).toEqual(field.default);
  }
});

describe('the store', () => {
  test('tells of changes, and only of changes', () => {
    const store = new Store();
    const heard = vi.fn();
    const stop = store.on('change', heard);
    store.set({ hidden: [...store.settings.hidden], seed: store.settings.seed });
    expect(heard).not.toHaveBeenCalled();
    store.set({ seed: 9 });
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
    store.set({ seed: 10 });
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('never changes settings that were taken from it', () => {
    const store = new Store();
    const before = store.settings;
    store.set({ seed: 9 });
    expect(before.seed).toBe(1);
    expect(store.settings.seed).toBe(9);
  });
});
