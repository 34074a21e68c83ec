/** The page without a network, after one visit with it. */
import { expect } from 'vitest';
import { LabPage, patience, test } from './support';

test('works offline after the first visit', async ({ address, browser, served }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${address}#per_class=5&hidden=16&batch=8`);
  const lab = new LabPage(page);
  await lab.waitForState(/^Ready/);
  expect([...served.keys()]).not.toContain('service-worker.js');
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await context.setOffline(true);
  served.clear();
  await page.reload();
  await lab.waitForState(/^Ready/);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  await lab.page.getByRole('combobox', { name: 'Language' }).selectOption('zh');
  await expect.poll(() => page.locator('html').getAttribute('lang'), patience).toBe('zh');
  // Chromium looks for a newer one in the background, even so.
  expect([...served.keys()].filter((path) => path !== 'service-worker.js')).toEqual([]);
  await context.close();
});

test('keeps no version of which a file is of another one', async ({ address, browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  // As if the folder were exchanged while it is being read.
  await context.route('**/bench.html', (route) => route.fulfill({ body: 'of another version' }));
  const page = await context.newPage();
  await page.goto(address);
  const kept = await page.evaluate(async () => {
    const { installing } = await navigator.serviceWorker.register('./service-worker.js');
    await new Promise<void>((resolve) => {
      installing?.addEventListener('statechange', () => {
        if (installing.state !== 'installing') resolve();
      });
    });
    return { state: installing?.state, caches: await caches.keys() };
  });
  expect(kept).toEqual({ state: 'redundant', caches: [] });
  await context.close();
});
