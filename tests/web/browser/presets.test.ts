/** The menu of presets. */
import axe from 'axe-core';
import { expect } from 'vitest';
import runs from '../../../web/src/preset_runs.json';
import { presets } from '../../../web/src/presets';
import { focused, misfits, phone, sizes, violations } from './look';
import { type LabPage, patience, test } from './support';

const small = 'classes=0,1&per_class=20&hidden=32&batch=8';

const opener = (lab: LabPage) => lab.page.getByRole('button', { name: /^Preset/ });
const list = (lab: LabPage) => lab.page.getByRole('listbox', { name: 'Presets' });

test('shows a real run beside every name', async ({ open }) => {
  const lab = await open({ hash: small });
  await opener(lab).click();
  await list(lab).waitFor();
  const options = list(lab).getByRole('option');
  expect(await options.count()).toBe(presets.length);
  for (const [index, { id }] of presets.entries()) {
    const points = await options.nth(index).locator('polyline').first().getAttribute('points');
    expect(points?.split(' ')).toHaveLength(runs[id].a.accuracy.length);
    const last = Math.round(100 * (runs[id].b.accuracy.at(-1) ?? 0));
    expect(await options.nth(index).textContent()).toContain(`B ${last} %`);
  }
});

test('the runs that it shows are what the page does', async ({ open }) => {
  const lab = await open();
  await lab.waitForState(/^Ready/);
  await lab.choosePreset('Small and fast');
  await expect.poll(() => lab.field('Hidden sizes').inputValue()).toBe('64');
  await lab.waitForState(/^Ready/);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  for (const arm of ['a', 'b'] as const) {
    await lab.waitForAccuracy(arm, 0);
    expect(await lab.accuracy(arm)).toBe(
      Number((100 * (runs.fast[arm].accuracy[1] ?? 0)).toFixed(1)),
    );
  }
});

test('a run that has begun gives way to the preset, and goes on when it was going', async ({
  open,
}) => {
  const lab = await open({ hash: small });
  await lab.waitForState(/^Ready/);
  await lab.play();
  await lab.waitForAccuracy('a', 80);
  await lab.choosePreset('Threshold 60');
  // Silent networks take each of the two digits for the same.
  await expect.poll(() => lab.accuracy('a'), patience).toBe(50);
  await lab.waitForState(/^Training/);
  expect(await lab.button('Apply and reset').count()).toBe(0);
  await lab.pause();
  await lab.choosePreset('Small and fast');
  await lab.waitForState(/^Ready/);
});

test('by keyboard: arrows and letters go, Enter chooses, Escape leaves', async ({ open }) => {
  const lab = await open({ hash: small });
  const { page } = lab;
  await lab.waitForState(/^Ready/);
  const at = async () => (await focused(page)).name;
  await opener(lab).focus();
  await page.keyboard.press('Enter');
  await list(lab).waitFor();
  await expect.poll(at).toContain('Good start');
  expect((await focused(page)).outline).toBe('solid 2px');
  expect(await opener(lab).getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('ArrowDown');
  expect(await at()).toContain('Small and fast');
  await page.keyboard.press('End');
  expect(await at()).toContain('Threshold 0.02');
  await page.keyboard.press('Home');
  // A key of the page, too, were the menu not open.
  await page.keyboard.press('b');
  expect(await at()).toContain('Best accuracy');
  await page.keyboard.press('Escape');
  await list(lab).waitFor({ state: 'hidden' });
  await expect.poll(at).toBe('Preset');
  expect(await opener(lab).getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Enter');
  await list(lab).waitFor();
  await expect.poll(at).toContain('Good start');
  await page.keyboard.type('ttt');
  expect(await at()).toContain('Threshold 60');
  await page.keyboard.press('Enter');
  await list(lab).waitFor({ state: 'hidden' });
  await expect.poll(() => lab.field('Initial threshold').inputValue()).toBe('60');
  expect(await opener(lab).textContent()).toContain('Threshold 60');
  await lab.waitForState(/^Ready/);
});

test('a second press on its button closes it, one elsewhere, too', async ({ open }) => {
  const lab = await open({ hash: small });
  for (const close of [() => opener(lab).click(), () => lab.page.mouse.click(5, 500)]) {
    await opener(lab).click();
    await list(lab).waitFor();
    await close();
    await list(lab).waitFor({ state: 'hidden' });
  }
});

test.for(Object.entries(sizes))(
  'on a %s nothing sticks out or is cut off, and axe finds nothing',
  async ([, size], { open }) => {
    const lab = await open({ ...size, hash: small, script: axe.source });
    await lab.waitForState(/^Ready/);
    await opener(lab).click();
    await list(lab).waitFor();
    expect(await misfits(lab.page)).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await lab.page.emulateMedia({ colorScheme });
      await lab.page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
      expect(await violations(lab.page)).toEqual([]);
    }
  },
);

test('on a phone it is a sheet with room for a finger', async ({ open }) => {
  const lab = await open({ ...phone, hash: small });
  await lab.waitForState(/^Ready/);
  await opener(lab).tap();
  await list(lab).waitFor();
  const heights = await list(lab)
    .getByRole('option')
    .evaluateAll((all) => all.map((option) => option.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(40);
  const sheet = await lab.page.locator('rouse-preset-menu [popover]').boundingBox();
  expect(sheet?.width).toBe(phone.viewport.width);
  expect((sheet?.y ?? 0) + (sheet?.height ?? 0)).toBe(phone.viewport.height);
  await lab.button('Close').tap();
  await list(lab).waitFor({ state: 'hidden' });
  await opener(lab).tap();
  await list(lab).getByRole('option', { name: 'Threshold 0.1' }).tap();
  await expect.poll(() => lab.field('Initial threshold').inputValue(), patience).toBe('0.1');
});
