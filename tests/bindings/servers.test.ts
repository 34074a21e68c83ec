import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { RouseError } from '../../bindings/src/errors';
import { typed } from '../../bindings/src/module';
import { NetworkServer } from '../../bindings/src/network_server';
import { expose } from '../../bindings/src/rpc';
import type { StartShardWorker } from '../../bindings/src/shard_crew';
import { ShardServer } from '../../bindings/src/shard_server';
import type { NetworkEvent, PreparedData } from '../../bindings/src/types';

const spec = { inputs: 2312, layers: [{ neurons: 24 }, { neurons: 10 }] };
const options = {
  bins: { steps: 20, bin_us: 15000 },
  adam: { learning_rate: 0.0002, threshold_learning_rate: 0.1 },
  batch: 10,
};

let data: DataServer;
let info: PreparedData;

beforeAll(async () => {
  data = new DataServer();
  info = await data.load({ kind: 'builtin', trainCount: 40, testCount: 20, seed: 1 });
});

async function network(
  startShardWorker?: StartShardWorker,
): Promise<{ server: NetworkServer; events: NetworkEvent[] }> {
  const server = new NetworkServer(startShardWorker);
  const events: NetworkEvent[] = [];
  server.listen((event) => events.push(event));
  const { port1, port2 } = new MessageChannel();
  const received = server.receive(port2 as unknown as MessagePort);
  data.send(port1 as unknown as MessagePort);
  await received;
  return { server, events };
}

/** What a worker that serves shards is to its owner, in this thread. */
class ShardWorkerDouble extends EventTarget {
  readonly #port: MessagePort;
  closed = false;

  constructor() {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    expose(new ShardServer(), port2);
    port1.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent('message', { data }));
    port2.start();
  }
  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }
  terminate(): void {
    this.closed = true;
    this.#port.close();
  }
  die(): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
  }
}

async function errorOf(work: () => unknown): Promise<RouseError> {
  try {
    await work();
  } catch (error) {
    const known = typed(error);
    if (known instanceof RouseError) return known;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('DataServer', () => {
  test('tells what the data is', () => {
    expect(info.train.shape).toEqual({ width: 34, height: 34, polarities: 2 });
    expect(info.train.classCount).toBe(10);
    expect(info.train.labels.length).toBe(40);
    expect(info.test.labels.length).toBe(20);
    expect(info.train.events).toBeNull();
  });

  test('gives recordings whose times never decrease', () => {
    const { times, channels, label } = data.recording('test', 3);
    expect(times.length).toBeGreaterThan(1000);
    expect(times.length).toBe(channels.length);
    expect(times.every((t, i) => i === 0 || t >= (times[i - 1] ?? 0))).toBe(true);
    expect(label).toBe(info.test.labels[3]);
  });

  test('names a sample that is not there', async () => {
    const error = await errorOf(() => data.recording('test', 20));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain('sample 20');
  });

  test('selects classes and a number of each, and goes back to all', async () => {
    const own = new DataServer();
    await own.load({ kind: 'builtin', trainCount: 40, testCount: 20, seed: 1 });
    const some = await own.select({ classes: [2, 7], perClass: 3 });
    expect([...new Set(some.train.labels)].sort()).toEqual([2, 7]);
    expect(some.train.labels.length).toBe(6);
    const all = await own.select({});
    expect(all.train.labels.length).toBe(40);
  });

  test('reads a folder, holds out a fifth and warns of what it cannot read', async () => {
    const good = recordingBytes(300);
    const files = ['3/a.bin', '3/b.bin', '4/a.bin', '4/b.bin'].map((path) => ({
      path,
      file: new Blob([good]),
    }));
    files.push({ path: '4/bad.bin', file: new Blob([Uint8Array.of(1, 2)]) });
    const own = new DataServer();
    const read = await own.load({ kind: 'files', files });
    expect(read.train.labels.length + read.test.labels.length).toBe(4);
    expect(read.note).toContain('held out');
    expect(read.train.warnings.join()).toContain('4/bad.bin');
  });

  test('names file, offset and reason when no recording is usable', async () => {
    const outside = recordingBytes(300);
    outside.fill(200, 0, 100);
    for (const path of ['3/bad.bin', 'Test/3/bad.bin']) {
      const files = [{ path, file: new Blob([outside]) }];
      const error = await errorOf(() => new DataServer().load({ kind: 'files', files }));
      expect(error.code).toBe('no_recordings');
      expect(error.message).toContain('1 unreadable');
      expect(error.message).toContain(`${path}, byte 0: x 200`);
    }
  });

  test('holds recordings out and says why when the test recordings are unusable', async () => {
    const files = [
      ...['3/a.bin', '3/b.bin'].map((path) => ({ path, file: new Blob([recordingBytes(300)]) })),
      { path: 'Test/3/empty.bin', file: new Blob([]) },
    ];
    const read = await new DataServer().load({ kind: 'files', files });
    expect(read.test.labels.length).toBe(1);
    expect(read.note).toContain('held out');
    expect(read.train.warnings.join()).toContain('Test/3/empty.bin, byte 0');
  });

  test('reads files of no known class only when none has one', async () => {
    const bytes = new Uint8Array([3, 4, 128, 0, 9]);
    const file = (path: string, content = bytes) => ({ path, file: new Blob([content]) });
    const { recordings, warnings } = await data.unlabelled([
      file('a.bin'),
      file('notes.txt'),
      file('cut.bin', new Uint8Array(2)),
    ]);
    expect(recordings).toEqual([
      {
        times: Uint32Array.of(9),
        channels: Uint32Array.of(34 * 34 + 4 * 34 + 3),
        label: -1,
        name: 'a.bin',
      },
    ]);
    expect(warnings).toEqual([expect.stringMatching(/^cut\.bin, byte 0: .*left out$/)]);
    expect(await data.unlabelled([file('a.bin'), file('7/b.bin')])).toEqual({
      recordings: [],
      warnings: [],
    });
    const error = await errorOf(() => data.unlabelled([file('cut.bin', new Uint8Array(2))]));
    expect(error.code).toBe('no_recordings');
    expect(error.message).toContain('cut.bin');
  });

  test('keeps what it has when other files cannot be read', async () => {
    const own = new DataServer();
    await own.load({ kind: 'builtin', trainCount: 20, testCount: 10, seed: 1 });
    const files = [{ path: 'broken.zip', file: new Blob(['no zip']) }];
    const error = await errorOf(() => own.load({ kind: 'files', files }));
    expect(error.code).toBe('bad_format');
    expect(error.message).toContain('broken.zip');
    expect(own.recording('train', 0).times.length).toBeGreaterThan(0);
  });
});

describe('NetworkServer', () => {
  test('needs data before it can be configured', async () => {
    const error = await errorOf(() => new NetworkServer().configure(spec, options));
    expect(error.code).toBe('no_recordings');
  });

  test('fills in the defaults of spec and options', async () => {
    const { server } = await network();
    const complete = await server.configure(spec, options);
    expect(complete.spec.layers[0]?.surrogate.kind).toBe('exponential');
    expect(complete.options.loss.true_rate).toBe(0.2);
    expect(complete.options.batch).toBe(10);
  });

  test('keeps the former network when a spec is refused', async () => {
    const { server } = await network();
    await server.configure(spec, options);
    await server.step('batch');
    const before = server.saveModel();
    const wrong = { ...spec, layers: [{ neurons: 0 }, { neurons: 10 }] };
    const error = await errorOf(() => server.configure(wrong, options));
    expect(error.code).toBe('invalid_value');
    expect(error.message).toContain('neurons');
    expect(server.saveModel()).toEqual(before);
  });

  test('steps one batch at a time and tells of the last one', async () => {
    const { server, events } = await network();
    await server.configure(spec, options);
    for (const batch of [0, 1]) {
      await server.step('batch');
      const steps = events.filter((event) => event.type === 'step');
      expect(steps.at(-1)?.report).toMatchObject({ phase: 'train', epoch: 1, batch });
    }
    expect(events.at(-1)).toEqual({ type: 'state', state: 'paused' });
  });

  test('steps to the end of an epoch and its test', async () => {
    const { server, events } = await network();
    await server.configure(spec, options);
    await server.step('epoch');
    const epochs = events.filter((event) => event.type === 'epoch');
    expect(epochs.map((event) => event.report.epoch)).toEqual([0, 1]);
    expect(epochs[1]?.report.confusion.reduce((sum, n) => sum + n, 0)).toBe(20);
  });

  test('is trained to the same bits whether paused or not', async () => {
    const { server: one } = await network();
    await one.configure(spec, options);
    await one.play(2);
    const { server: other } = await network();
    await other.configure(spec, options);
    await other.step('batch');
    const playing = other.play(2);
    await other.pause();
    await playing;
    const checkpoint = other.checkpoint();
    const { server: third } = await network();
    await third.resume(checkpoint);
    while (third.thresholdHistory(0, 0).steps.at(-1) !== 8) await third.step('batch');
    expect(third.saveModel()).toEqual(one.saveModel());
  });

  describe('with shards', () => {
    const parted = { ...options, shards: 2 };
    const helpers: ShardWorkerDouble[] = [];
    const start = () => {
      const helper = new ShardWorkerDouble();
      helpers.push(helper);
      return helper as unknown as Worker;
    };

    beforeEach(() => {
      helpers.length = 0;
      vi.stubGlobal('navigator', { hardwareConcurrency: 4 });
    });
    afterEach(() => {
      for (const helper of helpers) helper.terminate();
      vi.unstubAllGlobals();
    });

    async function trained(server: NetworkServer): Promise<Uint8Array> {
      await server.configure(spec, parted);
      await server.play(2);
      return server.saveModel();
    }

    test('is trained to the same bits with another worker as alone', async () => {
      const { server: alone } = await network();
      const { server: helped } = await network(start);
      const expected = await trained(alone);
      expect(await trained(helped)).toEqual(expected);
      expect(helpers.length).toBe(1);
    });

    test('play waits for the other worker even if nobody waited for the configuration', async () => {
      const { server: alone } = await network();
      const expected = await trained(alone);
      const { server, events } = await network(start);
      const configured = server.configure(spec, parted);
      // As messages come: after the tasks at hand, before the worker has answered.
      await new Promise((resolve) => setTimeout(resolve));
      await server.play(2);
      await configured;
      expect(events.filter((event) => event.type === 'failed')).toEqual([]);
      expect(helpers[0]?.closed).toBe(false);
      expect(server.saveModel()).toEqual(expected);
    });

    test('starts no more workers than there are cores, and none for one shard', async () => {
      const { server } = await network(start);
      await server.configure(spec, { ...options, shards: 64 });
      expect(helpers.length).toBe(3);
      await server.configure(spec, options);
      expect(helpers.map((helper) => helper.closed)).toEqual([true, true, true]);
    });

    test('goes on alone, to the same bits, when a worker dies', async () => {
      const { server: alone } = await network();
      const expected = await trained(alone);
      const { server, events } = await network(start);
      await server.configure(spec, parted);
      await server.step('batch');
      helpers[0]?.die();
      await server.step('batch');
      expect(helpers[0]?.closed).toBe(true);
      await server.play(2);
      expect(events.filter((event) => event.type === 'failed')).toEqual([]);
      expect(server.saveModel()).toEqual(expected);
    });
  });

  test('traces a recording: rasters, a potential and its threshold', async () => {
    const { server } = await network();
    await server.configure(spec, options);
    const trace = server.trace(data.recording('test', 0), 0, 5);
    expect(trace.input.offsets.length).toBe(21);
    expect(trace.layers.map((layer) => layer.neurons)).toEqual([24, 10]);
    expect(trace.potential.length).toBe(20);
    expect(trace.threshold).toBe(1.25);
    const spikes = [...trace.potential].flatMap((v, t) => (v >= trace.threshold ? [t] : []));
    const raster = trace.layers[0];
    const bins = spikes.filter((t) =>
      raster?.columns.subarray(raster.offsets[t], raster.offsets[t + 1]).includes(5),
    );
    expect(bins).toEqual(spikes);
  });

  test('remembers how a threshold moved', async () => {
    const { server } = await network();
    await server.configure(spec, options);
    await server.play(3);
    const history = server.thresholdHistory(1, 2);
    expect([...history.steps]).toEqual([...Array(13).keys()]);
    expect(history.values[0]).toBe(1.25);
    expect(history.values.at(-1)).toBe(server.thresholds(1)[2]);
  });

  test('writes models with the spec in their metadata', async () => {
    const { server } = await network();
    await server.configure(spec, options);
    const bytes = server.saveModel();
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(JSON.parse(header.__metadata__.network).inputs).toBe(2312);
    expect(header['layers.0.weight'].shape).toEqual([2312, 24]);
  });
});

test('the codes of errors are those of the library', () => {
  const header = readFileSync('core/include/rouse/error.hpp', 'utf8');
  const codes = [...header.matchAll(/^ {2}(\w+), +\/\/\/</gm)].map((match) => match[1]);
  expect(codes.length).toBeGreaterThan(3);
  for (const code of codes) {
    expect(typed(Object.assign(new Error('why'), { code }))).toBeInstanceOf(RouseError);
  }
});

/** A recording of `count` events on a diagonal, in N-MNIST's bytes. */
function recordingBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count * 5);
  for (let i = 0; i < count; i++) {
    const time = i * 900;
    bytes.set(
      [i % 34, i % 33, ((i % 2) << 7) | (time >> 16), (time >> 8) & 255, time & 255],
      i * 5,
    );
  }
  return bytes;
}
