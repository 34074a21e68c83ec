// docs/performance.md: what the figures cost. Networks A and B train on built-in digits, while the
// page shows more and more; the pages take turns, so that the machine's moods meet all of them.
// A frame's time is from its begin on the main thread to the next one's, traced by Chromium.
//
//   --turns N       (default 5)
//   --seconds N     of training that are measured, a page and a turn (default 8)
import { median, rewrite, seconds, table, turns } from './experiments.mjs';
import { hiding, traceFrames, waitForState, withPages } from './page.mjs';

const pages = [
  { name: 'hidden, no views', hash: 'per_class=20&controls=transport', hidden: true },
  { name: 'hidden', hash: 'per_class=20', hidden: true },
  { name: 'network', hash: 'per_class=20' },
  { name: 'layer', hash: 'per_class=20&zoom=layer' },
  { name: 'neuron', hash: 'per_class=20&zoom=neuron' },
  { name: 'step', hash: 'per_class=20&zoom=step' },
];

/** Optimiser steps of both networks so far, and when that was. */
const progress = (page) =>
  page.evaluate(() => {
    const { a, b } = document.querySelector('rouse-lab').state;
    return { steps: a.optimiserSteps + b.optimiserSteps, at: performance.now() };
  });

/** Batches a second of both networks together, and the frames' times in ms. */
async function measure(open, { hash, hidden }) {
  const page = await open(hash, hiding);
  await waitForState(page, /^Ready/);
  // Whoever is new here is told first what he sees.
  await page.keyboard.press('Escape');
  await page.locator('rouse-lab').evaluate((lab) => lab.play());
  await page.waitForFunction(() => document.querySelector('rouse-lab').state.b.epoch >= 2, null, {
    timeout: 120_000,
  });
  if (hidden) await page.evaluate(() => window.hideTab(true));
  // A first visit's files are kept for times without a network.
  await page.waitForTimeout(8000);
  const begin = await progress(page);
  await page.waitForTimeout(seconds * 1000);
  const end = await progress(page);
  // Tracing takes time of its own.
  const frames = await traceFrames(page);
  await page.waitForTimeout(seconds * 1000);
  const times = await frames();
  await page.close();
  return { speed: (1000 * (end.steps - begin.steps)) / (end.at - begin.at), times };
}

const share = (times, part) => times.toSorted((a, b) => a - b)[Math.floor(times.length * part)];

await withPages(async (open) => {
  const results = pages.map(() => []);
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, page] of pages.entries()) {
      const result = await measure(open, page);
      results[i].push(result);
      console.error(page.name, result.speed.toFixed(1), 'batches/s,', result.times.length, 'frames');
    }
  }
  const rows = [['what is shown', 'speed', 'of hidden', 'median frame, ms', '95th percentile, ms']];
  for (const [i, { name }] of pages.entries()) {
    const ratio = median(results[i].map(({ speed }, turn) => speed / results[0][turn].speed));
    const times = results[i].flatMap(({ times }) => times);
    rows.push([
      name,
      `${median(results[i].map(({ speed }) => speed)).toFixed(0)}/s`,
      `${(100 * ratio).toFixed(0)} %`,
      times.length > 1 ? median(times).toFixed(0) : '',
      times.length > 1 ? share(times, 0.95).toFixed(0) : '',
    ]);
  }
  rewrite('performance.md', 'drawing', table(rows));
});
