import type { NetworkSpec } from 'rouse-snn';
import { describe, expect, test } from 'vitest';
import {
  byChannel,
  channelCounts,
  mapsInto,
  mapsOf,
  neuronAt,
  placeOf,
  tile,
} from '../../../web/src/maps';
import { networkSpec } from '../../../web/src/specification';
import { defaultSettings } from '../../../web/src/state';

const camera = { width: 34, height: 30, polarities: 2 };
const hidden = ['12c5s2p2', '24c3z0', 64];
const spec = networkSpec({ ...defaultSettings(), hidden }, 'b', camera, 10) as NetworkSpec;

describe('maps of a network', () => {
  test('follow from its sensor, strides, padding and pooling', () => {
    expect(mapsInto(spec, 0)).toMatchObject({ width: 34, height: 30, channels: 2 });
    expect(mapsOf(spec, 0)).toEqual({ width: 17, height: 15, channels: 12 });
    expect(mapsInto(spec, 1)).toEqual({ width: 8, height: 7, channels: 12 });
    expect(mapsOf(spec, 1)).toEqual({ width: 6, height: 5, channels: 24 });
  });

  test('end at a full connection', () => {
    expect(mapsOf(spec, 2)).toBeNull();
    expect(mapsInto(spec, 3)).toBeNull();
    const full = networkSpec(defaultSettings(), 'b', camera, 10) as NetworkSpec;
    expect(mapsInto(full, 0)).toBeNull();
  });
});

describe('tiles', () => {
  const maps = { width: 3, height: 2, channels: 5 };
  const tiles = tile(maps, 70, 50);

  test('are as large as the area allows', () => {
    // Two beside each other: 7 pixels in 70, and 3 rows of 2 with gaps, 8 in 50.
    expect(tiles).toMatchObject({ across: 2, columns: 7, rows: 8, scale: 6 });
  });

  test('hold each neuron once, with gaps between maps', () => {
    const found = [];
    for (let row = 0; row < tiles.rows; row++) {
      for (let column = 0; column < tiles.columns; column++) {
        const neuron = neuronAt(tiles, column, row);
        if (neuron >= 0) found.push(neuron);
      }
    }
    expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(neuronAt(tiles, 3, 0)).toBe(-1);
    expect(neuronAt(tiles, 0, 2)).toBe(-1);
    expect(neuronAt(tiles, 5, 7)).toBe(-1);
  });

  test('begin where they are said to', () => {
    for (let channel = 0; channel < 5; channel++) {
      const { column, row } = placeOf(tiles, channel);
      expect(neuronAt(tiles, column, row)).toBe(channel);
      expect(neuronAt(tiles, column + 2, row + 1)).toBe(5 * 5 + channel);
    }
  });
});

test('channels follow each other in rows, and their spikes are added', () => {
  const maps = { width: 2, height: 1, channels: 3 };
  expect([...byChannel(maps)]).toEqual([0, 3, 1, 4, 2, 5]);
  expect([...channelCounts(maps, Uint32Array.of(1, 0, 2, 4, 0, 8))]).toEqual([5, 0, 10]);
});
