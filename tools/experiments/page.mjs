// The built page in Chromium, for measurements that only a browser can tell.
//
//   CHROMIUM=PATH   (default /usr/bin/chromium)
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { median, root } from './experiments.mjs';

/**
 * Calls `work(open)`, where `open(hash, script)` resolves to a page of its own with these settings;
 * the script runs before the page's.
 */
export async function withPages(work) {
  const server = await preview({
    root: join(root, 'web'),
    preview: { host: '127.0.0.1', port: 0 },
    logLevel: 'error',
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const address = `http://127.0.0.1:${server.httpServer.address().port}/`;
  try {
    await work(async (hash, script = '') => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.addInitScript({ content: script });
      await page.goto(`${address}#${hash}`);
      return page;
    });
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Drops files and folders of this machine on the page. */
async function drop(page, ...files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const drag = (type) => session.send('Input.dispatchDragEvent', { type, x: 120, y: 420, data });
  await drag('dragEnter');
  // As people do: until the page shows that it takes them.
  while (!(await page.locator('.drop-here').isVisible())) {
    await drag('dragOver');
    await page.waitForTimeout(50);
  }
  await drag('dragOver');
  await drag('drop');
  await session.detach();
}

/** Has the page of `hash` read recordings of these folders, and the networks ready for them. */
export async function openWith(open, hash, ...folders) {
  const page = await open(hash);
  await waitForState(page, /^Ready/);
  await drop(page, ...folders);
  await page.getByText(folders.map((folder) => basename(folder)).join(' + ')).waitFor();
  await waitForState(page, /^Ready/);
  return page;
}

/** Milliseconds a sample while network B trains: the median of what the page shows for a while. */
export async function trainingSpeed(page, seconds = 6) {
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await waitForState(page, /^Training/);
  // What it has not trained yet at full speed does not count.
  await page.waitForTimeout(3000);
  const times = [];
  while (times.length < seconds) {
    await page.waitForTimeout(1000);
    const text = await page.locator('.score[data-arm=b]').innerText();
    times.push(1000 / Number(/([\d.\s]+)\/s/.exec(text)[1].replace(/\s/g, '')));
  }
  return median(times);
}

/** What a browser does to a page that it hides, at `hideTab(true)`: this one hides none. */
export const hiding = `
  let hidden = false;
  const next = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (call) => (hidden ? 0 : next(call));
  Object.defineProperty(document, 'hidden', { get: () => hidden });
  window.hideTab = (now) => {
    hidden = now;
    document.dispatchEvent(new Event('visibilitychange'));
  };
`;

/**
 * Traces from now on, while the page is asked for a frame each time, as by one who drags; resolves to
 * a function that ends it: ms from each frame's begin to the next.
 */
export async function traceFrames(page) {
  await page.evaluate(() => {
    const again = () => requestAnimationFrame(again);
    again();
  });
  const session = await page.context().newCDPSession(page);
  const begun = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    const frames = value.filter(({ name }) => name === 'BeginMainThreadFrame');
    begun.push(...frames.map(({ ts }) => ts / 1000));
  });
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline.frame'] },
    transferMode: 'ReportEvents',
  });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    begun.sort((a, b) => a - b);
    return begun.slice(1).map((at, i) => at - begun[i]);
  };
}

/** Waits until what the page says of the run matches the pattern. */
export async function waitForState(page, pattern, timeout = 120_000) {
  await page
    .locator('[data-test=state]', { hasText: pattern })
    .waitFor({ state: 'attached', timeout });
}
