/** The guided first visit: when it comes, where it stands, and how one gets rid of it. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { visitedKey } from '../../../web/src/visits';
import { desk, focused, laptop, misfits, phone, violations } from './look';
import { type LabPage, type OpenOptions, patience, test } from './support';

const small = 'classes=0,1&per_class=20&hidden=32&batch=8';
const titles = ['A spike', 'Its threshold', 'Press play', 'Watch them learn'];
const tablet = { viewport: { width: 820, height: 1180 }, hasTouch: true } as const;

/** As in a sandboxed frame. */
const noStorage = `Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('denied', 'SecurityError'); },
});`;

const note = (page: Page, title = '') => page.getByRole('dialog', { name: title });

/** Waits until the page has all that would bring the introduction. */
async function settle(lab: LabPage): Promise<void> {
  const raster = lab.page.locator('rouse-spike-raster canvas').last();
  await expect.poll(() => raster.getAttribute('aria-label'), patience).toContain('silent');
  await lab.page.waitForTimeout(500);
}

/** Next, and Back from the second step on. */
const press = (page: Page, name: string) =>
  note(page).getByRole('button', { name, exact: true }).click();

test('comes on the first visit only, and the page can be used meanwhile', async ({ open }) => {
  const lab = await open({ firstVisit: true, hash: small });
  const { page } = lab;
  await note(page, titles[0]).waitFor();
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  for (const title of titles.slice(1)) {
    await press(page, 'Next');
    await note(page, title).waitFor();
  }
  await press(page, 'Back');
  await note(page, 'Press play').waitFor();
  await lab.play();
  await note(page, 'Watch them learn').waitFor();
  await lab.pause();
  await press(page, 'Done');
  expect(await note(page).count()).toBe(0);
  await page.reload();
  await settle(lab);
  expect(await note(page).count()).toBe(0);
});

describe('does not come', () => {
  const absent: Record<string, OpenOptions> = {
    'to somebody who was here': { hash: small },
    'where parts are left out': { firstVisit: true, hash: `${small}&hide=data` },
    'where only parts are shown': { firstVisit: true, hash: `${small}&controls=activity` },
    'where the networks train already': { firstVisit: true, hash: `${small}&autoplay=1` },
    'where it could not be remembered': { firstVisit: true, hash: small, script: noStorage },
    'in a lesson’s or a course’s frame': { firstVisit: true, file: 'embed.html', hash: small },
  };
  test.for(Object.entries(absent))('%s', async ([, options], { open }) => {
    const lab = await open(options);
    await settle(lab);
    expect(await note(lab.page).count()).toBe(0);
  });
});

describe('by keyboard', () => {
  test('has the focus without taking the page’s keys, and Escape skips it', async ({ open }) => {
    const lab = await open({ firstVisit: true, hash: small });
    const { page } = lab;
    await note(page, titles[0]).waitFor();
    await page.keyboard.press('b');
    await lab.waitForState(/^Paused, epoch 1/);
    const stops: string[] = [];
    for (let stop = 0; stop < 2; stop++) {
      await page.keyboard.press('Tab');
      const at = await focused(page);
      expect(at.outline).toBe('solid 2px');
      stops.push(at.name);
    }
    expect(stops).toEqual(['Skip the introduction', 'Next']);
    await page.keyboard.press('Enter');
    await note(page, titles[1]).waitFor();
    expect((await focused(page)).name).toBe('Next');
    await page.keyboard.press('Escape');
    expect(await note(page).count()).toBe(0);
  });

  test('is shown again from the list of keys, where the focus returns to', async ({ open }) => {
    const lab = await open({ hash: small });
    const { page } = lab;
    await settle(lab);
    await lab.button('Keys').focus();
    await page.keyboard.press('Enter');
    await lab.button('Show the introduction').focus();
    await page.keyboard.press('Enter');
    await note(page, titles[0]).waitFor();
    await page.keyboard.press('Tab');
    expect((await focused(page)).name).toBe('Skip the introduction');
    await page.keyboard.press('Escape');
    expect(await note(page).count()).toBe(0);
    expect((await focused(page)).name).toBe('Keys');
  });
});

test('the neuron answers to its threshold as the network has it', async ({ open }) => {
  const lab = await open({ firstVisit: true, hash: small });
  await note(lab.page, titles[0]).waitFor();
  const figure = lab.page.getByRole('img', { name: /^Membrane potential of neuron/ });
  const [, neuron, spikes] =
    /neuron (\d+) with threshold 5: (\d+) spike/.exec(
      (await figure.getAttribute('aria-label')) ?? '',
    ) ?? [];
  await press(lab.page, 'Next');
  const slider = lab.page.getByRole('slider', { name: 'Threshold θ' });
  expect(await slider.getAttribute('aria-valuetext')).toContain(`${spikes} spike`);
  await slider.press('End');
  expect(await slider.getAttribute('aria-valuetext')).toContain('silent');
  await slider.press('Home');
  const many = /(\d+) spikes$/.exec((await slider.getAttribute('aria-valuetext')) ?? '')?.[1];
  expect(Number(many)).toBeGreaterThan(Number(spikes));
  // The network itself has it from its own pass, and keeps its threshold.
  await lab.page.evaluate((n) => {
    const lab = document.querySelector('rouse-lab') as HTMLElement & { settings: object };
    lab.settings = { zoom: 'neuron', neuron: Number(n) };
  }, neuron);
  const potential = lab.page.getByRole('img', { name: /^Membrane potential, experiment B/ });
  await expect
    .poll(() => potential.getAttribute('aria-label'), patience)
    .toMatch(new RegExp(`neuron ${neuron}: .*threshold 5, ${spikes} spikes`));
});

test.for(Object.entries({ desk, laptop, tablet, phone }))(
  'on a %s it stands within the window, beside what it speaks of',
  async ([, size], { open }) => {
    const lab = await open({ ...size, firstVisit: true, hash: small, script: axe.source });
    const { page } = lab;
    for (const [index, title] of titles.entries()) {
      await note(page, title).waitFor();
      const [ring, box] = await page.evaluate(() => {
        const root = document
          .querySelector('rouse-lab')
          ?.shadowRoot?.querySelector('rouse-introduction')?.shadowRoot;
        return ['.ring', '.note'].map((part) => root?.querySelector(part)?.getBoundingClientRect());
      });
      const { width = 0, height = 0 } = page.viewportSize() ?? {};
      if (!ring || !box) throw new Error('nothing is shown');
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.top).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(width);
      expect(box.bottom).toBeLessThanOrEqual(height);
      const apart =
        box.left >= ring.right ||
        box.right <= ring.left ||
        box.top >= ring.bottom ||
        box.bottom <= ring.top;
      expect(apart, title).toBe(true);
      expect(ring.bottom).toBeGreaterThan(0);
      expect(ring.top).toBeLessThan(height);
      expect(await misfits(page)).toEqual([]);
      // The step with the slider has all that the others have.
      for (const colorScheme of index === 1 ? (['light', 'dark'] as const) : []) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
        expect(await violations(page)).toEqual([]);
      }
      if (index < titles.length - 1) await press(page, 'Next');
    }
  },
);

test('on a phone it is shown again from the header’s text', async ({ open }) => {
  const lab = await open({ ...phone, hash: small });
  await settle(lab);
  await lab.button('Show the introduction').tap();
  await note(lab.page, titles[0]).waitFor();
  const key = await lab.page.evaluate((name) => localStorage.getItem(name), visitedKey);
  expect(key).toBe('1');
});

test('speaks Chinese', async ({ open }) => {
  const lab = await open({ firstVisit: true, locale: 'zh-CN', hash: small });
  await note(lab.page, '什么是脉冲').waitFor();
});
