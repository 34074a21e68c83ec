/** What the page's first module leaves out, and what it does not. */
import { expect, test } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { NetworkServer } from '../../bindings/src/network_server';

async function serverWithData(): Promise<NetworkServer> {
  const data = new DataServer();
  await data.load({ kind: 'builtin', trainCount: 10, testCount: 5, seed: 1 });
  const server = new NetworkServer();
  const { port1, port2 } = new MessageChannel();
  const received = server.receive(port2 as unknown as MessagePort);
  data.send(port1 as unknown as MessagePort);
  await received;
  return server;
}

const options = { bins: { steps: 20, bin_us: 15_000 }, batch: 5 };

test('the first module names the layer whose cells it was built without', async () => {
  const server = await serverWithData();
  const layers = [{ neurons: 8 }, { neurons: 10, dropout: 0.25 }];
  await expect(server.configure({ inputs: 2312, layers } as never, options)).rejects.toThrow(
    /layers\[1\] has recurrence, adaptation, .* built without/,
  );
  await server.configure({ inputs: 2312, layers: [{ neurons: 10 }] }, options);
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
