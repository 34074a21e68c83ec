/** The rule of reach, held against the library's own surrogates. */
import type { SurrogateSpec } from 'rouse-snn';
import { describe, expect, test } from 'vitest';
import { NeuronServer } from '../../../bindings/src/neuron_server';
import {
  countReached,
  leastSurrogate,
  reachedBy,
  reachOf,
  surrogateValue,
} from '../../../web/src/reach';
import { surrogateKinds } from '../../../web/src/state';

const server = new NeuronServer();
const threshold = 40;

/** ρ(v - θ) of the library for each of the potentials: a neuron that keeps nothing shows them all. */
async function librarySurrogate(surrogate: SurrogateSpec, potentials: readonly number[]) {
  const all = potentials.map((_, index) => index);
  const layer = {
    ...{ current_retention: 0, membrane_retention: 0 },
    ...{ initial_threshold: threshold, surrogate },
  };
  const inputs = { weights: potentials, bins: all, inputs: all, steps: potentials.length };
  return (await server.run({ layer, ...inputs })).surrogate;
}

const specs = surrogateKinds.flatMap((kind): SurrogateSpec[] => [
  { kind, scale: 1.5, width: 3.75, floor: 0 },
  { kind, scale: 0.3, width: 0.5, floor: 0 },
  { kind, scale: 0.3, width: 0.5, floor: 1e-9 },
  { kind, scale: 2, width: 12, floor: 0.01 },
]);

describe.each(specs)('$kind, scale $scale, width $width, floor $floor', (spec) => {
  test('has the values of the library', async () => {
    const potentials = Array.from({ length: 240 }, (_, index) => index / 4);
    const values = await librarySurrogate(spec, potentials);
    potentials.forEach((potential, index) => {
      const own = surrogateValue(spec, potential - threshold);
      expect(own).toBeCloseTo(values[index] ?? Number.NaN, 6);
    });
  });

  test('reaches as far as the library’s value is a gradient that counts', async () => {
    const reach = reachOf(spec);
    const ends = Number.isFinite(reach);
    const [within, outside] = ends ? [reach * 0.999, reach * 1.001] : [0, 1e6];
    const [near, far = 0] = await librarySurrogate(spec, [threshold - within, threshold - outside]);
    expect(near).toBeGreaterThanOrEqual(leastSurrogate);
    expect(far >= leastSurrogate).toBe(!ends);
  });
});

test('the usual surrogate reaches 57, a bounded one its width, one with a floor everything', () => {
  const usual = { kind: 'exponential', scale: 1.5, width: 3.75, floor: 0 } as const;
  expect(reachOf(usual)).toBeCloseTo(57, 0);
  expect(reachOf({ ...usual, kind: 'triangular' })).toBeCloseTo(3.75, 5);
  expect(reachOf({ ...usual, kind: 'boxcar' })).toBe(3.75);
  expect(reachOf({ ...usual, kind: 'boxcar', floor: 0.0001 })).toBe(Number.POSITIVE_INFINITY);
  expect(reachOf({ ...usual, scale: 1e-9 })).toBe(0);
});

test('neurons fire, are reached, or are too far below; both ends belong to the nearer side', () => {
  expect(reachedBy(2, 5, 5)).toBe('fires');
  expect(reachedBy(2, 50, 5)).toBe('fires');
  expect(reachedBy(2, 4.9, 5)).toBe('reached');
  expect(reachedBy(2, 3, 5)).toBe('reached');
  expect(reachedBy(2, 2.9, 5)).toBe('beyond');
  expect(reachedBy(0, 4.9, 5)).toBe('beyond');
});

test('each neuron is held against a threshold of its own', () => {
  expect(countReached(1, [0, 4, 6, 6], [5, 5, 5, 6.5])).toEqual({
    fires: 1,
    reached: 2,
    beyond: 1,
  });
});
