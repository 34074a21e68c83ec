// docs/performance.md: a training step of Rouse beside the same step in PyTorch. The programs take
// turns on one thread, so that the machine's moods meet all of them; the table has medians over the
// turns.
//
//   --turns N            (default 5)
//   --baseline PATH      a Python script that takes TRAIN --hidden N,N --batch N and prints
//                        "... MS ms/sample" (default ../shared/bench/torch_baseline.py)
//   ROUSE_PYTHON=PATH    a Python with torch (default /usr/bin/python3)
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { baseline, nmnist, rewrite, root, run, table, turns } from './experiments.mjs';

const execute = promisify(execFile);
const train = join(nmnist, 'Train');
const python = process.env.ROUSE_PYTHON ?? '/usr/bin/python3';
const bounded = { kind: 'triangular', width: 1 };

const cases = [
  { name: '2312-256-10, batch 20', hidden: [256], batch: 20, surrogate: {} },
  { name: '2312-500-500-10, batch 32', hidden: [500, 500], batch: 32, surrogate: {} },
  {
    name: '2312-500-500-10, batch 32, triangular surrogate of width 1',
    hidden: [500, 500],
    batch: 32,
    surrogate: bounded,
  },
];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Of `rouse bench`, native and through node. */
function optionsOf({ hidden, batch, surrogate }) {
  const args = ['--json', '--data', train, '--preset', 'paper', '--per-class', '20'];
  args.push('--hidden', hidden.join(), '--batch', String(batch));
  if (surrogate.kind) args.push('--surrogate', surrogate.kind);
  if (surrogate.width) args.push('--surrogate-width', String(surrogate.width));
  return args;
}

const programs = {
  torch: async ({ hidden, batch }) => {
    const args = [baseline, train, '--hidden', hidden.join(), '--batch', String(batch)];
    const { stdout } = await execute(python, args);
    return Number(/([\d.]+) ms\/sample/.exec(stdout)[1]);
  },
  native: async (one) => JSON.parse(await run(['bench', ...optionsOf(one)])).ms_per_sample,
  wasm: async (one) => {
    const script = join(root, 'tools', 'bench.mjs');
    const { stdout } = await execute(process.execPath, [script, ...optionsOf(one)]);
    return JSON.parse(stdout).ms_per_sample;
  },
};

const rows = [['network, T = 300', 'PyTorch', 'native', 'ratio', 'wasm', 'ratio', 'native / wasm']];
for (const one of cases) {
  const times = { torch: [], native: [], wasm: [] };
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, measure] of Object.entries(programs)) {
      times[name].push(await measure(one));
    }
  }
  console.error(one.name, JSON.stringify(times));
  const ratio = (name) => `1/${median(times.torch.map((t, i) => t / times[name][i])).toFixed(0)}`;
  const ms = (name) => median(times[name]).toFixed(2);
  const share = median(times.native.map((t, i) => t / times.wasm[i])).toFixed(2);
  rows.push([
    one.name,
    ms('torch'),
    ms('native'),
    ratio('native'),
    ms('wasm'),
    ratio('wasm'),
    share,
  ]);
}
rewrite('performance.md', 'training', table(rows));
