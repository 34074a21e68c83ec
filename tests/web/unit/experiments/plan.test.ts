import { describe, expect, test } from 'vitest';
import {
  armsOf,
  defaultPlan,
  type Plan,
  planFieldNames,
  planFields,
  planOf,
  planOfPreset,
  planParts,
  planPresetIds,
  presetOfPlan,
  runsOf,
  settingsOfRun,
} from '../../../../web/src/experiments/plan';
import { FieldError } from '../../../../web/src/fields';
import { defaultSettings } from '../../../../web/src/state';

const own: Plan = {
  thresholds: [0.02, 1.25, 60],
  modes: ['fixed', 'per_layer'],
  rates: [0.001, 0.1],
  ...{ seeds: 2, epochs: 7, goal: 90, jobs: 3 },
};

describe('the address of a plan', () => {
  test('brings the same plan elsewhere', () => {
    expect(planOf(planParts(own))).toEqual({ plan: own, problems: [] });
  });

  test('of the usual plan only opens the view', () => {
    expect(planParts(defaultPlan())).toEqual(['sweep=1']);
    expect(planOf(['sweep=1'])).toEqual({ plan: defaultPlan(), problems: [] });
  });

  test('with mistakes names them and keeps the rest', () => {
    const parts = [
      'sweep=1',
      'sweep_seeds=0',
      'sweep_modes=fixed,none',
      'sweep_x=1',
      'sweep_goal=%',
    ];
    const { plan, problems } = planOf([...parts, 'sweep_epochs=4']);
    expect(plan).toEqual({ ...defaultPlan(), epochs: 4 });
    expect(problems.map(({ kind }) => kind)).toEqual(['wrong', 'wrong', 'unknown', 'wrong']);
    expect(problems[1]).toMatchObject({ remedy: { kind: 'names', unknown: 'none' } });
  });
});

test('every default is printed and read as itself', () => {
  for (const name of planFieldNames) {
    const { parse, print, default: usual } = planFields[name];
    expect(parse(print(usual as never))).toEqual(usual);
  }
});

test('lists are taken as people write them, in order and each value once', () => {
  expect(planFields.thresholds.parse('5; 0,5 40;5')).toEqual([0.5, 5, 40]);
  expect(planFields.rates.parse('')).toEqual([]);
  expect(planFields.rates.parse('0.1, 0.01')).toEqual([0.01, 0.1]);
  expect(planFields.modes.parse('per_layer fixed')).toEqual(['fixed', 'per_layer']);
});

test.each([
  ['thresholds', ''],
  ['thresholds', '0'],
  ['thresholds', 'high'],
  ['thresholds', Array.from({ length: 25 }, (_, i) => i + 1).join(';')],
  ['rates', '-1'],
  ['modes', ''],
  ['seeds', '1.5'],
  ['epochs', '1001'],
  ['goal', '101'],
  ['jobs', '17'],
] as const)('%s is not "%s"', (name, text) => {
  expect(() => planFields[name].parse(text)).toThrow(FieldError);
});

test('fixed thresholds are one arm, whatever the rates', () => {
  expect(armsOf(own, defaultSettings())).toEqual([
    { mode: 'fixed', rate: 0 },
    { mode: 'per_layer', rate: 0.001 },
    { mode: 'per_layer', rate: 0.1 },
  ]);
  expect(armsOf(defaultPlan(), { ...defaultSettings(), thresholdLearningRate: 0.7 })).toEqual([
    { mode: 'fixed', rate: 0 },
    { mode: 'per_neuron', rate: 0.7 },
  ]);
});

test('runs go by threshold, arm and seed, seeds up from the laboratory’s', () => {
  const runs = runsOf(own, { ...defaultSettings(), seed: 5 });
  expect(runs).toHaveLength(3 * 3 * 2);
  expect(runs.slice(0, 3)).toEqual([
    { threshold: 0.02, arm: { mode: 'fixed', rate: 0 }, seed: 5 },
    { threshold: 0.02, arm: { mode: 'fixed', rate: 0 }, seed: 6 },
    { threshold: 0.02, arm: { mode: 'per_layer', rate: 0.001 }, seed: 5 },
  ]);
});

test('a run has the laboratory’s settings but for what is varied', () => {
  const settings = { ...defaultSettings(), hidden: [9], cores: 4, threshold: [1, 2] };
  const run = { threshold: 3, arm: { mode: 'per_layer', rate: 0.5 } as const, seed: 8 };
  expect(settingsOfRun(settings, run)).toEqual({
    ...settings,
    ...{ threshold: 3, thresholdMode: 'per_layer', thresholdLearningRate: 0.5, seed: 8, cores: 1 },
  });
});

test('a preset is known by its plan, however many runs go at a time', () => {
  for (const id of planPresetIds) expect(presetOfPlan(planOfPreset(id, own))).toBe(id);
  expect(presetOfPlan(own)).toBeUndefined();
});
