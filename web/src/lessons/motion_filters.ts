/**
 * Channels that fire for motion in one direction: what Barlow and Levick (1965) found in the retina
 * of rabbits. A neuron is excited where motion in its direction comes from, and inhibited where it
 * goes to. Motion against it arrives at the inhibition first, which lasts until the excitation comes.
 * Knows no DOM.
 */
import type { NetworkSpec, PartialDeep, Recording, TrainingOptions } from 'rouse-snn';

export const directions = ['right', 'left', 'down', 'up'] as const;
export type Direction = (typeof directions)[number];

/** Pixels on a side, after pooling. */
export const side = 32;
const pixels = side * side;
const kernel = 5;
const classes = 11;
/** In bins of `binUs`. */
export const steps = 150;
export const binUs = 10_000;
/** Excitation of each event, where it counts in full. */
const excitation = 1;
const threshold = 3;

/** A convolution with a channel for each direction; the output layer says nothing yet. */
export const motionSpec: PartialDeep<NetworkSpec> = {
  inputs: 2 * pixels,
  sensor: { width: side, height: side, polarities: 2 },
  layers: [
    {
      convolution: {
        channels: directions.length,
        kernel,
        stride: 1,
        padding: (kernel - 1) / 2,
        groups: 1,
      },
      thresholds: 'fixed',
      initial_threshold: threshold,
      current_retention: 0.1,
      membrane_retention: 0.9,
    },
    { neurons: classes },
  ],
};

export const motionOptions: PartialDeep<TrainingOptions> = {
  bins: { steps, bin_us: binUs },
};

/**
 * Weights (polarities, kernel rows, kernel columns, channels): the same for both polarities, so that
 * it makes no difference whether something bright or something dark moves.
 */
export function motionFilters(inhibition: number): Float32Array {
  const weights: number[] = [];
  for (let tap = 0; tap < 2 * kernel * kernel; tap++) {
    const x = tap % kernel;
    const y = Math.floor(tap / kernel) % kernel;
    for (const direction of directions) {
      const [along, across] = tapOf(direction, x, y);
      const share = across === 0 || across === kernel - 1 ? 0.5 : 1;
      const whole = along === 1 ? excitation : along > 1 ? -inhibition * excitation : 0;
      weights.push(share * whole);
    }
  }
  return Float32Array.from(weights);
}

/** How far along its direction a tap lies, and across. */
function tapOf(direction: Direction, x: number, y: number): [along: number, across: number] {
  const last = kernel - 1;
  switch (direction) {
    case 'right':
      return [x, y];
    case 'left':
      return [last - x, y];
    case 'down':
      return [y, x];
    case 'up':
      return [last - y, x];
  }
}

/** A checkpoint, which is a safetensors file, with other weights in its first layer. */
export function withFilters(checkpoint: Uint8Array, filters: Float32Array): Uint8Array {
  const bytes = checkpoint.slice();
  const view = new DataView(bytes.buffer);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const [begin, end] = header['layers.0.weight'].data_offsets as [number, number];
  if (end - begin !== filters.byteLength) {
    throw new Error(
      `The first layer has ${end - begin} bytes of weights, but ${filters.byteLength} are given.`,
    );
  }
  filters.forEach((weight, i) => {
    view.setFloat32(8 + length + begin + 4 * i, weight, true);
  });
  return bytes;
}

/** How many pixels a bar is wide and long, and how long it takes from edge to edge. */
const bar = { wide: 3, from: 8, to: 24, us: 1_000_000 } as const;

/** A bright bar before a dark wall: ON at its front, OFF at its back. */
export function movingBar(direction: Direction): Recording {
  const times: number[] = [];
  const channels: number[] = [];
  const edge = (time: number, at: number, polarity: number) => {
    if (at < 0 || at >= side) return;
    for (let across = bar.from; across < bar.to; across++) {
      const [x, y] = placeOf(direction, at, across);
      times.push(time);
      channels.push((polarity * side + y) * side + x);
    }
  };
  for (let step = 0; step < side + bar.wide; step++) {
    const time = Math.round((step / side) * bar.us);
    edge(time, step - bar.wide, 0);
    edge(time, step, 1);
  }
  return {
    times: Uint32Array.from(times),
    channels: Uint32Array.from(channels),
    label: -1,
    name: '',
  };
}

/** The pixel that lies so far along a direction, and so far across it. */
function placeOf(direction: Direction, along: number, across: number): [x: number, y: number] {
  switch (direction) {
    case 'right':
      return [along, across];
    case 'left':
      return [side - 1 - along, across];
    case 'down':
      return [across, along];
    case 'up':
      return [across, side - 1 - along];
  }
}

/** As in a mirror: whoever looks at the picture and moves to the right moves to its right. */
export function mirrored(recording: Recording): Recording {
  const channels = recording.channels.map((channel) => {
    const x = channel % side;
    return channel - x + (side - 1 - x);
  });
  return { ...recording, channels };
}
