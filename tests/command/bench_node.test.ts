/** `npm run bench`: the same measurements through node, from the page's WebAssembly. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectReport, expectTables } from './bench_report';
import { release, start, Workshop } from './support';

const root = resolve(import.meta.dirname, '../..');
const script = resolve(root, 'tools/bench.mjs');
const tiny = ['--hidden', '16', '--steps', '20', '--bin-us', '15000', '--epochs', '2'];
const shop = new Workshop();

beforeAll(() => {
  const module = resolve(root, 'bindings/wasm/rouse-bench.mjs');
  if (!existsSync(module)) throw new Error(`${module} is missing: npm run build makes it`);
  for (const [path, bytes] of Object.entries(release('Train', [3, 5], 7))) {
    shop.write(`tree/${path}`, bytes);
  }
});

function bench(...args: string[]) {
  return start(process.execPath, [script, ...args], shop.folder).outcome;
}

async function succeed(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await bench(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('bench through node', () => {
  test('says of a training run what the command says', async () => {
    const args = [...tiny, '--data', 'tree', '--batch', '4'];
    const through = JSON.parse(await succeed(...args, '--json')) as Record<string, unknown>;
    const [native] = await shop.json('bench', ...args);
    expect(Object.keys(through)).toEqual(Object.keys(native ?? {}));
    // The same seed and the same bits: the counts are equal, whatever the times.
    const counts = [
      'network',
      'steps',
      'batch',
      'threads',
      'batches',
      'gradient_thinning',
      'events_per_sample',
    ];
    for (const key of [...counts, 'synaptic_operations_per_sample']) {
      expect([key, through[key]]).toEqual([key, native?.[key]]);
    }
    const lines = /^2312-16-10, 20 bins, batches of 4: [\d.]+ ms a sample\nmedian of 8 batches/;
    expect(await succeed(...args)).toMatch(lines);
    expect(await succeed(...args, '--markdown')).toMatch(/\n\| 2312-16-10, batch 4 \|/);
  });

  test("takes the command's presets and defaults", async () => {
    const two = ['--hidden', '12,12'];
    for (const preset of [
      [],
      two,
      [...two, '--gradient-thinning', '3'],
      ['--preset', 'paper', ...two],
    ]) {
      const args = ['--count', '10', '--epochs', '1', ...preset];
      const through = JSON.parse(await succeed(...args, '--json')) as Record<string, unknown>;
      const [native] = await shop.json('bench', ...args);
      for (const key of [
        ...['network', 'steps', 'batch', 'gradient_thinning', 'synaptic_operations_per_sample'],
      ]) {
        expect([key, through[key]]).toEqual([key, native?.[key]]);
      }
    }
  });

  test('with --sweep measures everything', async () => {
    const args = ['--sweep', '--seconds', '0.01', '--data', 'tree'];
    const report = JSON.parse(await succeed(...args, '--json')) as Record<string, unknown>;
    expectReport(report);
    expect(report).toMatchObject({ data: 'tree', vector_floats: 4 });
    expectTables(await succeed(...args));
  });

  test.for([
    [['--hiden', '5'], /Unknown option '--hiden'.*; see --help/],
    [['--batch', 'x'], /--batch is "x"; it must be a number of at least 1/],
    [['--batch', '1.5'], /--batch is 1.5; it must be a whole number from 1 to/],
    [['--epochs', '0'], /--epochs is "0"; it must be a number of at least 1/],
    [['--preset', 'good'], /--preset is "good"; it must be paper/],
    [['--surrogate', 'round'], /kind is "round"; it must be one of exponential, /],
    [['--data', 'nowhere'], /--data is nowhere, which is no folder; unpack the recordings/],
    [['--json', '--markdown'], /--json and --markdown are both given; leave one of them out/],
    [['--sweep', '--hidden', '5'], /--hidden does nothing with --sweep, .*; leave one of the two/],
    [['--sweep', '--seconds', '99'], /seconds is 99; expected 0.01 to 60/],
  ] as const)('refuses %j in one line', async ([args, message]) => {
    const { status, stdout, stderr } = await bench(...args);
    expect(stderr).toMatch(new RegExp(`^rouse bench: .*${message.source}.*\n$`));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});
