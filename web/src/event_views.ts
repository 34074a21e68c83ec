/** What a camera's recording looks like at a time, by ways other than fading events. */
import type { Recording, SensorShape } from 'rouse-snn';
import { seesGestures } from './specification';

/** How far back a view looks: gestures are slower than saccades. */
export function reachUs(shape: SensorShape): number {
  return seesGestures(shape) ? 100_000 : 30_000;
}

/** The number of events up to a time, that one included. */
function eventsUntil(times: Uint32Array, now: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is this many reaches old has faded to less than a step of the picture's 255. */
const mostReaches = 6;

/**
 * The time surface (Lagorce et al. 2017, HOTS) of both polarities: exp(-(now - t) / reach) of each
 * pixel's latest event at t, 0..1, rows from the top.
 */
export function timeSurface(
  { times, channels }: Recording,
  shape: SensorShape,
  now: number,
): Float32Array {
  const size = shape.width * shape.height;
  const reach = reachUs(shape);
  const surface = new Float32Array(size);
  for (let event = eventsUntil(times, now - mostReaches * reach); event < times.length; event++) {
    const time = times[event] ?? 0;
    if (time > now) break;
    surface[(channels[event] ?? 0) % size] = Math.exp((time - now) / reach);
  }
  return surface;
}

/** How many events each channel had in the reach that ends now: (polarity, row, column). */
export function latestCounts(
  { times, channels }: Recording,
  shape: SensorShape,
  now: number,
): Uint32Array {
  const counts = new Uint32Array(shape.width * shape.height * shape.polarities);
  const end = eventsUntil(times, now);
  for (let event = eventsUntil(times, now - reachUs(shape)); event < end; event++) {
    const channel = channels[event] ?? 0;
    counts[channel] = (counts[channel] ?? 0) + 1;
  }
  return counts;
}

type Colour = readonly [number, number, number];

/** Paints a time surface: the later the event, the stronger the colour. */
export function paintSurface(data: Uint8ClampedArray, surface: Float32Array, ink: Colour): void {
  surface.forEach((value, pixel) => {
    data.set(ink, pixel * 4);
    data[pixel * 4 + 3] = 255 * value;
  });
}

/** Colours are as strong as for so many events, even where no pixel has that many. */
const leastFull = 4;

/** Paints counts: the colour of the polarity with more events, the stronger the more there are. */
export function paintCounts(
  data: Uint8ClampedArray,
  counts: Uint32Array,
  size: number,
  on: Colour,
  off: Colour,
): void {
  const most = counts.reduce((most, value) => Math.max(most, value), leastFull);
  for (let pixel = 0; pixel < size; pixel++) {
    const offs = counts[pixel] ?? 0;
    const ons = counts[size + pixel] ?? 0;
    data.set(ons >= offs ? on : off, pixel * 4);
    data[pixel * 4 + 3] = (255 * Math.log1p(Math.max(ons, offs))) / Math.log1p(most);
  }
}
