/** Spoken words in the HDF5 files of SHD and SSC, read as a page reads them. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { RouseError } from '../../bindings/src/errors';
import { labels, type Tables, words, writeHdf5, wrongFiles } from '../command/words';
import { ThreadWorker } from './thread_worker';

const training = words(labels(4));
let folder = '';
type Bytes = Uint8Array<ArrayBufferLike>;
const bytes: Record<'train' | 'test', Bytes> = { train: new Uint8Array(), test: new Uint8Array() };

function written(tables: Tables): Uint8Array {
  const path = join(folder, 'x.h5');
  writeHdf5(path, tables);
  return Uint8Array.from(readFileSync(path));
}

const source = (files: Record<string, Uint8Array>) => ({
  kind: 'files' as const,
  files: Object.entries(files).map(([path, content]) => ({
    path,
    file: new Blob([content as Uint8Array<ArrayBuffer>]),
  })),
});

/** The error's code and message, or that there was none. */
async function refusal(files: Record<string, Uint8Array>): Promise<string> {
  try {
    await new DataServer().load(source(files));
    return 'loaded';
  } catch (error) {
    return error instanceof RouseError ? `${error.code}: ${error.message}` : `untyped: ${error}`;
  }
}

beforeAll(() => {
  vi.stubGlobal('Worker', ThreadWorker);
  folder = mkdtempSync(join(tmpdir(), 'rouse-words-'));
  bytes.train = written(training);
  bytes.test = written(words(labels(2)));
});

afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(folder, { recursive: true, force: true });
});

describe('spoken words in HDF5', () => {
  test('are loaded as they are, gzipped and zipped, and known by their names', async () => {
    const data = new DataServer();
    const shares: number[] = [];
    const prepared = await data.load(
      source({
        'x/readme.txt': new Uint8Array(3),
        'x/shd_train.h5': bytes.train,
        'x/shd_test.h5.gz': gzipSync(bytes.test),
      }),
      {},
      (_, share) => shares.push(share),
    );
    expect(prepared.train.labels).toHaveLength(80);
    expect(prepared.test.labels).toHaveLength(40);
    expect(prepared.heldOut).toBe(0);
    expect(prepared.train.shape).toEqual({ width: 700, height: 1, polarities: 1 });
    expect(prepared.about?.classNames.slice(0, 3)).toEqual(['zero', 'one', 'two']);
    expect(Math.max(...shares)).toBeGreaterThan(0.5);
    const { times, channels, label } = data.recording('train', 1);
    expect(label).toBe(7);
    expect([...channels.slice(0, 3)]).toEqual([245, 246, 247]);
    // Half-precision floats.
    expect([...times.slice(0, 4)]).toEqual([0, 25_000, 50_000, 75_000].map(asHalf));

    const zipped = zipSync({ 'readme.txt': new Uint8Array(3), 'shd_train.h5': bytes.train });
    const again = await data.load(source({ 'shd_train.h5.zip': zipped }));
    expect(again.train.labels.length + again.test.labels.length).toBe(80);
    expect(again.heldOut).toBe(0.2);
  });

  test('are read only as far as they are wanted', async () => {
    const prepared = await new DataServer().load(source({ 'train.h5': bytes.train }), {
      perClass: 2,
      testShare: 0.5,
    });
    expect(prepared.train.labels).toHaveLength(20);
    expect(prepared.test.labels).toHaveLength(20);
  });

  test('are numbers and names of any size', async () => {
    const names = Array.from({ length: 21 }, (_, i) => `word ${i}`);
    const file = written({
      '/labels': { type: 'i64', values: [20, 1, 0] },
      '/spikes/times': { type: 'f32', lists: [[0.5, 0.25], [], [1]] },
      '/spikes/units': { type: 'u8', lists: [[3, 4], [], [255]] },
      '/extra/keys': { type: 'text', values: names },
    });
    const data = new DataServer();
    const both = source({ 'ssc_train.h5': file, 'ssc_test.h5': file });
    const prepared = await data.load(both);
    expect(prepared.about?.classNames).toEqual(names);
    expect([...prepared.train.labels]).toEqual([20, 1, 0]);
    expect([...data.recording('train', 0).times]).toEqual([250_000, 500_000]);
    expect([...data.recording('train', 0).channels]).toEqual([4, 3]);
  });

  test('can be stopped, and what was loaded stays', async () => {
    const data = new DataServer();
    await data.load(source({ 'train.h5': bytes.train }));
    const stopped = data.load(source({ 'test.h5': bytes.test }), {}, () => data.cancel());
    await expect(stopped).rejects.toThrow('test.h5 was cancelled');
    expect(data.recording('train', 0).name).toContain('train.h5');
  });
});

describe('a file that is wrong is refused with its name', { timeout: 60_000 }, () => {
  for (const [wrong, tables] of Object.entries(wrongFiles)) {
    test(`for ${wrong}`, async () => {
      for (const [file, says] of tables) {
        const refused = await refusal({ 'wrong.h5': written(file) });
        expect(refused).toMatch(/^bad_format: wrong\.h5, /);
        expect(refused).toContain(says);
      }
    });
  }

  test('for units that no 32 bits hold', async () => {
    for (const unit of [-1, 2 ** 40]) {
      const file = written({
        '/labels': { type: 'u8', values: [3] },
        '/spikes/times': { type: 'f32', lists: [[0.1, 0.2]] },
        '/spikes/units': { type: 'i64', lists: [[5, unit]] },
      });
      const at = 'bad_format: wrong.h5, recording 0, spike 1: unit';
      expect(await refusal({ 'wrong.h5': file })).toContain(at);
    }
  });

  test('for no HDF5, half of one, and several at once', async () => {
    const { train, test: tested } = bytes;
    for (const length of [0, 7, 100, train.length >> 1, train.length - 1]) {
      expect(await refusal({ 'half.h5': train.subarray(0, length) })).toMatch(
        /^bad_format: half\.h5.*(no HDF5 file|missing|cannot be read)/,
      );
    }
    expect(await refusal({ 'a.h5': train, 'b.h5': tested })).toContain('a.h5, b.h5 are too many');
    const ssc = written({
      ...training,
      '/extra/keys': { type: 'text', values: Array.from({ length: 20 }, (_, i) => `${i}`) },
    });
    expect(await refusal({ 'a.h5': train, 'a_test.h5': ssc })).toContain('names other classes');
  });

  test('for an archive that is damaged, cut short, or swells', async () => {
    const packed = gzipSync(bytes.train);
    const half = packed.subarray(0, packed.length >> 1);
    expect(await refusal({ 'cut.h5.gz': half })).toMatch(/^bad_format: cut\.h5\.gz: .*cut/);
    expect(await refusal({ 'no.h5.gz': new Uint8Array(9) })).toContain('bad_format: no.h5.gz');
    expect(await refusal({ 'no.h5.zip': new Uint8Array(9) })).toContain('bad_format: no.h5.zip');
    const two = zipSync({ 'a.h5': half, 'b.h5': half });
    expect(await refusal({ 'two.h5.zip': two })).toContain('it holds 2 HDF5 files');
    const zeros = new Uint8Array(100_000_000);
    expect(await refusal({ 'bomb.h5.gz': gzipSync(zeros) })).toContain('100 times');
    expect(await refusal({ 'bomb.h5.zip': zipSync({ 'a.h5': zeros }) })).toContain('100 times');
  });

  test('and none of many damaged ones does worse', async () => {
    for (let i = 0; i < 40; i++) {
      const damaged = Uint8Array.from(bytes.train);
      for (let k = 0; k < 4; k++) {
        damaged[(i * 7919 + k * 104_729) % damaged.length] = (i * 31 + k * 17) & 0xff;
      }
      expect(await refusal({ 'damaged.h5': damaged })).toMatch(
        /^(loaded$|bad_format: damaged\.h5)/,
      );
    }
  });
});

/** Microseconds as they come out of a half-precision float of seconds. */
function asHalf(microseconds: number): number {
  if (microseconds === 0) return 0;
  const seconds = microseconds / 1e6;
  const step = 2 ** (Math.floor(Math.log2(seconds)) - 10);
  return Math.round(Math.round(seconds / step) * step * 1e6);
}
