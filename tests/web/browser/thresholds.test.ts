/** The threshold editor: what is dragged there shows at once, and trains once it is let go. */
import axe from 'axe-core';
import { describe, expect } from 'vitest';
import { desk, misfits, phone, sizes, violations } from './look';
import { type LabPage, patience, test } from './support';

const small = 'classes=0,1&per_class=20&hidden=32&batch=8&surrogate=triangular&width=6';

/** "The surrogate reaches 12 of 32 neurons (3 fire); 20 too far below their threshold." */
function says(lab: LabPage, layer: 'hidden' | 'output', arm: 'a' | 'b') {
  return lab.page
    .getByRole('region', { name: layer, exact: true })
    .locator(`.says [data-arm=${arm}]`);
}

/** Neurons that the surrogate reaches. */
async function reached(lab: LabPage, layer: 'hidden' | 'output' = 'hidden'): Promise<number> {
  const text = (await says(lab, layer, 'a').textContent()) ?? '';
  if (/^\s*A\s+All/.test(text)) return 0;
  const [, all, some] = /reaches (?:all (\d+)|(\d+) of)/.exec(text) ?? [];
  return Number(all ?? some);
}

const slider = (lab: LabPage, name: string, layer = 'hidden') =>
  lab.page.getByRole('slider', { name: `${name}, ${layer} layer` });

const now = async (lab: LabPage, name: string, layer?: string) =>
  Number(await slider(lab, name, layer).getAttribute('aria-valuenow'));

async function edit(lab: LabPage): Promise<void> {
  await lab.waitForState(/^Ready/);
  await lab.button('Thresholds').click();
  await expect.poll(() => reached(lab), patience).toBeGreaterThanOrEqual(0);
}

/** Takes a grip and moves it; it is still held afterwards. */
async function pull(lab: LabPage, name: string, by: number): Promise<void> {
  const box = await slider(lab, name).boundingBox();
  if (!box) throw new Error(`${name} is not shown`);
  const { mouse } = lab.page;
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(box.x + box.width / 2 + by, box.y + box.height / 2, { steps: 4 });
}

test('by mouse: the threshold is dragged, the counts follow, and it trains once let go', async ({
  open,
}) => {
  const lab = await open({ ...desk, hash: `${small}&threshold=6` });
  await edit(lab);
  const before = await reached(lab);
  expect(before).toBeGreaterThan(0);
  await pull(lab, 'Initial threshold', 150);
  await expect.poll(() => reached(lab)).toBeLessThan(before);
  // Nothing begins anew on the way: neither the address nor the field knows of it.
  expect(await lab.field('Initial threshold').inputValue()).toBe('6');
  expect(lab.page.url()).toContain('threshold=6');
  await lab.page.mouse.up();
  const dragged = await now(lab, 'Initial threshold');
  expect(dragged).toBeGreaterThan(6);
  expect(lab.page.url()).toContain(`threshold=${dragged}&`);
  await lab.button('Step one batch').click();
  await lab.waitForState(/^Paused/);
  const bars = lab.page.locator('rouse-threshold-histogram canvas');
  await expect.poll(() => bars.getAttribute('aria-label'), patience).toContain(`A mean ${dragged}`);
});

test('by keyboard: a wider surrogate reaches more, Escape takes nothing', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&threshold=12` });
  await edit(lab);
  const before = await reached(lab);
  const width = slider(lab, 'Surrogate width');
  await width.focus();
  await lab.page.keyboard.down('PageUp');
  await expect.poll(() => reached(lab)).toBeGreaterThan(before);
  expect(await width.getAttribute('aria-valuetext')).toMatch(/The surrogate reaches \d+/);
  await lab.page.keyboard.press('Escape');
  expect(await now(lab, 'Surrogate width')).toBe(6);
  expect(await reached(lab)).toBe(before);
  await lab.page.keyboard.up('PageUp');
  for (const key of ['ArrowRight', 'ArrowRight', 'PageUp', 'ArrowLeft']) await width.press(key);
  const wide = await now(lab, 'Surrogate width');
  expect(wide).toBeGreaterThan(6);
  await expect.poll(() => lab.field('Its width').inputValue()).toBe(String(wide));
  expect(lab.page.url()).toContain(`width=${wide}`);
  // The arrows moved the grip, not the samples.
  expect(lab.page.url()).not.toContain('sample=');
});

test('a run that has begun goes on, and begins anew when it is told to', async ({ open }) => {
  const lab = await open({ ...desk, hash: small });
  await edit(lab);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  await slider(lab, 'Lowest threshold').press('PageUp');
  expect(await now(lab, 'Lowest threshold')).toBeGreaterThan(0.05);
  expect(await lab.state()).toMatch(/^Paused, epoch 1/);
  const notice = lab.page.locator('rouse-network-panel [role=status]');
  await expect.poll(() => notice.textContent()).toContain('lowest threshold');
  await lab.button('Apply and reset').click();
  await lab.waitForState(/^Ready/);
});

test('each layer has a threshold of its own, and B one per layer', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&threshold=5` });
  await edit(lab);
  await lab.page.getByLabel('Each layer its own').check();
  await slider(lab, 'Initial threshold', 'output').press('PageDown');
  const output = await now(lab, 'Initial threshold', 'output');
  expect([await now(lab, 'Initial threshold'), output < 5]).toEqual([5, true]);
  expect(lab.page.url()).toContain(`threshold=5;${output}`);
  expect(await lab.field('Initial threshold').inputValue()).toBe(`5; ${output}`);
  await lab.page.getByLabel('B’s thresholds', { exact: true }).selectOption('per_layer');
  expect(lab.page.url()).toContain('threshold_mode=per_layer');
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  await lab.page.getByLabel('Each layer its own').uncheck();
  expect(lab.page.url()).not.toContain('threshold=');
});

test('an address with a part of the editor opens it', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&controls=play,threshold_editor` });
  await slider(lab, 'Initial threshold').waitFor();
  expect(await lab.page.getByLabel('B’s thresholds', { exact: true }).isVisible()).toBe(false);
});

test('stands in a small frame', async ({ open }) => {
  const hash = `${small}&figures=threshold_editor`;
  const lab = await open({ viewport: { width: 400, height: 420 }, file: 'embed.html', hash });
  await slider(lab, 'Initial threshold').waitFor();
  await expect.poll(() => reached(lab), patience).toBeGreaterThan(0);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1/);
  await slider(lab, 'Surrogate width').press('PageUp');
  await lab.button('Apply and reset').click();
  await lab.waitForState(/^Ready/);
});

test('by finger: the grips are large enough, and dragging does not scroll', async ({ open }) => {
  const lab = await open({ ...phone, hash: small });
  await edit(lab);
  const grips = lab.page.locator('rouse-threshold-figure [role=slider]');
  const reach = await grips.evaluateAll((elements) =>
    elements.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      const more = Number.parseFloat(getComputedStyle(element, '::before').inset) || 0;
      return [Math.min(width, height) - 2 * more, getComputedStyle(element).touchAction] as const;
    }),
  );
  expect(reach.length).toBe(6);
  for (const [size, action] of reach) {
    expect(size).toBeGreaterThanOrEqual(40);
    expect(action).toBe('none');
  }
});

describe('nothing sticks out, and axe finds nothing', () => {
  test.for(Object.entries(sizes))('on a %s', async ([, size], { open }) => {
    const lab = await open({ ...size, hash: small, script: axe.source });
    await edit(lab);
    for (const colorScheme of ['light', 'dark'] as const) {
      await lab.page.emulateMedia({ colorScheme });
      await lab.page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
      expect(await misfits(lab.page)).toEqual([]);
      expect(await violations(lab.page)).toEqual([]);
    }
  });
});
