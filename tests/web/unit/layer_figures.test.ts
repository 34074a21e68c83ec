import type { Trace } from 'rouse-snn';
import { expect, test } from 'vitest';
import { gridOf, layerFigures, rowsBy, spikeCounts } from '../../../web/src/layer_figures';

/** Neuron 0 fires twice, 2 once, 1 and 3 never. */
const raster = {
  neurons: 4,
  offsets: Uint32Array.of(0, 2, 2, 3),
  columns: Uint32Array.of(0, 2, 0),
};
const trace = { layers: [raster], epochSpikes: [] as Uint32Array[] } as unknown as Trace;

test('a layer is described by its dead, its silent and its rate', () => {
  expect(layerFigures(trace, 0)).toEqual({ neurons: 4, dead: undefined, silent: 2, rate: 0.25 });
  const known = { ...trace, epochSpikes: [Uint32Array.of(9, 0, 1, 4)] };
  expect(layerFigures(known, 0)?.dead).toBe(1);
  expect(layerFigures(trace, 1)).toBeUndefined();
});

test('rows are sorted from the highest down, equals by their number', () => {
  const thresholds = Float32Array.of(1, 3, 2, 3);
  expect([...spikeCounts(raster)]).toEqual([2, 0, 1, 0]);
  expect([...rowsBy('neuron', thresholds, raster)]).toEqual([0, 1, 2, 3]);
  expect([...rowsBy('threshold', thresholds, raster)]).toEqual([1, 3, 2, 0]);
  expect([...rowsBy('rate', thresholds, raster)]).toEqual([0, 2, 1, 3]);
});

test.each([
  [10, 100, 100],
  [512, 115, 142],
  [500, 90, 90],
  [4096, 100, 120],
  [1, 30, 80],
  [7, 13, 90],
])('a grid of %i cells stays within %i by %i', (cells, width, height) => {
  const { columns, side } = gridOf(cells, width, height);
  expect(columns * side).toBeLessThanOrEqual(width);
  expect(Math.ceil(cells / columns) * side).toBeLessThanOrEqual(height);
  // The next larger cell would not fit.
  const wider = Math.floor(width / (side + 1));
  const fits = wider > 0 && Math.ceil(cells / wider) * (side + 1) <= height;
  expect(fits).toBe(false);
});
