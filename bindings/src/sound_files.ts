/** Sounds in WAV files, and at the rate that the cochlea hears. */
import { soundRate } from './cochlea_module';
import { errorFor } from './errors';

interface Layout {
  format: 'integer' | 'float';
  channels: number;
  rate: number;
  bytes: number;
}

/** Longer ones are cut: a network hears a second. */
export const mostSeconds = 20;
const rates = { least: 4000, most: 768_000 };
/** A sound is silent where 20 ms of it are so much weaker than its loudest 20 ms. */
const silence = 0.04;
const frameSeconds = 0.02;
/** Words of the data begin that long after their recording, and end that long before it does. */
const before = 0.04;
const after = 0.18;

/**
 * The samples of a WAV file (integers of 8 to 32 bits or floats, any number of channels, which are
 * mixed), at most `mostSeconds`, at `soundRate`. Throws bad_format naming file and reason.
 */
export function readWav(bytes: Uint8Array, name: string): Float32Array<ArrayBuffer> {
  const fail = (why: string) => errorFor('bad_format', `${name}: ${why}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || text(0) !== 'RIFF' || text(8) !== 'WAVE') {
    throw fail('it is no WAV file; convert the sound to WAV');
  }
  let layout: Layout | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const begin = at + 8;
    // Recorders that were interrupted leave the size of what they meant to write.
    const end = Math.min(begin + size, bytes.length);
    if (text(at) === 'fmt ') {
      if (end - begin < 16) throw fail('its description is cut short');
      layout = layoutOf(view, begin, end, fail);
    } else if (text(at) === 'data') {
      if (!layout) throw fail('its samples come before their description');
      return resampled(mixed(view, begin, end, layout, fail), layout.rate);
    }
    at = begin + size + (size & 1);
  }
  throw fail('it has no samples');
}

function layoutOf(view: DataView, at: number, end: number, fail: (why: string) => Error): Layout {
  let code = view.getUint16(at, true);
  // Extensible: the format stands in the first two bytes of a longer name.
  if (code === 0xfffe && end - at >= 26) code = view.getUint16(at + 24, true);
  const channels = view.getUint16(at + 2, true);
  const rate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  const format = code === 1 ? 'integer' : 'float';
  const known = code === 1 ? [8, 16, 24, 32] : code === 3 ? [32, 64] : [];
  if (!known.includes(bits)) {
    throw fail(
      `format ${code} of ${bits} bits is not read; expected integers of 8 to 32 bits or floats`,
    );
  }
  if (channels < 1 || channels > 64) throw fail(`it has ${channels} channels; expected 1 to 64`);
  if (rate < rates.least || rate > rates.most) {
    throw fail(`it has ${rate} samples a second; expected ${rates.least} to ${rates.most}`);
  }
  return { format, channels, rate, bytes: bits / 8 };
}

function mixed(
  view: DataView,
  begin: number,
  end: number,
  { format, channels, rate, bytes }: Layout,
  fail: (why: string) => Error,
): Float32Array<ArrayBuffer> {
  const frame = channels * bytes;
  const length = Math.min(Math.floor((end - begin) / frame), rate * mostSeconds);
  if (length === 0) throw fail('it has no samples');
  const samples = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++)
      sum += valueAt(view, begin + i * frame + c * bytes, format, bytes);
    const sample = sum / channels;
    if (!(Math.abs(sample) <= 1000)) {
      throw fail(`sample ${i} is ${sample}; sound is expected within ±1000, usually ±1`);
    }
    samples[i] = sample;
  }
  return samples;
}

function valueAt(view: DataView, at: number, format: Layout['format'], bytes: number): number {
  if (format === 'float')
    return bytes === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
  switch (bytes) {
    case 1:
      return view.getUint8(at) / 128 - 1;
    case 2:
      return view.getInt16(at, true) / 0x8000;
    case 3:
      return (view.getUint8(at) | (view.getInt16(at + 1, true) << 8)) / 0x80_0000;
    default:
      return view.getInt32(at, true) / 0x8000_0000;
  }
}

/** Zeros of the sinc on each side of its middle, and points of its table from one to the next. */
const zeros = 16;
const fineness = 256;

/** At `soundRate`, by a windowed sinc; what the cochlea could not hear is filtered out. */
export function resampled(
  samples: Float32Array<ArrayBuffer>,
  rate: number,
): Float32Array<ArrayBuffer> {
  if (rate === soundRate) return samples;
  const narrowing = Math.min(1, soundRate / rate);
  const kernel = Float32Array.from({ length: zeros * fineness + 2 }, (_, i) => {
    const x = i / fineness;
    if (x >= zeros) return 0;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / zeros);
    return (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * window * narrowing;
  });
  const reach = zeros / narrowing;
  const length = Math.max(1, Math.floor((samples.length * soundRate) / rate));
  const result = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const middle = (i * rate) / soundRate;
    const first = Math.max(0, Math.ceil(middle - reach));
    const last = Math.min(samples.length - 1, Math.floor(middle + reach));
    let sum = 0;
    for (let k = first; k <= last; k++) {
      const at = Math.abs(k - middle) * narrowing * fineness;
      const point = Math.floor(at);
      const low = kernel[point] ?? 0;
      sum += (samples[k] ?? 0) * (low + (at - point) * ((kernel[point + 1] ?? 0) - low));
    }
    result[i] = sum;
  }
  return result;
}

/** Without the silence around it, but for as much as words of the data have. */
export function trimmed(samples: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const frame = Math.round(frameSeconds * soundRate);
  const energies: number[] = [];
  for (let begin = 0; begin < samples.length; begin += frame) {
    const part = samples.subarray(begin, begin + frame);
    energies.push(part.reduce((sum, x) => sum + x * x, 0) / part.length);
  }
  const least = silence * silence * Math.max(...energies);
  if (least === 0) return samples;
  const first = energies.findIndex((energy) => energy >= least) * frame;
  const last = (energies.findLastIndex((energy) => energy >= least) + 1) * frame;
  const begin = Math.max(0, first - Math.round(before * soundRate));
  return samples.slice(begin, last + Math.round(after * soundRate));
}
