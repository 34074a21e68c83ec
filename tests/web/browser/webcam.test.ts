/** The webcam: a film of a bar that waves on one side is played to the page in its place. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { visitedKey } from '../../../web/src/visits';
import { recordingOf } from '../../command/gestures';
import { misfits, sizes, violations } from './look';
import { LabPage, patience, serve } from './support';

const small = 'hidden=8c5s2p2&threshold=1&batch=4';
const figures = `data=builtin:gestures&per_class=1&${small}`;
const gestures = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
let film = '';
/** A recording of every gesture, as DVS128 Gesture comes. */
let recordings: string[] = [];
let browser: Browser | undefined;
let close = () => {};

/**
 * Two seconds of grey video as YUV4MPEG2: a dark wall, and in the left half of the picture a bright
 * bar that swings to and fro once a second. In the right half a box stands still.
 */
function waving(): Buffer {
  const [width, height, rate, frames] = [160, 120, 30, 60];
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < frames; frame++) {
    const middle = 50 + 18 * Math.sin((2 * Math.PI * frame) / rate);
    const luma = Buffer.alloc(width * height, 70);
    for (let y = 20; y < 100; y++) {
      luma.fill(200, y * width + Math.round(middle - 5), y * width + Math.round(middle + 5));
      luma.fill(220, y * width + 110, y * width + 130);
    }
    parts.push(Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, 128));
  }
  return Buffer.concat(parts);
}

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'rouse-webcam-'));
  film = join(folder, 'waving.y4m');
  writeFileSync(film, waving());
  const { events, table } = recordingOf([...gestures, ...gestures]);
  recordings = ['user01_led.aedat', 'user01_led_labels.csv'].map((name) => join(folder, name));
  [events, table].forEach((content, i) => {
    writeFileSync(recordings[i] ?? '', content);
  });
  return () => rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await browser?.close();
  browser = undefined;
  close();
});

const fake = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const filmed = () => [...fake, `--use-file-for-fake-video-capture=${film}`];

interface Opened extends BrowserContextOptions {
  file?: string;
  hash?: string;
}

/** Opens a page in a browser whose camera sees the film again and again. */
async function openPage(
  flags: readonly string[],
  { file = '', hash = small, ...options }: Opened = {},
): Promise<Page> {
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
    ...options,
  });
  const page = await context.newPage();
  await page.addInitScript({ content: axe.source });
  // What the page gets is kept, to see whether it lets it go.
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    if (!mediaDevices) return;
    const got: MediaStream[] = [];
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      got.push(stream);
      return stream;
    };
    Object.assign(window, { got });
  });
  await page.goto(`${site.address}${file}#${hash}`);
  return page;
}

/** The laboratory, with recordings of gestures dropped into it unless it has data of its own. */
async function open(flags: readonly string[], options: Opened = {}): Promise<LabPage> {
  const lab = new LabPage(await openPage(flags, options));
  await lab.waitForState(/^Ready/);
  if (!options.hash?.includes('data=')) {
    await lab.page.locator('input#files').setInputFiles(recordings);
    await lab.page
      .locator('.chips button', { hasText: 'air drums' })
      .waitFor({ state: 'attached' });
    await lab.waitForState(/^Ready/);
  }
  await lab.page.locator('rouse-camera-button').waitFor();
  return lab;
}

/** States of all tracks that the page was ever given. */
const tracks = (page: Page) =>
  page.evaluate(() => {
    const { got } = window as unknown as { got: MediaStream[] };
    return got.flatMap((stream) => stream.getTracks().map(({ readyState }) => readyState));
  });

const says = async (page: Page) =>
  (await page.locator('rouse-event-viewer canvas').getAttribute('aria-label')) ?? '';
/** Events of the recording that is shown. */
const events = async (page: Page) =>
  Number(/: ([\d\u00a0]+) events/.exec(await says(page))?.[1]?.replaceAll('\u00a0', ''));
const rates = (page: Page) => page.locator('rouse-camera-panel .rates');

interface Polarities {
  on: number;
  off: number;
}

/** Painted pixels of the live picture in its left and right half, by polarity's colour. */
async function painted(page: Page): Promise<{ left: Polarities; right: Polarities }> {
  const halves = await page.locator('rouse-live-canvas canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { width, height } = canvas;
    // A copy: the page's own canvas is not made to be read.
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    context?.drawImage(canvas, 0, 0);
    const half = Math.floor(width / 2);
    return [0, half].map((left) => [...(context?.getImageData(left, 0, half, height).data ?? [])]);
  });
  const [left = { on: 0, off: 0 }, right = { on: 0, off: 0 }] = halves.map(polarities);
  return { left, right };
}

/** ON is ink, black or white, and OFF violet. */
function polarities(data: number[]): Polarities {
  const found = { on: 0, off: 0 };
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, , blue = 0, alpha = 0] = data.slice(i, i + 4);
    if (alpha < 100) continue;
    if (blue - red > 60) found.off += 1;
    else found.on += 1;
  }
  return found;
}

async function start({ page }: LabPage): Promise<void> {
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  await page.getByRole('button', { name: 'Start the camera' }).click();
  await expect.poll(() => rates(page).textContent(), patience).toMatch(/[1-9]\d* events\/s/);
}

describe('the webcam', () => {
  test('sends events of both polarities where something moves, and networks answer', async () => {
    const lab = await open(filmed(), { hash: figures });
    const { page } = lab;
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1/);
    await start(lab);
    // It is a mirror: what moves on the left of the film moves on the right.
    const seen = { left: { on: 0, off: 0 }, right: { on: 0, off: 0 } };
    await expect
      .poll(async () => {
        const now = await painted(page);
        for (const side of ['left', 'right'] as const) {
          for (const polarity of ['on', 'off'] as const)
            seen[side][polarity] += now[side][polarity];
        }
        return Math.min(seen.right.on, seen.right.off);
      }, patience)
      .toBeGreaterThan(300);
    expect(seen.left.on + seen.left.off).toBeLessThan(0.02 * (seen.right.on + seen.right.off));
    // Both networks look at it, again and again.
    const answers = page.locator('rouse-camera-panel .answer b');
    await expect.poll(() => answers.count(), patience).toBe(2);
    await expect
      .poll(async () => (await answers.allTextContents()).join(), patience)
      .toMatch(/\S,\S/);
    const counts = new Set<number>();
    await expect.poll(async () => counts.add(await events(page)).size, patience).toBeGreaterThan(4);
    expect(await says(page)).toContain('class ?');
    expect(page.url()).toMatch(/camera=128/);
    expect(page.url()).toMatch(/part=unlabelled/);
    // Training goes on meanwhile.
    await lab.play();
    await lab.waitForEpoch(2);
    await lab.pause();
    await page.getByRole('button', { name: 'Stop the camera' }).click();
    expect(await tracks(page)).toEqual(['ended']);
    // The last recording stays to be looked at.
    expect(await events(page)).toBeGreaterThan(100);
  }, 120_000);

  test('holds a recording to be looked at when somebody moves it, and goes on', async () => {
    const lab = await open(filmed());
    const { page } = lab;
    await start(lab);
    await expect.poll(() => events(page), patience).toBeGreaterThan(100);
    await page.locator('section.data input[type=range]').first().fill('400');
    await expect.poll(() => page.getByRole('button', { name: 'Go on' }).isVisible()).toBe(true);
    const held = await says(page);
    await page.waitForTimeout(800);
    expect(await says(page)).toBe(held);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => says(page), patience).not.toBe(held);
    // Fewer pixels, and a threshold that nothing reaches.
    await page.getByLabel('Pixels', { exact: true }).selectOption('32');
    await expect.poll(() => page.url()).toMatch(/camera=32/);
    await page.getByLabel('Contrast threshold', { exact: true }).fill('2');
    await page.keyboard.press('Enter');
    await expect.poll(() => rates(page).textContent(), patience).toMatch(/, 0 events\/s/);
    expect(await tracks(page)).toEqual(['live']);
    // The panel is closed, and the camera with it.
    await page.getByRole('button', { name: 'Camera', exact: true }).click();
    await expect.poll(() => tracks(page)).toEqual(['ended']);
    await expect.poll(() => says(page)).not.toContain('class ?');
  }, 120_000);

  test('changes nothing of what is learnt, to the bit', async () => {
    const models: string[] = [];
    for (const watched of [false, true]) {
      const lab = await open(filmed(), { hash: `${small}&epochs=6` });
      if (watched) await start(lab);
      await lab.button('Play').click();
      await expect.poll(() => lab.state(), patience).toMatch(/^Paused, epoch 6/);
      if (watched) expect(await events(lab.page)).toBeGreaterThan(100);
      models.push(await lab.model());
      await browser?.close();
      close();
    }
    expect(models[0]?.length).toBeGreaterThan(10_000);
    expect(models[1] === models[0]).toBe(true);
  }, 120_000);

  test('is let go when the page is hidden or the camera goes, and says so', async () => {
    const lab = await open(filmed());
    const { page } = lab;
    await start(lab);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
      Object.defineProperty(document, 'hidden', { value: false, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    const alert = page.locator('rouse-camera-panel [role=alert]:visible');
    await expect.poll(() => alert.textContent()).toMatch(/while the page was hidden.*start/);
    expect(await tracks(page)).toEqual(['ended']);
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await expect.poll(() => rates(page).textContent(), patience).toMatch(/[1-9]\d* events\/s/);
    expect(await alert.count()).toBe(0);
    await page.evaluate(() => {
      const { got } = window as unknown as { got: MediaStream[] };
      got.at(-1)?.getTracks()[0]?.dispatchEvent(new Event('ended'));
    });
    await expect.poll(() => alert.textContent()).toMatch(/unplugged.*Connect it/);
    expect(await tracks(page)).toEqual(['ended', 'ended']);
  }, 120_000);

  test('that is refused is told of, with what helps', async () => {
    const { page } = await open([
      '--deny-permission-prompts',
      '--use-fake-device-for-media-stream',
    ]);
    await page.getByRole('button', { name: 'Camera', exact: true }).click();
    await page.getByRole('button', { name: 'Start the camera' }).click();
    const alert = page.locator('rouse-camera-panel [role=alert]:visible');
    await expect.poll(() => alert.textContent(), patience).toMatch(/refused.*Allow it/);
    expect(await page.getByRole('button', { name: 'Start the camera' }).isVisible()).toBe(true);
  }, 60_000);

  test('that is not there, or used by another program, is told of', async () => {
    const { page } = await open(fake, { hash: `${small}&camera=64` });
    const alert = page.locator('rouse-camera-panel [role=alert]:visible');
    for (const [name, text] of [
      ['NotFoundError', /No camera was found.*Connect one/],
      ['NotReadableError', /another program.*Close that program/],
    ] as const) {
      await page.evaluate((thrown) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', thrown));
      }, name);
      await page.getByRole('button', { name: 'Start the camera' }).click();
      await expect.poll(() => alert.textContent(), patience).toMatch(text);
    }
  }, 60_000);

  test('is offered beside gestures only, and asks for nothing before it is started', async () => {
    const lab = await open(fake, { hash: `${figures}&camera=128` });
    const { page } = lab;
    await page.getByText('never leaves the page').waitFor();
    expect(await tracks(page)).toEqual([]);
    await page.evaluate(() => {
      location.hash = 'per_class=5&camera=128';
    });
    await lab.button('Draw').waitFor();
    await expect.poll(() => page.locator('rouse-camera-panel').count()).toBe(0);
    expect(await page.locator('rouse-camera-button').count()).toBe(0);
  }, 60_000);

  test('waves in the lesson about motion, and two channels see it', async () => {
    const page = await openPage(filmed(), { file: 'lessons.html', hash: 'motion' });
    const figure = page.locator('rouse-motion-figure');
    const says = figure.locator('.says');
    await says.filter({ hasText: 'moves to the right' }).waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await says.filter({ hasText: 'Your camera' }).waitFor();
    await page.locator('[data-test=task-wave].done').waitFor();
    for (const direction of ['to the right', 'to the left']) {
      await figure
        .getByRole('img', { name: new RegExp(`for motion ${direction} fires: [1-9]`) })
        .waitFor();
    }
    await page.getByRole('button', { name: 'Stop the camera' }).click();
    expect(await tracks(page)).toEqual(['ended']);
    // Leaving the lesson lets it go, too.
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await expect.poll(() => tracks(page)).toEqual(['ended', 'live']);
    await page.locator('nav a[href="#neuron"]').click();
    await expect.poll(() => tracks(page)).toEqual(['ended', 'ended']);
  }, 120_000);

  test.for(Object.entries(sizes))(
    'on a %s nothing sticks out, and axe finds nothing, in both themes and languages',
    { timeout: 90_000 },
    async ([name, size]) => {
      const lab = await open(filmed(), { ...size, reducedMotion: 'reduce' });
      const { page } = lab;
      await lab.button('Step one batch').click();
      await lab.waitForState(/^Paused/);
      // By keys alone.
      await page.getByRole('button', { name: 'Camera', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Start the camera' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('rouse-camera-panel .scores').waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const [language, stop] of [
          ['en', 'Stop the camera'],
          ['zh', '关闭摄像头'],
        ] as const) {
          await page.emulateMedia({ colorScheme });
          await page.locator('select:has(option[value=zh])').selectOption(language);
          await page.getByRole('button', { name: stop }).waitFor();
          await page.evaluate(() => scrollTo(0, 0));
          expect(await misfits(page)).toEqual([]);
          expect(await violations(page)).toEqual([]);
          if (!process.env.PICTURES) continue;
          await page.locator('rouse-camera-panel').scrollIntoViewIfNeeded();
          const path = join(process.env.PICTURES, `${name}-${colorScheme}-${language}.png`);
          await page.screenshot({ path });
        }
      }
    },
  );
});
