// docs/results.md: the paper's experiments by `rouse sweep`, on recordings and on built-in digits.
// Tables and figures come from the sweeps, which are kept in build/experiments/sweep-*; a script
// that was stopped goes on where it was.
//
//   --full        all recordings and 256 hidden neurons everywhere, instead of a part and 64
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
  table as markdownTable,
} from './experiments.mjs';
import { comparison, good } from './settings.mjs';

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
    ...{ id: 'good', source: 'real', figures: [], whole: true },
    options: { ...good, epochs: 10, threshold: '1.25,3,10' },
  },
  {
    ...{ id: 'masked', source: 'real', figures: [], whole: true },
    options: { ...good, epochs: 10, threshold: '1.25,3,10', 'reset-gradient': 'masked' },
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
    options: {
      ...{ preset: 'shd', epochs: 10, threshold: '0.1,1,10,20,40,60' },
      'lr-threshold': '0.01,0.3',
    },
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
function sweep({ id, source, options, whole = full }) {
  const folder = join(scratch, `sweep-${id}${whole ? '-full' : ''}`);
  const data = { ...sources[source].options, ...(whole ? {} : part[source]) };
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

/** From which starts the whole interval of the difference is above 0, below, or around it. */
function verdicts(rows) {
  const starts = { above: [], around: [], below: [] };
  for (const { threshold, difference } of rows) {
    const [low, high] = difference.interval ?? [-Infinity, Infinity];
    starts[low > 0 ? 'above' : high < 0 ? 'below' : 'around'].push(threshold);
  }
  return Object.values(starts).map((list) => list.join(', ') || 'none');
}

const overall = [
  [
    ...['sweep', 'lr of thresholds', 'difference', 'epochs to the goal', 'dead layers'],
    ...['better from', 'undecided from', 'worse from'],
  ],
];
for (const one of sweeps.filter(({ id }) => only === undefined || only.split(',').includes(id))) {
  const { folder, table, summary } = sweep(one);
  rewrite('results.md', one.id, table);
  for (const figure of one.figures) {
    const file = `results-${one.id}-${figure}.svg`;
    copyFileSync(join(folder, `${figure}.svg`), join(root, 'docs', 'images', file));
  }
  if (one.id.startsWith('ablation')) continue;
  for (const all of summary.comparisons) {
    const rows = summary.rows.filter(
      (row) => row.difference !== null && row.lr_threshold === all.lr_threshold,
    );
    overall.push([
      ...[one.id, all.lr_threshold, difference(all.difference)],
      ...[`${percent(-all.epochs_saved)} %`, `${all.dead_layers_fixed} → ${all.dead_layers}`],
      ...verdicts(rows),
    ]);
  }
}
if (only === undefined) rewrite('results.md', 'overall', markdownTable(overall));
