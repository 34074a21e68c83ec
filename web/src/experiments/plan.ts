/**
 * What an experiment varies: the one table of its settings, and how it maps to the address. All else
 * is as the laboratory has it. Every part of an address that begins with `sweep` is of this table;
 * `sweep=1` alone opens the view with the plan that is usual.
 */
import type { ThresholdMode } from 'rouse-snn';
import { type Field, FieldError, limitField, numberField, numbersField } from '../fields';
import { type AddressProblem, remedyOf, type Settings, thresholdModes } from '../state';

const about = (key: string) => ({ key: `sweep_${key}`, effect: 'view' as const });

/** Numbers in ascending order, each once; with a `word` for none. */
function ascendingField(
  key: string,
  fallback: readonly number[],
  range: { minimum: number; maximum: number; most: number },
  word?: string,
): Field<readonly number[]> {
  const numbers = numbersField(about(key), fallback[0] ?? 0.1, range);
  return {
    ...about(key),
    default: fallback,
    parse(text) {
      if (word !== undefined && ['', word].includes(text.trim())) return [];
      const values = [numbers.parse(text.replace(/[;,]\s*$/, ''))].flat();
      return [...new Set(values)].sort((one, other) => one - other);
    },
    print: (values) => (values.length === 0 && word !== undefined ? word : values.join(';')),
  };
}

/** Some of the modes, in the order in which they are compared. */
const modesField: Field<readonly ThresholdMode[]> = {
  ...about('modes'),
  default: ['fixed', 'per_neuron'],
  parse(text) {
    const names = text.split(/[\s,;]+/).filter((part) => part !== '');
    const unknown = names.find((name) => !thresholdModes.some((mode) => mode === name));
    if (unknown !== undefined || names.length === 0) {
      throw new FieldError({ kind: 'names', unknown: unknown ?? '', names: comparedModes });
    }
    return comparedModes.filter((mode) => names.includes(mode));
  },
  print: (modes) => modes.join(','),
};

export const comparedModes = ['fixed', 'per_neuron', 'per_layer'] as const;

/** Ranges are the library's, cut down to what a browser can carry. */
export const planFields = {
  /** Before training, the same for all layers; in the unit of the membrane potential. */
  thresholds: ascendingField('threshold', [0.5, 5, 40], {
    minimum: 0.001,
    maximum: 10000,
    most: 24,
  }),
  modes: modesField,
  /** Of trainable thresholds; none for the laboratory's. */
  rates: ascendingField('lr_threshold', [], { minimum: 0, maximum: 100, most: 12 }, 'auto'),
  /** Runs of each, with seeds that count up from the laboratory's. */
  seeds: numberField(about('seeds'), 3, { minimum: 1, maximum: 100, whole: true }),
  epochs: numberField(about('epochs'), 5, { minimum: 1, maximum: 1000, whole: true }),
  /** A test accuracy in percent; 0 for that at which the run with fixed thresholds ends. */
  goal: limitField(about('goal'), { minimum: 1, maximum: 100 }, 'fitting'),
  /** Runs at a time; 0 for one less than there are cores. Decides no result. */
  jobs: limitField(about('jobs'), { minimum: 1, maximum: 16 }, 'fitting'),
};

type ValueOf<F> = F extends Field<infer T> ? T : never;
export type PlanField = keyof typeof planFields;
export type Plan = { readonly [K in PlanField]: ValueOf<(typeof planFields)[K]> };

export const planFieldNames = Object.keys(planFields) as PlanField[];

/** The field of a name, with its value's type forgotten: for loops over the table. */
export const planField = (name: PlanField): Field<unknown> => planFields[name] as Field<unknown>;

export function defaultPlan(): Plan {
  const entries = planFieldNames.map((name) => [name, planField(name).default]);
  return Object.fromEntries(entries) as Plan;
}

export function samePlan(one: Plan, other: Plan): boolean {
  return planFieldNames.every((name) => {
    const { print } = planField(name);
    return print(one[name]) === print(other[name]);
  });
}

/** Parts of an address: `sweep=1`, and what differs from the usual plan. */
export function planParts(plan: Plan): string[] {
  const usual = defaultPlan();
  const parts = planFieldNames.flatMap((name) => {
    const { key, print } = planField(name);
    const text = print(plan[name]);
    return text === print(usual[name]) ? [] : [`${key}=${encodeURIComponent(text)}`];
  });
  return ['sweep=1', ...parts.map((part) => part.replace(/%2C|%3B/g, decodeURIComponent))];
}

/** What is missing takes its default; what is wrong does too and is told in `problems`. */
export function planOf(parts: readonly string[]): { plan: Plan; problems: AddressProblem[] } {
  const values: Record<string, unknown> = { ...defaultPlan() };
  const problems: AddressProblem[] = [];
  for (const part of parts) {
    const [key = '', ...rest] = part.split('=');
    if (key === 'sweep') continue;
    const name = planFieldNames.find((one) => planField(one).key === key);
    if (name === undefined) {
      problems.push({ kind: 'unknown', key });
      continue;
    }
    try {
      values[name] = planField(name).parse(decodeURIComponent(rest.join('=')));
    } catch (error) {
      problems.push({ kind: 'wrong', part, remedy: remedyOf(error) });
    }
  }
  return { plan: values as unknown as Plan, problems };
}

export const planPresetIds = ['quick', 'paper', 'rates'] as const;
export type PlanPresetId = (typeof planPresetIds)[number];

/** What each decides; the rest of the plan stays. */
export const planPresets: Readonly<Record<PlanPresetId, Partial<Plan>>> = {
  quick: {},
  /** The thresholds of `rouse sweep`, from far too low to far too high for the built-in digits. */
  paper: { thresholds: [0.02, 0.1, 0.5, 1.25, 5, 20, 40, 60], seeds: 5, epochs: 10 },
  /** From a low, a good and a high start. */
  rates: { rates: [0.001, 0.01, 0.1, 1] },
};

export function planOfPreset(id: PlanPresetId, before: Plan): Plan {
  return { ...defaultPlan(), ...planPresets[id], jobs: before.jobs };
}

/** The preset that a plan is, or undefined for one of one's own. */
export function presetOfPlan(plan: Plan): PlanPresetId | undefined {
  return planPresetIds.find((id) => samePlan(plan, planOfPreset(id, plan)));
}

/** What is compared at each initial threshold. */
export interface Arm {
  readonly mode: ThresholdMode;
  /** Of the thresholds; 0 where they are fixed. */
  readonly rate: number;
}

export const sameArm = (one: Arm, other: Arm): boolean =>
  one.mode === other.mode && one.rate === other.rate;

/** Fixed thresholds are one arm, whatever the rates. */
export function armsOf(plan: Plan, { thresholdLearningRate }: Settings): Arm[] {
  const rates = plan.rates.length > 0 ? plan.rates : [thresholdLearningRate];
  return plan.modes.flatMap((mode): Arm[] =>
    mode === 'fixed' ? [{ mode, rate: 0 }] : rates.map((rate) => ({ mode, rate })),
  );
}

/** One run of an experiment. */
export interface PlannedRun {
  readonly threshold: number;
  readonly arm: Arm;
  readonly seed: number;
}

/** By threshold, arm and seed, as `rouse sweep` orders them. */
export function runsOf(plan: Plan, settings: Settings): PlannedRun[] {
  const seeds = Array.from({ length: plan.seeds }, (_, index) => settings.seed + index);
  return plan.thresholds.flatMap((threshold) =>
    armsOf(plan, settings).flatMap((arm) => seeds.map((seed) => ({ threshold, arm, seed }))),
  );
}

/** The laboratory's settings for a run: what a click on its cell shows there. */
export function settingsOfRun(settings: Settings, { threshold, arm, seed }: PlannedRun): Settings {
  const rate = arm.mode === 'fixed' ? {} : { thresholdLearningRate: arm.rate };
  // What the last bits of a run depend on: each run has one core.
  return { ...settings, threshold, thresholdMode: arm.mode, seed, cores: 1, ...rate };
}
