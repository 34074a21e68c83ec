/** Keeping a run in the browser's storage and going on with it. */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { NetworkServer } from '../../bindings/src/network_server';

const stored = new Map<string, unknown>();
let full = false;
vi.mock('../../bindings/src/storage', () => ({
  readStored: async (key: string) => structuredClone(stored.get(key)),
  writeStored: async (key: string, value: unknown) => {
    // A store clones what it takes only once it is open.
    await new Promise((resolve) => setTimeout(resolve));
    if (full) throw new DOMException('no room', 'QuotaExceededError');
    stored.set(key, structuredClone(value));
  },
}));

const spec = { inputs: 2312, layers: [{ neurons: 24 }, { neurons: 10 }] };
const options = {
  bins: { steps: 20, bin_us: 15000 },
  adam: { learning_rate: 0.0002, threshold_learning_rate: 0.1 },
  batch: 10,
};

let data: DataServer;

beforeAll(async () => {
  data = new DataServer();
  await data.load({ kind: 'builtin', trainCount: 40, testCount: 20, seed: 1 });
});

beforeEach(() => {
  stored.clear();
  full = false;
});

async function network(): Promise<NetworkServer> {
  const server = new NetworkServer();
  server.listen(() => {});
  const { port1, port2 } = new MessageChannel();
  const received = server.receive(port2 as unknown as MessagePort);
  data.send(port1 as unknown as MessagePort);
  await received;
  return server;
}

async function configured(): Promise<NetworkServer> {
  const server = await network();
  await server.configure(spec, options);
  return server;
}

describe('a kept run', () => {
  test('goes on to the same bits as one that never stopped', async () => {
    const whole = await configured();
    await whole.play(4);

    const first = await configured();
    await first.play(2);
    await first.step('batch');
    expect(await first.keep('here a', 'run 1')).toBe(first.checkpoint().length);
    const second = await network();
    const { reports, options: rest } = await second.goOn('here a', 'run 1');
    expect(reports.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(rest.batch).toBe(10);
    await second.play(2);
    expect(second.saveModel()).toEqual(whole.saveModel());
    expect(second.thresholdHistory(0, 3)).toEqual(whole.thresholdHistory(0, 3));
    await second.keep('here a', 'run 1');
    const third = await network();
    const again = await third.goOn('here a', 'run 1');
    expect(again.reports.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4]);
  });

  test('is of one moment, however long storing takes', async () => {
    const server = await configured();
    await server.play(1);
    const playing = server.play(2);
    const keeping = server.keep('here a', 'run 1');
    await Promise.all([playing, keeping]);
    const other = await network();
    const { reports } = await other.goOn('here a', 'run 1');
    expect(reports.map(({ epoch }) => epoch)).toEqual([0, 1]);
    await other.play(2);
    expect(other.saveModel()).toEqual(server.saveModel());
  });

  test('of another name is none, and the network stays', async () => {
    const server = await configured();
    await server.step('epoch');
    await server.keep('here a', 'run 1');
    const before = server.saveModel();
    await expect(server.goOn('here a', 'run 2')).rejects.toMatchObject({ code: 'bad_format' });
    await expect(server.goOn('there a', 'run 1')).rejects.toThrow('there a: this run is not kept');
    expect(server.saveModel()).toEqual(before);
  });

  test('is refused beside other data', async () => {
    const server = await configured();
    await server.step('epoch');
    await server.keep('here a', 'run 1');
    const others = new DataServer();
    await others.load({ kind: 'builtin', trainCount: 40, testCount: 20, seed: 2 });
    const other = new NetworkServer();
    const { port1, port2 } = new MessageChannel();
    const received = other.receive(port2 as unknown as MessagePort);
    others.send(port1 as unknown as MessagePort);
    await received;
    await expect(other.goOn('here a', 'run 1')).rejects.toMatchObject({ code: 'shape_mismatch' });
  });

  test('is none when the disk is full, and training goes on', async () => {
    const server = await configured();
    await server.step('epoch');
    full = true;
    await expect(server.keep('here a', 'run 1')).rejects.toThrow('no room');
    await server.step('epoch');
    expect(stored.size).toBe(0);
  });

  test('is none when the network is too large for a visitor’s disk', async () => {
    const server = await network();
    const wide = { ...spec, layers: [{ neurons: 10000 }, { neurons: 10 }] };
    await server.configure(wide, options);
    expect(await server.keep('here a', 'run 1')).toBe(0);
    expect(stored.size).toBe(0);
  });
});
