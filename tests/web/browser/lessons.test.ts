/** The lessons: tasks that the page sees done, questions that it checks, looks and keyboard. */
import axe from 'axe-core';
import { describe, expect } from 'vitest';
import { desk, misfits, phone, sizes, violations } from './look';
import { type LabPage, type OpenOptions, patience, test } from './support';

const lesson = { file: 'lessons.html' } as const satisfies OpenOptions;

async function opened(open: (options: OpenOptions) => Promise<LabPage>, options: OpenOptions = {}) {
  const { page } = await open({ ...lesson, ...options });
  await page.locator('.arithmetic b, .says b').first().waitFor();
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
  expect(await track.getAttribute('aria-valuetext')).toBe('step 59, a pulse');
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
    for (const hash of ['neuron', 'surrogate']) {
      const page = await opened(open, { ...size, colorScheme, locale, hash });
      expect([hash, ...(await misfits(page))]).toEqual([hash]);
    }
  });
});

test.for(['neuron', 'surrogate'])('axe-core finds nothing in %s', async (hash, { open }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await opened(open, { ...phone, colorScheme, hash, script: axe.source });
    expect(await page.locator(`rouse-lessons[data-theme=${colorScheme}]`).count()).toBe(1);
    expect(await violations(page)).toEqual([]);
  }
});
