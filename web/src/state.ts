/**
 * The one table of the page's settings, and how it maps to the address.
 *
 * Everything that makes a run what it is stands here, the seed included, so that an address shows
 * somebody else the same experiment. Only values that differ from their defaults are written.
 */
import type {
  AdaptationSpec,
  LayerSpec,
  NetworkSpec,
  SurrogateKind,
  ThresholdMode,
  TrainingOptions,
} from 'rouse-snn';
import {
  addressField,
  choiceField,
  type Field,
  FieldError,
  limitField,
  listField,
  numberField,
  numbersField,
  type Remedy,
  switchField,
} from './fields';
import { convolutionNotation, type HiddenLayer } from './hidden_layer';
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

export const thresholdModes = [
  'per_neuron',
  'per_layer',
  'per_channel',
  'fixed',
] as const satisfies readonly ThresholdMode[];

const about = <E extends Field<unknown>['effect']>(key: string, effect: E) => ({ key, effect });

export const resetGradients = [
  'paper',
  'masked',
] as const satisfies readonly LayerSpec['reset_gradient'][];

export const recurrences = [
  'none',
  'all',
  'others',
] as const satisfies readonly LayerSpec['recurrence'][];

export const adaptations = [
  'none',
  'threshold',
  'current',
] as const satisfies readonly AdaptationSpec['kind'][];

export const retentionModes = [
  'fixed',
  'per_neuron',
] as const satisfies readonly LayerSpec['retentions'][];

export const readouts = [
  'spikes',
  'maximum_potential',
  'mean_potential',
] as const satisfies readonly NetworkSpec['readout'][];

export const occupancies = [
  'binary',
  'counts',
] as const satisfies readonly TrainingOptions['bins']['occupancy'][];

/** How a camera's recording is drawn: see views/event-views.ts. */
export const eventViews = ['trail', 'surface', 'counts'] as const;

/** How many times slower than life a recording can be played. */
export const slownesses = ['1', '2', '5', '10', '40', '200'] as const;

/** How closely the activity is looked at: each shows a part of the one before. */
export const zooms = ['network', 'layer', 'neuron', 'step'] as const;
export type Zoom = (typeof zooms)[number];

/** Of what is kept or left out: never all of it. */
const share = { minimum: 0, maximum: 0.999 };

/** The table. Ranges are the library's, cut down to what a browser can carry. */
export const fields = {
  data: addressField(about('data', 'data')),
  classes: listField<number>(about('classes', 'data'), [], {
    kind: 'classes',
    minimum: 0,
    maximum: 999,
    most: 1000,
  }),
  perClass: limitField(about('per_class', 'data'), {
    minimum: 1,
    maximum: 10000,
  }),
  /** Of files: pixels that become one, and what is kept; 0 for what suits the sensor, and for all. */
  pool: limitField(about('pool', 'data'), { minimum: 1, maximum: 64 }, 'fitting'),
  firstMs: limitField(about('first_ms', 'data'), { minimum: 1, maximum: 100000 }),

  hidden: listField<HiddenLayer>(
    // The plain names of these two mean something else on every element.
    { ...about('hidden', 'reset'), attribute: 'hidden-sizes' },
    [512],
    { kind: 'sizes', minimum: 1, maximum: 4096, most: 6 },
    convolutionNotation,
  ),
  /** Of all layers, or of each; the last one holds for the layers after it. */
  threshold: numbersField(about('threshold', 'reset'), 5, {
    minimum: 0.001,
    maximum: 10000,
    most: 7,
  }),
  /** B's; those of A are fixed. */
  thresholdMode: choiceField(about('threshold_mode', 'reset'), 'per_neuron', thresholdModes),
  minimumThreshold: numberField(about('minimum_threshold', 'reset'), 0.05, {
    minimum: 0.0001,
    maximum: 10000,
  }),
  learningRate: numberField(about('lr', 'live'), 0.0002, {
    minimum: 0,
    maximum: 100,
  }),
  thresholdLearningRate: numberField(about('lr_threshold', 'live'), 0.1, {
    minimum: 0,
    maximum: 100,
  }),
  surrogate: choiceField(about('surrogate', 'reset'), 'exponential', surrogateKinds),
  surrogateWidth: numberField(about('width', 'reset'), 3.75, {
    minimum: 0.001,
    maximum: 100000,
  }),
  surrogateScale: numberField(about('scale', 'reset'), 1.5, {
    minimum: 0.001,
    maximum: 100000,
  }),
  seed: numberField(about('seed', 'reset'), 1, {
    minimum: 0,
    maximum: 4294967295,
    whole: true,
  }),
  /** These two: 0 for what suits the data, see `binsOf`. */
  steps: limitField(about('T', 'reset'), { minimum: 1, maximum: 2000 }, 'fitting'),
  binUs: limitField(about('bin_us', 'reset'), { minimum: 1, maximum: 1000000 }, 'fitting'),
  batch: numberField(about('batch', 'reset'), 32, {
    minimum: 1,
    maximum: 4096,
    whole: true,
  }),
  cores: numberField(about('cores', 'reset'), 1, {
    minimum: 1,
    maximum: 16,
    whole: true,
  }),
  loss: choiceField(about('loss', 'reset'), 'rate_mse', lossKinds),
  shift: numberField(about('shift', 'reset'), 0, {
    minimum: 0,
    maximum: 100,
    whole: true,
  }),
  flip: numberField(about('flip', 'reset'), 0, { minimum: 0, maximum: 1 }),
  rotation: numberField(about('rotation', 'reset'), 0, { minimum: 0, maximum: 180 }),
  timeScale: numberField(about('time_scale', 'reset'), 0, share),
  surrogateFloor: numberField(about('floor', 'reset'), 0, {
    minimum: 0,
    maximum: 1000,
  }),
  resetGradient: choiceField(about('reset_gradient', 'reset'), 'paper', resetGradients),
  firingRateStrength: numberField(about('rate_strength', 'reset'), 0, {
    minimum: 0,
    maximum: 100000,
  }),
  firingRateMinimum: numberField(about('rate_minimum', 'reset'), 0.01, {
    minimum: 0.0001,
    maximum: 1,
  }),
  firingRateMaximum: numberField(about('rate_maximum', 'reset'), 1, {
    minimum: 0.0001,
    maximum: 1,
  }),
  gradientThinning: numberField(about('gradient_thinning', 'reset'), 16, {
    minimum: 1,
    maximum: 1000,
    whole: true,
  }),
  learningRateDecay: numberField(about('lr_decay', 'reset'), 1, { minimum: 0.01, maximum: 1 }),
  drop: numberField(about('drop', 'reset'), 0, share),
  occupancy: choiceField(about('occupancy', 'reset'), 'binary', occupancies),
  readout: choiceField(about('readout', 'reset'), 'spikes', readouts),

  // What neurons remember by; of hidden ones, but for the retentions.
  currentRetention: numberField(about('current_retention', 'reset'), 0.75, share),
  membraneRetention: numberField(about('membrane_retention', 'reset'), 0.97, share),
  retentions: choiceField(about('retentions', 'reset'), 'fixed', retentionModes),
  retentionLearningRate: numberField(about('lr_retention', 'reset'), 0.001, {
    minimum: 0,
    maximum: 100,
  }),
  recurrence: choiceField(about('recurrence', 'reset'), 'none', recurrences),
  adaptation: choiceField(about('adaptation', 'reset'), 'none', adaptations),
  adaptationRetention: numberField(about('adaptation_retention', 'reset'), 0.95, share),
  adaptationStrength: numberField(about('adaptation_strength', 'reset'), 0.1, {
    minimum: 0,
    maximum: 10000,
  }),
  adaptationCoupling: numberField(about('adaptation_coupling', 'reset'), 0, {
    minimum: 0,
    maximum: 1,
  }),
  maximumDelay: numberField(about('maximum_delay', 'reset'), 0, {
    minimum: 0,
    maximum: 1000,
    whole: true,
  }),
  delayLearningRate: numberField(about('lr_delay', 'reset'), 0.01, { minimum: 0, maximum: 100 }),
  /** Of what all hidden layers send, or of each. */
  dropout: numbersField(about('dropout', 'reset'), 0, { ...share, most: 6 }),

  /** Training stops after so many epochs; 0 is no end. */
  epochs: limitField(about('epochs', 'live'), { minimum: 1, maximum: 100000 }),
  runA: switchField(about('a', 'live'), true),
  runB: switchField(about('b', 'live'), true),

  part: choiceField({ ...about('part', 'view'), attribute: 'data-part' }, 'test', [
    'train',
    'test',
    'unlabelled',
    'drawn',
  ] as const),
  sample: numberField(about('sample', 'view'), 0, {
    minimum: 0,
    maximum: 10000000,
    whole: true,
  }),
  layer: numberField(about('layer', 'view'), 0, { minimum: 0, maximum: 63, whole: true }),
  neuron: numberField(about('neuron', 'view'), 0, {
    minimum: 0,
    maximum: 65535,
    whole: true,
  }),
  zoom: choiceField(about('zoom', 'view'), 'network', zooms),
  eventView: choiceField(about('events', 'view'), 'trail', eventViews),
  /** Pixels on a side of the webcam before the networks. */
  camera: choiceField(about('camera', 'view'), 'off', ['off', '32', '64', '128'] as const),
  contrast: numberField(about('contrast', 'view'), 0.2, { minimum: 0.02, maximum: 2 }),
  slowness: choiceField(about('slowness', 'view'), 'auto', ['auto', ...slownesses] as const),
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
      return `${key}=${encodeURIComponent(print(settings[name])).replace(/%2C|%3B/g, decodeURIComponent)}`;
    })
    .join('&');
}

/** What was wrong with a part of an address; each language words it. */
export type AddressProblem =
  | { readonly kind: 'unknown'; readonly key: string }
  /** Of an element rather than of an address. */
  | {
      readonly kind: 'attribute';
      readonly name: string;
      readonly value: string;
      readonly remedy: Remedy | null;
    }
  /** Without a remedy, the part's escapes cannot be read. */
  | { readonly kind: 'wrong'; readonly part: string; readonly remedy: Remedy | null };

/**
 * Settings from an address. What is missing takes its default; what is wrong does too and is told
 * in `problems`, so that a mistyped address still opens the page.
 */
export function fromHash(hash: string): { settings: Settings; problems: AddressProblem[] } {
  const values: Record<string, unknown> = { ...defaultSettings() };
  const problems: AddressProblem[] = [];
  const byKey = new Map(settingNames.map((name) => [fieldOf(name).key, name]));
  for (const part of hash.replace(/^#/, '').split('&')) {
    if (part === '') continue;
    const [key = '', ...rest] = part.split('=');
    const name = byKey.get(key);
    if (name === undefined) {
      problems.push({ kind: 'unknown', key });
      continue;
    }
    try {
      values[name] = fieldOf(name).parse(decodeURIComponent(rest.join('=')));
    } catch (error) {
      problems.push({ kind: 'wrong', part, remedy: remedyOf(error) });
    }
  }
  return { settings: values as unknown as Settings, problems };
}

/** What a field said against a text, or null when the text could not even be read. */
export function remedyOf(error: unknown): Remedy | null {
  return error instanceof FieldError ? error.remedy : null;
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
