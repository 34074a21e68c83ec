// docs/shd.md, table "speed": a training step of the paper's network for SHD beside the same step in
// PyTorch. The programs take turns on one thread, so that the machine's moods meet all of them.
//
//   --turns N            (default 5)
//   ROUSE_PYTHON=PATH    a Python with torch and h5py (default /usr/bin/python3)
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, rewrite, root, run, shd, table, turns } from './experiments.mjs';
import { openWith, trainingSpeed, withPages } from './page.mjs';

const execute = promisify(execFile);
const python = process.env.ROUSE_PYTHON ?? '/usr/bin/python3';
const parts = ['train', 'test'].map((part) => join(shd, `shd_${part}.h5.gz`));

const programs = (open) => ({
  PyTorch: async () => {
    const script = join(root, 'tools', 'experiments', 'torch_spoken_words.py');
    const { stdout } = await execute(python, [script, parts[0]]);
    return Number(/([\d.]+) ms\/sample/.exec(stdout)[1]);
  },
  native: async () => {
    const args = ['bench', '--json', '--data', parts[0], '--preset', 'shd', '--per-class', '20'];
    return JSON.parse(await run(args)).ms_per_sample;
  },
  Chromium: async () => {
    const page = await openWith(open, `${hash}&a=0`, ...parts);
    const speed = await trainingSpeed(page);
    await page.close();
    return speed;
  },
});

/** The page's own settings of `--preset shd`. */
const hash = Object.entries({
  hidden: '200,200',
  threshold: 10,
  current_retention: 0.5,
  membrane_retention: 0.9,
  reset_gradient: 'masked',
  scale: 5,
  width: 5,
  occupancy: 'counts',
  loss: 'cross_entropy',
  lr: 0.003,
  lr_threshold: 0.01,
  shift: 20,
  drop: 0.2,
})
  .map(([key, value]) => `${key}=${value}`)
  .join('&');

await withPages(async (open) => {
  const measures = Object.entries(programs(open));
  const times = Object.fromEntries(measures.map(([name]) => [name, []]));
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, measure] of measures) times[name].push(await measure());
  }
  console.error(JSON.stringify(times));
  const rows = measures.map(([name]) => [
    name,
    median(times[name]).toFixed(2),
    `1/${median(times.PyTorch.map((ms, turn) => ms / times[name][turn])).toFixed(0)}`,
  ]);
  rewrite('shd.md', 'speed', table([['700-200-200-20, T = 100', 'ms a sample', 'of PyTorch'], ...rows]));
});
