/** Feature maps: how the neurons of a layer that convolves, and what comes into it, are arranged. */
import type { NetworkSpec } from 'rouse-snn';

/** The neuron of (x, y, channel) is the (y * width + x) * channels + channel-th. */
export interface Maps {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** What comes into a layer, after pooling; null where it is no maps. */
export function mapsInto(spec: NetworkSpec, layer: number): Maps | null {
  const { sensor } = spec;
  const sensed = sensor && { ...sensor, channels: sensor.polarities };
  const maps = layer === 0 ? sensed : mapsOf(spec, layer - 1);
  if (!maps) return null;
  const { pooling = 1 } = spec.layers[layer] ?? {};
  const pooled = (extent: number) => Math.floor(extent / pooling);
  return { ...maps, width: pooled(maps.width), height: pooled(maps.height) };
}

/** The neurons of a layer; null where it does not convolve. */
export function mapsOf(spec: NetworkSpec, layer: number): Maps | null {
  const { convolution } = spec.layers[layer] ?? {};
  const into = convolution ? mapsInto(spec, layer) : null;
  if (!convolution || !into) return null;
  const { channels, kernel, stride = 1, padding = 0 } = convolution;
  const windows = (extent: number) => Math.floor((extent + 2 * padding - kernel) / stride) + 1;
  return { width: windows(into.width), height: windows(into.height), channels };
}

/** Maps side by side in rows, one pixel apart. */
export interface Tiles {
  readonly maps: Maps;
  readonly across: number;
  /** Pixels of all, gaps included. */
  readonly columns: number;
  readonly rows: number;
  /** CSS pixels to a pixel. */
  readonly scale: number;
}

/** The arrangement in which the maps are largest within an area. */
export function tile(maps: Maps, width: number, height: number): Tiles {
  let best: Tiles | null = null;
  for (let across = 1; across <= maps.channels; across++) {
    const columns = across * (maps.width + 1) - 1;
    const rows = Math.ceil(maps.channels / across) * (maps.height + 1) - 1;
    const fitting = Math.min(width / columns, height / rows);
    const scale = fitting > 2 ? Math.floor(fitting) : fitting;
    if (!best || scale > best.scale) best = { maps, across, columns, rows, scale };
  }
  return best as Tiles;
}

/** The neuron at a pixel of tiles; -1 in a gap. */
export function neuronAt({ maps, across }: Tiles, column: number, row: number): number {
  const { width, height, channels } = maps;
  const x = column % (width + 1);
  const y = row % (height + 1);
  const channel = Math.floor(row / (height + 1)) * across + Math.floor(column / (width + 1));
  if (x === width || y === height || channel >= channels || column < 0 || row < 0) return -1;
  return (y * width + x) * channels + channel;
}

/** Top left pixel of a channel's map. */
export function placeOf({ maps, across }: Tiles, channel: number): { column: number; row: number } {
  return {
    column: (channel % across) * (maps.width + 1),
    row: Math.floor(channel / across) * (maps.height + 1),
  };
}

/** Neurons channel by channel, each as its map is read: the rows in which a raster shows them. */
export function byChannel({ width, height, channels }: Maps): Uint32Array {
  const places = width * height;
  return Uint32Array.from(
    { length: places * channels },
    (_, row) => (row % places) * channels + Math.floor(row / places),
  );
}

/** How often each channel spiked, of counts of its neurons. */
export function channelCounts({ channels }: Maps, counts: Uint32Array): Uint32Array {
  const sums = new Uint32Array(channels);
  counts.forEach((count, neuron) => {
    sums[neuron % channels] = (sums[neuron % channels] ?? 0) + count;
  });
  return sums;
}
