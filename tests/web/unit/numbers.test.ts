/** Curves, their smoothing, axes, and numbers as text. */
import { describe, expect, test } from 'vitest';
import { Curve, RunningMean } from '../../../web/src/curve';
import {
  compact,
  count,
  enumerate,
  messageOf,
  milliseconds,
  percent,
  plural,
  speed,
} from '../../../web/src/format';
import { en } from '../../../web/src/messages/en';
import { heightOf, ticks } from '../../../web/src/views/axes';

describe('a curve', () => {
  test('keeps every point while there is room', () => {
    const curve = new Curve(10);
    for (let x = 0; x < 10; x++) curve.add(x, x * x);
    expect(curve.x).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(curve.y[9]).toBe(81);
  });

  test('never outgrows its limit and keeps both ends', () => {
    const curve = new Curve(16);
    for (let x = 0; x <= 5000; x++) {
      curve.add(x, -x);
      expect(curve.x.length).toBeLessThanOrEqual(17);
      expect(curve.x.at(-1)).toBe(x);
    }
    expect(curve.x[0]).toBe(0);
    expect(curve.y).toEqual(curve.x.map((x) => -x));
  });

  test('stays ordered and evenly spread', () => {
    const curve = new Curve(20);
    for (let x = 0; x < 3000; x++) curve.add(x, 0);
    const gaps = curve.x.slice(1, -1).map((x, index) => x - (curve.x[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThan(3);
  });
});

test('a running mean forgets all but the last values', () => {
  const mean = new RunningMean(2);
  expect([4, 2, 6].map((value) => mean.add(value))).toEqual([4, 3, 4]);
});

test('a running mean forgets what lies further back than it reaches', () => {
  const mean = new RunningMean(8, 2);
  const points = [
    [1, 0],
    [3, 2],
    [8, 2.5],
    [10, 9],
  ] as const;
  expect(points.map(([value, x]) => mean.add(value, x))).toEqual([1, 2, 5.5, 10]);
});

describe('numbers as text', () => {
  test('percent', () => {
    expect(percent(0.9134)).toBe('91.3 %');
    expect(percent(1, 0)).toBe('100 %');
    for (const none of [-1, undefined, Number.NaN]) expect(percent(none)).toBe('–');
  });

  test('compact', () => {
    expect([0.001, 1.25, 12.345, 1234, 0, -2.5].map(compact)).toEqual([
      '0.001',
      '1.25',
      '12.35',
      '1234',
      '0',
      '-2.5',
    ]);
    expect(compact(0.00001)).toBe('1.0e-5');
    expect(compact(2e7)).toBe('2.0e+7');
    expect(compact(undefined)).toBe('–');
    expect(compact(Number.POSITIVE_INFINITY)).toBe('–');
  });

  test('counts do not break over lines', () => {
    expect(count(1234567.2)).toBe('1\u00a0234\u00a0567');
    expect(count(999)).toBe('999');
    expect(plural(1, 'sample')).toBe('1 sample');
    expect(plural(0, 'match', 'matches')).toBe('0 matches');
  });

  test('speed and time', () => {
    expect([undefined, 0, 3.12, 1234.5].map(speed)).toEqual(['–', '–', '3.1', '1\u00a0235']);
    expect(milliseconds(128_400)).toBe('128 ms');
  });

  test('layers are numbered only where there are several', () => {
    expect([0, 1].map((layer) => en.words.layer(layer, 2))).toEqual(['hidden', 'output']);
    expect(en.words.layer(1, 3)).toBe('hidden 2');
    expect(en.words.layer(0, 1)).toBe('output');
  });

  test('lists and errors are sentences', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(enumerate)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
    expect(messageOf(new Error('no'))).toBe('no');
    expect(messageOf('no')).toBe('no');
  });
});

describe('axes', () => {
  test('have round ticks inside their bounds', () => {
    expect(ticks(0, 300, 3)).toEqual([0, 100, 200, 300]);
    expect(ticks(-0.07, 0.33, 4)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(ticks(2, 2, 4)).toEqual([2]);
  });

  test('put the higher value higher', () => {
    const plot = { left: 0, right: 10, top: 0, bottom: 100 };
    expect([0, 5, 10].map((value) => heightOf(value, 0, 10, plot))).toEqual([100, 50, 0]);
    expect(heightOf(7, 7, 7, plot)).toBe(50);
  });
});
