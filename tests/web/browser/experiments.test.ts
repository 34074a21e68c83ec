/** The paper's experiments in the page: run, looked at, taken away, and gone on with. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { command } from '../../command/support';
import { desk, focused, misfits, phone, sizes, violations } from './look';
import { type LabPage, patience, test } from './support';

const small = 'classes=0,1&per_class=8&hidden=12&batch=8&T=20&bin_us=15000';
const plan = 'sweep=1&sweep_threshold=0.5;5&sweep_seeds=2&sweep_epochs=2';

const state = (page: Page) => page.locator('[data-test=experiment-state]');

const waitFor = (page: Page, pattern: RegExp) =>
  state(page).filter({ hasText: pattern }).waitFor({ timeout: 50_000 });

const cell = (page: Page, threshold: number, arm: string) =>
  page.locator(`td[data-threshold="${threshold}"][data-arm-name="${arm}"]`);

/** Test accuracy in percent, as a cell tells it. */
const accuracy = async (page: Page, threshold: number, arm: string) =>
  Number.parseFloat((await cell(page, threshold, arm).locator('b').textContent()) ?? '');

async function saved(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** Presses Tab until the focus is on something of that name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < 120; stop++) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (name.test(at.name)) {
      expect(at.outline).toBe('solid 2px');
      return;
    }
  }
  throw new Error(`Tab never comes to ${name}`);
}

async function run(lab: LabPage): Promise<void> {
  await waitFor(lab.page, /^\d+ runs of/);
  await lab.button('Run').click();
  await waitFor(lab.page, /^All/);
}

/** Fields of a line of the CSV by the names in the first line. */
function rows(csv: string): Record<string, string>[] {
  const [head = '', ...lines] = csv.trimEnd().split('\n');
  const names = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, i) => [names[i] ?? '', value])),
  );
}

describe('an experiment', () => {
  test('is planned and run with the keyboard alone, and its runs are the laboratory’s', async ({
    open,
  }) => {
    const lab = await open({ ...desk, hash: small });
    await lab.waitForState(/^Ready/);
    const { page } = lab;
    await tabTo(page, /^Experiments$/);
    await page.keyboard.press('Enter');
    await waitFor(page, /^18 runs of 5 epochs/);
    expect((await focused(page)).name).toBe('Experiments');
    await tabTo(page, /^Initial thresholds$/);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('5, 0.5');
    await tabTo(page, /^Seeds$/);
    await page.keyboard.type('2');
    await tabTo(page, /^Epochs$/);
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await waitFor(page, /^8 runs of 2 epochs/);
    expect(page.url()).toContain(plan);
    // Keys of the laboratory do nothing to it here.
    await page.keyboard.press('Tab');
    await page.getByRole('heading', { name: 'Experiments' }).click();
    await page.keyboard.press('e');
    await tabTo(page, /^Run$/);
    await page.keyboard.press('Enter');
    await waitFor(page, /^All 8 runs are done/);
    expect(await page.locator('[data-test=experiment-verdict]').textContent()).toMatch(
      /Over all 2 initial thresholds: accuracy [+−]?\d+\.\d points \(/,
    );

    const csv = (await saved(page, 'Save CSV')).bytes.toString();
    const ends = rows(csv).filter(({ epoch }) => epoch === '2');
    const of = (threshold: string, mode: string) =>
      ends.filter((row) => row.threshold === threshold && row.thresholds === mode);
    const share = ({ test_accuracy }: Record<string, string>) => 100 * Number(test_accuracy);
    for (const threshold of ['0.5', '5']) {
      for (const mode of ['fixed', 'trainable']) {
        const values = of(threshold, mode).map(share);
        expect(values).toHaveLength(2);
        const mean = values.reduce((sum, value) => sum + value, 0) / 2;
        expect(await accuracy(page, Number(threshold), mode)).toBeCloseTo(mean, 1);
      }
    }

    // From the overview to the detail: the same setting, A against B.
    await tabTo(page, /^\d+\.\d ± /);
    await tabTo(page, /^\d+\.\d ± /);
    await page.keyboard.press('Enter');
    await lab.waitForState(/^Ready/);
    expect(await lab.field('Initial threshold').inputValue()).toBe('0.5');
    expect(page.url()).not.toContain('sweep');
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1, done/);
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 2, done/);
    for (const [arm, mode] of [
      ['a', 'fixed'],
      ['b', 'trainable'],
    ] as const) {
      const first = of('0.5', mode).find(({ seed }) => seed === '1') ?? {};
      await expect.poll(() => lab.accuracy(arm), patience).toBeCloseTo(share(first), 1);
    }
    // Back leads to the experiment, which is as it was.
    await page.goBack();
    await waitFor(page, /^All 8 runs are done/);
  });

  test('goes on after a reload with the runs that are done, and can be cancelled', async ({
    open,
  }) => {
    // Long enough to be caught in the middle.
    const long = `${small}&sweep=1&sweep_threshold=0.5;5&sweep_seeds=3&sweep_epochs=12`;
    const lab = await open({ ...desk, hash: long });
    const { page } = lab;
    await waitFor(page, /^12 runs/);
    await lab.button('Run').click();
    await waitFor(page, /^[1-9]\d* of 12 runs done/);
    await lab.button('Pause').click();
    await waitFor(page, /paused$/);
    await lab.button('Go on').click();
    await lab.button('Cancel').click();
    await waitFor(page, /^\d+ of 12 runs are done and kept here/);
    const cancelled = Number.parseInt((await state(page).textContent()) ?? '', 10);
    expect(cancelled).toBeGreaterThan(0);
    expect(cancelled).toBeLessThan(12);
    await page.reload();
    await waitFor(page, new RegExp(`^${cancelled} of 12 runs are done and kept here`));
    const { page: other } = await open({ ...desk, hash: long });
    await waitFor(other, /^12 runs/);
    await lab.button('Run').click();
    await waitFor(page, /^All 12 runs are done/);
    await page.reload();
    await waitFor(page, /^All 12 runs are done/);
    // Fewer seeds are among them.
    await page.getByRole('textbox', { name: 'Seeds' }).fill('2');
    await page.keyboard.press('Enter');
    await waitFor(page, /^All 8 runs are done/);
    await lab.button('Forget').click();
    await waitFor(page, /^8 runs of 12 epochs/);
    await page.reload();
    await waitFor(page, /^8 runs of 12 epochs/);
  });

  test('waits while the laboratory trains', async ({ open }) => {
    const lab = await open({
      ...desk,
      hash: `${small}&sweep=1&sweep_epochs=60&sweep_seeds=1&sweep_threshold=5`,
    });
    const { page } = lab;
    await waitFor(page, /^2 runs/);
    await lab.button('Run').click();
    await waitFor(page, /^0 of 2 runs done/);
    await lab.button('Back to the laboratory').click();
    await lab.play();
    await lab.button('Experiments').click();
    await waitFor(page, /waiting while the laboratory trains$/);
    await lab.button('Back to the laboratory').click();
    await lab.pause();
    await lab.button('Experiments').click();
    await waitFor(page, /^All 2 runs are done/);
  });

  test('is taken away as files and figures, and repeated by its command', async ({ open }) => {
    const lab = await open({ ...desk, hash: `${small}&${plan}&sweep_lr_threshold=0.01;0.3` });
    const { page } = lab;
    await run(lab);
    const figures = [
      'Accuracy from good and bad starts',
      'Learning from each start',
      'Dead neurons',
      'Firing rates',
      'Movement of the weights',
      'Learning rate of the thresholds',
    ];
    for (const title of figures) {
      const svg = await saved(page, `Save ${title} as SVG`);
      expect(svg.file).toMatch(/^rouse-experiment-[a-z]+\.svg$/);
      const read = await page.evaluate((source) => {
        const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
        return [parsed.querySelector('title')?.textContent, parsed.querySelectorAll('path').length];
      }, svg.bytes.toString());
      expect(read[0]).toBe(title);
      expect(read[1]).toBeGreaterThan(6);
    }
    // Of all of them in a row, Chromium would take no more than ten files.
    const png = await saved(page, 'Save Dead neurons as PNG');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    const csv = (await saved(page, 'Save CSV')).bytes.toString();
    const json = JSON.parse((await saved(page, 'Save JSON')).bytes.toString());
    await lab.button('Show the command line').click();
    const line = await page.getByRole('region', { name: 'command line' }).textContent();
    const folder = mkdtempSync(join(tmpdir(), 'rouse-experiments-'));
    try {
      const script = (line ?? '').replace(/^rouse/, '"$1"');
      execFileSync('sh', ['-c', script, 'sh', command], { cwd: folder });
      const written = (name: string) => readFileSync(join(folder, 'sweep', name), 'utf8');
      expect(csv).toBe(written('runs.csv'));
      expect(json).toEqual(JSON.parse(written('summary.json')));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is of whatever data the page holds, and its command of the same', async ({ open }) => {
    const folder = mkdtempSync(join(tmpdir(), 'rouse-experiments-'));
    try {
      const sizes = ['--count', '30', '--test-count', '20', '--name', 'Thirty digits'];
      execFileSync(command, ['pack', ...sizes, '--out', 'thirty.rouse'], { cwd: folder });
      const lab = await open({ ...desk, hash: `hidden=12&batch=8&T=20&bin_us=15000&${plan}` });
      const { page } = lab;
      await waitFor(page, /^8 runs/);
      // Dropped on the view itself.
      await lab.drop(join(folder, 'thirty.rouse'));
      await page.locator('rouse-plan-form dd', { hasText: 'thirty.rouse, 30 + 20' }).waitFor();
      await run(lab);
      const csv = (await saved(page, 'Save CSV')).bytes.toString();
      await lab.button('Show the command line').click();
      const line = await page.getByRole('region', { name: 'command line' }).textContent();
      const script = (line ?? '').replace(/^rouse/, '"$1"');
      execFileSync('sh', ['-c', script, 'sh', command], { cwd: folder });
      expect(csv).toBe(readFileSync(join(folder, 'sweep', 'runs.csv'), 'utf8'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the address', () => {
  test('opens the same plan elsewhere, and names what is wrong in it', async ({ open }) => {
    const lab = await open({ ...desk, hash: `${small}&${plan}&sweep_goal=70&sweep_speed=9` });
    const { page } = lab;
    await waitFor(page, /^8 runs of 2 epochs/);
    expect(await page.getByRole('textbox', { name: 'Accuracy goal' }).inputValue()).toBe('70');
    expect(await page.getByRole('alert').first().textContent()).toContain('"sweep_speed"');
    expect(new URL(page.url()).hash).toContain(`${plan}&sweep_goal=70`);
    await lab.button('Back to the laboratory').click();
    await lab.waitForState(/^Ready/);
    expect(page.url()).not.toContain('sweep');
  });

  test('of a wrong value takes the usual one', async ({ open }) => {
    const lab = await open({ ...desk, hash: `${small}&sweep=1&sweep_seeds=many` });
    await waitFor(lab.page, /^18 runs of 5 epochs/);
    expect(await lab.page.getByRole('alert').first().textContent()).toContain(
      '"sweep_seeds=many" in the address is ignored.',
    );
    const field = lab.page.getByRole('textbox', { name: 'Initial thresholds' });
    await field.fill('high');
    await field.press('Enter');
    await lab.page.locator('rouse-plan-input[name=thresholds] [role=alert]:visible').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await waitFor(lab.page, /^18 runs of 5 epochs/);
  });

  test('the way back leads to the laboratory', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await lab.waitForState(/^Ready/);
    await lab.button('Experiments').click();
    await waitFor(lab.page, /^18 runs/);
    await lab.page.goBack();
    await lab.button('Play').waitFor();
    expect(await lab.page.locator('rouse-experiments').isVisible()).toBe(false);
  });
});

test('another setting of the laboratory is another experiment', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&${plan}` });
  await run(lab);
  await lab.button('Back to the laboratory').click();
  await lab.field('Seed').fill('7');
  await lab.field('Seed').press('Enter');
  await lab.button('Experiments').click();
  await waitFor(lab.page, /^8 runs/);
  await lab.button('Back to the laboratory').click();
  await lab.field('Seed').fill('1');
  await lab.field('Seed').press('Enter');
  await lab.button('Experiments').click();
  await waitFor(lab.page, /^All 8 runs/);
});

test.for(Object.entries(sizes))(
  'on a %s nothing sticks out or is cut off, and axe finds nothing',
  async ([, size], { open }) => {
    const lab = await open({ ...size, hash: `${small}&${plan}`, script: axe.source });
    const { page } = lab;
    await waitFor(page, /^8 runs/);
    expect(await misfits(page)).toEqual([]);
    await run(lab);
    await lab.button('Show the command line').click();
    await page.getByRole('region', { name: 'command line' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
      expect(await misfits(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
    }
  },
);

test('on a phone every control is large enough for a finger', async ({ open }) => {
  const lab = await open({ ...phone, hash: `${small}&${plan}` });
  await run(lab);
  const controls = lab.page.locator(
    'rouse-experiments :is(button, input[type=text], label:has(input)):visible',
  );
  const boxes = await controls.evaluateAll((elements) =>
    elements.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      const reach = Number.parseFloat(getComputedStyle(element, '::before').inset) || 0;
      const size = Math.min(width, height) - 2 * Math.min(0, reach);
      return { name: element.getAttribute('aria-label') ?? element.textContent?.trim(), size };
    }),
  );
  expect(boxes.length).toBeGreaterThan(20);
  expect(boxes.filter(({ size }) => size < 40)).toEqual([]);
});

test('it speaks Chinese, and figures say their numbers', async ({ open }) => {
  const lab = await open({ ...desk, hash: `${small}&${plan}&lang=zh` });
  const { page } = lab;
  await waitFor(page, /^8 次运行，每次 2 轮/);
  await lab.button('运行').click();
  await waitFor(page, /^全部 8 次运行已完成/);
  const figure = page.locator('section[data-figure=learning] canvas');
  expect(await figure.getAttribute('aria-label')).toMatch(/从 0.5 起: 固定 [\d.]+; 可训练 [\d.]+/);
  await page.getByRole('combobox', { name: '语言' }).selectOption('en');
  await waitFor(page, /^All 8 runs are done/);
  expect(await figure.getAttribute('aria-label')).toMatch(/from 0.5: fixed [\d.]+; trainable/);
  await page
    .locator('section[data-figure=weights]')
    .getByRole('button', { name: 'What is this: Movement of the weights?' })
    .click();
  await page.locator('section[data-figure=weights]').getByRole('button', { name: 'More' }).click();
  await page.locator('section[data-figure=weights] math').waitFor();
});
