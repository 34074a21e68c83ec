// docs/surrogates.md: what a sparse backward pass costs in accuracy beside the paper's dense one:
// gradients that are thinned, or a surrogate of bounded support.
//
//   --only draws|thinned|validation|test
import { join } from 'node:path';
import { mean, nmnist, only, rewrite, seeds, sources } from './experiments.mjs';
import { spread, table, train, trainAll } from './experiments.mjs';
import { good } from './settings.mjs';

const epochs = 30;
const validation = { data: join(nmnist, 'Train'), 'test-share': 0.2, 'data-seed': 7 };

const shape = (surrogate, width, scale) => ({
  surrogate,
  'surrogate-width': width,
  'surrogate-scale': scale,
});
const paper = ['exponential, width 3.75, scale 1.5 (the paper)', shape('exponential', 3.75, 1.5)];
// The scales keep the paper's height at the threshold, 0.4.
const bounded = [
  ['triangular, width 0.5, scale 0.2', shape('triangular', 0.5, 0.2)],
  ['triangular, width 1, scale 0.4', shape('triangular', 1, 0.4)],
  ['triangular, width 2, scale 0.8', shape('triangular', 2, 0.8)],
  ['triangular, width 3.75, scale 1.5', shape('triangular', 3.75, 1.5)],
  ['boxcar, width 1, scale 0.8', shape('boxcar', 1, 0.8)],
];
const chosen = bounded[2];
const networks = [
  ['2312-256-10', { hidden: 256 }],
  ['2312-500-500-10', { hidden: '500,500', 'gradient-thinning': 1 }],
];
const deep = networks[1][1];
const usual = 16;

const signed = (difference) => `${difference > 0 ? '+' : ''}${(100 * difference).toFixed(1)}`;
const accuraciesOf = (runs) => runs.map((run) => run.at(-1).test);
/** The last epochs differ from each other by more than what is compared. */
const lastFive = (runs) => runs.map((run) => mean(run.slice(-5).map(({ test }) => test)));

/** How many can be left out. */
async function draws() {
  const rows = [['one gradient in', 'test accuracy']];
  for (const thinning of [1, 4, usual, 64, 256, 1000]) {
    const settings = { ...good, ...deep, 'gradient-thinning': thinning, epochs: 20 };
    rows.push([thinning, spread(lastFive(await trainAll(validation, settings)))]);
  }
  rewrite('surrogates.md', 'draws', table(rows));
}

async function thinned() {
  const rows = [['data', 'epochs', 'all gradients', `one in ${usual}`, 'difference']];
  for (const { name, options } of [sources.real, sources.builtin]) {
    const settings = { ...good, ...deep, epochs };
    const all = await trainAll(options, settings);
    const few = await trainAll(options, { ...settings, 'gradient-thinning': usual });
    const after = (count) => (runs) => accuraciesOf(runs.map((run) => run.slice(0, count + 1)));
    for (const [when, of] of [
      ['10', after(10)],
      [`${epochs - 4} to ${epochs}`, lastFive],
      [`${epochs}`, accuraciesOf],
    ]) {
      const difference = signed(mean(of(few)) - mean(of(all)));
      rows.push([name, when, spread(of(all)), spread(of(few)), difference]);
    }
  }
  rewrite('surrogates.md', 'thinned', table(rows));
}

async function validate() {
  const rows = [['surrogate', ...networks.flatMap(([name]) => [name, 'ms a sample'])]];
  for (const [name, surrogate] of [paper, ...bounded]) {
    const row = [name];
    for (const [, network] of networks) {
      const runs = [];
      for (const seed of seeds.slice(0, 2)) {
        const settings = { ...good, ...network, ...surrogate, epochs: 20 };
        runs.push(await train(validation, settings, seed));
      }
      row.push(spread(accuraciesOf(runs)));
      row.push(mean(runs.flatMap((run) => run.slice(1).map((epoch) => epoch.ms))).toFixed(2));
    }
    rows.push(row);
  }
  rewrite('surrogates.md', 'validation', table(rows));
}

async function test() {
  const rows = [['network', 'data', paper[0], chosen[0], 'difference']];
  for (const [name, network] of networks) {
    for (const { name: data, options } of [sources.real, sources.builtin]) {
      const accuracies = [];
      for (const [, surrogate] of [paper, chosen]) {
        const runs = await trainAll(options, { ...good, ...network, ...surrogate, epochs });
        accuracies.push(accuraciesOf(runs));
      }
      const [before, after] = accuracies;
      const difference = signed(mean(after) - mean(before));
      rows.push([name, data, spread(before), spread(after), difference]);
    }
  }
  rewrite('surrogates.md', 'test', table(rows));
}

for (const [name, measure] of Object.entries({ draws, thinned, validation: validate, test })) {
  if (!only || only === name) await measure();
}
