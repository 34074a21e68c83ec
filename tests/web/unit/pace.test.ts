import type { StepReport } from 'rouse-snn';
import { expect, test } from 'vitest';
import { secondsToGo } from '../../../web/src/pace';

const pace = { batch: 32, samplesPerSecond: 320, testSeconds: 2, epochSeconds: 7 };
const step = (phase: StepReport['phase'], batch: number, batches: number): StepReport => ({
  ...{ phase, batch, batches, epoch: 3 },
  ...{ samples: 32, correct: 0, loss: 0, epoch_finished: false },
});

test('an epoch takes its training samples and its test', () => {
  expect(secondsToGo(step('train', 0, 50), pace)).toBeCloseTo(4.9 + 2);
  expect(secondsToGo(step('train', 49, 50), pace)).toBeCloseTo(2);
  expect(secondsToGo(step('test', 1, 4), pace)).toBeCloseTo(1);
  expect(secondsToGo(step('test', 3, 4), pace)).toBe(0);
});

test('epochs that follow are added, once it is known how long one takes', () => {
  expect(secondsToGo(step('test', 3, 4), pace, 5)).toBe(35);
  expect(secondsToGo(step('test', 3, 4), { ...pace, epochSeconds: 0 }, 5)).toBeNull();
});

test('without a pace nothing is said', () => {
  expect(secondsToGo(step('train', 0, 50), { ...pace, samplesPerSecond: 0 })).toBeNull();
});
