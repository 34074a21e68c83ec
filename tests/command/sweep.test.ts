import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { command, start, Workshop } from './support';

const shop = new Workshop();
const small = ['--count', '60', '--test-count', '20', '--hidden', '6', '--steps', '30'];
const grid = ['--threshold', '0.5,1000', '--epochs', '2', '--seeds', '2'];
const sweep = (...args: string[]) => ['sweep', ...small, ...grid, ...args];

const runs = (folder: string) => readdirSync(shop.path(folder, 'runs')).sort();
const read = (...path: string[]) => readFileSync(shop.path(...path), 'utf8');
const json = (...path: string[]) => JSON.parse(read(...path));

/** Every file of a sweep, by name. */
function contents(folder: string): Record<string, string> {
  const files = [...readdirSync(shop.path(folder)), ...runs(folder).map((run) => `runs/${run}`)];
  const here = files.filter((file) => file !== 'runs');
  return Object.fromEntries(here.map((file) => [file, read(folder, file)]));
}

/** Fields of a line of runs.csv by the names in the first line. */
function rows(folder: string): Record<string, string>[] {
  const [head = '', ...lines] = read(folder, 'runs.csv').trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    expect(values).toHaveLength(names.length);
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
  });
}

/** Of a PNG with one byte for each of red, green and blue, as libpng writes it. */
function pixelsOf(png: Buffer): { width: number; height: number; rows: Uint8Array[] } {
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  const [{ data: head } = { data: png }, ...others] = chunks;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  expect([...head.subarray(8, 10)]).toEqual([8, 2]);
  const filtered = inflateSync(
    Buffer.concat(others.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
  );
  const rows: Uint8Array[] = [];
  for (let y = 0; y < height; y++) {
    const [filter = 0, ...line] = filtered.subarray(y * (3 * width + 1), (y + 1) * (3 * width + 1));
    const row = Uint8Array.from(line);
    for (let i = 0; i < row.length; i++) {
      const left = row[i - 3] ?? 0;
      const up = rows[y - 1]?.[i] ?? 0;
      const corner = i < 3 ? 0 : (rows[y - 1]?.[i - 3] ?? 0);
      row[i] = (line[i] ?? 0) + predicted(filter, left, up, corner);
    }
    rows.push(row);
  }
  return { width, height, rows };
}

/** By PNG's filters: none, left, up, their mean, and Paeth's. */
function predicted(filter: number, left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const nearest = [left, up, corner].reduce((best, one) =>
    Math.abs(guess - one) < Math.abs(guess - best) ? one : best,
  );
  return [0, left, up, Math.floor((left + up) / 2), nearest][filter] ?? Number.NaN;
}

let table = '';

beforeAll(async () => {
  table = await shop.succeed(...sweep('--out', 'whole', '--jobs', '1'));
});

describe('rouse sweep', () => {
  test('names each run by what it is and keeps its whole configuration', async () => {
    expect(runs('whole')).toEqual([
      'threshold-0.5_fixed_seed-1.json',
      'threshold-0.5_fixed_seed-2.json',
      'threshold-0.5_trainable_lr-0.1_seed-1.json',
      'threshold-0.5_trainable_lr-0.1_seed-2.json',
      'threshold-1000_fixed_seed-1.json',
      'threshold-1000_fixed_seed-2.json',
      'threshold-1000_trainable_lr-0.1_seed-1.json',
      'threshold-1000_trainable_lr-0.1_seed-2.json',
    ]);
    const { configuration, epochs } = json(
      ...['whole', 'runs', 'threshold-0.5_trainable_lr-0.1_seed-2.json'],
    );
    expect(configuration).toMatchObject({
      epochs: 2,
      training: { seed: 2, adam: { threshold_learning_rate: 0.1 } },
      network: { layers: [{ neurons: 6, initial_threshold: 0.5, thresholds: 'per_neuron' }, {}] },
    });
    expect(epochs.map(({ epoch }: { epoch: number }) => epoch)).toEqual([0, 1, 2]);
  });

  test('trains as rouse train does', async () => {
    const options = ['--threshold', '0.5', '--thresholds', 'trainable', '--seed', '2'];
    const reports = await shop.json('train', ...small, ...options, '--epochs', '2');
    const { epochs } = json('whole', 'runs', 'threshold-0.5_trainable_lr-0.1_seed-2.json');
    for (const [i, report] of reports.entries()) {
      const { loss, train_accuracy, test_accuracy, dead, rate, threshold_mean } = report;
      const layers = report.layers as { weight_movement: number }[];
      expect(epochs[i]).toMatchObject({
        ...{ loss, train_accuracy, test_accuracy, dead, rate, threshold_mean },
        weight_movement: layers.map((layer) => layer.weight_movement),
      });
    }
    const distances = epochs.map(({ weight_distance }: { weight_distance: number[] }) =>
      weight_distance.map((distance) => distance > 0),
    );
    expect(distances).toEqual([
      [false, false],
      [true, true],
      [true, true],
    ]);
  });

  test('writes one line for each run and epoch', () => {
    const lines = rows('whole');
    expect(lines).toHaveLength(8 * 3);
    expect(lines[0]).toMatchObject({
      ...{ threshold: '0.5', thresholds: 'fixed', lr_threshold: '', seed: '1', epoch: '0' },
      train_accuracy: '',
    });
    const last = lines.at(-1) ?? {};
    const { epochs } = json('whole', 'runs', 'threshold-1000_trainable_lr-0.1_seed-2.json');
    expect(last).toMatchObject({ thresholds: 'trainable', lr_threshold: '0.1', epoch: '2' });
    expect(Number(last.test_accuracy)).toBe(epochs[2].test_accuracy);
    expect(Number(last.dead_1)).toBe(epochs[2].dead[0]);
    expect(Number(last.weight_distance_2)).toBe(epochs[2].weight_distance[1]);
  });

  test('sums the seeds up: means, differences of pairs, epochs and dead layers', async () => {
    const lines = rows('whole').filter(({ epoch }) => epoch === '2');
    const accuracies = (threshold: string, mode: string) =>
      lines
        .filter((line) => line.threshold === threshold && line.thresholds === mode)
        .map((line) => Number(line.test_accuracy));
    const summary = json('whole', 'summary.json');
    expect(summary).toMatchObject({ network: '2312-6-10', epochs: 2, seeds: [1, 2] });
    const [fixed, trainable, silent] = summary.rows;
    expect(fixed.test_accuracy.by_seed).toEqual(accuracies('0.5', 'fixed'));
    expect(fixed.difference).toBeNull();
    const [one = 0, two = 0] = accuracies('0.5', 'trainable').map(
      (accuracy, seed) => accuracy - (accuracies('0.5', 'fixed')[seed] ?? 0),
    );
    const { difference } = trainable;
    expect(difference.mean).toBeCloseTo((one + two) / 2, 12);
    // Of two values: the mean ± 12.706 · |one - two| / 2, which is t · s / √2.
    expect(difference.interval[1] - difference.mean).toBeCloseTo(
      (12.7062 * Math.abs(one - two)) / 2,
      4,
    );
    expect(silent).toMatchObject({ threshold: 1000, thresholds: 'fixed', dead_layers: 4 });
    expect(silent.dead.map(({ mean }: { mean: number }) => mean)).toEqual([6, 10]);
    // Whoever ends where he began has been there since epoch 0.
    expect(silent.epochs_to_goal).toEqual([0, 0]);
    expect(summary.comparisons).toHaveLength(1);

    const again = await shop.json(...sweep('--out', 'whole'));
    expect(again).toEqual([summary]);
  });

  test('prints a Markdown table and what it comes to', () => {
    expect(table).toMatch(/^Network 2312-6-10, 2 seeds\. Accuracy: /);
    expect(table).toMatch(/\n\| start θ +\|( +\S[^|]+\|){5}\n\| -+ \|( -+: \|){5}\n/);
    expect(table).toMatch(
      /\n\| 1000 +\| +fixed \| +[\d.]+ ± [\d.]+ \| +\| +0\.0 \| +6\.0, 10\.0 \|/,
    );
    expect(table).toMatch(/\nOver all 2 initial thresholds, trainable, lr 0\.1: accuracy [+-]/);
  });

  test('counts epochs to a goal, and says where it is not reached', async () => {
    const goal = ['--out', 'goal', '--accuracy-goal', '0.999'];
    const stdout = await shop.succeed(...sweep(...goal));
    expect(stdout).toMatch(/\| +not reached \|/);
    const summary = json('goal', 'summary.json');
    expect(summary.accuracy_goal).toBe(0.999);
    expect(summary.rows[0].epochs_to_goal).toEqual([null, null]);
  });

  test('compares learning rates and shared thresholds with fixed ones', async () => {
    const options = ['--threshold', '2', '--thresholds', 'fixed,trainable,per-layer'];
    const rest = ['--lr-threshold', '0.01,0.1', '--seeds', '1', '--seed', '7', '--out', 'rates'];
    const stdout = await shop.succeed('sweep', ...small, '--epochs', '1', ...options, ...rest);
    expect(runs('rates')).toEqual([
      'threshold-2_fixed_seed-7.json',
      'threshold-2_per-layer_lr-0.01_seed-7.json',
      'threshold-2_per-layer_lr-0.1_seed-7.json',
      'threshold-2_trainable_lr-0.01_seed-7.json',
      'threshold-2_trainable_lr-0.1_seed-7.json',
    ]);
    // A single pair has a difference, but no interval.
    expect(stdout).toMatch(/\| +per-layer, lr 0\.01 \| +[\d.]+ \| +[+-][\d.]+ \|/);
    expect(json('rates', 'summary.json').rows[1].difference.interval).toBeNull();
    expect(json('rates', 'summary.json').comparisons).toHaveLength(4);
  });

  test('counts seeds up beyond the largest', async () => {
    const largest = ['--seed', '18446744073709551615', '--threshold', '2', '--epochs', '1'];
    const rest = ['--thresholds', 'fixed', '--seeds', '2', '--out', 'largest'];
    await shop.succeed('sweep', ...small, ...largest, ...rest);
    expect(runs('largest')).toEqual([
      'threshold-2_fixed_seed-0.json',
      'threshold-2_fixed_seed-18446744073709551615.json',
    ]);
  });

  test('does without fixed thresholds, and then without what is measured by them', async () => {
    const alone = ['--thresholds', 'trainable', '--out', 'alone'];
    await shop.succeed(...sweep(...alone));
    const { rows: own, comparisons } = json('alone', 'summary.json');
    expect(comparisons).toEqual([]);
    expect(own).toHaveLength(2);
    expect(own[0]).toMatchObject({ difference: null, epochs_to_goal: [] });
  });
});

describe('figures of a sweep', () => {
  const count = (svg: string, what: RegExp) => [...svg.matchAll(what)].length;
  const figures = (folder: string) =>
    readdirSync(shop.path(folder)).filter((file) => file.endsWith('.svg'));

  test('are those that there are several points for', async () => {
    expect(figures('whole')).toEqual([
      ...['accuracy.svg', 'dead.svg', 'learning.svg', 'rate.svg', 'weights.svg'],
    ]);
    const options = ['--threshold', '2', '--lr-threshold', '0.01,0.1', '--epochs', '1'];
    await shop.succeed('sweep', ...small, ...options, '--seeds', '1', '--out', 'one-start');
    expect(figures('one-start')).toEqual([
      ...['ablation.svg', 'dead.svg', 'learning.svg', 'rate.svg', 'weights.svg'],
    ]);
    for (const file of figures('one-start')) {
      expect(read('one-start', file)).not.toMatch(/nan|inf|undefined/i);
    }
  });

  test('have a mark for every mean, and one in the legend', () => {
    // Fixed thresholds have circles; layers, starts and epochs.
    expect(count(read('whole', 'dead.svg'), /<circle /g)).toBe(2 * 2 * 3 + 1);
    expect(count(read('whole', 'learning.svg'), /<circle /g)).toBe(2 * 3 + 1);
    expect(count(read('whole', 'accuracy.svg'), /<circle /g)).toBe(2 + 1);
    expect(count(read('whole', 'accuracy.svg'), /stroke-dasharray/g)).toBe(2);
  });

  test('are there as pixels, too, two for each of the SVG', () => {
    for (const file of figures('whole')) {
      const size = /<svg [^>]*width='([\d.]+)' height='([\d.]+)'/.exec(read('whole', file));
      const png = readFileSync(shop.path('whole', file.replace('.svg', '.png')));
      const { width, height, rows } = pixelsOf(png);
      expect([width, height]).toEqual(
        size?.slice(1).map((length) => Math.ceil(2 * Number(length))),
      );
      const white = (pixels: Uint8Array) => pixels.every((value) => value === 255);
      expect(rows.map((row) => white(row.subarray(-3)))).not.toContain(false);
      expect(rows.filter(white).length).toBeLessThan(rows.length / 2);
    }
  });

  test('show the mean where the axis says', () => {
    const svg = read('whole', 'accuracy.svg');
    const heightOf = (label: string) =>
      Number(new RegExp(`y='([\\d.]+)' text-anchor='end'[^>]*>${label}<`).exec(svg)?.[1]);
    const [zero, full] = [heightOf('0'), heightOf('100')];
    // A tick's name stands in the middle of its line, 3.8 above the baseline.
    const marks = [...svg.matchAll(/<circle cx='[\d.]+' cy='([\d.]+)'/g)].slice(1);
    const shown = marks.map(([, y]) => (zero - 3.8 - Number(y)) / (zero - full));
    const means = json('whole', 'summary.json')
      .rows.filter(({ thresholds }: { thresholds: string }) => thresholds === 'fixed')
      .map((row: { test_accuracy: { mean: number } }) => row.test_accuracy.mean);
    expect(shown).toHaveLength(2);
    for (const [i, share] of shown.entries()) expect(share).toBeCloseTo(means[i], 3);
  });
});

describe('a sweep', () => {
  test('gives the same bytes with several jobs', async () => {
    expect(await shop.succeed(...sweep('--out', 'jobs', '--jobs', '3'))).toBe(table);
    expect(contents('jobs')).toEqual(contents('whole'));
  });

  test('does only what is missing', async () => {
    await shop.succeed(...sweep('--out', 'again'));
    const [gone = '', ...kept] = runs('again');
    const times = () => kept.map((run) => statSync(shop.path('again', 'runs', run)).mtimeMs);
    const before = times();
    rmSync(shop.path('again', 'runs', gone));
    await shop.succeed(...sweep('--out', 'again'));
    expect(times()).toEqual(before);
    expect(contents('again')).toEqual(contents('whole'));
    // More seeds are more runs.
    await shop.succeed(...sweep('--out', 'again', '--seeds', '3'));
    expect(times()).toEqual(before);
    expect(runs('again')).toHaveLength(12);
    const { mean, interval, by_seed: all } = json('again', 'summary.json').rows[1].difference;
    const squares = all.map((difference: number) => (difference - mean) ** 2);
    const variance = squares.reduce((sum: number, square: number) => sum + square, 0) / 2;
    // Student's t of two degrees of freedom.
    expect(interval[1] - mean).toBeCloseTo(4.30265 * Math.sqrt(variance / 3), 4);
  });

  test('refuses to mix runs of other settings or data', async () => {
    const cases: [string[], RegExp][] = [
      [['--batch', '7'], /training\.batch is 32 there and 7 now/],
      [['--hidden', '5'], /network\.layers\.0\.neurons is 6 there and 5 now/],
      [['--epochs', '3'], /epochs is 2 there and 3 now/],
      [['--data-seed', '2'], /test_data is "[0-9a-f]{16}" there and "[0-9a-f]{16}" now/],
    ];
    for (const [args, message] of cases) {
      const { status, stdout, stderr } = await shop.run(...sweep('--out', 'whole', ...args));
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(message);
      expect(stderr).toMatch(
        /^rouse sweep: whole\/runs\/\S+\.json is a run with other settings: [^\n]+; give another folder with --out, or remove this one\n$/,
      );
    }
  });

  test('refuses files that are no runs', async () => {
    for (const [text, folder] of [
      ['{"configuration":', 'torn'],
      ['[]', 'strange'],
    ] as const) {
      shop.write(`${folder}/runs/threshold-0.5_fixed_seed-1.json`, text);
      const { status, stderr } = await shop.run(...sweep('--out', folder));
      expect(status).toBe(2);
      expect(stderr).toBe(
        `rouse sweep: ${folder}/runs/threshold-0.5_fixed_seed-1.json is not a run of rouse sweep; remove it\n`,
      );
    }
  });

  test('keeps on Ctrl-C what is done, exits with 130, and goes on', async () => {
    const long = ['sweep', ...small, '--count', '300', '--epochs', '6', '--threshold', '1,2,3,4'];
    const args = [...long, '--seeds', '2', '--out', 'stopped', '--jobs', '2'];
    const running = shop.start(...args);
    const first = shop.path('stopped', 'runs', 'threshold-1_fixed_seed-1.json');
    while (!existsSync(first)) await new Promise((tick) => setTimeout(tick, 5));
    running.interrupt();
    const { status, stdout, stderr } = await running.outcome;
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    const [, done = ''] =
      /^rouse sweep: stopped; (\d+) of 16 runs are in stopped; the same command goes on with the others\n$/.exec(
        stderr,
      ) ?? [];
    expect(runs('stopped')).toHaveLength(Number(done));
    expect(Number(done)).toBeLessThan(16);
    expect(existsSync(shop.path('stopped', 'summary.json'))).toBe(false);

    await shop.succeed(...args);
    await shop.succeed(...long, '--seeds', '2', '--out', 'unbroken');
    expect(contents('stopped')).toEqual(contents('unbroken'));
  });

  test.skipIf(!existsSync('/usr/bin/script'))('says on a terminal how long it takes', async () => {
    const line = [command, ...sweep('--out', 'terminal')].join(' ');
    const { stdout } = await start('script', ['-qec', line, '/dev/null'], shop.folder).outcome;
    expect(stdout).toMatch(/\[[#.]{20}\] \d of 8 runs done {2}\d+:\d\d to go/);
  });

  test('names the run that cannot be trained', async () => {
    const wild = ['--hidden', '6,6,6,6,6', '--surrogate-floor', '1e6', '--out', 'wild'];
    const { status, stdout, stderr } = await shop.run(...sweep(...wild, '--threshold', '0.5'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^rouse sweep: threshold-0\.5_\S+_seed-\d: layer \d diverged in epoch \d: [^\n]+\n$/,
    );
  });

  test('refuses a folder that is none before it trains', async () => {
    shop.write('a-file', 'in the way');
    const { status, stdout, stderr } = await shop.run(...sweep('--out', 'a-file'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(
      /^rouse sweep: --out a-file cannot be made a folder: Not a directory; choose another one\n$/,
    );
    mkdirSync(shop.path('taken', 'summary.json'), { recursive: true });
    const taken = await shop.run(...sweep('--out', 'taken'));
    expect(taken.status).toBe(2);
    expect(taken.stderr).toMatch(/^rouse sweep: --out taken\/summary\.json cannot be written: /);
  });

  test.each([
    ['--threshold 1,2,1', '--threshold names 1 twice; leave one out'],
    ['--threshold none', '--threshold is none; give one value or more'],
    ['--threshold 1,0', '--threshold is 0; it must be 0.05 to 1e+06'],
    [
      '--thresholds fixed,some',
      '--thresholds is "some"; it must be one of fixed, per-layer, trainable, per-channel',
    ],
    ['--lr-threshold -1', '--lr-threshold is -1; it must be 0 to 1000'],
    ['--accuracy-goal 90', '--accuracy-goal is 90; it must be above 0 and at most 1'],
    ['--seeds 0', '--seeds is 0; it must be 1 to 1000'],
    ['--jobs 0', '--jobs is 0; it must be 1 to 256'],
    ['--threads 2', 'there is no option --threads; see rouse sweep --help'],
    [
      '--test-count 0',
      'there are no test samples; give some with --test, --test-share or --test-count',
    ],
  ])('refuses %s', async (line, message) => {
    const { status, stdout, stderr } = await shop.run('sweep', ...line.split(' '));
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `rouse sweep: ${message}\n`,
    });
  });
});
