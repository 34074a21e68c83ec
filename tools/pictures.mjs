// Takes the pictures of README.md and docs/tour.md anew, from the built page (npm run build), with
// a real run of ten epochs from thresholds of 50 behind them.
//
//   npm run pictures
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { preview } from 'vite';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/images');
const desk = { width: 1280, height: 800 };
/** The preset "Threshold 50", which the tour chooses, and the epoch at which the page stops. */
const badStart =
  'hidden=256&threshold=50&lr=0.00005&lr_threshold=0.3&batch=8&shift=2&reset_gradient=masked&epochs=10';

mkdirSync(folder, { recursive: true });
const server = await preview({
  root: join(root, 'web'),
  preview: { port: 0, host: '127.0.0.1', open: false },
});
const address = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

/** Opens a page in a browser of its own, as a first visitor or as one who was here before. */
async function open(path, { known = true, ...options } = {}) {
  const context = await browser.newContext({
    viewport: desk,
    reducedMotion: 'reduce',
    ...options,
  });
  if (known) await context.addInitScript("localStorage.setItem('rouse-visited', '1')");
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(address + path);
  return page;
}

/** As WebP, which Playwright itself does not write: all of the window or a part of it. */
async function save(page, name, clip = { x: 0, y: 0, ...page.viewportSize() }) {
  // What moves comes to rest, and figures are painted.
  await page.waitForTimeout(600);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 82,
    clip: { ...clip, y: clip.y + (await page.evaluate(() => scrollY)), scale: 1 },
  });
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(join(folder, `${name}.webp`), bytes);
  console.log(`${name}.webp: ${Math.ceil(bytes.length / 1000)} KB`);
}

/** Where an element is, with a margin; a part of its height on request. */
async function around(locator, margin = 12, most = Infinity) {
  const box = await locator.boundingBox();
  return {
    x: Math.max(0, box.x - margin),
    y: Math.max(0, box.y - margin),
    width: box.width + 2 * margin,
    height: Math.min(box.height, most) + 2 * margin,
  };
}

/** A hidden neuron of B that was dead and fires about five times in the shown recording. */
function roused(page) {
  return page.locator('rouse-layer-detail').evaluate(({ page: { lab } }) => {
    const spikes = new Map();
    for (const neuron of lab.arms.b.trace.layers[0].columns) {
      spikes.set(neuron, (spikes.get(neuron) ?? 0) + 1);
    }
    const [[neuron]] = [...spikes].sort(([, m], [, n]) => Math.abs(m - 5) - Math.abs(n - 5));
    return neuron;
  });
}

const state = (page, text) => page.locator('[data-test=state]', { hasText: text }).waitFor();
const show = (page, settings) =>
  page.locator('rouse-lab').evaluate((lab, changes) => {
    lab.settings = changes;
  }, settings);
const trained = (page) =>
  page.waitForFunction(
    () => {
      const { a, b } = document.querySelector('rouse-lab').epochs;
      return a.length > 10 && b.length > 10;
    },
    null,
    { timeout: 600_000 },
  );

const first = await open('', { known: false });
await first.getByRole('dialog', { name: 'A spike' }).waitFor();
await save(first, 'first-visit');
await first.context().close();

const page = await open(`#${badStart}`);
await state(page, /^Ready/);
await page.getByRole('button', { name: /^Preset/ }).click();
await page.getByRole('listbox').waitFor();
await save(page, 'presets');
await page.keyboard.press('Escape');
await page.getByRole('button', { name: 'Play', exact: true }).click();
await trained(page);
await page.mouse.move(0, 0);
await save(page, 'roused');
await page.emulateMedia({ colorScheme: 'dark' });
await save(page, 'roused-dark');
await page.emulateMedia({ colorScheme: 'light' });

const activity = page.locator('section.network');
await show(page, { zoom: 'layer' });
await save(page, 'layer', await around(activity, 0));
await show(page, { zoom: 'neuron', neuron: await roused(page) });
await save(page, 'neuron', await around(activity, 0));
await show(page, { zoom: 'network' });
await page.getByRole('button', { name: 'Thresholds', exact: true }).click();
await page.locator('rouse-threshold-figure').first().waitFor();
await save(page, 'thresholds', await around(activity, 0, 500));
await page.getByRole('button', { name: 'Thresholds', exact: true }).click();
await page.getByRole('button', { name: 'Draw', exact: true }).click();
await page.getByRole('button', { name: 'Write a 4' }).click();
await page.waitForTimeout(2500);
await save(page, 'draw');
await page.getByRole('button', { name: 'Share', exact: true }).click();
const share = page.getByRole('dialog', { name: 'Share this experiment' });
await share.waitFor();
await save(page, 'share', await around(share, 24));
await page.context().close();

const phone = await open(`#${badStart}&zoom=layer`, {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
});
await state(phone, /^Ready/);
await phone.getByRole('button', { name: 'Play', exact: true }).click();
await trained(phone);
await phone.locator('rouse-activity-panel').evaluate((panel) => panel.scrollIntoView());
await save(phone, 'phone');
await phone.context().close();

const experiments = await open('#sweep=1');
const runs = experiments.locator('[data-test=experiment-state]');
await runs.filter({ hasText: /^\d+ runs of/ }).waitFor();
await experiments.getByRole('button', { name: 'Run', exact: true }).click();
await runs.filter({ hasText: /^All/ }).waitFor({ timeout: 600_000 });
await save(experiments, 'experiments');
await experiments.context().close();

const lesson = await open('lessons.html#rousing');
await lesson
  .locator('rouse-lab')
  .first()
  .evaluate(
    (lab) =>
      new Promise((done) => {
        lab.addEventListener('done', () => done(), { once: true });
        lab.play();
      }),
  );
await save(lesson, 'lesson');

await browser.close();
await server.close();
