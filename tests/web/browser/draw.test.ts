/** Drawing digits for the camera: by mouse, finger and keyboard, while the networks train or rest. */
import axe from 'axe-core';
import { expect } from 'vitest';
import { handDigits } from './hand_digits';
import { desk, focused, misfits, phone, violations } from './look';
import { type LabPage, patience, test } from './support';

const small = 'classes=1,7&per_class=30&hidden=64&batch=8';

const paper = (lab: LabPage) => lab.page.getByRole('application');
const strokes = async (lab: LabPage) =>
  Number(/(\d+) stroke/.exec((await paper(lab).getAttribute('aria-label')) ?? '')?.[1]);
/** What A and B take the drawing for: "A sees 7". */
const answers = async (lab: LabPage) =>
  (await lab.page.locator('.answer').allTextContents()).map((text) =>
    text.replace(/\s+/g, ' ').trim(),
  );
const events = async (lab: LabPage) => {
  const says = await lab.page.locator('rouse-event-viewer canvas').getAttribute('aria-label');
  return Number(/: ([\d\u00a0]+) events/.exec(says ?? '')?.[1]?.replaceAll('\u00a0', ''));
};

/** Opens the pad, and waits until the camera has seen the blank paper. */
async function openPad(lab: LabPage): Promise<void> {
  await lab.button('Draw').click();
  await paper(lab).waitFor();
  await expect.poll(() => events(lab), patience).toBeLessThan(200);
}

async function draw(lab: LabPage, digit: number): Promise<void> {
  const box = await paper(lab).boundingBox();
  if (!box) throw new Error('no paper');
  for (const stroke of handDigits[digit] ?? []) {
    const [first, ...rest] = stroke.map(({ x, y }) => ({
      x: box.x + x * box.width,
      y: box.y + y * box.height,
    }));
    if (!first) continue;
    await lab.page.mouse.move(first.x, first.y);
    await lab.page.mouse.down();
    for (const { x, y } of rest) await lab.page.mouse.move(x, y);
    await lab.page.mouse.up();
  }
}

test('a digit drawn with the mouse is seen, and known once the networks are trained', async ({
  open,
}) => {
  const lab = await open({ ...desk, hash: 'per_class=60&hidden=128&batch=16&classes=1,4,7' });
  await lab.waitForState(/^Ready/);
  await openPad(lab);
  await expect.poll(() => lab.page.getByText('not trained yet').isVisible()).toBe(true);
  await draw(lab, 4);
  expect(await strokes(lab)).toBe(2);
  await expect.poll(() => events(lab), patience).toBeGreaterThan(2000);
  await lab.play();
  await expect.poll(() => answers(lab), patience).toEqual(['A sees 4', 'B sees 4']);
  await lab.button('Clear').click();
  await draw(lab, 7);
  await expect.poll(() => answers(lab), patience).toEqual(['A sees 7', 'B sees 7']);
  await lab.button('Undo').click();
  await lab.button('Undo').click();
  await expect.poll(() => answers(lab), patience).toEqual(['A sees 4', 'B sees 4']);
  expect(await lab.page.getByText('know 1, 4 and 7 only').isVisible()).toBe(true);
  const bars = lab.page.locator('rouse-answer-bars canvas');
  expect(await bars.getAttribute('aria-label')).toMatch(/by A: 0: \d+.* by B: .*9: \d+\./);
  await lab.button('Draw').click();
  await expect.poll(() => paper(lab).isVisible()).toBe(false);
  await expect.poll(() => lab.page.getByText('1 of 60').isVisible()).toBe(true);
});

test('ten digits of a hand that the networks never saw are mostly known', async ({ open }) => {
  const lab = await open({ ...desk, hash: 'hidden=128&batch=16&epochs=3&a=0' });
  await lab.button('Play').click();
  await expect.poll(() => lab.state(), patience).toMatch(/^Paused, epoch 3/);
  await openPad(lab);
  const seen: string[] = [];
  for (const digit of handDigits.keys()) {
    await draw(lab, digit);
    const before = await events(lab);
    await expect.poll(() => events(lab), patience).not.toBe(before);
    await lab.page.waitForTimeout(400);
    seen.push((await answers(lab)).join());
    await lab.button('Clear').click();
    await expect.poll(() => events(lab), patience).toBeLessThan(200);
  }
  console.log(seen.join(', '));
  const right = seen.filter((says, digit) => says === `B sees ${digit}`);
  expect(right.length).toBeGreaterThanOrEqual(8);
});

test('a finger draws, and the page stays where it is', async ({ open }) => {
  const lab = await open({ ...phone, hash: small, script: axe.source });
  await lab.waitForState(/^Ready/);
  await openPad(lab);
  const box = await paper(lab).boundingBox();
  if (!box) throw new Error('no paper');
  const before = await lab.page.evaluate(() => scrollY);
  expect(box.y).toBeGreaterThan(0);
  expect(box.y + box.height).toBeLessThan(phone.viewport.height);
  const session = await lab.page.context().newCDPSession(lab.page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', share?: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        share === undefined
          ? []
          : [{ x: box.x + 0.5 * box.width, y: box.y + share * box.height, id: 1 }],
    });
  await touch('touchStart', 0.2);
  for (let share = 0.25; share < 0.8; share += 0.05) await touch('touchMove', share);
  await touch('touchEnd');
  await expect.poll(() => strokes(lab), patience).toBe(1);
  await expect.poll(() => events(lab), patience).toBeGreaterThan(800);
  expect(await lab.page.evaluate(() => scrollY)).toBe(before);
  expect(await misfits(lab.page)).toEqual([]);
  expect(await violations(lab.page)).toEqual([]);
});

test('the keyboard alone opens the pad, draws, undoes and has digits written', async ({ open }) => {
  const lab = await open({ ...desk, hash: small, script: axe.source });
  const { keyboard } = lab.page;
  await lab.waitForState(/^Ready/);
  await lab.button('Draw').focus();
  await keyboard.press('Enter');
  await paper(lab).waitFor();
  await paper(lab).focus();
  expect((await focused(lab.page)).outline).toBe('solid 2px');
  await keyboard.press('Space');
  for (let step = 0; step < 8; step++) await keyboard.press('ArrowDown');
  await keyboard.down('ArrowRight');
  await keyboard.press('ArrowDown');
  await keyboard.up('ArrowRight');
  await keyboard.press('Space');
  expect(await strokes(lab)).toBe(1);
  await expect.poll(() => events(lab), patience).toBeGreaterThan(800);
  // The page's own keys stay out of it.
  expect(await lab.state()).toMatch(/^Ready/);
  await keyboard.press('Backspace');
  expect(await strokes(lab)).toBe(0);
  await keyboard.press('8');
  await expect.poll(() => strokes(lab), patience).toBeGreaterThan(0);
  await expect.poll(() => events(lab), patience).toBeGreaterThan(2000);
  expect(await violations(lab.page)).toEqual([]);
  await keyboard.press('Delete');
  expect(await strokes(lab)).toBe(0);
  await lab.button('Write a 1').focus();
  await keyboard.press('Enter');
  await expect.poll(() => strokes(lab), patience).toBeGreaterThan(0);
});

test('training is the same to the bit with and without drawing', async ({ open }) => {
  const models: string[] = [];
  for (const drawing of [false, true]) {
    const lab = await open({ ...desk, hash: `${small}&epochs=4` });
    await lab.waitForState(/^Ready/);
    if (drawing) await openPad(lab);
    await lab.button('Play').click();
    for (let round = 0; drawing && round < 3; round++) {
      await draw(lab, round + 2);
      await lab.button('Write a 7').click();
    }
    await expect.poll(() => lab.state(), patience).toMatch(/^Paused, epoch 4/);
    models.push(
      await lab.page.locator('rouse-lab').evaluate(async (element) => {
        const lab = element as unknown as { exportModel(arm: string): Promise<Uint8Array> };
        const models = [await lab.exportModel('a'), await lab.exportModel('b')];
        return models.map((bytes) => bytes.join()).join(';');
      }),
    );
  }
  expect(models[0]?.length).toBeGreaterThan(100_000);
  expect(models[1] === models[0]).toBe(true);
});

test('the pad is a part of the element that can be asked for or left out', async ({ open }) => {
  const left = await open({ ...desk, hash: `${small}&hide=draw&part=drawn` });
  await left.waitForState(/^Ready/);
  expect(await left.button('Draw').count()).toBe(0);
  expect(await left.page.getByText('1 of').isVisible()).toBe(true);
  const alone = await open({ ...desk, hash: `${small}&controls=draw&part=drawn` });
  await paper(alone).waitFor();
  await alone.button('Write a 3').click();
  await expect.poll(() => strokes(alone), patience).toBeGreaterThan(0);
  expect(await misfits(alone.page)).toEqual([]);
});
