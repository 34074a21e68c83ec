/** Lesson 7's channels, as the library's network computes them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { DataServer } from '../../../bindings/src/data_server';
import type { NetworkServer } from '../../../bindings/src/network_server';
import type { NetworkSpec, Recording, TrainingOptions } from '../../../bindings/src/types';
import { gestures } from '../../../web/src/fields';
import {
  binUs,
  directions,
  mirrored,
  motionFilters,
  motionOptions,
  motionSpec,
  movingBar,
  side,
  steps,
  withFilters,
} from '../../../web/src/lessons/motion_filters';
import { countsOf, isWave, laboratory, sharesOf } from '../../../web/src/lessons/motion_model';
import { presets } from '../../../web/src/presets';
import { defaultSettings, toHash } from '../../../web/src/state';
import { connectedTo } from '../../bindings/connected';

const data = new DataServer();
let network: NetworkServer;
let checkpoint: Uint8Array;
let labels: number[];

beforeAll(async () => {
  const source = { kind: 'builtin', name: 'gestures', trainCount: 11, testCount: 11 } as const;
  const { train } = await data.load({ ...source, seed: 1 }, {});
  labels = [...train.labels];
  network = await connectedTo(data);
  await network.configure(motionSpec as NetworkSpec, motionOptions as TrainingOptions);
  checkpoint = network.checkpoint();
}, 60_000);

async function shares(recording: Recording, inhibition: number): Promise<number[]> {
  await network.resume(withFilters(checkpoint, motionFilters(inhibition)));
  const [layer] = network.trace(recording, 0, 0).layers;
  return sharesOf(countsOf(layer ?? { columns: new Uint32Array() }));
}

describe('channels for motion', () => {
  test('fire for a bar in their own direction, and hardly for any other', async () => {
    for (const [channel, direction] of directions.entries()) {
      const found = await shares(movingBar(direction), 1);
      expect(found[channel], direction).toBeGreaterThan(0.8);
      expect(found[channel === 0 ? 1 : channel === 1 ? 0 : channel === 2 ? 3 : 2]).toBe(0);
    }
  });

  test('tell no direction without inhibition', async () => {
    for (const direction of directions) {
      const [right = 0, left = 0, down = 0, up = 0] = await shares(movingBar(direction), 0);
      expect(right).toBeCloseTo(left, 1);
      expect(down).toBeCloseTo(up, 1);
      expect(Math.min(right, left, down, up)).toBeGreaterThan(0.1);
    }
  });

  test('see a wave go to both sides', async () => {
    for (const label of [1, 2]) {
      const wave = data.recording('train', labels.indexOf(label));
      const [right = 0, left = 0] = await shares(wave, 1.5);
      expect(Math.min(right, left)).toBeGreaterThan(0.2);
      expect(right + left).toBeGreaterThan(0.5);
    }
  });

  test('change places in a mirror', async () => {
    const wave = data.recording('train', labels.indexOf(2));
    const seen = await shares(wave, 1);
    const [right = 0, left = 0, down = 0, up = 0] = await shares(mirrored(wave), 1);
    expect([left, right, down, up]).toEqual(seen);
  });
});

test('built-in waves do the task of the wave, and not every gesture does', async () => {
  const done: number[] = [];
  for (const [index, label] of labels.entries()) {
    const found = await shares(data.recording('train', index), 1);
    if (isWave(found)) done.push(label);
  }
  expect(done).toEqual(expect.arrayContaining([1, 2]));
  expect(done.length).toBeLessThan(11);
});

test('a bar crosses the whole picture in the time that is looked at', () => {
  for (const direction of directions) {
    const { times, channels } = movingBar(direction);
    expect(times).toEqual(times.toSorted());
    expect(times.at(-1)).toBeLessThan(steps * binUs);
    expect(channels.length).toBe(2 * side * 16);
    expect(new Set(channels).size).toBe(channels.length);
  }
});

test('the link goes to the gestures with their preset', () => {
  const { settings } = presets.find(({ id }) => id === 'gestures') ?? {};
  expect(laboratory).toBe(`./#${toHash({ ...defaultSettings(), ...settings, data: gestures })}`);
});

test('other weights are refused where they do not fit', () => {
  expect(() => withFilters(checkpoint, new Float32Array(3))).toThrow('800 bytes');
});
