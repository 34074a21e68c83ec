/** The built-in words as the page's data worker makes them. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { RouseError } from '../../bindings/src/errors';

const few = {
  kind: 'builtin',
  name: 'spoken-digits',
  seed: 1,
  trainCount: 40,
  testCount: 20,
} as const;

async function refusal(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return 'none';
  } catch (error) {
    return error instanceof RouseError ? `${error.code}: ${error.message}` : `untyped: ${error}`;
  }
}

describe('built-in spoken digits', () => {
  test('are twenty named words on 700 channels', { timeout: 60_000 }, async () => {
    const data = new DataServer();
    const shares: number[] = [];
    const prepared = await data.load(few, {}, (_, share) => shares.push(share));
    const { train, test: tested, about } = prepared;
    expect(train.shape).toEqual({ width: 700, height: 1, polarities: 1 });
    expect(train.classCount).toBe(20);
    expect([...train.labels].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, i) => i >> 1),
    );
    expect(tested.labels).toHaveLength(20);
    expect(about?.classNames[15]).toBe('fuenf');
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBeGreaterThan(4);
    expect(data.recording('test', 0).name).toBe('spoken-digits 1000000');
    expect(data.recording('train', 3).times.length).toBeGreaterThan(1000);
  });

  test('have a sound, as long as their recording', { timeout: 30_000 }, async () => {
    const data = new DataServer();
    await data.load(few);
    const { samples, sampleRate } = await data.sound('train', 7);
    expect(sampleRate).toBe(32_000);
    const { times } = data.recording('train', 7);
    const seconds = samples.length / sampleRate;
    expect(seconds).toBeGreaterThan(0.3);
    expect((times.at(-1) ?? 0) / 1e6).toBeLessThan(seconds);
    expect((times.at(-1) ?? 0) / 1e6).toBeGreaterThan(0.8 * seconds);
    expect(await data.sound('train', 7)).toEqual({ samples, sampleRate });
    await data.load({ ...few, seed: 2 });
    expect((await data.sound('train', 7)).samples).not.toEqual(samples);
  });

  test('are the only data that have one', async () => {
    const data = new DataServer();
    await data.load({ kind: 'builtin', seed: 1, trainCount: 10, testCount: 10 });
    expect(await refusal(() => data.sound('test', 0))).toBe(
      'invalid_value: saccade-digits 1000000 has no sound; only the built-in spoken digits have',
    );
  });

  test('are given up when they are cancelled, and the data before stays', async () => {
    const data = new DataServer();
    await data.load({ kind: 'builtin', seed: 1, trainCount: 10, testCount: 10 });
    let told = 0;
    const stopped = data.load({ ...few, trainCount: 2000 }, {}, () => {
      told += 1;
      if (told === 2) data.cancel();
    });
    expect(await refusal(() => stopped)).toBe('no_recordings: spoken-digits was cancelled');
    expect(told).toBeLessThan(5);
    expect(data.recording('train', 0).name).toBe('saccade-digits 0');
  });

  test('are refused in numbers that cannot be', async () => {
    const data = new DataServer();
    expect(await refusal(() => data.load({ ...few, trainCount: 0 }))).toBe(
      'invalid_value: count is 0; expected 1 to 1000000',
    );
  });

  const scalar = resolve(import.meta.dirname, '../../bindings/wasm/rouse-cochlea-scalar.mjs');
  test.skipIf(!existsSync(scalar))('have the same bits without SIMD', async () => {
    const modules = await Promise.all([
      import('../../bindings/wasm/rouse-cochlea.mjs'),
      import('../../bindings/wasm/rouse-cochlea-scalar.mjs'),
    ]);
    type Module = typeof import('../../bindings/src/cochlea_module');
    const [simd, plain] = await Promise.all(
      modules.map(async ({ default: create }) => {
        const module = (await create()) as Awaited<ReturnType<Module['loadCochlea']>>;
        const speaker = module.Speaker.create(3);
        speaker.add(0, 4);
        return speaker.finish();
      }),
    );
    expect(simd).toEqual(plain);
  });
});
