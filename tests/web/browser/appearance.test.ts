/** How the page looks and answers: sizes, colours, keyboard, address, accessibility. */
import axe from 'axe-core';
import { describe, expect } from 'vitest';
import { desk, focused, misfits, phone, sizes, violations } from './look';
import { patience, test } from './support';

const small = 'classes=0,1&per_class=20&hidden=32&batch=8';

test.for(Object.entries(sizes))(
  'on a %s nothing sticks out or is cut off, and axe finds nothing',
  async ([, size], { open }) => {
    const lab = await open({ ...size, hash: small, script: axe.source });
    await lab.waitForState(/^Ready/);
    expect(await misfits(lab.page)).toEqual([]);
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1, done/);
    await lab.button('Advanced').click();
    await lab.button('Energy').click();
    await lab.page.getByRole('table', { name: 'computed densely' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await lab.page.emulateMedia({ colorScheme });
      await lab.page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
      expect(await misfits(lab.page)).toEqual([]);
      expect(await violations(lab.page)).toEqual([]);
    }
    const [wide, room] = await lab.page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    expect(wide).toBeLessThanOrEqual(room ?? 0);
  },
);

test('on a phone every control is large enough for a finger', async ({ open }) => {
  const lab = await open({ ...phone, hash: small });
  await lab.waitForState(/^Ready/);
  const controls = lab.page.locator(
    'button:visible, select:visible, input[type=text]:visible, label:has(input):visible',
  );
  const boxes = await controls.evaluateAll((elements) =>
    elements.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      const reach = Number.parseFloat(getComputedStyle(element, '::before').inset) || 0;
      const size = Math.min(width, height) - 2 * Math.min(0, reach);
      return { name: element.getAttribute('aria-label') ?? element.textContent?.trim(), size };
    }),
  );
  expect(boxes.filter(({ size }) => size < 40)).toEqual([]);
});

test('on a phone the bar leads to the curves', async ({ open }) => {
  const lab = await open({ ...phone, hash: small });
  await lab.waitForState(/^Ready/);
  const top = () =>
    lab.page.locator('rouse-learning-panel').evaluate((e) => e.getBoundingClientRect().top);
  expect(await top()).toBeGreaterThan(phone.viewport.height);
  await lab.button('Learning').click();
  await expect.poll(top, patience).toBeLessThan(phone.viewport.height / 2);
});

test('dark follows the system, and the button overrules it for good', async ({ open }) => {
  const lab = await open({ ...desk, colorScheme: 'dark', hash: small });
  const background = () =>
    lab.page.locator('rouse-lab').evaluate((element) => getComputedStyle(element).backgroundColor);
  await lab.waitForState(/^Ready/);
  expect(await background()).toBe('rgb(16, 21, 24)');
  await lab.button('Use light colours').click();
  await expect.poll(background).toBe('rgb(255, 255, 255)');
  await lab.page.reload();
  await lab.waitForState(/^Ready/);
  expect(await background()).toBe('rgb(255, 255, 255)');
});

describe('with the keyboard alone', () => {
  test('every stop of Tab is seen, from training through data and network', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await lab.waitForState(/^Ready/);
    const stops: { name: string; outline: string; tag: string }[] = [];
    for (let stop = 0; stop < 80; stop++) {
      await lab.page.keyboard.press('Tab');
      const at = await focused(lab.page);
      if (at.tag === 'body') break;
      stops.push(at);
    }
    const names = stops.map(({ name }) => name);
    const order = ['Keys', 'Play', 'Step one batch', 'Reset', 'Preset', 'Time in the recording'];
    const rest = ['Files', 'Samples per class', 'Hidden sizes', 'Run experiment A'];
    const places = [...order, ...rest].map((name) => names.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(stops.filter(({ outline }) => outline !== 'solid 2px')).toEqual([]);
  });

  test('keys train, step, leaf through samples and reset', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await lab.waitForState(/^Ready/);
    const { keyboard } = lab.page;
    await keyboard.press('b');
    await lab.waitForState(/^Paused/);
    await keyboard.press('e');
    await lab.waitForState(/^Paused, epoch 1, done/);
    await keyboard.press('Space');
    await lab.waitForEpoch(3);
    await keyboard.press('k');
    await lab.waitForState(/^Paused/);
    await keyboard.press('r');
    await lab.waitForState(/^Ready/);
    await keyboard.press('ArrowRight');
    await lab.page.locator('.number', { hasText: '2 of' }).waitFor();
    await keyboard.press('?');
    await lab.page.getByRole('dialog').waitFor();
    await keyboard.press('Escape');
    await lab.page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('space on the play button plays once, and typing is only typing', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await lab.waitForState(/^Ready/);
    await lab.field('Hidden sizes').focus();
    await lab.page.keyboard.press('Control+A');
    await lab.page.keyboard.type('16 b');
    await lab.page.keyboard.press('Tab');
    await lab.page.locator('rouse-setting[name=hidden] [role=alert]').waitFor();
    expect(await lab.state()).toBe('Ready');
    await lab.button('Play').focus();
    await lab.page.keyboard.press('Space');
    await lab.waitForEpoch(1);
  });
});

describe('the address', () => {
  test('keeps the settings, and opens with them elsewhere', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await lab.waitForState(/^Ready/);
    await lab.field('Seed').fill('77');
    await lab.field('Seed').press('Enter');
    await lab.field('Initial threshold').fill('2.5');
    await lab.field('Initial threshold').press('Enter');
    await expect.poll(() => lab.page.url()).toContain('seed=77');
    const hash = new URL(lab.page.url()).hash.slice(1);
    expect(hash).toContain('threshold=2.5');
    const other = await open({ ...desk, hash });
    await other.waitForState(/^Ready/);
    expect(await other.field('Seed').inputValue()).toBe('77');
    expect(await other.field('Initial threshold').inputValue()).toBe('2.5');
    expect(new URL(other.page.url()).hash.slice(1)).toBe(hash);
  });

  test('with mistakes names them and opens all the same', async ({ open }) => {
    const lab = await open({ ...desk, hash: `${small}&threshold=high&speed=9` });
    await lab.waitForState(/^Ready/);
    const text = await lab.page.getByRole('alert').first().textContent();
    expect(text).toContain('"threshold=high" in the address is ignored.');
    expect(text).toContain('unknown setting "speed"');
  });

  test('with a class that the data does not have names it and takes all', async ({ open }) => {
    const lab = await open({ ...desk, hash: `${small}&classes=0,1,12` });
    await lab.waitForState(/^Ready/);
    const text = await lab.page.getByRole('alert').first().textContent();
    expect(text).toContain('"classes=0,1,12" in the address is ignored. "12" is none of 0, 1, 2,');
    await expect.poll(() => lab.page.url()).not.toContain('classes');
  });

  test('with a layer, neuron or sample that is not there names it and shows the first', async ({
    open,
  }) => {
    const lab = await open({ ...desk, hash: `${small}&layer=7&neuron=32&sample=4000` });
    await lab.waitForState(/^Ready/);
    const alert = lab.page.getByRole('alert').first();
    await alert.filter({ hasText: '"layer=7" in the address is ignored.' }).waitFor();
    const text = await alert.textContent();
    expect(text).toContain('Write a whole number from 0 to 1, for example 0.');
    expect(text).toContain('"neuron=32" in the address is ignored.');
    expect(text).toMatch(
      /"sample=4000" in the address is ignored. Write a whole number from 0 to \d+,/,
    );
    await expect.poll(() => lab.page.url()).not.toMatch(/layer|neuron|sample/);
    // What is edited later is checked, too, and the notice goes when it is mended.
    await lab.page.goto(lab.page.url().replace(/#.*/, `#${small}&layer=5`));
    await alert.filter({ hasText: '"layer=5"' }).waitFor();
    await lab.page.goto(lab.page.url().replace(/#.*/, `#${small}&layer=1&neuron=1`));
    await alert.waitFor({ state: 'hidden' });
    expect(lab.page.url()).toContain('layer=1');
  });
});

test('the policy of the page forbids what it does not need', async ({ open }) => {
  const lab = await open({ ...desk, hash: small });
  const policy = await lab.page.locator('meta[http-equiv]').getAttribute('content');
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-(eval|inline)'/);
  // Everything else in this suite runs under it and fails on what it reports.
});

test('the time line follows the pointer', async ({ open }) => {
  const lab = await open({ ...desk, hash: small });
  await lab.waitForState(/^Ready/);
  const slider = lab.page.getByRole('slider', { name: 'Time in the recording' });
  const box = await slider.boundingBox();
  if (!box) throw new Error('the slider is not shown');
  await lab.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(async () => Number(await slider.inputValue()), patience).toBeCloseTo(500, -2);
  const hidden = lab.page.locator('rouse-spike-raster').first();
  const raster = await hidden.boundingBox();
  if (!raster) throw new Error('the raster is not shown');
  await lab.page.mouse.click(raster.x + raster.width / 2, raster.y + raster.height * 0.5);
  await expect.poll(() => lab.page.getByLabel(/^Neuron, 0 to/).inputValue()).toBe('16');
});
