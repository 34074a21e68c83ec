/** Figures of one layer for the shown sample and the last epoch. */
import type { Raster, Trace } from 'rouse-snn';

export const orders = ['neuron', 'threshold', 'rate'] as const;
/** By what the rows of a layer are sorted. */
export type Order = (typeof orders)[number];

/** Spikes of each neuron over the sample. */
export function spikeCounts(raster: Raster): Uint32Array {
  const counts = new Uint32Array(raster.neurons);
  for (const neuron of raster.columns) counts[neuron] = (counts[neuron] ?? 0) + 1;
  return counts;
}

export interface LayerFigures {
  neurons: number;
  /** Neurons that fired in no sample of the last epoch; undefined when no epoch is known. */
  dead: number | undefined;
  /** Neurons that do not fire for this sample. */
  silent: number;
  /** Spikes per neuron and time bin for this sample. */
  rate: number;
}

export function layerFigures(trace: Trace, layer: number): LayerFigures | undefined {
  const raster = trace.layers[layer];
  if (!raster) return undefined;
  const bins = raster.offsets.length - 1;
  const none = (counts: Uint32Array) => counts.reduce((sum, n) => sum + (n === 0 ? 1 : 0), 0);
  const fired = trace.epochSpikes[layer];
  return {
    neurons: raster.neurons,
    dead: fired && none(fired),
    silent: none(spikeCounts(raster)),
    rate: raster.columns.length / (raster.neurons * bins),
  };
}

/** The neuron that stands in each row, from top to bottom. */
export function rowsBy(order: Order, thresholds: ArrayLike<number>, raster: Raster): Uint32Array {
  const rows = Uint32Array.from({ length: raster.neurons }, (_, neuron) => neuron);
  if (order === 'neuron') return rows;
  const keys = order === 'rate' ? spikeCounts(raster) : thresholds;
  return rows.sort((one, other) => (keys[other] ?? 0) - (keys[one] ?? 0) || one - other);
}

/** The columns of a grid of squares that fills an area, and the side of a square. */
export function gridOf(
  cells: number,
  width: number,
  height: number,
): { columns: number; side: number } {
  let side = Math.max(1, Math.floor(Math.sqrt((width * height) / cells)));
  while (side > 1 && Math.ceil(cells / Math.floor(width / side)) * side > height) side -= 1;
  return { columns: Math.max(1, Math.floor(width / side)), side };
}
