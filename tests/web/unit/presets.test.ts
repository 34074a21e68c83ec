import { describe, expect, test } from 'vitest';
import { changesFor, presetOf, presets } from '../../../web/src/presets';
import { defaultSettings, fieldOf, type Settings, settingNames } from '../../../web/src/state';

test('the defaults are the first preset', () => {
  expect(presetOf(defaultSettings())).toBe(presets[0]);
});

describe.each(presets)('$id', (preset) => {
  test('is found again in the settings that it leads to', () => {
    const settings: Settings = { ...defaultSettings(), ...changesFor(preset) };
    expect(presetOf(settings)).toBe(preset);
  });

  test('holds values that could have been typed', () => {
    const settings: Settings = { ...defaultSettings(), ...changesFor(preset) };
    for (const name of settingNames) {
      const field = fieldOf(name);
      expect(field.parse(field.print(settings[name]))).toEqual(settings[name]);
    }
  });

  test('leads there from another preset, and leaves seed, data and view alone', () => {
    const own = { seed: 5, classes: [1, 2], perClass: 30, neuron: 7, runA: false };
    const elsewhere: Settings = {
      ...defaultSettings(),
      ...own,
      hidden: [3],
      steps: 7,
      surrogateFloor: 2,
      learningRate: 0.5,
    };
    const settings: Settings = { ...elsewhere, ...changesFor(preset) };
    expect(presetOf(settings)).toBe(preset);
    expect(settings).toMatchObject(own);
  });
});

test('at least three starts are far too high and three far too low', () => {
  const start = (settings: Partial<Settings>) => settings.threshold ?? defaultSettings().threshold;
  const starts = presets.map(({ settings }) => start(settings));
  expect(starts.filter((threshold) => Number(threshold) > 5).length).toBeGreaterThanOrEqual(3);
  expect(starts.filter((threshold) => Number(threshold) < 0.5).length).toBeGreaterThanOrEqual(3);
});

test("the paper's preset is its table", () => {
  const paper = presets.find(({ id }) => id === 'paper');
  const settings: Settings = { ...defaultSettings(), ...paper?.settings };
  expect(settings).toMatchObject({
    hidden: [500, 500],
    threshold: 1.25,
    surrogate: 'exponential',
    surrogateScale: 1.5,
    surrogateWidth: 3.75,
    surrogateFloor: 0,
    firingRateStrength: 0,
    steps: 300,
    binUs: 1000,
    learningRate: 0.001,
    thresholdLearningRate: 0.001,
    loss: 'rate_mse',
    shift: 0,
  });
});

test('a changed seed is still the preset, a changed threshold is not', () => {
  expect(presetOf({ ...defaultSettings(), seed: 77 })).toBe(presets[0]);
  expect(presetOf({ ...defaultSettings(), threshold: 2 })).toBeUndefined();
});
