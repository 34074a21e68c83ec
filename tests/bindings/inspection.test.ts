/** What the views show of one neuron, against the network's own numbers. */
import { beforeAll, describe, expect, test } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import type { NetworkServer } from '../../bindings/src/network_server';
import type { Inspection, LayerSpec, Recording } from '../../bindings/src/types';
import { shownNumber, stepArithmetic } from '../../web/src/step_arithmetic';
import { connectedTo } from './connected';

const layers: Partial<LayerSpec>[] = [
  { neurons: 24, initial_threshold: 1.25 },
  { neurons: 12, initial_threshold: 0.5, reset: 'soft' },
  { neurons: 10, initial_threshold: 0.75 },
];
const options = {
  bins: { steps: 40, bin_us: 7500 },
  adam: { learning_rate: 0.001, threshold_learning_rate: 0.05 },
  batch: 10,
};

let server: NetworkServer;
let recording: Recording;

const data = new DataServer();

beforeAll(async () => {
  await data.load({ kind: 'builtin', trainCount: 40, testCount: 20, seed: 1 });
  server = await connectedTo(data);
  await server.configure({ inputs: 2312, layers }, options);
  recording = data.recording('test', 3);
});

function everyNeuron(work: (seen: Inspection, layer: number) => void): void {
  for (const [layer, { neurons = 0 }] of layers.entries()) {
    for (let neuron = 0; neuron < neurons; neuron++) {
      work(server.inspect(recording, layer, neuron), layer);
    }
  }
}

/** A sum in single precision, as the kernels add. */
const sum = (values: readonly number[]) => values.reduce((s, value) => Math.fround(s + value), 0);

/** Computes a step anew from its parts; returns its spikes. */
function expectOwnNumbers(seen: Inspection, t: number): number {
  const step = stepArithmetic(seen, t, Number.POSITIVE_INFINITY);
  const inOrder = step.largest.toSorted((one, other) => one.input - other.input);
  expect(step.drive).toBe(sum(inOrder.map(({ weight }) => weight)));
  // The retentions are the library's defaults.
  const current = Math.fround(Math.fround(0.75) * step.currentBefore);
  expect(step.current).toBe(Math.fround(current + step.drive));
  const kept = Math.fround(Math.fround(0.97) * step.keptBefore);
  expect(step.potential).toBe(Math.fround(kept + step.current));
  expect(step.potential).toBe(seen.potential[t]);
  const soft = layers[seen.layer]?.reset === 'soft';
  const after = soft ? Math.fround(step.potential - seen.threshold) : 0;
  expect(step.kept).toBe(step.fires ? after : step.potential);
  const raster = seen.layers[seen.layer];
  const fired = raster?.columns.subarray(raster.offsets[t], raster.offsets[t + 1]);
  expect(step.fires).toBe(fired?.includes(seen.neuron));
  return step.fires ? 1 : 0;
}

test('before the first report no epoch is known, then each neuron has its count', async () => {
  expect(server.trace(recording, 0, 0).epochSpikes).toEqual([]);
  await server.step('epoch');
  const { epochSpikes } = server.trace(recording, 0, 0);
  expect(epochSpikes.map((layer) => layer.length)).toEqual([24, 12, 10]);
  expect(Math.max(...(epochSpikes[0] ?? []))).toBeGreaterThan(0);
});

test('the dead of the last report are those without a spike in it', async () => {
  const dead: number[][] = [];
  server.listen((event) => {
    if (event.type === 'epoch') dead.push(event.report.dead);
  });
  await server.step('epoch');
  const { epochSpikes } = server.trace(recording, 0, 0);
  const silent = epochSpikes.map((layer) => layer.filter((spikes) => spikes === 0).length);
  expect(silent).toEqual(dead.at(-1));
});

test('peaks are the highest potentials of each neuron', () => {
  everyNeuron((seen, layer) => {
    expect(seen.peaks[layer]?.[seen.neuron]).toBe(Math.max(...seen.potential));
  });
});

describe("one step's arithmetic", () => {
  test('is that of the network to the last bit, in single precision', () => {
    let spikes = 0;
    everyNeuron((seen) => {
      for (let t = 0; t < seen.potential.length; t++) spikes += expectOwnNumbers(seen, t);
    });
    expect(spikes).toBeGreaterThan(100);
  });

  test('as it is shown adds up to the shown sum, largest weights first', () => {
    let longest = 0;
    everyNeuron((seen) => {
      for (let t = 0; t < seen.potential.length; t++) {
        const { largest, others, othersSum, drive } = stepArithmetic(seen, t, 5);
        const sizes = largest.map(({ weight }) => Math.abs(weight));
        expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
        const shown = [...largest.map(({ weight }) => weight), othersSum].map((value) =>
          Math.round(Number(shownNumber(value).replace('−', '-')) * 10_000),
        );
        const total = Math.round(Number(shownNumber(drive).replace('−', '-')) * 10_000);
        expect(shown.reduce((one, other) => one + other, 0)).toBe(total);
        // With nothing left over, only rounding is.
        if (others === 0) expect(Math.abs(othersSum)).toBeLessThanOrEqual(0.00031);
        longest = Math.max(longest, others);
      }
    });
    expect(longest).toBeGreaterThan(5);
  });

  test('has gradients whose negative sum is the gradient of the threshold', () => {
    let moved = 0;
    everyNeuron((seen) => {
      let gradient = 0;
      for (let t = seen.potential.length - 1; t >= 0; t--) {
        gradient = Math.fround(gradient - (stepArithmetic(seen, t, 0).gradient ?? 0));
      }
      expect(seen.thresholdGradient).toBe(gradient);
      moved += gradient === 0 ? 0 : 1;
    });
    expect(moved).toBeGreaterThan(30);
  });
});

test('a recording of no known class has no gradient', () => {
  const seen = server.inspect({ ...recording, label: -1 }, 0, 0);
  expect(seen.potentialGradient).toHaveLength(0);
  expect(seen.thresholdGradient).toBe(0);
  expect(stepArithmetic(seen, 5, 3).gradient).toBeUndefined();
});

test('numbers are shown with four decimals, and zero has no sign', () => {
  expect([1.25, -0.03125, -0.00001, 12].map(shownNumber)).toEqual([
    '1.2500',
    '−0.0312',
    '0.0000',
    '12.0000',
  ]);
});

describe('recurrent, adapting and delayed neurons', () => {
  const cells: Partial<LayerSpec>[] = [
    {
      neurons: 20,
      initial_threshold: 1.25,
      recurrence: 'all',
      adaptation: { kind: 'threshold', retention: 0.9, strength: 0.25, coupling: 0.125 },
    },
    {
      neurons: 12,
      initial_threshold: 0.5,
      adaptation: { kind: 'current', retention: 0.9, strength: 0.25, coupling: 0 },
      retentions: 'per_neuron',
      maximum_delay: 6,
    },
    { neurons: 10, initial_threshold: 0.75 },
  ];
  const met = { spikes: 0, recurrent: 0, adapted: 0, late: 0 };
  let other: NetworkServer;

  beforeAll(async () => {
    other = await connectedTo(data);
    await other.configure({ inputs: 2312, layers: cells }, options);
    await other.step('epoch');
  });

  function expectEquations(seen: Inspection, t: number): void {
    const kind = cells[seen.layer]?.adaptation?.kind;
    const step = stepArithmetic(seen, t, Number.POSITIVE_INFINITY, kind === 'threshold');
    const { drive, recurrent = 0, adaptation = 0, current, potential } = step;
    expect(step.largest.reduce((all, { weight }) => all + weight, 0)).toBeCloseTo(drive, 4);
    const leaked = seen.currentRetention * step.currentBefore;
    expect(current).toBeCloseTo(leaked + drive + recurrent, 4);
    const less = kind === 'current' ? adaptation : 0;
    expect(potential).toBeCloseTo(seen.membraneRetention * step.keptBefore + current - less, 4);
    const raster = seen.layers[seen.layer];
    const fired = raster?.columns.subarray(raster.offsets[t], raster.offsets[t + 1]);
    expect(step.fires).toBe(fired?.includes(seen.neuron));
    met.spikes += Number(step.fires);
    met.recurrent += Number(recurrent !== 0);
    met.adapted += Number(adaptation !== 0);
    met.late += Number(seen.delays !== undefined && drive !== 0);
  }

  test('are shown with the numbers of the run', () => {
    for (const [layer, { neurons = 0 }] of cells.entries()) {
      for (let neuron = 0; neuron < neurons; neuron++) {
        const seen = other.inspect(recording, layer, neuron);
        for (let t = 0; t < 40; t++) expectEquations(seen, t);
      }
    }
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(20);
  });
});
