/** The lessons: tasks that the page sees done, questions that it checks, looks and keyboard. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { RouseLabElement } from '../../../web/public/rouse-lab';
import { lessonIds } from '../../../web/src/lessons/lessons';
import { desk, misfits, phone, sizes, violations } from './look';
import { type LabPage, type OpenOptions, patience, test } from './support';

const lesson = { file: 'lessons.html' } as const satisfies OpenOptions;

/** Has the recordings of two digits, as N-MNIST comes. */
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rouse-'));
  for (const path of ['Train/1', 'Train/4', 'Test/1', 'Test/4']) {
    const inside = join(folder, 'tree', path);
    await mkdir(inside, { recursive: true });
    for (let index = 0; index < 3; index++) {
      await writeFile(join(inside, `0000${index}.bin`), recording(index));
    }
  }
});

afterAll(() => rm(folder, { recursive: true }));

/** 400 events in 300 ms, 5 bytes each: x, y, sign and time. */
function recording(seed: number): Uint8Array {
  const bytes = new Uint8Array(400 * 5);
  for (let k = 0; k < 400; k++) {
    const time = k * 750;
    const sign = ((k & 1) << 7) | (time >> 16);
    bytes.set([(k * 7 + seed) % 34, (k * 13) % 34, sign, (time >> 8) & 255, time & 255], k * 5);
  }
  return bytes;
}

async function opened(open: (options: OpenOptions) => Promise<LabPage>, options: OpenOptions = {}) {
  const { page } = await open({ ...lesson, ...options });
  await page
    .locator('.arithmetic b, .says b, rouse-is-it-true legend, rouse-motion-figure .events')
    .first()
    .waitFor();
  return page;
}

test('one neuron: by keyboard alone every task is done and the question answered', async ({
  open,
}) => {
  const page = await opened(open, desk);
  const done = (name: string) => page.locator(`[data-test=task-${name}].done`);
  const track = page.getByRole('slider', { name: /^Input pulses/ });
  await track.focus();
  // Far from the first pulse a second one does nothing.
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect.poll(() => track.getAttribute('aria-valuetext')).toBe('step 59, a pulse');
  await page.keyboard.press('Space');
  expect(await done('together').count()).toBe(0);
  await page.keyboard.press('Home');
  for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await done('together').waitFor();

  const slider = (name: string) => page.getByRole('slider', { name });
  await slider('Potential kept').fill('0.8');
  await done('leak').waitFor();
  await slider('Threshold').fill('1.5');
  await done('threshold').waitFor();
  await slider('Potential kept').fill('0.99');
  await slider('Current kept').fill('0.95');
  await slider('Threshold').fill('0.5');
  await done('rate').waitFor();

  const answer = page.getByRole('textbox', { name: 'Your answer' });
  const status = page.locator('rouse-question [role=status]');
  for (const [given, said] of [
    ['half', 'Write a number, for example 0.5.'],
    ['0.5', 'Not yet. Try it on the figure and look again.'],
    ['0,125', 'Right.'],
  ] as const) {
    await answer.fill(given);
    await answer.press('Enter');
    await expect.poll(() => status.textContent().then((text) => text?.trim())).toBe(said);
  }
  await page.locator('nav [aria-label=done]').waitFor();
  await page.reload();
  await page.locator('nav [aria-label=done]').waitFor();
});

test('the surrogate: what is too narrow moves nothing; wider, the neuron learns to fire', async ({
  open,
}) => {
  const { page } = await open({ ...lesson, ...desk, hash: 'surrogate' });
  const done = (name: string) => page.locator(`[data-test=task-${name}].done`);
  const says = page.locator('rouse-surrogate-figure .says');
  await expect.poll(() => says.textContent(), patience).toContain('rises to 1.903');
  const learn = page.getByRole('button', { name: 'Learn one step' });
  await learn.click();
  await done('flat').waitFor();
  await expect.poll(() => says.textContent()).toContain('rises to 1.903');
  await page.getByRole('slider', { name: 'Width of the surrogate' }).fill('4');
  await done('wide').waitFor();
  await expect
    .poll(async () => {
      await learn.click();
      return done('learn').count();
    }, patience)
    .toBe(1);
  await expect.poll(() => says.textContent()).toMatch(/It fires\s+3\s+times of 3 wanted/);
  const answer = page.getByRole('textbox', { name: 'Your answer' });
  await answer.fill('3');
  await answer.press('Enter');
  await page.locator('nav [aria-label=done]').waitFor();
});

/** Until a run is through, on a machine that has other things to do as well. */
const runs = 180_000;

/** Presses play in the first laboratory of a lesson, as soon as it is ready. */
async function train(page: Page): Promise<void> {
  const lab = page.locator('#lab');
  await expect
    .poll(() => lab.evaluate((element) => (element as RouseLabElement).state.status), patience)
    .toBe('ready');
  await lab.locator('[data-part=play]').click();
}

test('dead neurons: the reader breaks a network, and rouses it', async ({ open }) => {
  const { page } = await open({ ...lesson, ...desk, hash: 'rousing' });
  const done = (name: string) => page.locator(`[data-test=task-${name}].done`);
  const finished = (name: string) => done(name).waitFor({ timeout: runs });
  const slider = (name: string) => page.getByRole('slider', { name }).first();
  const row = (settings: string) => page.getByRole('row', { name: settings });
  // Only silent neurons are lost: nothing is before something was trained.
  expect(await page.locator('.task.done').count()).toBe(0);
  await train(page);
  await finished('healthy');
  await slider('Threshold').fill('60');
  await expect.poll(() => page.locator('.says').textContent()).toMatch(/takes\s+29\.\d % of/);
  await train(page);
  await finished('roused');
  expect(await done('broken').count()).toBe(1);
  expect(await row('60 3.75').textContent()).toMatch(/100 of 100.*\d\d %/s);
  await slider('Threshold').fill('80');
  await train(page);
  await finished('lost');
  await slider('Width').fill('15');
  await train(page);
  await finished('reached');
  expect(await row('80 15').count()).toBe(1);

  const answer = page.getByRole('textbox', { name: 'Your answer' });
  const status = page.locator('rouse-question [role=status]');
  for (const [given, said] of [
    ['30', 'Not yet. Try it on the figure and look again.'],
    ['100', 'Right.'],
  ] as const) {
    await answer.fill(given);
    await answer.press('Enter');
    await expect.poll(() => status.textContent().then((text) => text?.trim())).toBe(said);
  }
  await page.locator('nav [aria-label=done]').waitFor();
}, 600_000);

test('events: the question is about the mistakes of the reader’s own run', async ({ open }) => {
  const { page } = await open({ ...lesson, ...desk, hash: 'events' });
  const finished = (name: string) =>
    page.locator(`[data-test=task-${name}].done`).waitFor({ timeout: runs });
  await page.locator('.says b').first().waitFor();
  for (let move = 0; move < 3; move++) {
    const says = await page.locator('.says').first().textContent();
    await page.getByRole('button', { name: 'Next recording' }).click();
    await expect.poll(() => page.locator('.says').first().textContent()).not.toBe(says);
  }
  await finished('look');

  const answer = page.getByRole('textbox', { name: 'Your answer' });
  const question = page.locator('rouse-question');
  const status = question.locator('[role=status]');
  const answers = async (given: number) => {
    await answer.fill(String(given));
    await answer.press('Enter');
    await expect.poll(() => status.textContent()).toMatch(/\S/);
    return (await status.textContent())?.trim();
  };
  expect(await answers(3)).toBe('Train first: the answer is in your own run.');
  await train(page);
  await finished('train');
  // Read off the confusion matrix that the page shows, as the reader does.
  await page.locator('rouse-confusion-matrix').first().waitFor();
  const label = Number(/with the digit (\d)/.exec((await question.textContent()) ?? '')?.[1]);
  const mostOften = async () => {
    const table = await page
      .getByRole('table', { name: /B/ })
      .first()
      .evaluate((element) =>
        [...(element as HTMLTableElement).rows]
          .slice(1)
          .map((row) => [...row.cells].slice(1).map((cell) => Number(cell.textContent))),
      );
    const wrong = (table[label] ?? []).map((times, column) => (column === label ? 0 : times));
    return wrong.indexOf(Math.max(...wrong));
  };
  expect(await answers(label)).toBe('Not yet. Try it on the figure and look again.');
  // The figure shows the last epoch a little later than the lesson knows it.
  await expect.poll(async () => answers(await mostOften())).toBe('Right.');

  await page.getByRole('button', { name: '100', exact: true }).click();
  await train(page);
  await finished('more');
  await page.locator('nav [aria-label=done]').waitFor();
}, 600_000);

test('events: the reader’s own recordings take the place of the built-in ones', async ({
  open,
}) => {
  const { page } = await open({ ...lesson, ...desk, hash: 'events' });
  const says = page.locator('.says').first();
  const alert = page.locator('.real [role=alert]');
  await says.locator('b').waitFor();
  const refused = { name: 'no.zip', mimeType: 'application/zip', buffer: Buffer.from('no zip') };
  await page.locator('#files').setInputFiles(refused);
  await alert.filter({ hasText: 'no.zip' }).waitFor();
  await page.locator('#folder').setInputFiles(join(folder, 'tree'));
  await page.getByText('They are there: press play.').waitFor();
  expect(await alert.count()).toBe(0);
  await says.filter({ hasText: /shows a\s+[14]:\s+400 events/ }).waitFor();
});

test('hearing: tones, words, memories, and a word that is said', async ({ open }) => {
  const { page } = await open({ ...lesson, ...desk, hash: 'hearing' });
  const finished = (name: string) =>
    page.locator(`[data-test=task-${name}].done`).waitFor({ timeout: runs });
  const tone = page.getByRole('slider', { name: 'Frequency of the tone' });
  const says = page.locator('rouse-tone-figure .says');
  await says.filter({ hasText: '500 Hz' }).waitFor();
  const centre = async () => Number(/channel\s+(\d+)/.exec((await says.textContent()) ?? '')?.[1]);
  await tone.fill('12');
  await says.filter({ hasText: '125 Hz' }).waitFor();
  const deep = await centre();
  await tone.fill('72');
  await says.filter({ hasText: '4000 Hz' }).waitFor();
  expect(await centre()).toBeLessThan(deep);
  await finished('tones');

  await tone.fill('48');
  await says.filter({ hasText: '1000 Hz' }).waitFor();
  const asked = await centre();
  const answer = page.getByRole('textbox', { name: 'Your answer' });
  const status = page.locator('rouse-question [role=status]');
  for (const [given, said] of [
    [deep, 'Not yet. Try it on the figure and look again.'],
    [asked, 'Right.'],
  ] as const) {
    await answer.fill(String(given));
    await answer.press('Enter');
    await expect.poll(() => status.textContent().then((text) => text?.trim())).toBe(said);
  }

  await page.getByRole('slider', { name: 'Potential kept' }).fill('0.99');
  await finished('remember');
  await train(page);
  await finished('train');
  // The recordings of a class need not stand together.
  await expect
    .poll(async () => {
      await page.getByRole('button', { name: 'Next word' }).click();
      return page.locator('[data-test=task-look].done').count();
    }, patience)
    .toBe(1);
  for (const memory of ['hardly any', 'recurrence', 'delays']) {
    await page.getByRole('button', { name: memory, exact: true }).click();
    await train(page);
    await page.getByRole('row', { name: memory }).waitFor({ timeout: runs });
  }
  await finished('compare');
  await page.getByRole('button', { name: 'Let Rouse say a word' }).click();
  await finished('say');
  const heard = page.locator('rouse-sound-button [role=status]').last();
  await expect.poll(() => heard.textContent(), patience).toMatch(/A hears \w+\. B hears \w+\./);
  await page.locator('nav [aria-label=done]').waitFor();
}, 600_000);

test('is it true: predicted by keyboard, run, read, and asked of one more start', {
  timeout: 240_000,
}, async ({ open }) => {
  const { page } = await open({ ...lesson, ...desk, hash: 'truth' });
  const done = (name: string) => page.locator(`[data-test=task-${name}].done`);
  const figure = page.getByRole('img', { name: /^Test accuracy of every run/ });
  const finished = page.getByText('All runs are done.');
  const run = page.getByRole('button', { name: 'Run all of it' });
  await run.waitFor();
  expect(await run.isDisabled()).toBe(true);
  for (const name of [/^From 0.05/, /^From 3/, /^From 50/]) {
    const group = page.getByRole('group', { name });
    await group.getByRole('radio', { name: 'helps' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    expect(await group.getByRole('radio', { name: 'no difference' }).isChecked()).toBe(true);
  }
  await done('predicted').waitFor();
  await page.getByRole('textbox', { name: 'Your answer' }).fill('1');
  await page.getByRole('button', { name: 'Check' }).click();
  // Nothing to count yet.
  expect(await done('question').count()).toBe(0);
  await run.press('Enter');
  await finished.waitFor(patience);
  await done('ran').waitFor();
  const said = (await figure.getAttribute('aria-label')) ?? '';
  // Five runs of each kind from each start.
  expect(said.match(/\d+ %/g)).toHaveLength(30);
  await page.getByLabel('A start of your own').selectOption('20');
  await page.getByRole('button', { name: 'Run 20, too' }).click();
  await done('own').waitFor(patience);
  await finished.waitFor(patience);
  const rows = await page.locator('rouse-is-it-true tr').allInnerTexts();
  const verdicts = rows.slice(1).map((row) => row.split('\t').map((cell) => cell.trim()));
  expect(verdicts.map(([start]) => start)).toEqual(['0.05', '3', '20', '50']);
  expect(verdicts[0]?.[5]).toBe('no difference');
  for (const [, , , difference = '', verdict] of verdicts) {
    const low = Number(/\(([−+][\d.]+)/.exec(difference)?.[1]?.replace('−', '-'));
    expect(low > 0).toBe(verdict === 'helps');
  }
  // From a layer that never fires, only thresholds that learn lead anywhere.
  expect(verdicts[3]?.[4]).toBe('helps');
  const helped = verdicts.filter(([, , , , verdict]) => verdict === 'helps').length;
  await page.getByRole('textbox', { name: 'Your answer' }).fill(String(helped));
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText(`From ${helped} of 4`).waitFor();
  const link = page.getByRole('link', { name: /^Go on in the laboratory/ });
  expect(await link.getAttribute('href')).toContain('sweep_threshold=0.05;3;20;50');
});

test('motion: bars, no inhibition, a wave, and how much tells nothing', async ({ open }) => {
  const { page } = await open({ ...lesson, ...desk, hash: 'motion' });
  const done = (name: string) => page.locator(`[data-test=task-${name}].done`);
  const says = page.locator('rouse-motion-figure .says');
  await says.filter({ hasText: 'moves to the right' }).waitFor({ timeout: runs });
  const share = async (arrow: string) =>
    Number(new RegExp(`${arrow} (\\d+) %`).exec((await says.textContent()) ?? '')?.[1]);
  expect(await share('→')).toBeGreaterThan(80);
  for (const [direction, arrow] of [
    ['to the left', '←'],
    ['down', '↓'],
    ['up', '↑'],
  ] as const) {
    expect(await done('bars').count()).toBe(0);
    await page.getByRole('button', { name: `A bar that moves ${direction}` }).click();
    await says.filter({ hasText: `moves ${direction}` }).waitFor();
    expect(await share(arrow)).toBeGreaterThan(80);
  }
  await done('bars').waitFor();
  const map = page.getByRole('img', { name: /^Where the channel for motion up fires: [1-9]/ });
  await map.waitFor();

  const inhibition = page.getByRole('slider', { name: 'Inhibition' });
  await inhibition.fill('0');
  await done('blind').waitFor();
  await page.getByRole('button', { name: 'A bar that moves to the right' }).click();
  await says.filter({ hasText: 'moves to the right' }).waitFor();
  const asked = await share('→');
  expect(await share('←')).toBe(asked);
  const answer = page.getByRole('textbox', { name: 'Your answer' });
  const status = page.locator('rouse-question [role=status]');
  for (const [given, said] of [
    [88, 'Not yet. Try it on the figure and look again.'],
    [asked, 'Right.'],
  ] as const) {
    await answer.fill(String(given));
    await answer.press('Enter');
    await expect.poll(() => status.textContent().then((text) => text?.trim())).toBe(said);
  }

  await inhibition.fill('1');
  await page.getByLabel('A gesture', { exact: true }).selectOption('right hand wave');
  await done('wave').waitFor();
  await page.locator('nav [aria-label=done]').waitFor();
  const link = page.getByRole('link', { name: /^Train one/ });
  expect(await link.getAttribute('href')).toMatch(/data=builtin(%3A|:)gestures&hidden=16c5s2p2/);
});

test('a pulse is set and taken away by pointer', async ({ open }) => {
  const page = await opened(open, desk);
  const picture = page.getByRole('img', { name: /pulse/ });
  const box = await picture.boundingBox();
  if (!box) throw new Error('The figure has no size.');
  const at = { x: box.x + box.width * 0.5, y: box.y + box.height * 0.08 };
  await page.mouse.click(at.x, at.y);
  await expect.poll(() => picture.getAttribute('aria-label'), patience).toMatch(/^2 pulses in/);
  await page.mouse.click(at.x, at.y);
  await expect.poll(() => picture.getAttribute('aria-label'), patience).toMatch(/^1 pulse in/);
});

describe.each(Object.entries(sizes))('at the size of a %s', (_, size) => {
  test.for([
    ['light', 'en-GB'],
    ['dark', 'zh-CN'],
  ] as const)('nothing sticks out, in %s and %s', async ([colorScheme, locale], { open }) => {
    for (const hash of lessonIds) {
      const page = await opened(open, { ...size, colorScheme, locale, hash });
      expect([hash, ...(await misfits(page))]).toEqual([hash]);
    }
  });
});

test.for(lessonIds)('axe-core finds nothing in %s', async (hash, { open }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await opened(open, { ...phone, colorScheme, hash, script: axe.source });
    expect(await page.locator(`rouse-lessons[data-theme=${colorScheme}]`).count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  }
});
