// docs/nmnist-accuracy.md: how the settings were chosen on a validation split of N-MNIST's training
// files, and what they reach on the test files.
import { join } from 'node:path';
import { deviation, mean, nmnist, percent, rewrite, sources, spread, table } from './experiments.mjs';
import { seeds, train, trainAll } from './experiments.mjs';
import { good } from './settings.mjs';

const epochs = 30;
const tested = [5, 10, 20, 30];
const validation = { data: join(nmnist, 'Train'), 'test-share': 0.2, 'data-seed': 7 };
const validationSeeds = seeds.slice(0, 2);

const candidates = [
  ['chosen', {}],
  ['hidden 512', { hidden: 512 }],
  ['batch 16, learning rate 0.001', { batch: 16, lr: 0.001 }],
  ['learning rate 0.0002', { lr: 0.0002 }],
  ['threshold 1.25', { threshold: 1.25 }],
  ['threshold 5', { threshold: 5 }],
  ['no shift', { shift: 0 }],
  ['cross entropy, 0.5 logits a spike', { loss: 'cross-entropy', 'logit-scale': 0.5 }],
  ['reset gradient masked', { 'reset-gradient': 'masked' }],
  ['fixed thresholds', { thresholds: 'fixed' }],
];

async function validate() {
  const rows = [['change', 'epoch 10', 'epoch 20', 'ms per sample']];
  for (const [name, change] of candidates) {
    const runs = [];
    for (const seed of validationSeeds) {
      runs.push(await train(validation, { ...good, ...change, epochs: 20 }, seed));
    }
    const shown = [10, 20].map((epoch) => spread(runs.map((run) => run[epoch].test)));
    const speed = mean(runs.flatMap((run) => run.slice(1).map((epoch) => epoch.ms)));
    rows.push([name, ...shown, speed.toFixed(2)]);
  }
  rewrite('nmnist-accuracy.md', 'validation', table(rows));
}

async function test() {
  const runs = await trainAll(sources.real.options, { ...good, epochs });
  const rows = [['seed', ...tested.map((epoch) => `epoch ${epoch}`), 'first at 95 %', 'training']];
  for (const [i, run] of runs.entries()) {
    const first = run.findIndex((epoch) => epoch.test >= 0.95);
    const seconds = run.reduce((sum, epoch) => sum + epoch.ms, 0) * 0.804;
    const reached = first < 0 ? 'never' : `epoch ${first}`;
    rows.push([seeds[i], ...tested.map((e) => percent(run[e].test)), reached, `${seconds.toFixed(1)} s`]);
  }
  const last = runs.map((run) => run[epochs].test);
  const means = tested.map((epoch) => spread(runs.map((run) => run[epoch].test)));
  rows.push(['mean ± deviation', ...means, '', '']);
  rewrite('nmnist-accuracy.md', 'test', table(rows));
  console.log(`${percent(mean(last))} ± ${percent(deviation(last))} % after ${epochs} epochs`);
}

await validate();
await test();
