import { describe, expect, test } from 'vitest';
import { plainNumber } from '../../../../web/src/experiments/files';
import { defaultPlan, type Plan, type PlannedRun } from '../../../../web/src/experiments/plan';
import {
  decimal,
  type EpochRecord,
  relativeDistance,
} from '../../../../web/src/experiments/record';
import { effectOf, epochsOf, summarise } from '../../../../web/src/experiments/results';
import { confidence, deviation, studentT } from '../../../../web/src/experiments/statistics';
import { points } from '../../../../web/src/messages/en_experiments';
import { defaultSettings } from '../../../../web/src/state';

const plan: Plan = { ...defaultPlan(), thresholds: [1, 50], seeds: 2, epochs: 2 };
const sizes = { inputs: 20, neurons: [8, 3] };

function record(accuracies: readonly number[], dead = [0, 0]): EpochRecord[] {
  return accuracies.map((test_accuracy, epoch) => ({
    ...{ epoch, loss: 1, train_accuracy: 0.5, test_accuracy, dead },
    ...{ rate: [0.1, 0.1], threshold_mean: [1, 1], weight_movement: [0, 0] },
    weight_distance: [0, 0],
  }));
}

const all: Readonly<Record<string, EpochRecord[]>> = {
  '1 fixed 1': record([0.1, 0.5, 0.6]),
  '1 fixed 2': record([0.1, 0.4, 0.5]),
  '1 per_neuron 1': record([0.1, 0.6, 0.7]),
  '1 per_neuron 2': record([0.1, 0.2, 0.4]),
  '50 fixed 1': record([0.1, 0.1, 0.1], [8, 3]),
  '50 fixed 2': record([0.1, 0.1, 0.1], [8, 2]),
  '50 per_neuron 1': record([0.1, 0.3, 0.5], [6, 0]),
  '50 per_neuron 2': record([0.1, 0.2, 0.51], [5, 0]),
};

const of = (runs: typeof all) =>
  summarise(
    plan,
    defaultSettings(),
    sizes,
    ({ threshold, arm, seed }: PlannedRun) => runs[`${threshold} ${arm.mode} ${seed}`],
  );

describe('a summary', () => {
  test('of all runs has differences, epochs to the goal, dead layers, and all starts together', () => {
    const { rows, comparisons, done, runs } = of(all);
    expect([done, runs]).toEqual([8, 8]);
    const [fixed, trained, silent, roused] = rows;
    expect(fixed?.difference).toEqual([]);
    expect(fixed?.epochsToGoal).toEqual([2, 2]);
    expect(trained?.difference.map(points)).toEqual(['+10.0', '−10.0']);
    // The second one never gets where fixed thresholds do.
    expect(trained?.epochsToGoal).toEqual([1, 3]);
    expect(trained && epochsOf(trained, 2)).toEqual({ mean: 1, reached: 1 });
    expect([silent?.deadLayers, roused?.deadLayers]).toEqual([3, 0]);
    const [both] = comparisons;
    expect(both).toMatchObject({ deadLayers: 0, deadLayersFixed: 3, epochsSaved: 0 });
    expect(both?.difference.map(points)).toEqual(['+25.0', '+15.5']);
  });

  test('of some of them compares the seeds that are done on both sides', () => {
    const { '1 fixed 2': _, ...rest } = all;
    const { rows, comparisons, done } = of(rest);
    expect([done, comparisons]).toEqual([7, []]);
    expect(rows[0]?.accuracy).toEqual([0.6]);
    expect(rows[1]?.accuracy).toEqual([0.7, 0.4]);
    expect(rows[1]?.difference.map(points)).toEqual(['+10.0']);
    expect(rows[1]?.epochsToGoal).toEqual([1]);
  });

  test('counts to a goal of one’s own where there is one', () => {
    const { rows } = summarise(
      { ...plan, goal: 50 },
      defaultSettings(),
      sizes,
      (run) => all[`${run.threshold} ${run.arm.mode} ${run.seed}`],
    );
    expect(rows.map(({ epochsToGoal }) => epochsToGoal)).toEqual([
      [1, 2],
      [1, 3],
      [3, 3],
      [2, 2],
    ]);
  });
});

test('an effect is what the interval of the differences says', () => {
  expect(effectOf([])).toBe('open');
  expect(effectOf([0.3])).toBe('open');
  expect(effectOf([0.3, 0.31])).toBe('helps');
  expect(effectOf([-0.3, -0.31])).toBe('hurts');
  expect(effectOf([0.3, -0.2])).toBe('none');
  expect(effectOf([0, 0])).toBe('none');
});

test('statistics are those of the tables', () => {
  // Student's t for 95 %, two-sided.
  const table = [12.706, 4.303, 3.182, 2.776, 2.571];
  table.forEach((t, index) => {
    expect(studentT(index + 1)).toBeCloseTo(t, 3);
  });
  expect(studentT(1000)).toBeCloseTo(1.962, 3);
  expect(deviation([1, 2, 3, 4])).toBeCloseTo(Math.sqrt(5 / 3), 12);
  expect(deviation([7])).toBe(0);
  expect(confidence([7])).toBeNull();
  expect(confidence([1, 3])?.map((bound) => bound.toFixed(3))).toEqual(['-10.706', '14.706']);
});

test('numbers are written as the command writes them', () => {
  const written = [0, 1, 100000, 123456, 0.5, 0.0001, 0.00012, 1e-7, 1.5e-9, 2e21, -0.25];
  expect(written.map(plainNumber)).toEqual([
    ...['0', '1', '1e+05', '123456', '0.5', '1e-04', '0.00012'],
    ...['1e-07', '1.5e-09', '2e+21', '-0.25'],
  ]);
});

test('a number of single precision becomes the shortest that is read as it', () => {
  expect(decimal(Math.fround(0.1))).toBe(0.1);
  expect(decimal(1 / 3)).toBe(0.33333334);
  expect(decimal(0)).toBe(0);
});

test('the distance of weights is relative to where they began', () => {
  const before = Float32Array.of(3, 4);
  expect(relativeDistance(before, before)).toBe(0);
  expect(relativeDistance(Float32Array.of(3, 9), before)).toBe(1);
  expect(relativeDistance(Float32Array.of(1), Float32Array.of(0))).toBe(0);
});
