/** What is known of a run, epoch by epoch: what `rouse sweep` writes of one. */
import type { EpochReport } from 'rouse-snn';

/** Lists have one value for each layer. Epoch 0 is the untrained network. */
export interface EpochRecord {
  epoch: number;
  loss: number;
  train_accuracy: number;
  test_accuracy: number;
  /** Neurons that fired in no sample of the epoch. */
  dead: number[];
  /** Spikes per neuron and time bin. */
  rate: number[];
  threshold_mean: number[];
  /** Mean |w - w at the epoch's begin|. */
  weight_movement: number[];
  /** |W - W before training| / |W before training|. */
  weight_distance: number[];
}

export function recordOf(
  report: EpochReport,
  now: readonly Float32Array[],
  before: readonly Float32Array[],
): EpochRecord {
  const { epoch, loss, train_accuracy, test_accuracy, dead, rate, threshold_mean } = report;
  return {
    ...{ epoch, loss, train_accuracy, test_accuracy },
    ...{ dead: [...dead], rate: [...rate], threshold_mean: [...threshold_mean] },
    weight_movement: report.layers.map(({ weight_movement }) => weight_movement),
    weight_distance: before.map((layer, index) =>
      relativeDistance(now[index] ?? new Float32Array(), layer),
    ),
  };
}

/** |a - b| / |b|, Euclidean, in single precision. */
export function relativeDistance(a: Float32Array, b: Float32Array): number {
  let difference = 0;
  let length = 0;
  for (let i = 0; i < b.length; i++) {
    const before = b[i] as number;
    const moved = (a[i] as number) - before;
    difference += moved * moved;
    length += before * before;
  }
  return decimal(length > 0 ? Math.sqrt(difference / length) : 0);
}

/** The shortest number that a value of single precision is read from: 0.1, not 0.10000000149. */
export function decimal(value: number): number {
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return Number(single.toPrecision(9));
}

/** safetensors: a 64-bit length, little endian, so many bytes of JSON, and raw data. */
const lengthBytes = 8;

type Header = Readonly<Record<string, { data_offsets: [number, number] }>> & {
  readonly __metadata__?: Readonly<Record<string, string>>;
};

function headerOf(bytes: Uint8Array): { header: Header; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = lengthBytes + Number(view.getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(lengthBytes, end));
  return { header: JSON.parse(text) as Header, end };
}

/** Weights by layer of a model file, in the order in which they are stored. */
export function weightsOf(model: Uint8Array): Float32Array[] {
  const { header, end } = headerOf(model);
  const layers: Float32Array[] = [];
  for (;;) {
    const place = header[`layers.${layers.length}.weight`]?.data_offsets;
    if (!place) return layers;
    // A copy, since numbers of four bytes must begin at a multiple of four.
    layers.push(new Float32Array(model.slice(end + place[0], end + place[1]).buffer));
  }
}

/** Of the recordings that a checkpoint was trained on and tested with, as `rouse sweep` has them. */
export interface Fingerprints {
  train: string;
  test: string;
}

export function fingerprintsOf(checkpoint: Uint8Array): Fingerprints {
  const { 'training data': train = '', 'test data': test = '' } =
    headerOf(checkpoint).header.__metadata__ ?? {};
  return { train, test };
}
