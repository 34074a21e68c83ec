// docs/performance.md: a training step of Rouse beside the same step in PyTorch. The programs take
// turns on one thread, so that the machine's moods meet all of them; the table has medians over the
// turns.
//
//   --turns N            (default 5)
//   --baseline PATH      a Python script that takes TRAIN --hidden N,N --batch N and prints
//                        "... MS ms/sample" (default ../shared/bench/torch_baseline.py)
//   --tfjs FOLDER        where node_modules has @tensorflow/tfjs and its wasm backend; without it
//                        TensorFlow.js is left out
//   ROUSE_PYTHON=PATH    a Python with torch (default /usr/bin/python3)
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { baseline, median, nmnist, rewrite, root, run, table, tfjs, turns } from './experiments.mjs';
import { openWith, trainingSpeed, withPages } from './page.mjs';

const execute = promisify(execFile);
const train = join(nmnist, 'Train');
const python = process.env.ROUSE_PYTHON ?? '/usr/bin/python3';
/** The first has one hidden layer, so that no gradient goes down from one to another. */
const cases = [
  { name: '2312-256-10, batch 20', hidden: [256], batch: 20, thinning: 16 },
  { name: '2312-500-500-10, batch 32', hidden: [500, 500], batch: 32, thinning: 16 },
  {
    name: '2312-500-500-10, batch 32, all gradients (the preset `paper`)',
    hidden: [500, 500],
    batch: 32,
    thinning: 1,
  },
];

/** Of `rouse bench`, native and through node. */
function optionsOf({ hidden, batch, thinning }) {
  const args = ['--json', '--data', train, '--preset', 'paper', '--per-class', '20'];
  args.push('--hidden', hidden.join(), '--batch', String(batch));
  args.push('--gradient-thinning', String(thinning));
  return args;
}

async function native(one, ...more) {
  return JSON.parse(await run(['bench', ...optionsOf(one), ...more])).ms_per_sample;
}

/** The page's network B trains on `cores` workers. */
async function inPage(open, { hidden, batch, thinning }, cores) {
  const settings = { hidden, batch, cores, T: 300, bin_us: 1000, per_class: 20, a: 0 };
  const paper = { threshold: 1.25, lr: 0.001, lr_threshold: 0.001, gradient_thinning: thinning };
  const hash = Object.entries({ ...settings, ...paper }).map(([key, value]) => `${key}=${value}`);
  const page = await openWith(open, hash.join('&'), train, join(nmnist, 'Test'));
  const speed = await trainingSpeed(page);
  await page.close();
  return speed;
}

/** The measurements: milliseconds a sample. `open` opens the page. */
const programs = (open) => ({
  torch: async ({ hidden, batch }) => {
    const args = [baseline, train, '--hidden', hidden.join(), '--batch', String(batch)];
    const { stdout } = await execute(python, args);
    return Number(/([\d.]+) ms\/sample/.exec(stdout)[1]);
  },
  tfjs: async ({ hidden, batch }) => {
    // It knows networks of one hidden layer.
    if (!tfjs || hidden.length > 1) return Number.NaN;
    const script = join(dirname(baseline), 'tfjs_baseline.mjs');
    const args = [script, nmnist, hidden[0], batch].map(String);
    const { stdout } = await execute(process.execPath, args, { cwd: tfjs });
    return median([...stdout.matchAll(/([\d.]+) ms\/sample/g)].map(([, ms]) => Number(ms)));
  },
  native: (one) => native(one),
  'native, 2 threads': (one) => native(one, '--threads', '2'),
  wasm: async (one) => {
    const script = join(root, 'tools', 'bench.mjs');
    const { stdout } = await execute(process.execPath, [script, ...optionsOf(one)]);
    return JSON.parse(stdout).ms_per_sample;
  },
  page: (one) => inPage(open, one, 1),
  'page, 2 workers': (one) => inPage(open, one, 2),
});

const heads = ['network, T = 300', 'PyTorch', 'TensorFlow.js', 'native', 'ratio'];
const rows = [[...heads, 'Node.js', 'ratio', 'Chromium', 'ratio', 'native / wasm']];
const shared = [['network, T = 300', 'native, 2 threads', 'speed-up', 'page, 2 workers', 'speed-up']];
await withPages(async (open) => {
  const measures = Object.entries(programs(open));
  for (const one of cases) {
    const times = Object.fromEntries(measures.map(([name]) => [name, []]));
    for (let turn = 0; turn < turns; turn++) {
      for (const [name, measure] of measures) times[name].push(await measure(one));
    }
    console.error(one.name, JSON.stringify(times));
    const ms = (name) => median(times[name]).toFixed(2);
    /** How many times faster `name` is than `other`, turn by turn. */
    const faster = (name, other) => median(times[other].map((t, i) => t / times[name][i]));
    const ratio = (name) => `1/${faster(name, 'torch').toFixed(0)}`;
    rows.push([
      one.name,
      ms('torch'),
      Number.isNaN(times.tfjs[0]) ? '' : ms('tfjs'),
      ...['native', 'wasm', 'page'].flatMap((name) => [ms(name), ratio(name)]),
      faster('wasm', 'native').toFixed(2),
    ]);
    const pairs = ['native, 2 threads', 'page, 2 workers'].map((name) => [
      ms(name),
      faster(name, name.split(',')[0]).toFixed(2),
    ]);
    shared.push([one.name, ...pairs.flat()]);
  }
});
rewrite('performance.md', 'training', table(rows));
rewrite('performance.md', 'cores', table(shared));
