// docs/results.md: the paper's experiments by `rouse sweep`, on recordings and on built-in digits.
// Tables and figures come from the sweeps, which are kept in build/experiments/sweep-*; a script
// that was stopped goes on where it was.
//
//   --full        all recordings and 256 hidden neurons instead of a part and 64
//   --only NAMES  only these sweeps, between commas
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  command,
  full,
  only,
  optionsOf,
  percent,
  rewrite,
  root,
  scratch,
  seeds,
  sources,
  table,
} from './experiments.mjs';
import { comparison } from './settings.mjs';

/** 200 training and 100 test recordings of digits, 400 and 340 of spoken ones. */
const part = {
  real: { 'per-class': 20 },
  builtin: { count: 200, 'test-count': 100 },
  spoken: { 'per-class': 20 },
};
const { threshold, ...settings } = { ...comparison, hidden: full ? 256 : 64 };
const starts = '0.02,0.1,0.5,1.25,5,20,40,60';
const rates = '0.0001,0.001,0.01,0.1,1';

const sweeps = [
  {
    ...{ id: 'nmnist', source: 'real', options: { ...settings, threshold: starts } },
    figures: ['accuracy', 'learning', 'dead', 'rate', 'weights'],
  },
  {
    ...{ id: 'builtin', source: 'builtin', options: { ...settings, threshold: starts } },
    figures: ['accuracy'],
  },
  {
    ...{ id: 'rates', source: 'real', figures: ['accuracy'] },
    options: {
      ...{ ...settings, threshold: starts, 'reset-gradient': 'paper' },
      ...{ lr: 0.001, 'lr-threshold': 0.001 },
    },
  },
  {
    ...{ id: 'spoken', source: 'spoken', figures: ['accuracy', 'dead'] },
    options: { preset: 'shd', epochs: 10, threshold: '0.1,1,10,100,300,1000' },
  },
  {
    ...{ id: 'ablation-good', source: 'real', figures: ['ablation'] },
    options: { ...settings, threshold: 1.25, 'lr-threshold': rates },
  },
  {
    ...{ id: 'ablation-bad', source: 'real', figures: ['ablation'] },
    options: {
      ...{ ...settings, threshold: 0.25, 'lr-threshold': rates },
      ...{ 'surrogate-width': 3, 'surrogate-scale': 3 },
    },
  },
];

/** Trains what is missing; the sweep's folder, table and summary. */
function sweep({ id, source, options }) {
  const folder = join(scratch, `sweep-${id}${full ? '-full' : ''}`);
  const data = { ...sources[source].options, ...(full ? {} : part[source]) };
  const args = ['sweep', ...optionsOf({ ...data, ...options, seeds: seeds.length, out: folder })];
  // The line with the time to go is the user's.
  const { status, stdout } = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
  // What the columns mean is said once, in the text.
  const [, ...rest] = stdout.toString().trim().split('\n\n');
  const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
  return { folder, table: rest.join('\n\n'), summary };
}

/** "+12.1 (8.0 to 16.2)", in points. */
function difference({ mean, interval }) {
  const sign = mean < 0 ? '' : '+';
  return `${sign}${percent(mean)}${interval ? ` (${interval.map(percent).join(' to ')})` : ''}`;
}

/** Where the interval of the difference lies: all above 0, all below, or on both sides. */
function verdicts(summary) {
  const kinds = { higher: [], 'no difference': [], lower: [] };
  for (const { threshold, difference } of summary.rows) {
    if (!difference?.interval) continue;
    const [low, high] = difference.interval;
    kinds[low > 0 ? 'higher' : high < 0 ? 'lower' : 'no difference'].push(threshold);
  }
  return Object.values(kinds).map((starts) => starts.join(', ') || 'none');
}

const results = [];
for (const one of sweeps.filter(({ id }) => only === undefined || only.split(',').includes(id))) {
  const result = sweep(one);
  results.push({ id: one.id, ...result.summary });
  rewrite('results.md', one.id, result.table);
  for (const figure of one.figures) {
    const file = `results-${one.id}-${figure}.svg`;
    copyFileSync(join(result.folder, `${figure}.svg`), join(root, 'docs', 'images', file));
  }
}

const overall = [
  [
    ...['sweep', 'accuracy', 'epochs to the goal', 'dead layers, fixed', 'dead layers, trainable'],
    ...['higher from', 'no difference from', 'lower from'],
  ],
];
for (const summary of results.filter(({ rows }) => new Set(rows.map(({ threshold }) => threshold)).size > 1)) {
  const [all] = summary.comparisons;
  overall.push([
    ...[summary.id, difference(all.difference), `${percent(-all.epochs_saved)} %`],
    ...[all.dead_layers_fixed, all.dead_layers, ...verdicts(summary)],
  ]);
}
if (only === undefined) rewrite('results.md', 'overall', table(overall));
