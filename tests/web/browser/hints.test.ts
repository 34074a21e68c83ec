/** What buttons say of themselves: to a mouse, to the keyboard, and to a finger. */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { phone } from './look';
import { type LabPage, patience, test } from './support';

const small = 'classes=0,1&per_class=20&hidden=32&batch=8';
const hint = (lab: LabPage) => lab.page.locator('rouse-hint [popover]');

test('a mouse that rests on a button and the keyboard read it', async ({ open }) => {
  const lab = await open({ hash: small });
  await lab.waitForState(/^Ready/);
  await lab.button('Play').hover();
  // It shows at once what made it come.
  await expect.poll(() => hint(lab).textContent(), patience).toContain('Train both networks');
  await lab.button('Step one batch').hover();
  await expect.poll(() => hint(lab).textContent(), patience).toBe('One batch (b)');
  await hint(lab).waitFor();
  await lab.page.mouse.move(5, 500);
  await hint(lab).waitFor({ state: 'hidden' });
  await lab.button('Step one batch').focus();
  await lab.page.keyboard.press('Tab');
  await expect.poll(() => hint(lab).textContent(), patience).toBe('To the end of the epoch (e)');
  await lab.page.keyboard.press('Escape');
  await hint(lab).waitFor({ state: 'hidden' });
  await lab.button('Keys').hover();
  await expect.poll(() => hint(lab).textContent(), patience).toBe('Keys (?)');
});

test('figures and the ways into the data and the network say what they are', async ({ open }) => {
  const lab = await open({ hash: small });
  await lab.waitForState(/^Ready/);
  const says = async (what: Locator, words: RegExp) => {
    await what.hover();
    await expect.poll(() => hint(lab).textContent(), patience).toMatch(words);
    await lab.page.keyboard.press('Escape');
    await hint(lab).waitFor({ state: 'hidden' });
  };
  await says(lab.page.locator('.caption button').first(), /^A mark for each spike/);
  await says(lab.button('Network'), /^Both networks/);
  await says(lab.button('Files'), /nothing is sent anywhere/);
  await says(lab.button('Gestures'), /^Eleven gestures/);
  await says(lab.button('Energy'), /beside a dense network$/);
  await says(lab.button('Neuron'), /^One neuron/);
});

test('nothing lies over the menu that a button has opened', async ({ open }) => {
  const lab = await open({ hash: small });
  await lab.waitForState(/^Ready/);
  await lab.page.locator('rouse-transport-bar button[aria-haspopup=dialog]').click();
  await lab.page.locator('rouse-preset-menu [popover]').waitFor();
  await lab.page.locator('rouse-hint').waitFor({ state: 'attached' });
  // Longer than a mouse has to rest.
  await lab.page.waitForTimeout(1000);
  expect(await hint(lab).isVisible()).toBe(false);
});

test('a finger that stays on a button reads it and does not press', async ({ open }) => {
  const lab = await open({ ...phone, hash: small });
  await lab.waitForState(/^Ready/);
  // The first touch fetches the hints.
  await lab.page.touchscreen.tap(200, 300);
  await lab.page.locator('rouse-hint').waitFor({ state: 'attached' });
  const box = await lab.button('Step one batch').boundingBox();
  if (!box) throw new Error('the button is not shown');
  const session = await lab.page.context().newCDPSession(lab.page);
  const touch = (type: 'touchStart' | 'touchEnd') =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: box.x + 20, y: box.y + 20 }],
    });
  await touch('touchStart');
  await hint(lab).waitFor();
  expect(await hint(lab).textContent()).toBe('One batch (b)');
  const shown = await hint(lab).boundingBox();
  expect((shown?.y ?? 0) + (shown?.height ?? 0)).toBeLessThanOrEqual(box.y);
  await touch('touchEnd');
  await hint(lab).waitFor({ state: 'hidden' });
  expect(await lab.state()).toBe('Ready');
  await lab.button('Step one batch').tap();
  await lab.waitForState(/^Paused, epoch 1/);
});
