import { describe, expect, test } from 'vitest';
import { scaleOf, snapped, stepAt } from '../../../web/src/threshold_scale';

describe('the axis', () => {
  test('holds 0 and all values, up to a round number', () => {
    expect(scaleOf([3, 17.2])).toEqual({ low: 0, high: 20 });
    expect(scaleOf([22])).toEqual({ low: 0, high: 25 });
    expect(scaleOf([-0.3, 0.02])).toEqual({ low: -0.3, high: 0.02 });
  });

  test('stays while values move a little', () => {
    expect(scaleOf([16.1])).toEqual(scaleOf([19.9]));
  });
});

describe('a step', () => {
  const scale = { low: 0, high: 20 };

  test('is a hundredth of the axis or a tenth of the value, whichever is less, and round', () => {
    expect(stepAt(15, scale)).toBe(0.2);
    expect(stepAt(0.6, scale)).toBe(0.05);
    expect(stepAt(0.05, scale)).toBe(0.005);
  });

  test('up and one down lead back', () => {
    for (const value of [0.05, 0.9, 1, 5, 50, 300]) {
      const up = snapped(value + stepAt(value, scale), scale, 0.001, 10000);
      expect(up).toBeGreaterThan(value);
      expect(snapped(up - stepAt(up, scale), scale, 0.001, 10000)).toBeLessThanOrEqual(value);
    }
  });
});

test('values snap to steps within their bounds', () => {
  const scale = { low: 0, high: 20 };
  expect(snapped(5.1234, scale, 0.001, 10000)).toBe(5.2);
  expect(snapped(-3, scale, 0.001, 10000)).toBe(0.001);
  expect(snapped(30, scale, 0.0001, 7.77)).toBe(7.77);
});
