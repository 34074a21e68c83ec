import { describe, expect, test } from 'vitest';
import {
  latestCounts,
  paintCounts,
  paintSurface,
  reachUs,
  timeSurface,
} from '../../../web/src/event_views';

const shape = { width: 32, height: 32, polarities: 2 };
const size = 32 * 32;
const recording = {
  times: Uint32Array.from([0, 50_000, 100_000, 150_000, 150_000, 200_000]),
  // Pixel 5 OFF, OFF, ON; pixel 7 ON, OFF; pixel 9 later.
  channels: Uint32Array.from([5, 5, size + 5, size + 7, 7, 9]),
  label: 3,
  name: '',
};

test('a view of gestures looks back further than one of saccades', () => {
  expect(reachUs(shape)).toBe(100_000);
  expect(reachUs({ width: 34, height: 34, polarities: 2 })).toBe(30_000);
});

describe('the time surface', () => {
  test('decays from the latest event of either polarity', () => {
    const surface = timeSurface(recording, shape, 160_000);
    expect(surface).toHaveLength(size);
    expect(surface[5]).toBeCloseTo(Math.exp(-0.6));
    expect(surface[7]).toBeCloseTo(Math.exp(-0.1));
    expect(surface[9]).toBe(0);
    expect(timeSurface(recording, shape, 200_000)[9]).toBe(1);
  });

  test('forgets what cannot be seen any more', () => {
    expect(timeSurface(recording, shape, 900_000)[9]).toBe(0);
  });

  test('is stronger where events are later', () => {
    const data = new Uint8ClampedArray(size * 4);
    paintSurface(data, timeSurface(recording, shape, 150_000), [1, 2, 3]);
    expect([...data.slice(5 * 4, 6 * 4)]).toEqual([1, 2, 3, Math.round(255 * Math.exp(-0.5))]);
    expect(data[7 * 4 + 3]).toBe(255);
    expect(data[9 * 4 + 3]).toBe(0);
  });
});

describe('counts', () => {
  test('are of the reach that ends now', () => {
    const counts = latestCounts(recording, shape, 100_000);
    expect([counts[5], counts[size + 5], counts[7]]).toEqual([1, 1, 0]);
    const later = latestCounts(recording, shape, 199_999);
    expect([later[5], later[size + 5], later[7], later[size + 7], later[9]]).toEqual([
      0, 1, 1, 1, 0,
    ]);
    expect(latestCounts(recording, shape, 0)[5]).toBe(1);
  });

  test('have the colour of the polarity with more of them', () => {
    const counts = new Uint32Array(2 * size);
    counts.set([4, 1], 0);
    counts[size + 1] = 3;
    const data = new Uint8ClampedArray(size * 4);
    paintCounts(data, counts, size, [1, 1, 1], [2, 2, 2]);
    expect([...data.slice(0, 4)]).toEqual([2, 2, 2, 255]);
    expect([...data.slice(4, 7)]).toEqual([1, 1, 1]);
    expect(data[7]).toBe(Math.round((255 * Math.log(4)) / Math.log(5)));
    expect(data[11]).toBe(0);
  });
});
