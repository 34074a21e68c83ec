/** Training in a tab at the back. The browser hides no page here, so a script plays its part. */
import { expect } from 'vitest';
import { patience, test } from './support';

/** What a browser does to a page that it hides: no frames, and the document says so. */
const hiding = `
  let hidden = false;
  const frames = [];
  const next = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (call) => (hidden ? frames.push(call) : next(call));
  Object.defineProperty(document, 'hidden', { get: () => hidden });
  window.hideTab = (now) => {
    hidden = now;
    document.dispatchEvent(new Event('visibilitychange'));
    if (!now) for (const call of frames.splice(0)) next(call);
  };
  window.waitingFrames = () => frames.length;
`;

test('goes on training, draws nothing, and catches up when it is seen again', async ({ open }) => {
  const lab = await open({ hash: 'classes=0,1&per_class=20&hidden=24&batch=8', script: hiding });
  await lab.waitForState(/^Ready/);
  const state = () =>
    lab.page.evaluate(() => {
      const rouse = document.querySelector('rouse-lab') as unknown as {
        epochs: { a: readonly unknown[] };
        shadowRoot: ShadowRoot;
      };
      const bar = rouse.shadowRoot.querySelector('rouse-transport-bar') as unknown as {
        page: { lab: { arms: { a: { trace: object & { seen?: boolean } } } } };
      };
      const { trace } = bar.page.lab.arms.a;
      const looked = !trace.seen;
      trace.seen = true;
      const frames = (window as unknown as { waitingFrames(): number }).waitingFrames();
      return { epochs: rouse.epochs.a.length, looked, frames };
    });
  const hide = (hidden: boolean) =>
    lab.page.evaluate((now) => {
      (window as unknown as { hideTab(now: boolean): void }).hideTab(now);
    }, hidden);

  await lab.play();
  await lab.waitForEpoch(1);
  await hide(true);
  // A look that was on its way when the page was hidden may still arrive.
  await lab.page.waitForTimeout(1000);
  const before = await state();
  await expect
    .poll(async () => (await state()).epochs, patience)
    .toBeGreaterThan(before.epochs + 3);
  const later = await state();
  expect(later.looked).toBe(false);
  // One of the painter and one of each chart that has to be drawn, however long it lasts.
  await lab.page.waitForTimeout(2000);
  expect((await state()).frames).toBeLessThanOrEqual(4);
  await hide(false);
  await expect.poll(async () => (await state()).looked, patience).toBe(true);
  expect((await state()).frames).toBe(0);
});
