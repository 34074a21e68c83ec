/** The microphone: a file is played to the page in its place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadCochlea } from '../../../bindings/src/cochlea_module';
import { visitedKey } from '../../../web/src/visits';
import { wavOf } from '../../bindings/wav';
import { LabPage, patience, serve } from './support';

/** Words of one seed are the same here and in the page: this one is in no data of the page. */
const index = 77;
const few = 'data=builtin:spoken-digits&per_class=2&hidden=24&threshold=1&lr=0.01&batch=4';
let spoken = '';
let browser: Browser | undefined;
let close = () => {};

beforeAll(async () => {
  const { spokenDigitSound } = await loadCochlea();
  const word = spokenDigitSound(1, index);
  const pause = new Float32Array(24_000);
  // Quieter than the data, as microphones are.
  const sound = Float32Array.from([...pause, ...word.map((x) => x / 6), ...pause]);
  const folder = mkdtempSync(join(tmpdir(), 'rouse-microphone-'));
  spoken = join(folder, 'word.wav');
  writeFileSync(spoken, wavOf(sound, { rate: 32_000 }));
  return () => rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await browser?.close();
  close();
});

/** Opens the page in a browser whose microphone hears the file again and again. */
async function open(flags: readonly string[], hash = few): Promise<LabPage> {
  const site = await serve();
  close = site.close;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', ...flags],
  });
  const { origin } = new URL(site.address);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    storageState: {
      cookies: [],
      origins: [{ origin, localStorage: [{ name: visitedKey, value: '1' }] }],
    },
  });
  const page = await context.newPage();
  await page.goto(`${site.address}#${hash}`);
  const lab = new LabPage(page);
  await lab.waitForState(/^Ready/);
  await expect.poll(() => says(page), patience).toMatch(/of 700 channels/);
  return lab;
}

const says = (page: Page) => page.locator('rouse-event-viewer canvas').getAttribute('aria-label');

describe('the microphone', () => {
  const fake = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

  test('is heard by both networks, while the word is spoken and after it', async () => {
    const lab = await open([...fake, `--use-file-for-fake-audio-capture=${spoken}`]);
    const { page } = lab;
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1/);
    const button = lab.button('Microphone');
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Say a digit').waitFor();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true');
    // It grows while it comes.
    const sizes = new Set<number>();
    const status = page.locator('rouse-sound-button [role=status]');
    await expect
      .poll(async () => {
        const size = /: ([\d\s,.]+) events/.exec((await says(page)) ?? '')?.[1] ?? '0';
        sizes.add(Number(size.replace(/\D/g, '')));
        return sizes.size;
      }, patience)
      .toBeGreaterThan(4);
    await expect.poll(() => status.textContent(), patience).toMatch(/A hears \w+\. B hears \w+\./);
    expect(Math.max(...sizes)).toBeGreaterThan(1500);
    expect(await page.locator('rouse-sound-button [role=alert]').count()).toBe(0);
    // Training goes on meanwhile.
    await lab.play();
    await lab.waitForEpoch(2);
    await button.click();
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
    await lab.pause();
  }, 120_000);

  test('that is refused is told of', async () => {
    const lab = await open(['--deny-permission-prompts', '--use-fake-device-for-media-stream']);
    await lab.button('Microphone').click();
    const alert = lab.page.locator('rouse-sound-button [role=alert]');
    await expect.poll(() => alert.textContent(), patience).toMatch(/microphone cannot be used/);
    expect(await lab.button('Microphone').getAttribute('aria-pressed')).toBe('false');
  }, 60_000);
});
