/** What the page's first module leaves to another one, and what it does not. */
import { expect, test } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import type { NetworkServer } from '../../bindings/src/network_server';
import type { EpochReport } from '../../bindings/src/types';
import { connectedTo } from './connected';

async function serverWithData(): Promise<NetworkServer> {
  const data = new DataServer();
  await data.load({ kind: 'builtin', trainCount: 10, testCount: 5, seed: 1 });
  return connectedTo(data);
}

const options = { bins: { steps: 20, bin_us: 15_000 }, batch: 5 };

const plain = { inputs: 2312, layers: [{ neurons: 8 }, { neurons: 10 }] };

/** The reports of so many epochs. */
async function trained(server: NetworkServer, spec: object, epochs = 2): Promise<EpochReport[]> {
  const reports: EpochReport[] = [];
  server.listen((event) => {
    if (event.type === 'epoch') reports.push({ ...event.report, ms_per_sample: 0 });
  });
  await server.configure(spec as never, options);
  await server.play(epochs);
  return reports;
}

test.each([
  ['recurrence', { recurrence: 'others' }],
  ['adaptation', { adaptation: { kind: 'threshold' } }],
  ['trained retentions', { retentions: 'per_neuron' }],
  ['delays', { maximum_delay: 5 }],
  ['dropout', { dropout: 0.25 }],
])('a network with %s trains, in the module that has it', async (_, cell) => {
  const server = await serverWithData();
  const spec = { ...plain, layers: [{ neurons: 8 }, { neurons: 10, ...cell }] };
  const reports = await trained(server, spec);
  expect(reports.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  const checkpoint = server.checkpoint();
  const other = await serverWithData();
  expect((await other.resume(checkpoint)).last).toMatchObject({ epoch: 2 });
});

test('the larger module gives any other network the same bits', async () => {
  const server = await serverWithData();
  const first = await trained(server, plain);
  await trained(server, { ...plain, layers: [{ neurons: 8, recurrence: 'all' }, { neurons: 10 }] });
  expect(await trained(server, plain)).toEqual(first);
});

test('what the larger module refuses, too, leaves the network as it was', async () => {
  const server = await serverWithData();
  await trained(server, plain);
  const layers = [{ neurons: 8, dropout: 2 }, { neurons: 10 }];
  await expect(server.configure({ inputs: 2312, layers } as never, options)).rejects.toThrow(
    /layers\[0\]\.dropout is 2/,
  );
  await server.play(1);
  expect(server.thresholds(0)).toHaveLength(8);
});

test('a neuron that recurs and adapts is looked into', async () => {
  const server = await serverWithData();
  const first = { neurons: 8, recurrence: 'others', adaptation: { kind: 'threshold' } };
  const layers = [first, { neurons: 10, maximum_delay: 4 }];
  await trained(server, { inputs: 2312, layers });
  const recording = { times: Uint32Array.of(0), channels: Uint32Array.of(7), label: 1, name: '' };
  const seen = server.inspect(recording, 0, 3);
  expect(seen.recurrentWeights).toHaveLength(8);
  expect(seen.recurrentWeights?.[3]).toBe(0);
  expect(seen.recurrentDrive).toHaveLength(20);
  expect(seen.adaptation).toHaveLength(20);
  expect(seen.delays).toBeUndefined();
  expect(server.inspect(recording, 1, 0).delays).toHaveLength(8);
});

test('the first module reads outputs by their potential', async () => {
  const server = await serverWithData();
  const layers = [{ neurons: 8 }, { neurons: 10 }];
  const { spec } = await server.configure(
    { inputs: 2312, layers, readout: 'mean_potential' },
    options,
  );
  expect(spec.readout).toBe('mean_potential');
});
