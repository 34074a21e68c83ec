// Tables "speed" of docs/shd.md and docs/convolutions.md: a training step beside the same step in
// PyTorch. The programs take turns on one thread, so that the machine's moods meet all of them.
//
//   --only shd|convolution
//   --turns N            (default 5)
//   ROUSE_PYTHON=PATH    a Python with torch and h5py (default /usr/bin/python3)
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, nmnist, only, optionsOf, rewrite, root, run, shd, table, turns } from './experiments.mjs';
import { openWith, trainingSpeed, withPages } from './page.mjs';
import { convolutional, convolutionalAddress } from './settings.mjs';

const execute = promisify(execFile);
const python = process.env.ROUSE_PYTHON ?? '/usr/bin/python3';
const parts = ['train', 'test'].map((part) => join(shd, `shd_${part}.h5.gz`));

/** Each with the page's settings as its address. */
const cases = {
  shd: {
    title: '700-200-200-20, T = 100',
    script: ['torch_spoken_words.py', parts[0]],
    bench: ['--data', parts[0], '--preset', 'shd', '--per-class', '20'],
    files: parts,
    address: [
      ...['hidden=200,200', 'threshold=10', 'current_retention=0.5', 'membrane_retention=0.9'],
      ...['reset_gradient=masked', 'scale=5', 'width=5', 'occupancy=counts', 'loss=cross_entropy'],
      ...['lr=0.003', 'lr_threshold=0.01', 'shift=20', 'drop=0.2'],
    ].join('&'),
  },
  convolution: {
    title: `34x34x2-${convolutional.hidden.replaceAll(',', '-')}-10, T = 30`,
    script: ['torch_convolution.py', join(nmnist, 'Train'), '--hidden', convolutional.hidden],
    bench: [
      ...['--data', join(nmnist, 'Train'), '--per-class', '20'],
      ...optionsOf(convolutional),
    ],
    files: [nmnist],
    address: convolutionalAddress,
  },
};

const programs = (open, { script: [name, ...args], bench, files, address }) => ({
  PyTorch: async () => {
    const script = join(root, 'tools', 'experiments', name);
    const { stdout } = await execute(python, [script, ...args]);
    return Number(/([\d.]+) ms\/sample/.exec(stdout)[1]);
  },
  native: async () => JSON.parse(await run(['bench', '--json', ...bench])).ms_per_sample,
  Chromium: async () => {
    const page = await openWith(open, `${address}&a=0`, ...files);
    const speed = await trainingSpeed(page);
    await page.close();
    return speed;
  },
});

await withPages(async (open) => {
  for (const [name, one] of Object.entries(cases)) {
    if (only && only !== name) continue;
    const measures = Object.entries(programs(open, one));
    const times = Object.fromEntries(measures.map(([program]) => [program, []]));
    for (let turn = 0; turn < turns; turn++) {
      for (const [program, measure] of measures) times[program].push(await measure());
    }
    console.error(name, JSON.stringify(times));
    const rows = measures.map(([program]) => [
      program,
      median(times[program]).toFixed(2),
      `1/${median(times.PyTorch.map((ms, turn) => ms / times[program][turn])).toFixed(1)}`,
    ]);
    const doc = name === 'shd' ? 'shd.md' : 'convolutions.md';
    rewrite(doc, 'speed', table([[one.title, 'ms a sample', 'of PyTorch'], ...rows]));
  }
});
