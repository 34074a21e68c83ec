/** What the page gives away to repeat a run: the command line and the snippet, against the page. */
import { readFileSync } from 'node:fs';
import * as rouse from 'rouse-snn';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Experiment } from '../../web/src/experiment';
import { aboutCheckpoint } from '../../web/src/export/checkpoint_file';
import { Lab } from '../../web/src/lab';
import { commandLine, hasCommand, type Run, snippet, trainOptions } from '../../web/src/repeat';
import { defaultSettings, type Settings, Store } from '../../web/src/state';
import { ThreadWorker } from '../bindings/thread_worker';
import { Workshop } from './support';

const shop = new Workshop();
const epochs = 2;
const small: Partial<Settings> = { hidden: [16], batch: 16, perClass: 8, steps: 20, binUs: 15000 };
const runs: [string, Partial<Settings>][] = [
  ['the usual options', small],
  [
    'every option, some classes and two shards',
    {
      ...small,
      classes: [1, 3, 7],
      hidden: [12, 8],
      threshold: [0.02, 3, 1.5],
      thresholdMode: 'per_layer',
      minimumThreshold: 0.015,
      learningRate: 0.0003,
      thresholdLearningRate: 0.07,
      surrogate: 'fast_sigmoid',
      surrogateWidth: 2.5,
      surrogateScale: 1.1,
      surrogateFloor: 0.01,
      seed: 4294967295,
      batch: 7,
      cores: 2,
      loss: 'cross_entropy',
      shift: 2,
      resetGradient: 'masked',
      firingRateStrength: 3,
      firingRateMinimum: 0.02,
      firingRateMaximum: 0.4,
      learningRateDecay: 0.9,
      gradientThinning: 4,
      drop: 0.1,
      occupancy: 'counts',
      currentRetention: 0.6,
      membraneRetention: 0.9,
    },
  ],
  [
    'convolutions, with thresholds per channel',
    {
      ...small,
      hidden: ['4c5s2p2', '6c3z0', 12],
      thresholdMode: 'per_channel',
      threshold: [2, 2, 1, 3],
      loss: 'cross_entropy',
      readout: 'mean_potential',
    },
  ],
  [
    'neurons that recur and adapt, learn retentions and delays, and are dropped out',
    {
      ...small,
      hidden: [12, 8],
      cores: 2,
      loss: 'cross_entropy',
      readout: 'mean_potential',
      recurrence: 'others',
      adaptation: 'threshold',
      adaptationRetention: 0.9,
      adaptationStrength: 0.3,
      adaptationCoupling: 0.05,
      retentions: 'per_neuron',
      retentionLearningRate: 0.002,
      maximumDelay: 5,
      delayLearningRate: 0.05,
      dropout: [0.1, 0.2],
    },
  ],
  [
    'a current that adapts, in one layer that is read by its highest potential',
    {
      ...small,
      readout: 'maximum_potential',
      recurrence: 'all',
      adaptation: 'current',
      maximumDelay: 3,
    },
  ],
  [
    'built-in words',
    { data: 'builtin:spoken-digits', hidden: [16], threshold: 2, batch: 8, perClass: 2 },
  ],
];

beforeAll(() => vi.stubGlobal('Worker', ThreadWorker));
afterAll(() => vi.unstubAllGlobals());

/** Trains on the page's models; the element around them is all that is missing. */
async function trained(settings: Partial<Settings>): Promise<Lab> {
  const store = new Store({ ...defaultSettings(), ...settings });
  const lab = new Lab(store, {
    data: rouse.createDataClient,
    network: rouse.createNetworkClient,
  });
  await lab.start();
  for (let epoch = 0; epoch < epochs; epoch++) await lab.step('epoch');
  await vi.waitFor(() => expect(lab.active.map(({ epoch }) => epoch)).toEqual([epochs, epochs]));
  return lab;
}

function runOf({ spec, options, origin, epoch }: Experiment): Run {
  if (!spec || !options || !origin) throw new Error('there is no run');
  return { spec, options, data: origin.data, epochs: epoch };
}

type Async = (...values: unknown[]) => Promise<Uint8Array>;
const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => Async;

const untimed = (report: object) => ({ ...report, ms_per_sample: 0 });
/** Only the clock's reading differs between two runs. */
const withoutTime = (line: string) => line.replace(/"ms_per_sample":[^,]+/, '');

describe.each(runs)('with %s', (_, settings) => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await trained(settings);
  });
  afterAll(() => lab.close());

  test.each(['a', 'b'] as const)('the command repeats %s to the bit', async (name) => {
    const arm = lab.arms[name];
    const line = commandLine(runOf(arm)).replace(/^rouse/, '"$1"');
    const { stdout, stderr, status } = await shop.shell(line);
    expect([stderr, status]).toEqual(['', 0]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((one) => untimed(JSON.parse(one)))).toEqual(arm.epochs.map(untimed));
    expect(lines.map(withoutTime)).toEqual(
      arm.epochs.map((report) => withoutTime(JSON.stringify(report))),
    );
  });

  test.each(['a', 'b'] as const)('the snippet repeats %s to the bit', async (name) => {
    const arm = lab.arms[name];
    const code = snippet(runOf(arm));
    const imported = /^import (\{[^}]+\}) from 'rouse-snn';$/m;
    expect(code).toMatch(imported);
    const lines: string[] = [];
    const body = `${code.replace(imported, 'const $1 = rouse;')}\nreturn model;`;
    const model = await new AsyncFunction('rouse', 'console', body)(rouse, {
      log: (line: string) => lines.push(line),
    });
    expect(lines.map((line) => untimed(JSON.parse(line)))).toEqual(arm.epochs.map(untimed));
    expect(model).toEqual(await arm.saveModel());
  });
});

describe('a checkpoint', () => {
  const resumed = 4;

  test('of the page is gone on with by the command, and one of the command by the page', async () => {
    const lab = await trained(small);
    const arm = lab.arms.b;
    const run = { ...runOf(arm), epochs: resumed };
    shop.write('page.checkpoint', await arm.checkpoint());
    const line = commandLine(run).replace(/^rouse/, '"$1"');
    const files = '--resume page.checkpoint --checkpoint command.checkpoint';
    const { stdout, stderr } = await shop.shell(`${line} ${files}`);
    expect(stderr).toBe('');
    const lines = stdout.trimEnd().split('\n');

    const bytes = new Uint8Array(readFileSync(shop.path('command.checkpoint')));
    const about = aboutCheckpoint(bytes);
    expect(about?.arm).toBe('b');
    const other = await trained(small);
    await other.openCheckpoint('b', about?.settings ?? {}, bytes);
    expect(other.arms.b.epoch).toBe(resumed);
    expect(other.arms.a.epoch).toBe(epochs);
    for (let epoch = epochs; epoch < resumed + 1; epoch++) await lab.step('epoch');
    await other.step('epoch');
    await vi.waitFor(() => expect([lab, other].map((one) => one.arms.b.epoch)).toEqual([5, 5]));
    expect(lines.map((one) => untimed(JSON.parse(one)))).toEqual(
      arm.epochs.slice(epochs + 1, resumed + 1).map(untimed),
    );
    expect(await other.arms.b.saveModel()).toEqual(await arm.saveModel());
    lab.close();
    other.close();
  });

  test('of other data is refused, and the run stays', async () => {
    const lab = await trained(small);
    const foreign = await trained({ ...small, perClass: 9 });
    const bytes = await foreign.arms.a.checkpoint();
    const about = aboutCheckpoint(bytes);
    expect(about?.arm).toBe('a');
    const opening = lab.openCheckpoint('a', about?.settings ?? {}, bytes);
    await expect(opening).rejects.toThrow(rouse.ShapeMismatchError);
    expect([lab.arms.a.status, lab.arms.a.epoch]).toEqual(['paused', epochs]);
    lab.close();
    foreign.close();
  });

  test('is told from other files', async () => {
    const lab = await trained(small);
    expect(aboutCheckpoint(await lab.arms.a.saveModel())).toBeNull();
    expect(aboutCheckpoint(new Uint8Array(3))).toBeNull();
    expect(aboutCheckpoint(new Uint8Array(64).fill(255))).toBeNull();
    lab.close();
  });
});

test('layers that differ have no command, but a snippet', async () => {
  const lab = await trained(small);
  const run = runOf(lab.arms.b);
  const [first, ...rest] = run.spec.layers;
  if (!first) throw new Error('there is no layer');
  const layers = [{ ...first, current_retention: 0.5 }, ...rest];
  const other = { ...run, spec: { ...run.spec, layers } };
  expect([hasCommand(run), hasCommand(other)]).toEqual([true, false]);
  expect(snippet(other)).toContain('current_retention: 0.5');
  expect(snippet(other)).toContain('current_retention: 0.75');
  lab.close();
});

test('files are named, as a shell takes their names', async () => {
  const lab = await trained(small);
  const data = { kind: 'files', name: "it's Test.zip", train: 1, test: 1, events: 9 } as const;
  const run = { ...runOf(lab.arms.b), data: { ...data, classes: [], perClass: 0 } };
  expect(commandLine(run)).toContain(`--data 'it'\\''s Test.zip'`);
  expect(commandLine(run)).toMatch(/--steps \d+ --bin-us \d+/);
  expect(snippet(run)).toContain(`{ kind: 'files', files: [{ path: "it's Test.zip", file }] }`);
  lab.close();
});

test('an option that is left out is one at its default', async () => {
  const help = (await shop.succeed('train', '--help')).replace(/\s+/g, ' ');
  for (const { name, usual } of trainOptions) {
    if (typeof usual === 'function') continue;
    const said = new RegExp(`--${name} \\S+ [^-]*?(?:-[^-][^-]*?)*\\(default ([^)]+)\\)`).exec(
      help,
    );
    const value = said?.[1] ?? '';
    const number = typeof usual === 'number';
    expect([name, number ? Number(value) : value]).toEqual([
      name,
      number ? usual : usual.replaceAll('_', '-'),
    ]);
  }
});
