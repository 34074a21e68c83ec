/** The Share dialog: what it gives away repeats what is on the screen. */
import axe from 'axe-core';
import { expect } from 'vitest';
import { misfits, phone, violations } from './look';
import { test } from './support';

const hash = 'per_class=5&hidden=16&seed=7&batch=8';

test('gives link, frame and element of the run at hand, as they are chosen', async ({
  address,
  open,
}) => {
  const lab = await open({ hash, script: axe.source });
  await lab.waitForState(/^Ready/);
  await lab.button('Share').click();
  const dialog = lab.page.getByRole('dialog', { name: 'Share this experiment' });
  const text = (name: string) => dialog.getByRole('region', { name }).locator('pre').textContent();
  expect(await text('Link')).toBe(`${address}#${hash}`);
  await dialog.getByRole('checkbox', { name: 'Data' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Trains as soon as it is seen' }).check();
  await dialog.getByRole('textbox', { name: 'Width' }).fill('100');
  await dialog.getByRole('textbox', { name: 'Width' }).press('Tab');
  expect(await text('Frame')).toContain(`${address}embed.html#${hash.replaceAll('&', '&amp;')}`);
  expect(await text('Frame')).toContain('width="320" height="640"');
  expect(await text('Element')).toContain('hidden-sizes="16"');
  expect(await text('Element')).toContain('hide="data" autoplay style="width: 320px;');
  // So small a one shows chosen figures.
  await dialog.getByRole('combobox', { name: 'Figure', exact: true }).selectOption('Dead neurons');
  expect(await text('Frame')).toContain('&amp;figures=dead,rasters');
  expect(await text('Element')).toContain('figures="dead,rasters"');
  expect(await violations(lab.page)).toEqual([]);
});

test('fits on a phone', async ({ open }) => {
  const lab = await open({ ...phone, hash });
  await lab.waitForState(/^Ready/);
  await lab.button('Share').click();
  await lab.page.getByRole('dialog', { name: 'Share this experiment' }).waitFor();
  expect(await misfits(lab.page)).toEqual([]);
});
