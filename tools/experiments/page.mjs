// The built page in Chromium, for measurements that only a browser can tell.
//
//   CHROMIUM=PATH   (default /usr/bin/chromium)
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { root } from './experiments.mjs';

/** Calls `work(open)`, where `open(hash)` resolves to a page of its own with these settings. */
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
    await work(async (hash) => {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: process.env.RM ?? 'no-preference' });
      await page.goto(`${address}#${hash}`);
      return page;
    });
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Drops files and folders of this machine on the page. */
export async function drop(page, ...files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 120, y: 420, data });
  }
  await session.detach();
}

/** Waits until what the page says of the run matches the pattern. */
export async function waitForState(page, pattern, timeout = 120_000) {
  await page
    .locator('[data-test=state]', { hasText: pattern })
    .waitFor({ state: 'attached', timeout });
}
