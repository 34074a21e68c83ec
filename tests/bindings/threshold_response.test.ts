/** What the introduction says a neuron does with another threshold, against the core. */
import { beforeAll, expect, test } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { NetworkServer } from '../../bindings/src/network_server';
import type { Inspection, Recording } from '../../bindings/src/types';
import { respond } from '../../web/src/threshold_response';

const neurons = 32;
const retention = 0.97;
let server: NetworkServer;
let recording: Recording;

beforeAll(async () => {
  const data = new DataServer();
  await data.load({ kind: 'builtin', trainCount: 10, testCount: 10, seed: 1 });
  server = new NetworkServer();
  const { port1, port2 } = new MessageChannel();
  const received = server.receive(port2 as unknown as MessagePort);
  data.send(port1 as unknown as MessagePort);
  await received;
  recording = data.recording('test', 3);
});

async function inspectAll(threshold: number): Promise<Inspection[]> {
  const layer = { initial_threshold: threshold, membrane_retention: retention };
  const layers = [neurons, 10].map((size) => ({ ...layer, neurons: size }));
  await server.configure({ inputs: 2312, layers }, {});
  return Array.from({ length: neurons }, (_, neuron) => server.inspect(recording, 0, neuron));
}

function spikesOf({ layers: [raster], neuron, potential }: Inspection): number[] {
  return [...potential.keys()].filter((bin) =>
    raster?.columns.subarray(raster.offsets[bin], raster.offsets[bin + 1]).includes(neuron),
  );
}

test('from the current at one threshold follows the response at any other, to the bit', async () => {
  const before = await inspectAll(5);
  for (const threshold of [0.3, 2, 5, 9]) {
    const after = await inspectAll(threshold);
    let spikes = 0;
    for (const [neuron, seen] of after.entries()) {
      const response = respond(before[neuron]?.current ?? seen.current, retention, threshold);
      expect(response.potential).toEqual(seen.potential);
      expect(response.spikes).toEqual(spikesOf(seen));
      spikes += response.spikes.length;
    }
    expect(spikes).toBeGreaterThan(0);
  }
});

test('what never ends in a spike keeps adding up', () => {
  const { potential, spikes } = respond(Float32Array.of(1, 0, 1), 0.5, Number.POSITIVE_INFINITY);
  expect([...potential]).toEqual([1, 0.5, 1.25]);
  expect(spikes).toEqual([]);
});
