/** Data sets kept in the Origin Private File System, here one in memory. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { forgetKept, keepFiles, listKept, openKept } from '../../bindings/src/kept_data';

const root = join(import.meta.dirname, '../..');
const command = process.env.ROUSE_COMMAND ?? join(root, 'build/native/tools/rouse');
let smallPack: Uint8Array<ArrayBuffer>;

const disk = new Map<string, Uint8Array<ArrayBuffer>>();
/** Bytes that the disk still takes. */
let room = Number.POSITIVE_INFINITY;
/** Whether writing stops at some byte, as when a tab is closed. */
let dies = Number.POSITIVE_INFINITY;
let exists = false;
let written: string[] = [];

function fileHandle(name: string) {
  return {
    getFile: async () => new File([disk.get(name) ?? new Uint8Array()], name),
    createSyncAccessHandle: async () => ({
      truncate: (size: number) =>
        disk.set(name, (disk.get(name) ?? new Uint8Array()).slice(0, size)),
      write(block: Uint8Array, { at }: { at: number }) {
        const before = disk.get(name) ?? new Uint8Array();
        if (at + block.length > room) throw new DOMException('full', 'QuotaExceededError');
        if (at + block.length > dies) throw new Error('the tab was closed');
        const after = new Uint8Array(Math.max(before.length, at + block.length));
        after.set(before);
        after.set(block, at);
        disk.set(name, after);
        written.push(name);
        return block.length;
      },
      flush() {},
      close() {},
    }),
  };
}

const folder = {
  async getFileHandle(name: string, { create = false } = {}) {
    if (!disk.has(name) && !create) throw new DOMException(name, 'NotFoundError');
    if (!disk.has(name)) disk.set(name, new Uint8Array());
    return fileHandle(name);
  },
  async removeEntry(name: string) {
    if (dies < Number.POSITIVE_INFINITY) throw new Error('the tab was closed');
    if (!disk.delete(name)) throw new DOMException(name, 'NotFoundError');
  },
  async *keys() {
    yield* [...disk.keys()];
  },
};

/** One after the other, as the browser has it. */
let queue: Promise<unknown> = Promise.resolve();
let waiting = 0;
const locks = {
  request(_: string, ...rest: unknown[]) {
    const work = rest.at(-1) as (lock: object | null) => Promise<unknown>;
    const [options] = rest as [{ ifAvailable?: boolean }];
    if (options.ifAvailable && waiting > 0) return work(null);
    waiting += 1;
    const result = queue.then(() => work({}));
    queue = result.then(
      () => {
        waiting -= 1;
      },
      () => {
        waiting -= 1;
      },
    );
    return result;
  },
};

const storage = {
  estimate: async () => ({ quota: 1e9, usage: 0 }),
  getDirectory: async () => ({
    async getDirectoryHandle(_: string, { create }: { create: boolean }) {
      if (!exists && !create) throw new DOMException('none', 'NotFoundError');
      exists = true;
      return folder;
    },
  }),
};

const bytesOf = (length: number, seed = 1) =>
  Uint8Array.from({ length }, (_, index) => (index * seed) & 255);
const fileOf = (path: string, length: number, seed = 1) => ({
  path,
  file: new Blob([bytesOf(length, seed)]),
});
const pack = (seed = 1) => [fileOf('pack.rouse', 3000, seed)];

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'rouse-'));
  const path = join(folder, 'x.rouse');
  execFileSync(command, ['pack', '--count', '4', '--test-count', '2', '--out', path]);
  smallPack = Uint8Array.from(readFileSync(path));
  rmSync(folder, { recursive: true });
});

afterEach(() => vi.unstubAllGlobals());

beforeEach(() => {
  disk.clear();
  room = Number.POSITIVE_INFINITY;
  dies = Number.POSITIVE_INFINITY;
  exists = false;
  written = [];
  vi.stubGlobal('navigator', { storage, locks });
});

test('what is kept is read back file by file, also across blocks', async () => {
  const large = 2 * (1 << 20) + 17;
  const files = [fileOf('Train/1/a.bin', 5), fileOf('Train.zip', large, 3), fileOf('empty.bin', 0)];
  const set = await keepFiles(files, { name: 'three', recordings: 7 });
  expect(await listKept()).toEqual([set]);
  expect(set).toMatchObject({ name: 'three', recordings: 7 });
  const again = await openKept(set.id);
  expect(again.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
  for (const [index, { file }] of again.entries()) {
    const expected = new Uint8Array(await (files[index]?.file ?? file).arrayBuffer());
    expect(Buffer.compare(new Uint8Array(await file.arrayBuffer()), expected)).toBe(0);
  }
});

describe('the same bytes', () => {
  test('are kept once, from tabs at the same time too', async () => {
    const sets = await Promise.all([
      keepFiles(pack(), { name: 'x.rouse', recordings: 30 }),
      keepFiles(pack(), { name: 'y.rouse', recordings: 30 }),
    ]);
    expect(sets[0].id).toBe(sets[1].id);
    expect((await listKept()).map(({ name }) => name)).toEqual(['y.rouse']);
    expect(written.filter((name) => name.endsWith('.data'))).toHaveLength(1);
  });

  test('are found by name and address, whichever came first', async () => {
    const address = 'https://example.org/x.rouse';
    await keepFiles(pack(), { name: 'mine.rouse', recordings: 30 });
    await keepFiles(pack(), { name: 'x.rouse', recordings: 30, address });
    expect(await listKept()).toMatchObject([{ name: 'mine.rouse', address }]);
    await keepFiles(pack(), { name: 'yours.rouse', recordings: 30 });
    expect(await listKept()).toMatchObject([{ name: 'yours.rouse', address }]);
  });

  test('of the same length only are two sets', async () => {
    await keepFiles(pack(1), { name: 'x.rouse', recordings: 30 });
    await keepFiles(pack(3), { name: 'x.rouse', recordings: 30 });
    expect(await listKept()).toHaveLength(2);
  });
});

test('a newer download takes the place of the one from the same address', async () => {
  const about = { name: 'x.rouse', recordings: 30, address: 'https://example.org/x.rouse' };
  await keepFiles(pack(1), about);
  const newer = await keepFiles(pack(3), about);
  expect(await listKept()).toEqual([newer]);
  expect([...disk.keys()]).toHaveLength(2);
});

test('a set that a closed tab left half written is never shown, and its room is given back', async () => {
  const files = [fileOf('Train.zip', 3 << 20)];
  dies = 2 << 20;
  await expect(keepFiles(files, { name: 'Train.zip', recordings: 1 })).rejects.toThrow('closed');
  expect(disk.size).toBe(1);
  expect(await listKept()).toEqual([]);
  dies = Number.POSITIVE_INFINITY;
  expect(await listKept()).toEqual([]);
  expect(disk.size).toBe(0);
});

test('records that are damaged, or whose bytes are cut, are no sets', async () => {
  const one = await keepFiles(pack(1), { name: 'one', recordings: 1 });
  const two = await keepFiles(pack(3), { name: 'two', recordings: 1 });
  disk.set(`${one.id}.json`, bytesOf(10));
  disk.set(`${two.id}.data`, bytesOf(10));
  expect(await listKept()).toEqual([]);
  await expect(openKept(two.id)).rejects.toMatchObject({ code: 'no_recordings' });
});

test('a full disk is told by its name, and leaves nothing behind', async () => {
  const kept = await keepFiles(pack(), { name: 'x.rouse', recordings: 30 });
  room = 1 << 20;
  const files = [fileOf('Train.zip', 3 << 20)];
  const full = { name: 'QuotaExceededError' };
  await expect(keepFiles(files, { name: 'z', recordings: 1 })).rejects.toMatchObject(full);
  expect(await listKept()).toEqual([kept]);
  expect(disk.size).toBe(2);
});

test('a set that would not fit is not even begun', async () => {
  const estimate = async () => ({ quota: 1000, usage: 0 });
  vi.stubGlobal('navigator', { storage: { ...storage, estimate }, locks });
  const full = { name: 'QuotaExceededError' };
  await expect(keepFiles(pack(), { name: 'x', recordings: 1 })).rejects.toMatchObject(full);
  expect(written).toEqual([]);
});

test('what is removed is gone, and removing it again does no harm', async () => {
  const set = await keepFiles(pack(), { name: 'x.rouse', recordings: 30 });
  await forgetKept(set.id);
  await forgetKept(set.id);
  expect([await listKept(), disk.size]).toEqual([[], 0]);
  await expect(openKept(set.id)).rejects.toThrow('not kept on this device any more');
});

test('without a private file system nothing is kept and nothing is listed', async () => {
  vi.stubGlobal('navigator', {});
  expect(await listKept()).toEqual([]);
  await expect(keepFiles(pack(), { name: 'x', recordings: 1 })).rejects.toThrow();
});

describe('a data worker', () => {
  /** A recording of N-MNIST: `events` of them, one each millisecond. */
  const recording = (events: number) =>
    Uint8Array.from({ length: events * 5 }, (_, at) => {
      const time = Math.floor(at / 5) * 1000;
      return [at % 34, 5, time >> 16, (time >> 8) & 255, time & 255][at % 5] ?? 0;
    });
  const files = ['Train/3/a', 'Train/3/b', 'Train/4/a', 'Test/3/a', 'Test/4/a'].map(
    (path, index) => ({ path: `${path}.bin`, file: new Blob([recording(100 + index)]) }),
  );

  test('keeps the whole of what it read a part of, and reads it back alike', async () => {
    const first = new DataServer();
    const part = await first.load({ kind: 'files', files }, { classes: [3] });
    const set = await first.keep('digits');
    expect(set).toMatchObject({ name: 'digits', recordings: 5 });
    const second = new DataServer();
    expect(await second.kept()).toEqual([set]);
    const source = { kind: 'kept', id: set.id } as const;
    expect(await second.load(source, { classes: [3] })).toEqual(part);
    expect(second.recording('test', 0)).toEqual(first.recording('test', 0));
    const whole = await second.select({});
    expect(whole.train.labels.length + whole.test.labels.length).toBe(5);
    await second.forget(set.id);
    expect(await second.kept()).toEqual([]);
    await expect(second.load(source)).rejects.toMatchObject({ code: 'no_recordings' });
    expect(second.recording('test', 0)).toEqual(first.recording('test', 0));
  });

  test('has nothing to keep of digits that it draws itself', async () => {
    const data = new DataServer();
    await expect(data.keep('digits')).rejects.toMatchObject({ code: 'no_recordings' });
    await data.load({ kind: 'builtin', trainCount: 10, testCount: 10, seed: 1 });
    await expect(data.keep('digits')).rejects.toMatchObject({ code: 'no_recordings' });
  });

  test('keeps a download with its address and what it says of itself', async () => {
    const server = new DataServer();
    const url = 'https://example.org/digits.rouse?version=2';
    vi.stubGlobal('fetch', async () => new Response(smallPack));
    const { about } = await server.load({ kind: 'url', url });
    const set = await server.keep('digits.rouse');
    expect(set).toMatchObject({ address: url, about, recordings: 6 });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    const again = await new DataServer().load({ kind: 'kept', id: set.id });
    expect(again.about).toEqual(about);
    // The same file, dropped.
    const dropped = new DataServer();
    await dropped.load({
      kind: 'files',
      files: [{ path: 'mine.rouse', file: new Blob([smallPack]) }],
    });
    expect(await dropped.keep('mine.rouse')).toMatchObject({ id: set.id, address: url });
  });
});
