/** The main path in Firefox: open, play, look closer, change a threshold, come back. */
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { test as base, expect } from 'vitest';
import { visitedKey } from '../../../web/src/visits';
import { patience, serve } from './support';

interface Fixtures {
  browser: Browser;
  address: string;
  /** The page; the test fails when it logs an error or throws. */
  page: Page;
}

const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the pattern.
    async ({}, use) => {
      const browser = await puppeteer.launch({
        browser: 'firefox',
        executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
        headless: true,
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  address: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the pattern.
    async ({}, use) => {
      const site = await serve();
      await use(site.address);
      site.close();
    },
    { scope: 'file' },
  ],
  page: async ({ browser }, use) => {
    const troubles: string[] = [];
    const page = await browser.newPage();
    await page.setViewport({ width: 1440, height: 900 });
    page.setDefaultTimeout(patience.timeout);
    // Somebody who was here before: the introduction stays away.
    await page.evaluateOnNewDocument((key) => localStorage.setItem(key, '1'), visitedKey);
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await use(page);
    await page.close();
    expect(troubles).toEqual([]);
  },
});

async function find(page: Page, selector: string): Promise<ElementHandle> {
  // Unless it waits for what is seen, it looks again only when something outside shadow trees changes.
  const element = await page.waitForSelector(`pierce/${selector}`, { visible: true });
  if (!element) throw new Error(`${selector} is not on the page`);
  return element;
}

async function textOf(page: Page, selector: string): Promise<string> {
  const element = await find(page, selector);
  return element.evaluate((one) => (one.textContent ?? '').trim());
}

const stateOf = (page: Page) => textOf(page, '[data-test=state]');

/** Runs in the page: under what names it has kept its run. */
async function keptNames(): Promise<IDBValidKey[]> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open('rouse'));
  try {
    return await done(database.transaction('kept').objectStore('kept').getAllKeys());
  } finally {
    database.close();
  }
}

test('Firefox trains, looks closer, and goes on after a reload', { timeout: 120_000 }, async ({
  page,
  address,
}) => {
  await page.goto(`${address}#per_class=10&hidden=64&threshold=1&cores=1`);
  await expect.poll(() => stateOf(page), patience).toMatch(/^Ready/);
  await (await find(page, 'button.play')).click();
  const accuracy = async () => Number.parseFloat(await textOf(page, '.score[data-arm=b] strong'));
  await expect.poll(accuracy, patience).toBeGreaterThan(30);
  await page.keyboard.press(' ');
  await expect.poll(() => stateOf(page), patience).toMatch(/^Paused/);

  for (const view of ['rouse-threshold-bars', 'rouse-weight-image', 'rouse-step-detail']) {
    await page.keyboard.press('z');
    await find(page, view);
  }

  const epoch = Number(/epoch (\d+)/.exec(await stateOf(page))?.[1]);
  await expect.poll(() => page.evaluate(keptNames), patience).toHaveLength(3);
  await page.reload();
  await (await find(page, 'section[aria-label="An earlier run"] button.primary')).click();
  const trained = async () => Number(/^Training, epoch (\d+)/.exec(await stateOf(page))?.[1]);
  await expect.poll(trained, patience).toBeGreaterThanOrEqual(epoch);
});
