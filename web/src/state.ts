/**
 * The one table of the page's settings, and how it maps to the address.
 *
 * Everything that makes a run what it is stands here, the seed included, so that an address shows
 * somebody else the same experiment. Only values that differ from their defaults are written.
 */
import type { LayerSpec, SurrogateKind, TrainingOptions } from 'rouse-snn';
import { choiceField, type Field, limitField, listField, numberField, switchField } from './fields';
import { Subject } from './subject';

export const surrogateKinds = [
  'exponential',
  'fast_sigmoid',
  'arctan',
  'triangular',
  'boxcar',
] as const satisfies readonly SurrogateKind[];

export const lossKinds = [
  'rate_mse',
  'cross_entropy',
] as const satisfies readonly TrainingOptions['loss']['kind'][];

const about = <E extends Field<unknown>['effect']>(key: string, label: string, effect: E) => ({
  key,
  label,
  effect,
});

export const resetGradients = [
  'paper',
  'masked',
] as const satisfies readonly LayerSpec['reset_gradient'][];

/** The table. Ranges are the library's, cut down to what a browser can carry. */
export const fields = {
  classes: listField(about('classes', 'Classes', 'data'), [], {
    minimum: 0,
    maximum: 999,
    least: 0,
    most: 1000,
    remedy: 'Write the classes to keep, for example "0,1,2", or nothing for all.',
  }),
  perClass: limitField(about('per_class', 'Samples per class', 'data'), {
    minimum: 1,
    maximum: 10000,
  }),

  hidden: listField(
    // The plain names of these two mean something else on every element.
    { ...about('hidden', 'Hidden sizes', 'reset'), attribute: 'hidden-sizes' },
    [512],
    {
      minimum: 1,
      maximum: 4096,
      least: 1,
      most: 6,
      remedy: 'Write one size from 1 to 4096 for each hidden layer, for example 512 or 500, 500.',
    },
  ),
  threshold: numberField(about('threshold', 'Initial threshold', 'reset'), 5, {
    minimum: 0.001,
    maximum: 10000,
  }),
  learningRate: numberField(about('lr', 'Learning rate, weights', 'live'), 0.0002, {
    minimum: 0,
    maximum: 100,
  }),
  thresholdLearningRate: numberField(
    about('lr_threshold', 'Learning rate, thresholds', 'live'),
    0.1,
    { minimum: 0, maximum: 100 },
  ),
  surrogate: choiceField(about('surrogate', 'Surrogate', 'reset'), 'exponential', surrogateKinds),
  surrogateWidth: numberField(about('width', 'Surrogate width', 'reset'), 3.75, {
    minimum: 0.001,
    maximum: 100000,
  }),
  surrogateScale: numberField(about('scale', 'Surrogate scale', 'reset'), 1.5, {
    minimum: 0.001,
    maximum: 100000,
  }),
  seed: numberField(about('seed', 'Seed', 'reset'), 1, {
    minimum: 0,
    maximum: 4294967295,
    whole: true,
  }),
  steps: numberField(about('T', 'Time bins', 'reset'), 60, {
    minimum: 1,
    maximum: 2000,
    whole: true,
  }),
  binUs: numberField(about('bin_us', 'Bin width', 'reset'), 5000, {
    minimum: 1,
    maximum: 1000000,
    whole: true,
  }),
  batch: numberField(about('batch', 'Batch', 'reset'), 32, {
    minimum: 1,
    maximum: 4096,
    whole: true,
  }),
  cores: numberField(about('cores', 'Cores', 'reset'), 1, {
    minimum: 1,
    maximum: 16,
    whole: true,
  }),
  loss: choiceField(about('loss', 'Loss', 'reset'), 'rate_mse', lossKinds),
  shift: numberField(about('shift', 'Random shift', 'reset'), 0, {
    minimum: 0,
    maximum: 16,
    whole: true,
  }),
  surrogateFloor: numberField(about('floor', 'Surrogate floor', 'reset'), 0, {
    minimum: 0,
    maximum: 1000,
  }),
  resetGradient: choiceField(
    about('reset_gradient', 'Reset in training', 'reset'),
    'paper',
    resetGradients,
  ),
  firingRateStrength: numberField(about('rate_strength', 'Firing-rate pull', 'reset'), 0, {
    minimum: 0,
    maximum: 100000,
  }),
  firingRateMinimum: numberField(about('rate_minimum', 'Least firing rate', 'reset'), 0.01, {
    minimum: 0.0001,
    maximum: 1,
  }),

  /** Training stops after so many epochs; 0 is no end. */
  epochs: limitField(about('epochs', 'Epochs', 'live'), { minimum: 1, maximum: 100000 }),
  runA: switchField(about('a', 'A, fixed thresholds', 'live'), true),
  runB: switchField(about('b', 'B, trainable thresholds', 'live'), true),

  part: choiceField(
    { ...about('part', 'Part of the data', 'view'), attribute: 'data-part' },
    'test',
    ['train', 'test', 'unlabelled'] as const,
  ),
  sample: numberField(about('sample', 'Sample', 'view'), 0, {
    minimum: 0,
    maximum: 10000000,
    whole: true,
  }),
  layer: numberField(about('layer', 'Layer', 'view'), 0, { minimum: 0, maximum: 63, whole: true }),
  neuron: numberField(about('neuron', 'Neuron', 'view'), 0, {
    minimum: 0,
    maximum: 65535,
    whole: true,
  }),
};

type ValueOf<F> = F extends Field<infer T> ? T : never;
export type SettingName = keyof typeof fields;
export type Settings = { readonly [K in SettingName]: ValueOf<(typeof fields)[K]> };

export const settingNames = Object.keys(fields) as SettingName[];

/** A setting's name as an attribute of <rouse-lab>: that in the address, as HTML spells it. */
export function attributeOf(name: SettingName): string {
  const { attribute, key } = fieldOf(name);
  return attribute ?? key.toLowerCase().replaceAll('_', '-');
}

/** The field of a name, with its value's type forgotten: for loops over the table. */
export function fieldOf(name: SettingName): Field<unknown> {
  return fields[name] as Field<unknown>;
}

export function defaultSettings(): Settings {
  const entries = settingNames.map((name) => [name, fields[name].default]);
  return Object.fromEntries(entries) as Settings;
}

/** Whether a setting has the same value in both. */
export function sameSetting(name: SettingName, one: Settings, other: Settings): boolean {
  const field = fieldOf(name);
  return field.print(one[name]) === field.print(other[name]);
}

/** The address of settings, without `#`: "hidden=500,500&seed=7". Empty for the defaults. */
export function toHash(settings: Settings): string {
  const defaults = defaultSettings();
  return settingNames
    .filter((name) => !sameSetting(name, settings, defaults))
    .map((name) => {
      const { key, print } = fieldOf(name);
      return `${key}=${encodeURIComponent(print(settings[name])).replaceAll('%2C', ',')}`;
    })
    .join('&');
}

/**
 * Settings from an address. What is missing takes its default; what is wrong does too and is told
 * in `problems`, so that a mistyped address still opens the page.
 */
export function fromHash(hash: string): { settings: Settings; problems: string[] } {
  const values: Record<string, unknown> = { ...defaultSettings() };
  const problems: string[] = [];
  const byKey = new Map(settingNames.map((name) => [fieldOf(name).key, name]));
  for (const part of hash.replace(/^#/, '').split('&')) {
    if (part === '') continue;
    const [key = '', ...rest] = part.split('=');
    const name = byKey.get(key);
    if (name === undefined) {
      problems.push(`The address has an unknown setting "${key}"; it is ignored.`);
      continue;
    }
    try {
      values[name] = fieldOf(name).parse(decodeURIComponent(rest.join('=')));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push(`"${part}" in the address is ignored. ${why}`);
    }
  }
  return { settings: values as unknown as Settings, problems };
}

/** Holds the settings and tells when they change. */
export class Store extends Subject<'change'> {
  #settings: Settings;

  constructor(settings: Settings = defaultSettings()) {
    super();
    this.#settings = settings;
  }

  get settings(): Settings {
    return this.#settings;
  }

  set(changes: Partial<Settings>): void {
    const next = { ...this.#settings, ...changes };
    if (settingNames.every((name) => sameSetting(name, next, this.#settings))) return;
    this.#settings = next;
    this.emit('change');
  }
}
