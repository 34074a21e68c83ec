/** The page in two languages, and what explains itself in them. */
import axe from 'axe-core';
import { expect } from 'vitest';
import { desk, misfits, phone, sizes, violations } from './look';
import { patience, test } from './support';

const small = 'classes=0,1&per_class=20&hidden=32&batch=8';
const chinese = { locale: 'zh-CN', hash: small } as const;

test('a Chinese browser sees Chinese, and a choice is remembered', async ({ open }) => {
  const lab = await open({ ...desk, ...chinese });
  const language = () => lab.page.locator('html').getAttribute('lang');
  await lab.waitForState(/^就绪/);
  expect(await language()).toBe('zh');
  await lab.button('播放').waitFor();
  expect(await lab.field('初始阈值').inputValue()).toBe('5');

  await lab.page.getByLabel('语言').selectOption('en');
  await lab.button('Play').waitFor();
  await expect.poll(language, patience).toBe('en');
  expect(await lab.state()).toBe('Ready');

  await lab.page.reload();
  await lab.button('Play').waitFor();
  expect(await language()).toBe('en');
  await lab.page.getByLabel('Language').selectOption('zh');
  await lab.button('播放').waitFor();
  await expect.poll(language, patience).toBe('zh');
});

test('in Chinese no English is left in settings, training and figures', async ({ open }) => {
  const lab = await open({ ...desk, ...chinese });
  await lab.waitForState(/^就绪/);
  await lab.button('高级').click();
  const left = await lab.page.evaluate(() => {
    const rooms = ['rouse-transport-bar', 'rouse-network-panel', 'rouse-learning-panel'];
    const known = /\b(?:Adam|sigmoid|N-MNIST|px|ms)\b/g;
    const found: string[] = [];
    const textsOf = (element: Element) => [
      ...[...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent ?? ''),
      ...['aria-label', 'title', 'label', 'data-hint'].map(
        (name) => element.getAttribute(name) ?? '',
      ),
    ];
    const look = (root: ParentNode) => {
      for (const element of root.querySelectorAll(':not(style)')) {
        const english = textsOf(element).filter((text) =>
          /[a-z]{2}/i.test(text.replace(known, '')),
        );
        found.push(...english.map((text) => `${element.localName}: ${text.trim()}`));
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    const page = document.querySelector('rouse-lab')?.shadowRoot;
    for (const room of rooms) {
      const inside = page?.querySelector(room)?.shadowRoot;
      if (inside) look(inside);
      else found.push(`${room} is not there`);
    }
    return found;
  });
  expect(left).toEqual([]);
});

test('a wrong setting is explained in the language of the page', async ({ open }) => {
  const lab = await open({ ...desk, locale: 'zh-CN', hash: 'seed=x&speed=3' });
  const address = lab.page.getByRole('alert').first();
  await expect.poll(() => address.textContent(), patience).toContain('“seed=x”已忽略。请填写');
  await lab.field('初始阈值').fill('-1');
  await lab.field('初始阈值').press('Enter');
  await expect
    .poll(() => lab.alert('network').first().textContent(), patience)
    .toContain('请填写 0.001 到 10000 之间的数');
});

test.for(Object.entries(sizes))(
  'in Chinese on a %s nothing sticks out or is cut off',
  async ([, size], { open }) => {
    const lab = await open({ ...size, ...chinese });
    await lab.waitForState(/^就绪/);
    await lab.button('高级').click();
    expect(await misfits(lab.page)).toEqual([]);
  },
);

test('a tip says its sentence on hover and goes with the pointer', async ({ open }) => {
  const lab = await open({ ...desk, hash: small });
  await lab.waitForState(/^Ready/);
  const tip = lab.page.locator('[popover]:popover-open');
  expect(await tip.count()).toBe(0);
  await lab.button('What is this: Batch?').hover();
  await tip.waitFor();
  await lab.page.getByText('How many samples are looked at').waitFor();
  // The pointer may move onto it.
  await tip.hover();
  await lab.page.waitForTimeout(400);
  expect(await tip.count()).toBe(1);
  await lab.page.mouse.move(5, 5);
  await tip.waitFor({ state: 'detached' });
});

test('by keyboard a tip opens, shows its equation and closes again', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&surrogate=arctan`, script: axe.source });
  await lab.waitForState(/^Ready/);
  const sign = lab.button('What is this: Surrogate?');
  await lab.field('Initial threshold').focus();
  // On the way there, each tip shows itself and leaves again.
  for (let stop = 0; stop < 8; stop++) {
    if (await sign.evaluate((element) => element.matches(':focus'))) break;
    await lab.page.keyboard.press('Tab');
  }
  await lab.page.getByText('A spike has no useful derivative').waitFor();
  await lab.page.keyboard.press('Enter');
  await lab.page.keyboard.press('Tab');
  await lab.page.keyboard.press('Enter');
  const equation = lab.page.locator('math:visible');
  await equation.waitFor();
  const box = await equation.boundingBox();
  expect(box?.height).toBeGreaterThan(20);
  expect(await violations(lab.page)).toEqual([]);
  await lab.page.keyboard.press('Escape');
  await equation.waitFor({ state: 'hidden' });
});

test('on a phone a tap opens a tip that stays inside the window', async ({ open }) => {
  const lab = await open({ ...phone, hash: small });
  await lab.waitForState(/^Ready/);
  for (const name of ['Bin width', 'Dead neurons']) {
    await lab.button(`What is this: ${name}?`).tap();
    await lab.page.getByRole('button', { name: 'More', exact: true }).tap();
    await lab.page.locator('math:visible').first().waitFor();
    const tip = await lab.page.locator('[popover]:popover-open').boundingBox();
    expect(tip?.x).toBeGreaterThanOrEqual(0);
    expect((tip?.x ?? 0) + (tip?.width ?? 0)).toBeLessThanOrEqual(390);
    expect(tip?.y).toBeGreaterThanOrEqual(0);
    expect((tip?.y ?? 0) + (tip?.height ?? 0)).toBeLessThanOrEqual(844);
    await lab.page.keyboard.press('Escape');
  }
});
