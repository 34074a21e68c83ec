// docs/surrogates.md: what a surrogate of bounded support, whose backward pass can skip most
// neurons, costs in accuracy beside the paper's exponential one.
import { join } from 'node:path';
import { mean, nmnist, rewrite, seeds, sources, spread, table, train, trainAll } from './experiments.mjs';
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
  ['2312-500-500-10', { hidden: '500,500' }],
];

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
      row.push(spread(runs.map((run) => run[20].test)));
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
        accuracies.push(runs.map((run) => run[epochs].test));
      }
      const [before, after] = accuracies;
      const difference = 100 * (mean(after) - mean(before));
      const sign = difference > 0 ? '+' : '';
      rows.push([name, data, spread(before), spread(after), `${sign}${difference.toFixed(1)}`]);
    }
  }
  rewrite('surrogates.md', 'test', table(rows));
}

await validate();
await test();
