// docs/convolutions.md, tables "validation", "nmnist" and "browser": the convolutional network for
// N-MNIST, whose settings were chosen on a validation split of the training files, on the test files,
// natively and trained in Chromium.
//
//   --only validation|nmnist|browser
import { join } from 'node:path';
import { nmnist, only, percent, rewrite, seeds, sources, spread } from './experiments.mjs';
import { table, train, trainAll } from './experiments.mjs';
import { openWith, waitForState, withPages } from './page.mjs';
import { convolutional, convolutionalAddress } from './settings.mjs';

const epochs = 40;
const validationSeeds = seeds.slice(0, 2);

const lasting = {
  'current-retention': 0.75,
  'membrane-retention': 0.97,
  threshold: 4,
  'surrogate-width': 2,
  'surrogate-scale': 1,
};
const candidates = [
  ['chosen', {}],
  ['no dropout', { dropout: 0 }],
  ['currents that last: retentions 0.75 and 0.97, threshold 4, surrogate 2 wide', lasting],
];

async function validate() {
  const data = { data: join(nmnist, 'Train'), 'test-share': 0.2, 'data-seed': 7 };
  const rows = [['change', 'mean ± deviation', 'ms a sample']];
  for (const [name, change] of candidates) {
    const runs = await Promise.all(
      validationSeeds.map((seed) => train(data, { ...convolutional, ...change, epochs }, seed)),
    );
    rows.push([name, spread(runs.map(lately)), speed(runs).toFixed(1)]);
  }
  rewrite('convolutions.md', 'validation', table(rows));
}

/** Of 162 recordings one is 0.6 %: the mean of the last epochs, which differ by the last steps only. */
function lately(run) {
  const last = run.slice(-10).map(({ test }) => test);
  return last.reduce((sum, accuracy) => sum + accuracy, 0) / last.length;
}

function speed(runs) {
  const times = runs.flatMap((run) => run.slice(1).map(({ ms }) => ms));
  return times.reduce((sum, ms) => sum + ms, 0) / times.length;
}

async function test() {
  const rows = [['thresholds', 'mean ± deviation', 'each seed', 'ms a sample']];
  for (const thresholds of ['fixed', 'trainable']) {
    const runs = await trainAll(sources.real.options, { ...convolutional, thresholds, epochs });
    const last = runs.map((run) => run[epochs].test);
    rows.push([thresholds, spread(last), last.map(percent).join(', '), speed(runs).toFixed(1)]);
  }
  rewrite('convolutions.md', 'nmnist', table(rows));
}

async function trainInBrowser() {
  const rows = [['seed', 'after the last epoch', 'seconds from play to the end']];
  await withPages(async (open) => {
    for (const seed of seeds) {
      const hash = `${convolutionalAddress}&a=0&epochs=${epochs}&seed=${seed}`;
      const page = await openWith(open, hash, nmnist);
      const began = Date.now();
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await waitForState(page, new RegExp(`^Paused, epoch ${epochs}`), 1_200_000);
      const seconds = (Date.now() - began) / 1000;
      const score = await page.locator('.score[data-arm=b]').innerText();
      rows.push([seed, /[\d.]+ %/.exec(score)[0], seconds.toFixed(0)]);
      console.error(rows.at(-1).join('  '));
      await page.close();
    }
  });
  rewrite('convolutions.md', 'browser', table(rows));
}

for (const [name, measure] of Object.entries({ validation: validate, nmnist: test, browser: trainInBrowser })) {
  if (!only || only === name) await measure();
}
