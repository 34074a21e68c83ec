/** The built-in words: spoken by the page itself, shown, played and learned. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { loadCochlea } from '../../../bindings/src/cochlea_module';
import { wavOf } from '../../bindings/wav';
import { example, test } from './foreign';
import { misfits, sizes, violations } from './look';
import { type LabPage, patience } from './support';

/** Two of each word: that is quick. */
const few = 'data=builtin:spoken-digits&per_class=2&hidden=24&threshold=1&lr=0.01&batch=4';

const viewer = (page: Page) => page.locator('rouse-event-viewer canvas');
const says = (page: Page) => viewer(page).getAttribute('aria-label');
const time = async (page: Page) =>
  Number.parseInt((await page.locator('.legend .time').textContent()) ?? '', 10);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rouse-spoken-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function waitForWords(lab: LabPage): Promise<void> {
  await lab.waitForState(/^Ready/);
  await expect.poll(() => says(lab.page), patience).toMatch(/of 700 channels/);
}

describe('built-in spoken digits', () => {
  test('are opened by their address, and learned', async ({ open }) => {
    const lab = await open({ hash: few });
    await waitForWords(lab);
    await lab.page.locator('.drop', { hasText: '40 to train, 20 to test' }).waitFor();
    await lab.page.locator('.drop b', { hasText: 'Spoken digits' }).waitFor();
    for (const word of ['zero', 'nine', 'null', 'neun']) await lab.button(word).waitFor();
    await lab.play();
    await lab.waitForAccuracy('b', 10);
    await lab.pause();
    expect(lab.page.url()).toContain('data=builtin');
  });

  test('have a preset that suits them', async ({ open }) => {
    const lab = await open({ hash: 'data=builtin:spoken-digits&per_class=1' });
    await waitForWords(lab);
    const suggestion = lab.page.locator('[data-test=suggestion]');
    await suggestion.getByRole('button').click();
    await suggestion.waitFor({ state: 'detached' });
    expect(lab.page.url()).toMatch(/data=builtin.*hidden=200,200/);
    await waitForWords(lab);
  });

  test('are chosen and left by keys, and can be given up', { timeout: 90_000 }, async ({
    open,
  }) => {
    const lab = await open();
    await lab.waitForState(/^Ready/);
    const words = lab.page.getByRole('button', { name: 'Spoken digits' });
    await words.focus();
    await lab.page.keyboard.press('Enter');
    const cancel = lab.page.getByRole('button', { name: 'Cancel' });
    await cancel.waitFor();
    await expect
      .poll(() => lab.page.locator('.drop progress').getAttribute('value'), patience)
      .not.toBe('0');
    await cancel.focus();
    await lab.page.keyboard.press('Enter');
    await lab.page.getByText('Reading spoken-digits was cancelled.').waitFor();
    expect(await says(lab.page)).toMatch(/ ON/);
    await lab.page.locator('.drop', { hasText: /1.000 to train/ }).waitFor();
  });

  test('are heard: the time of the recording follows their sound', async ({ open }) => {
    const lab = await open({ hash: few });
    await waitForWords(lab);
    const listen = lab.page.getByRole('button', { name: 'Listen' });
    await listen.focus();
    await lab.page.keyboard.press('Enter');
    const stop = lab.page.getByRole('button', { name: 'Stop the sound' });
    await stop.waitFor();
    const moments: number[] = [];
    await expect
      .poll(async () => {
        moments.push(await time(lab.page));
        return Math.max(...moments);
      }, patience)
      .toBeGreaterThan(200);
    // It comes to an end by itself.
    await listen.waitFor();
    expect(await lab.page.locator('rouse-sound-button [role=alert]').count()).toBe(0);
    // Another recording ends it, and so does the recording's own playing.
    await listen.click();
    await stop.waitFor();
    await lab.button('Next sample').click();
    await listen.waitFor();
  });

  test('are heard by nobody who has other data', async ({ open }) => {
    const lab = await open();
    await lab.waitForState(/^Ready/);
    expect(await lab.page.locator('rouse-sound-button').count()).toBe(0);
  });

  test('are what a dropped WAV file is answered with', async ({ open }) => {
    const lab = await open({ hash: few });
    await waitForWords(lab);
    const { spokenDigitSound } = await loadCochlea();
    const path = join(folder, 'mine.wav');
    writeFileSync(
      path,
      wavOf(
        spokenDigitSound(1, 3).map((x) => x / 4),
        { rate: 32_000 },
      ),
    );
    await lab.drop(path);
    await lab.page.locator('[data-test=unlabelled]').waitFor();
    await lab.page.getByText(/^mine\.wav: /).waitFor();
    await expect.poll(() => lab.page.getByText(/^says [a-z]+$/).count(), patience).toBe(2);
    expect(await says(lab.page)).toMatch(/of 700 channels/);
    // It has no sound of the program's own making.
    await lab.page.getByRole('button', { name: 'Listen' }).waitFor({ state: 'detached' });
    writeFileSync(path, 'no sound');
    await lab.drop(path);
    await expect.poll(() => lab.alert('data').textContent(), patience).toContain('no WAV file');
  });

  for (const [size, options] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`look right and are accessible: ${size}, ${colorScheme}`, async ({ open }) => {
        const lab = await open({ ...options, hash: few, colorScheme, script: axe.source });
        await waitForWords(lab);
        const listen = lab.page.getByRole('button', { name: 'Listen' });
        await listen.waitFor();
        expect(await misfits(lab.page)).toEqual([]);
        expect(await violations(lab.page)).toEqual([]);
        const box = await listen.boundingBox();
        if (size === 'phone') expect(box?.height).toBeGreaterThanOrEqual(40);
      });
    }
  }

  test('speak Chinese', async ({ open }) => {
    const lab = await open({ hash: few, locale: 'zh-CN' });
    await lab.page.getByRole('button', { name: '听声音' }).waitFor();
    expect(await misfits(lab.page)).toEqual([]);
  });
});

test('the documented tag speaks and learns by itself', async ({ address, visit }) => {
  const page = await visit(example('words', address));
  await expect.poll(() => says(page), patience).toContain('of 700 channels');
  const lab = page.locator('rouse-lab');
  await lab.getByRole('button', { name: 'Step one epoch' }).click();
  await expect
    .poll(() => lab.evaluate((element) => 'state' in element && element.state), patience)
    .toMatchObject({ a: { epoch: 1 }, b: { epoch: 1 } });
});
