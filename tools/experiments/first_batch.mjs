// docs/performance.md: from navigation to the first trained batch. Play is pressed as soon as there is
// a button for it. Each visit has a browser context of its own, so that nothing is kept from before.
//
//   --turns N       visits (default 5)
import { median, rewrite, table, turns } from './experiments.mjs';
import { withPages } from './page.mjs';

const visits = [
  { name: 'A and B', hash: '' },
  { name: 'B alone', hash: 'a=0' },
];

/** Runs in the page before its own scripts: presses play and notes when, and when each network has trained. */
const script = `
  const begun = {};
  const look = () => {
    const lab = document.querySelector('rouse-lab');
    const bar = lab?.shadowRoot?.querySelector('rouse-transport-bar');
    const play = bar?.shadowRoot?.querySelector('button.play');
    if (play && begun.play === undefined) {
      begun.play = performance.now();
      play.click();
    }
    const { a, b } = lab?.state ?? {};
    const networks = location.hash.includes('a=0') ? [b] : [a, b];
    if (networks.every((one) => one?.optimiserSteps > 0)) begun.trained = performance.now();
    else setTimeout(look, 5);
  };
  window.begun = begun;
  look();
`;

/** Milliseconds from navigation to the press of play, and to the batch. */
async function visit(open, hash) {
  const page = await open(hash, script);
  await page.waitForFunction(() => window.begun.trained !== undefined, null, { polling: 200 });
  const { play, trained } = await page.evaluate(() => window.begun);
  await page.context().close();
  return { play, trained };
}

await withPages(async (open) => {
  const results = visits.map(() => []);
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, { name, hash }] of visits.entries()) {
      const result = await visit(open, hash);
      results[i].push(result);
      console.error(name, result.play.toFixed(0), result.trained.toFixed(0), 'ms');
    }
  }
  const seconds = (milliseconds) => (milliseconds / 1000).toFixed(2);
  const rows = [['networks', 'play pressed, s', 'first batch trained, s', 'fastest and slowest']];
  for (const [i, { name }] of visits.entries()) {
    const trained = results[i].map((one) => one.trained);
    rows.push([
      ...[name, seconds(median(results[i].map(({ play }) => play))), seconds(median(trained))],
      `${seconds(Math.min(...trained))}, ${seconds(Math.max(...trained))}`,
    ]);
  }
  rewrite('performance.md', 'first batch', table(rows));
});
