/** DVS128 Gesture's files, read as a page reads them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { RouseError } from '../../bindings/src/errors';
import type { DataOptions, SourceFile } from '../../bindings/src/types';
import { zh } from '../../web/src/messages/zh';
import {
  aedat,
  gesture,
  members,
  npy,
  recordingOf,
  tableHeader,
  tonicRows,
} from '../command/gestures';
import { connectedTo } from './connected';

const realData = join(import.meta.dirname, '../../../shared/data/dvsgesture');
const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

type Files = Record<string, Uint8Array | string>;
const bytesOf = (content: Uint8Array | string) =>
  (typeof content === 'string'
    ? new TextEncoder().encode(content)
    : content) as Uint8Array<ArrayBuffer>;
const source = (files: Files) => ({
  kind: 'files' as const,
  files: Object.entries(files).map(([path, content]) => ({
    path,
    file: new Blob([bytesOf(content)]),
  })),
});
const zipped = (files: Files) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytesOf(text)])));

function pair(name: string, labels: readonly number[]): Files {
  const { events, table } = recordingOf(labels);
  return { [`${name}.aedat`]: events, [`${name}_labels.csv`]: table };
}

/** The error's code and message, or that there was none. */
async function refusal(files: Files, options: DataOptions = {}): Promise<string> {
  try {
    await new DataServer().load(source(files), options);
    return 'loaded';
  } catch (error) {
    return error instanceof RouseError ? `${error.code}: ${error.message}` : `untyped: ${error}`;
  }
}

describe('gestures', () => {
  test('are cut by the table that is dropped with their recording, and pooled', async () => {
    const data = new DataServer();
    const shares: number[] = [];
    const prepared = await data.load(source(pair('user01_led', [...all, ...all])), {}, (_, share) =>
      shares.push(share),
    );
    expect([...prepared.train.labels, ...prepared.test.labels].sort((a, b) => a - b)).toEqual(
      all.flatMap((label) => [label, label]),
    );
    expect(prepared.train.shape).toEqual({ width: 32, height: 32, polarities: 2 });
    expect(prepared.train.classCount).toBe(11);
    expect(prepared.pool).toBe(4);
    expect(prepared.heldOut).toBe(0.2);
    expect(prepared.about?.kind).toBe('dvsgesture');
    expect(prepared.about?.classNames[1]).toBe('right hand wave');
    expect(prepared.about?.classNames).toHaveLength(11);
    // They have names in Chinese.
    for (const name of prepared.about?.classNames ?? []) expect(zh.className(name)).not.toBe(name);
    expect(Math.max(...shares)).toBeCloseTo(1);
    expect(shares.every((share, i) => share >= (shares[i - 1] ?? 0))).toBe(true);
    const index = prepared.train.labels.indexOf(2);
    const { times, channels } = data.recording('train', index);
    const made = gesture(2, 0);
    expect([...times]).toEqual(made.map(({ t }) => t));
    expect([...channels]).toEqual(
      made.map(({ x, y, p }) => (p * 32 + Math.floor(y / 4)) * 32 + Math.floor(x / 4)),
    );
  });

  test('are as wide and as long as is asked for, and selected anew where that changes', async () => {
    const data = new DataServer();
    const files = source(pair('user01_led', [...all, ...all]));
    const first = await data.load(files, { pool: 1, firstMs: 100 });
    expect(first.train.shape.width).toBe(128);
    expect(first.train.events).toBe(100 * first.train.labels.length);
    const second = await data.select({ pool: 2 });
    expect(second.train.shape.width).toBe(64);
    expect(second.train.events).toBe(300 * second.train.labels.length);
    expect((await data.select({ pool: 2, classes: [1, 2] })).train.labels).toHaveLength(2);
    await expect(data.select({ pool: 3 })).rejects.toThrow('128');
    // What was loaded stays.
    expect(data.recording('train', 0).times).toHaveLength(300);
  });

  test('are apart by users, folders and lists, from folders and zips', async () => {
    const release = { ...pair('user03_lab', all), ...pair('user24_led', [0, 3]) };
    const sizes = async (files: Files) => {
      const { train, test, heldOut } = await new DataServer().load(source(files));
      return [train.labels.length, test.labels.length, heldOut];
    };
    expect(await sizes(release)).toEqual([11, 2, 0]);
    const folder = Object.entries(release).map(([path, content]) => [`d/${path}`, content]);
    expect(await sizes({ 'd.zip': zipped(Object.fromEntries(folder)) })).toEqual([11, 2, 0]);
    const listed = Object.fromEntries(folder);
    listed['d/trials_to_train.txt'] = 'user24_led.aedat\n';
    listed['d/trials_to_test.txt'] = 'user03_lab.aedat\r\n';
    expect(await sizes(listed)).toEqual([2, 11, 0]);
    const { events } = recordingOf([4]);
    const classes = {
      'train/4/a.aedat': events,
      'train/5/a.aedat': events,
      'test/4/b.aedat': events,
    };
    expect(await sizes(classes)).toEqual([2, 1, 0]);
  });

  test('are read from arrays as Tonic and SpikingJelly keep them', async () => {
    const data = new DataServer();
    const npz = zipped(members(gesture(3, 5000)));
    const prepared = await data.load(
      source({
        'g/train/3/user01.npz': npz,
        'g/train/4/user01.npy': tonicRows(gesture(4, 5000)),
        'g/train/mean.npy': npy("'<f8'", '(1,)', new Uint8Array(8)),
        'g/test/3/user24.npz': npz,
      }),
      { pool: 1 },
    );
    expect([...prepared.train.labels]).toEqual([3, 4]);
    expect([...prepared.test.labels]).toEqual([3]);
    expect(prepared.train.warnings.join()).toContain('g/train/mean.npy: left out');
    for (const index of [0, 1]) {
      const made = gesture(3 + index, 0);
      const { times, channels } = data.recording('train', index);
      expect([...times]).toEqual(made.map(({ t }) => t));
      expect([...channels]).toEqual(made.map(({ x, y, p }) => (p * 128 + y) * 128 + x));
    }
    const again = await new DataServer().load(
      source({
        'g.zip': zipped({ '3/a.npz': npz, '4/a.npz': npz, '3/b.npz': npz, '4/b.npz': npz }),
      }),
    );
    expect(again.train.labels.length + again.test.labels.length).toBe(4);
  });

  test('that are wrong are refused with the place and the remedy', async () => {
    const { events, table } = recordingOf(all);
    const cases: [Files, RegExp][] = [
      [{ 'user01_led.aedat': events }, /^bad_format: user01_led\.aedat: .*user01_led_labels\.csv/],
      [{ 'user01_led_labels.csv': table }, /^no_recordings: .*table only; load user01_led\.aedat/],
      [
        { 'a.aedat': events, 'a_labels.csv': `${tableHeader}12,0,100\n` },
        /^bad_format: a_labels\.csv.*line 2.*12/,
      ],
      [
        { 'a.aedat': events.slice(0, events.length - 5), 'a_labels.csv': table },
        /^bad_format: a\.aedat.*byte \d+/,
      ],
      [
        { 'a.aedat': 'no such file', 'a_labels.csv': table },
        /^bad_format: a\.aedat.*(byte|AER-DAT)/,
      ],
      [
        {
          'z.zip': zipped({
            'a.aedat': events.slice(0, events.length - 5),
            'a_labels.csv': table,
          }),
        },
        /^bad_format: z\.zip\/a\.aedat.*byte \d+/,
      ],
      [{ '3/a.npy': new Uint8Array(40), '4/a.npy': new Uint8Array(40) }, /^bad_format: 3\/a\.npy/],
      [{ '3/a.npz': bytesOf('PK\u0003\u0004 and no more') }, /^bad_format: 3\/a\.npz/],
    ];
    for (const [files, expected] of cases) expect(await refusal(files)).toMatch(expected);
  });

  test('longer than a piece are read in pieces, not as a whole', async () => {
    // 16 MB of which three quarters are not in the table.
    const events = aedat(gesture(1, 0, 2_000_000).map((event, i) => ({ ...event, t: i * 2 })));
    const table = `${tableHeader}2,0,1000000\n3,1000000,1100000\n2,1100000,1200000\n`;
    const pieces: number[] = [];
    class Watched extends Blob {
      override slice(start = 0, end = this.size): Blob {
        pieces.push(end - start);
        return super.slice(start, end);
      }
      override arrayBuffer(): Promise<ArrayBuffer> {
        throw new Error('it was read as a whole');
      }
    }
    const files: SourceFile[] = [
      { path: 'a.aedat', file: new Watched([events as Uint8Array<ArrayBuffer>]) },
      { path: 'a_labels.csv', file: new Blob([table]) },
    ];
    const prepared = await new DataServer().load({ kind: 'files', files });
    expect((prepared.train.events ?? 0) + (prepared.test.events ?? 0)).toBe(600_000);
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(1 << 22);
  });

  test('pixels of other files are made one and recordings shortened, too', async () => {
    // N-MNIST: x, y, and polarity and time in 24 bits; an event each 10 ms on the diagonal.
    const bytes = new Uint8Array(20 * 5);
    for (let i = 0; i < 20; i++) {
      const time = i * 10_000;
      bytes.set([i, i, 128 | (time >> 16), (time >> 8) & 255, time & 255], i * 5);
    }
    const files: Files = {};
    for (const digit of [1, 2]) for (const i of [0, 1]) files[`n/${digit}/${i}.bin`] = bytes;
    const data = new DataServer();
    const whole = await data.load(source(files));
    expect(whole.train.shape.width).toBe(34);
    expect(whole.pool).toBeUndefined();
    const halved = await data.select({ pool: 2, firstMs: 100 });
    expect(halved.train.shape).toEqual({ width: 17, height: 17, polarities: 2 });
    expect(halved.pool).toBe(2);
    const { times, channels } = data.recording('test', 0);
    expect([...times]).toEqual(Array.from({ length: 10 }, (_, i) => i * 10_000));
    expect([...channels]).toEqual(
      Array.from({ length: 10 }, (_, i) => (17 + (i >> 1)) * 17 + (i >> 1)),
    );
    await expect(data.select({ pool: 3 })).rejects.toThrow(/34/);
    // Digits that are made here stay as they are.
    const builtin = { kind: 'builtin', trainCount: 20, testCount: 10, seed: 1 } as const;
    const made = await data.load(builtin, { pool: 2, firstMs: 100 });
    expect(made.train.shape.width).toBe(34);
  });

  test('stop being read when that is cancelled', async () => {
    const data = new DataServer();
    const files = source(pair('user01_led', [...all, ...all]));
    await expect(data.load(files, {}, () => data.cancel())).rejects.toThrow('cancelled');
  });

  test.skipIf(!existsSync(realData))('of two people are read and learnt from', async () => {
    const data = new DataServer();
    const files: Files = {};
    for (const name of readdirSync(realData)) {
      files[name] = Uint8Array.from(readFileSync(join(realData, name)));
    }
    const prepared = await data.load(source(files), { firstMs: 1500 });
    // Each class is there once: what is trained on is tested on.
    for (const { labels } of [prepared.train, prepared.test]) {
      expect([...labels].sort((a, b) => a - b)).toEqual(all.slice(0, 10));
    }
    expect(prepared.heldOut).toBe(0);
    expect(prepared.train.warnings.join()).toContain('no class has two recordings');
    expect(prepared.train.shape).toEqual({ width: 32, height: 32, polarities: 2 });
    const server = await connectedTo(data);
    const layer = { neurons: 11 };
    await server.configure(
      { inputs: 2048, layers: [layer] },
      { bins: { steps: 75, bin_us: 20000 } },
    );
    await server.step('epoch');
    const { scores } = server.trace(data.recording('test', 3), 0, 0);
    expect(scores).toHaveLength(11);
  });
});
