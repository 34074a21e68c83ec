/** How much the pages load before something is done on them. */
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { test } from './support';

const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10;

test('the module and the whole page stay small', async ({ open, served }) => {
  const lab = await open({ hash: 'per_class=5' });
  await lab.waitForState(/^Ready/);
  await lab.button('Step one batch').click();
  await lab.waitForState(/^Paused, epoch 1/);
  const sizes = [...served].map(([path, body]) => [path, gzipSync(body).length] as const);
  const modules = sizes.filter(([path]) => path.endsWith('.wasm'));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(sizes.map(([path, size]) => `${kilobytes(size)} KB ${path}`).join('\n'));
  console.log(`${kilobytes(total)} KB gzipped before the first training step`);
  expect(modules).toHaveLength(1);
  expect(modules[0]?.[1]).toBeLessThanOrEqual(90_000);
  expect(total).toBeLessThanOrEqual(200_000);
});

test('a lesson loads no laboratory before it needs one', async ({ open, served }) => {
  served.clear();
  const { page } = await open({ file: 'lessons.html' });
  await page.locator('.arithmetic b').first().waitFor();
  const total = [...served.values()].reduce((sum, body) => sum + gzipSync(body).length, 0);
  console.log(`${kilobytes(total)} KB gzipped for the first lesson`);
  const laboratory = () =>
    [...served.keys()].filter((path) => /rouse(-lab)?-[\w-]{8}\.(js|wasm)$/.test(path));
  expect(laboratory()).toEqual([]);
  expect(total).toBeLessThanOrEqual(120_000);
  await page.getByRole('link', { name: 'Rousing dead neurons' }).first().click();
  await page.locator('rouse-lab').first().waitFor();
  expect(laboratory().length).toBeGreaterThanOrEqual(1);
});
