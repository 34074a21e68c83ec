import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { recording, Workshop } from './support';

const shop = new Workshop();

interface NumpyArray {
  shape: number[];
  values: Float32Array | Uint32Array | Uint8Array;
}

/** Reads an .npy file, version 1.0, as NumPy's documentation describes it. */
function numpyArray(bytes: Uint8Array): NumpyArray {
  expect([...bytes.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const length = (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
  expect((10 + length) % 64).toBe(0);
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + length));
  const found = /^\{'descr': '(.*)', 'fortran_order': False, 'shape': \((.*)\), \} *\n$/.exec(
    header,
  );
  const shape = (found?.[2] ?? '').split(',').filter(Boolean).map(Number);
  const data = bytes.slice(10 + length).buffer;
  const types = { '<f4': Float32Array, '<u4': Uint32Array, '|u1': Uint8Array };
  const values = new types[(found?.[1] ?? '<f4') as keyof typeof types](data);
  expect(values).toHaveLength(shape.reduce((a, b) => a * b, 1));
  return { shape, values };
}

function readTrace(path: string): Map<string, NumpyArray> {
  const entries = Object.entries(unzipSync(readFileSync(shop.path(path))));
  return new Map(entries.map(([name, bytes]) => [name.replace(/\.npy$/, ''), numpyArray(bytes)]));
}

let trace: Map<string, NumpyArray>;
const array = (name: string): NumpyArray => {
  const found = trace.get(name);
  if (!found) throw new Error(`there is no array ${name}`);
  return found;
};
const values = (name: string) => array(name).values;
const number = (name: string) => {
  expect(array(name).shape).toEqual([]);
  return values(name)[0] ?? Number.NaN;
};
const at = (list: ArrayLike<number>, i: number) => list[i] ?? Number.NaN;

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a, (value, i) => Math.abs(value - at(b, i))).reduce((x, y) => Math.max(x, y), 0);

const steps = 60;

/** Calls f(t, channel) for each input spike of a layer. */
function forEachSpike(source: string, f: (t: number, channel: number) => void): void {
  const channels = array(source).shape[1] ?? 0;
  values(source).forEach((spike, i) => {
    if (spike > 0) f(Math.floor(i / channels), i % channels);
  });
}

/** Potentials and spikes of a layer by the equations of the model. */
function forward(l: number, source: string, neurons: number) {
  const inflow = new Float64Array(steps * neurons);
  const weight = values(`layers.${l}.weight`);
  forEachSpike(source, (t, c) => {
    for (let n = 0; n < neurons; n++) {
      inflow[t * neurons + n] = at(inflow, t * neurons + n) + at(weight, c * neurons + n);
    }
  });
  const potentials = new Float64Array(steps * neurons);
  const spikes = new Uint8Array(steps * neurons);
  for (let n = 0; n < neurons; n++) {
    let current = 0;
    let kept = 0;
    for (let i = n; i < potentials.length; i += neurons) {
      current = 0.75 * current + at(inflow, i);
      const potential = 0.97 * kept + current;
      potentials[i] = potential;
      spikes[i] = potential >= at(values(`layers.${l}.threshold`), n) ? 1 : 0;
      kept = spikes[i] ? 0 : potential;
    }
  }
  return { potentials, spikes };
}

/** Sum of the currents' gradients over a channel's spikes. */
function weightGradients(l: number, source: string, neurons: number): Float64Array {
  const sums = new Float64Array((array(source).shape[1] ?? 0) * neurons);
  const currents = values(`layers.${l}.current_gradients`);
  forEachSpike(source, (t, c) => {
    for (let n = 0; n < neurons; n++) {
      sums[c * neurons + n] = at(sums, c * neurons + n) + at(currents, t * neurons + n);
    }
  });
  return sums;
}

const data = ['--count', '100', '--test-count', '30'];
const model = ['--model', 'model.st', ...data];

beforeAll(async () => {
  await shop.succeed('train', ...data, '--hidden', '24', '--epochs', '2', '--save', 'model.st');
  await shop.succeed('trace', ...model, '--sample', '4', '--out', 'trace.npz');
  trace = readTrace('trace.npz');
});

describe('rouse trace', () => {
  test('writes arrays of the documented names and shapes', () => {
    const shapes = Object.fromEntries([...trace].map(([name, { shape }]) => [name, shape]));
    const events = shapes.times_us?.[0] ?? 0;
    expect(events).toBeGreaterThan(500);
    const layer = (l: number, inputs: number, neurons: number) => {
      const names = ['spikes', 'potentials', 'surrogates'];
      const gradients = ['spike', 'potential', 'current'].map((name) => `${name}_gradients`);
      return {
        ...Object.fromEntries(
          [...names, ...gradients].map((name) => [`layers.${l}.${name}`, [steps, neurons]]),
        ),
        [`layers.${l}.weight`]: [inputs, neurons],
        [`layers.${l}.weight_gradients`]: [inputs, neurons],
        [`layers.${l}.threshold`]: [neurons],
        [`layers.${l}.threshold_gradients`]: [neurons],
      };
    };
    expect(shapes).toEqual({
      times_us: [events],
      channels: [events],
      sensor: [3],
      input: [steps, 2312],
      label: [],
      predicted: [],
      loss: [],
      bin_us: [],
      ...layer(0, 2312, 24),
      ...layer(1, 24, 10),
    });
    expect([...values('sensor')]).toEqual([34, 34, 2]);
  });

  test('bins the events that it lists', () => {
    const expected = new Uint8Array(steps * 2312);
    const times = values('times_us');
    const channels = values('channels');
    for (let i = 0; i < times.length; i++) {
      const bin = Math.floor(at(times, i) / number('bin_us'));
      if (bin < steps) expected[bin * 2312 + at(channels, i)] = 1;
    }
    expect(Buffer.from(values('input')).equals(Buffer.from(expected))).toBe(true);
  });

  test.each([
    [0, 'input', 24],
    [1, 'layers.0.spikes', 10],
  ])('obeys the neuron model and its gradients in layer %i', (l, source, neurons) => {
    const of = (name: string) => values(`layers.${l}.${name}`);
    const { potentials, spikes } = forward(l, source, neurons);
    expect(furthest(potentials, of('potentials'))).toBeLessThan(1e-3);
    expect(furthest(spikes, of('spikes'))).toBe(0);

    const surrogates = Array.from(of('potentials'), (potential, i) => {
      const distance = Math.abs(potential - at(of('threshold'), i % neurons));
      return (1.5 / 3.75) * Math.exp(-distance / 3.75);
    });
    expect(furthest(surrogates, of('surrogates'))).toBeLessThan(1e-5);
    const gradients = surrogates.map((value, i) => value * at(of('spike_gradients'), i));
    expect(furthest(gradients, of('potential_gradients'))).toBeLessThan(1e-6);

    const thresholds = Array.from({ length: neurons }, (_, n) =>
      gradients.reduce((sum, value, i) => (i % neurons === n ? sum - value : sum), 0),
    );
    expect(furthest(thresholds, of('threshold_gradients'))).toBeLessThan(1e-5);
    const weights = weightGradients(l, source, neurons);
    expect(furthest(weights, of('weight_gradients'))).toBeLessThan(1e-5);
  });

  test('gives the loss and the prediction of its output spikes', () => {
    const counts = Array.from({ length: 10 }, (_, n) =>
      Array.from({ length: steps }, (_, t) => at(values('layers.1.spikes'), t * 10 + n)).reduce(
        (a, b) => a + b,
      ),
    );
    const loss = counts
      .map((count, n) => (count / steps - (n === number('label') ? 0.2 : 0.03)) ** 2)
      .reduce((a, b) => a + b);
    expect(number('loss')).toBeCloseTo(loss, 5);
    expect(number('predicted')).toBe(counts.indexOf(Math.max(...counts)));
  });

  test('writes the same bytes again', async () => {
    await shop.succeed('trace', ...model, '--sample', '4', '--out', 'again.npz');
    expect(readFileSync(shop.path('again.npz')).equals(readFileSync(shop.path('trace.npz')))).toBe(
      true,
    );
  });

  test('reads single recordings', async () => {
    shop.write('one/6/a.bin', recording(6));
    const said = await shop.succeed(
      ...['trace', '--model', 'model.st', '--data', 'one/6/a.bin', '--sample', '0'],
      ...['--out', 'one.npz'],
    );
    expect(said).toMatch(/^one\/6\/a.bin: class 6, predicted \d, loss [0-9.e-]+; wrote one.npz\n$/);
    expect([...(readTrace('one.npz').get('label')?.values ?? [])]).toEqual([6]);
  });
});
