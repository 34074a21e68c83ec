/** From the whole network to one step of one neuron and back, by mouse and by keyboard. */
import axe from 'axe-core';
import { describe, expect } from 'vitest';
import { desk, misfits, sizes, violations } from './look';
import { type LabPage, patience, test } from './support';

const small = 'classes=0,1&per_class=20&hidden=32&batch=8';

async function zoomed(lab: LabPage): Promise<string> {
  return textOf(lab, 'rouse-activity-panel nav [aria-current]');
}

async function textOf(lab: LabPage, selector: string): Promise<string> {
  return ((await lab.page.locator(selector).textContent()) ?? '').trim().replace(/\s+/g, ' ');
}

/** Where on an element to click: shares of its width and height. */
async function clickAt(lab: LabPage, selector: string, x: number, y: number): Promise<void> {
  const box = await lab.page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} is not shown`);
  await lab.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
}

const neuron = (lab: LabPage) => lab.page.getByLabel(/^Neuron, 0 to/).inputValue();

test('by mouse: a block, a row, a bar, a moment, and back by the way shown', async ({ open }) => {
  const lab = await open({ ...desk, hash: small });
  await lab.waitForState(/^Ready/);
  await expect
    .poll(() => lab.page.locator('rouse-network-flow canvas').first().getAttribute('aria-label'))
    .toMatch(/Layer hidden: 32 neurons, .*The network says \d, right is \d/);
  await clickAt(lab, 'rouse-network-flow', 0.5, 0.5);
  expect(await zoomed(lab)).toBe('Layer');
  await clickAt(lab, 'rouse-threshold-bars', 0.5, 0.5);
  await expect.poll(() => neuron(lab)).toBe('16');
  await clickAt(lab, 'rouse-spike-raster', 0.5, 0.3);
  expect(await zoomed(lab)).toBe('Neuron');
  expect(await neuron(lab)).toBe('9');
  const weights = lab.page.locator('rouse-weight-image canvas').first();
  await expect.poll(() => weights.getAttribute('aria-label')).toMatch(/2\s312 inputs, from -/);
  await clickAt(lab, 'rouse-potential-plot', 0.5, 0.5);
  expect(await zoomed(lab)).toBe('Step');
  await expect.poll(() => textOf(lab, '[data-test=bin]')).toMatch(/^Bin (29|30),/);
  await lab.button('Network').click();
  await lab.page.locator('rouse-network-flow').first().waitFor();
});

test('by keyboard: deeper and back, from neuron to neuron, bin by bin', async ({ open }) => {
  const lab = await open({ ...desk, hash: small });
  await lab.waitForState(/^Ready/);
  const { keyboard } = lab.page;
  await keyboard.press('z');
  const bars = lab.page.getByRole('slider', { name: 'Thresholds of experiment B' });
  await bars.focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowUp']) await keyboard.press(key);
  await expect.poll(() => bars.getAttribute('aria-valuetext')).toMatch(/^Neuron 30: threshold 5, /);
  // The arrows chose neurons, not samples.
  expect(await textOf(lab, '.number')).toMatch(/^1 of/);
  await keyboard.press('Enter');
  expect(await zoomed(lab)).toBe('Neuron');
  await lab.page.locator('rouse-potential-plot').first().waitFor();
  await keyboard.press('z');
  const number = async () => Number(/\d+/.exec(await textOf(lab, '[data-test=bin]'))?.[0]);
  const begin = await number();
  for (const key of ['.', '.', '.', ',']) await keyboard.press(key);
  await expect.poll(number).toBe(begin + 2);
  await lab.button('Previous time bin').click();
  await expect.poll(number).toBe(begin + 1);
  for (const name of ['Neuron', 'Layer', 'Network']) {
    await keyboard.press('Shift+Z');
    expect(await zoomed(lab)).toBe(name);
  }
});

test('sorting moves the neurons and keeps the chosen one', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&zoom=layer&neuron=7` });
  await lab.waitForState(/^Ready/);
  const bars = lab.page.getByRole('slider', { name: 'Thresholds of experiment B' });
  await expect.poll(() => bars.getAttribute('aria-valuetext'), patience).toMatch(/^Neuron 7: /);
  await lab.page.getByLabel('Sorted by').selectOption('rate');
  expect(await bars.getAttribute('aria-valuetext')).toMatch(/^Neuron 7: /);
  await bars.press('Home');
  const spikes = async () =>
    Number(/(\d+) spikes?/.exec((await bars.getAttribute('aria-valuetext')) ?? '')?.[1]);
  const most = await spikes();
  await bars.press('End');
  await expect.poll(spikes).toBeLessThan(most);
});

test('a step shows the numbers of the potential that is drawn', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&zoom=step&neuron=3` });
  await lab.waitForState(/^Ready/);
  const text = () => textOf(lab, '.arithmetic[data-arm=b]');
  await expect.poll(text, patience).toMatch(/v\[\d+\] = 0\.97 · /);
  const potential = /v\[(\d+)\] = 0\.97 · [^=]+= (−?[\d.]+)/.exec(await text());
  expect(await text()).toContain(`${potential?.[2]} `);
  await lab.page.keyboard.press('.');
  const next = Number(potential?.[1]) + 1;
  await expect.poll(text).toContain(`v[${next}] = 0.97 · `);
  // What is kept after one step is what the next one begins with.
  const kept = /= 0\.97 · \(?(−?[\d.]+)\)?/.exec(await text())?.[1];
  if (Number(kept) !== 0) expect(kept).toBe(potential?.[2]);
});

describe('at every depth nothing sticks out, and axe finds nothing', () => {
  test.for(
    Object.entries(sizes).flatMap(([name, size]) =>
      ['layer', 'neuron', 'step'].map((zoom) => [name, zoom, size] as const),
    ),
  )('on a %s, %s', async ([, zoom, size], { open }) => {
    const lab = await open({ ...size, hash: `${small}&zoom=${zoom}`, script: axe.source });
    await lab.waitForState(/^Ready/);
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1, done/);
    await lab.page.locator(`rouse-${zoom}-detail`).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await lab.page.emulateMedia({ colorScheme });
      await lab.page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
      expect(await misfits(lab.page)).toEqual([]);
      expect(await violations(lab.page)).toEqual([]);
    }
  });
});

test('a hidden page asks the networks for nothing', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&zoom=neuron` });
  await lab.waitForState(/^Ready/);
  const history = lab.page.locator('rouse-threshold-history canvas').last();
  await expect.poll(() => history.getAttribute('aria-label'), patience).toContain('in 0 steps');
  const setHidden = (hidden: boolean) =>
    lab.page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await setHidden(true);
  await lab.button('Step one batch').click();
  await lab.waitForState(/^Paused/);
  // That nothing is asked can only be seen by waiting.
  await lab.page.waitForTimeout(600);
  expect(await history.getAttribute('aria-label')).toContain('in 0 steps');
  await setHidden(false);
  await expect.poll(() => history.getAttribute('aria-label')).toContain('in 1 step.');
});
