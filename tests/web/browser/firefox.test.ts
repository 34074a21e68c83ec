/** The main path in Firefox: open, play, look closer, change a threshold, come back. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { test as base, expect } from 'vitest';
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
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    await use(page);
    await page.close();
    expect(troubles).toEqual([]);
  },
});

const button = (name: string) => `::-p-aria([name="${name}"][role="button"])`;

async function textOf(page: Page, selector: string): Promise<string> {
  const element = await page.waitForSelector(`pierce/${selector}`);
  return (await element?.evaluate((one) => one.textContent ?? ''))?.trim() ?? '';
}

const stateOf = (page: Page) => textOf(page, '[data-test=state]');
const accuracyOf = async (page: Page, arm: 'a' | 'b') =>
  Number.parseFloat(await textOf(page, `.score[data-arm=${arm}] strong`));

const settings = 'per_class=10&hidden=64&threshold=1&cores=1';

test('Firefox trains both networks and shows what they do', async ({ page, address }) => {
  await page.goto(`${address}#${settings}`);
  await expect.poll(() => stateOf(page), patience).toMatch(/^Ready/);
  await page.locator(button('Play')).click();
  await expect.poll(() => accuracyOf(page, 'b'), patience).toBeGreaterThan(30);
  await page.locator(button('Pause')).click();
  await expect.poll(() => stateOf(page), patience).toMatch(/^Paused/);

  for (const zoom of ['layer', 'neuron', 'step']) {
    await page.keyboard.press('z');
    expect(await textOf(page, `rouse-${zoom}-detail`)).not.toBe('');
  }
});
