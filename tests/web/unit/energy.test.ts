import type { EpochReport, NetworkSpec } from 'rouse-snn';
import { expect, test } from 'vitest';
import { costsOf, denseOperations, total } from '../../../web/src/energy';
import { networkSpec } from '../../../web/src/specification';
import { defaultSettings } from '../../../web/src/state';

const camera = { width: 34, height: 34, polarities: 2 };

/** With the neurons that the library fills in. */
function specOf(hidden: (number | string)[], neurons: number[], more = {}): NetworkSpec {
  const settings = { ...defaultSettings(), hidden, ...more };
  const spec = networkSpec(settings, 'b', camera, 10) as NetworkSpec;
  spec.layers.forEach((layer, index) => {
    layer.neurons = neurons[index] ?? 0;
  });
  return spec;
}

test('a dense network multiplies every weight in every bin', () => {
  // The figures of rouse eval in tests/command/train.test.ts.
  const spec = specOf(['4c5s2p2', '6c3'], [17 * 17 * 4, 8 * 8 * 6, 10]);
  expect([0, 1, 2].map((layer) => denseOperations(spec, layer, 60))).toEqual([
    60 * 17 * 17 * 4 * 50,
    60 * 8 * 8 * 6 * 36,
    60 * 384 * 10,
  ]);
});

test('recurrent weights count, and those after pooling', () => {
  const spec = specOf(['4c5s2p2', 20], [17 * 17 * 4, 20, 10], { recurrence: 'all' });
  expect(denseOperations(spec, 1, 10)).toBe(10 * 20 * (8 * 8 * 4 + 20));
});

test('energies are operations times the energy of one', () => {
  const spec = specOf([100], [100, 10]);
  const layers = [
    { firing_rate: 0.1, synaptic_operations_per_sample: 40000 },
    { firing_rate: 0.2, synaptic_operations_per_sample: 2000 },
  ];
  const costs = costsOf(spec, { layers } as EpochReport, 20) ?? [];
  expect(costs[0]).toEqual({
    spikes: 0.1 * 20 * 100,
    additions: 40000,
    energy: 36,
    multiplyAccumulates: 20 * 2312 * 100,
    denseEnergy: (20 * 2312 * 100 * 4.6) / 1000,
  });
  expect(total(costs)).toMatchObject({ additions: 42000, spikes: 240 });
  const earlier = { layers: [{ firing_rate: 0.1 }] } as EpochReport;
  expect(costsOf(spec, earlier, 20)).toBeNull();
});
