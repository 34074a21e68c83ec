/** The bench page: a whole short run, cancelling, copying, keyboard, looks. Speeds are not judged. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { expectReport, expectTables } from '../../command/bench_report';
import { desk, focused, misfits, phone, sizes, violations } from './look';
import { type LabPage, type OpenOptions, patience, test } from './support';

const quick = { file: 'bench.html', hash: 'seconds=0.01' } as const satisfies OpenOptions;

function status(page: Page) {
  return page.locator('[data-test=status]');
}

async function finish({ page }: LabPage): Promise<void> {
  await expect.poll(() => status(page).textContent(), patience).toBe('Finished.');
}

/** All numbers of the page's tables. */
function cells(page: Page): Promise<string[]> {
  return page
    .locator('td:visible')
    .evaluateAll((all) => all.map((cell) => cell.textContent?.trim() ?? ''));
}

test('measures everything, and copies it as JSON and as Markdown', async ({ open }) => {
  const bench = await open({
    ...quick,
    ...desk,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { page } = bench;
  expect(await bench.button('Copy JSON').isDisabled()).toBe(true);
  expect(await page.locator('[data-test=machine]').textContent()).toMatch(
    /Chromium \d+ on \w+, \d+ cores?, WebAssembly with SIMD/,
  );
  await bench.button('Start').click();
  await finish(bench);

  const written = (await cells(page)).filter((cell) => cell !== '');
  expect(written.length).toBeGreaterThan(100);
  for (const cell of written) {
    for (const number of cell.replace(/[\u00a0%]/g, '').split('–')) {
      expect([cell, Number.parseFloat(number) > 0]).toEqual([cell, true]);
    }
  }
  await expect(page.locator('rouse-sweep-chart circle').count()).resolves.toBe(11);
  await expect(page.locator('rouse-sweep-chart .fit').count()).resolves.toBe(2);
  await expect(page.locator('rouse-roofline-chart .point').count()).resolves.toBe(12);
  await expect(page.locator('rouse-roofline-chart .roof').count()).resolves.toBe(4);
  await expect(page.locator('rouse-roofline-chart .peak').count()).resolves.toBe(2);
  const places = await page
    .locator('rouse-roofline-chart, rouse-sweep-chart')
    .evaluateAll((charts) => charts.map((chart) => chart.shadowRoot?.innerHTML ?? ''));
  expect(places.join()).not.toMatch(/NaN|Infinity|undefined/);

  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await bench.button('Copy JSON').click();
  await expect.poll(clipboard).toMatch(/^\{/);
  const report = JSON.parse(await clipboard()) as Record<string, unknown>;
  expectReport(report);
  expect(report.environment).toMatch(/^Chromium \d+ on \w+, WebAssembly$/);
  await bench.button('Copy Markdown').click();
  await expect.poll(clipboard).toMatch(/^## Rouse bench/);
  expectTables(await clipboard());
});

test('where the clipboard is closed, shows the text selected', async ({ open }) => {
  const script = `Object.defineProperty(navigator, 'clipboard', { value: undefined });`;
  const bench = await open({ ...quick, ...desk, script });
  await bench.button('Start').click();
  await expect.poll(() => bench.button('Copy Markdown').isEnabled(), patience).toBe(true);
  await bench.button('Cancel').click();
  await bench.button('Copy Markdown').click();
  const area = bench.page.getByRole('textbox', { name: 'Markdown' });
  const selected = await area.evaluate((element) => {
    const { value, selectionStart, selectionEnd } = element as HTMLTextAreaElement;
    return { value, all: selectionEnd - selectionStart === value.length };
  });
  expect(selected.value).toMatch(/^## Rouse bench/);
  expect(selected.all).toBe(true);
  await bench.page.keyboard.press('Escape');
  await area.waitFor({ state: 'hidden' });
});

test('cancels at once, keeps what it has, and starts anew', async ({ open }) => {
  const bench = await open({ file: 'bench.html', hash: 'seconds=1', ...desk });
  await bench.button('Start').click();
  await bench.page.getByText('2 of 26').waitFor();
  await bench.button('Cancel').click();
  await bench.page.getByText('Cancelled after 1 of 26 measurements.').waitFor();
  expect(await bench.page.locator('tbody tr').count()).toBe(1);
  expect(await bench.button('Copy JSON').isEnabled()).toBe(true);
  await bench.button('Start').click();
  await bench.page.getByText('1 of 26').waitFor();
  expect(await bench.page.locator('tbody tr').count()).toBe(0);
});

describe('with the keyboard alone', () => {
  test('everything is reached, seen and done', async ({ open }) => {
    const bench = await open({ ...quick, ...desk });
    const { keyboard } = bench.page;
    const stops: { name: string; outline: string; tag: string }[] = [];
    for (let stop = 0; stop < 20; stop++) {
      await keyboard.press('Tab');
      const at = await focused(bench.page);
      if (at.tag === 'body') break;
      stops.push(at);
    }
    expect(stops.map(({ name }) => name.split(' ').slice(0, 3).join(' '))).toEqual([
      'Laboratory',
      'Use dark colours',
      'Start',
      'Length of the',
    ]);
    expect(stops.filter(({ outline }) => outline !== 'solid 2px')).toEqual([]);
    await bench.button('Start').focus();
    await keyboard.press('Enter');
    await bench.button('Cancel').waitFor();
    await keyboard.press('Enter');
    await bench.page.getByText(/^Cancelled after/).waitFor();
  });
});

test('leads to the laboratory, which leads back', async ({ open }) => {
  const bench = await open({ ...quick, ...desk });
  await bench.page.getByRole('link', { name: 'Laboratory' }).click();
  await bench.waitForState(/^Ready/);
  await bench.page.getByRole('link', { name: 'Speed' }).click();
  await bench.button('Start').waitFor();
});

test('has the policy of the laboratory', async ({ open }) => {
  const policy = async ({ page }: LabPage) =>
    page.locator('meta[http-equiv]').getAttribute('content');
  const [bench, lab] = [await open({ ...quick, ...desk }), await open({ hash: 'per_class=5' })];
  expect(await policy(bench)).toBe(await policy(lab));
});

test('a worker that fails says why, and can be started again', async ({ open }) => {
  const bench = await open({ ...quick, ...desk });
  await bench.page.evaluate(() => {
    const failing = `onmessage = () => postMessage({ type: 'failed', message: 'no SIMD here' });`;
    const address = URL.createObjectURL(new Blob([failing], { type: 'text/javascript' }));
    const Usual = Worker;
    window.Worker = class extends Usual {
      constructor() {
        super(address);
      }
    };
  });
  await bench.button('Start').click();
  expect(await bench.page.getByRole('alert').textContent()).toBe('no SIMD here');
  expect(await bench.button('Start').isEnabled()).toBe(true);
});

test.for(Object.entries(sizes))(
  'on a %s nothing sticks out or is cut off, and axe finds nothing',
  async ([, size], { open }) => {
    const bench = await open({ ...quick, ...size, script: axe.source });
    await bench.button('Start').waitFor();
    expect(await misfits(bench.page)).toEqual([]);
    await bench.button('Start').click();
    await finish(bench);
    for (const colorScheme of ['light', 'dark'] as const) {
      await bench.page.emulateMedia({ colorScheme });
      await bench.page.locator(`rouse-bench[data-theme=${colorScheme}]`).waitFor();
      expect(await misfits(bench.page)).toEqual([]);
      expect(await violations(bench.page)).toEqual([]);
    }
    const [wide, room] = await bench.page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ]);
    expect(wide).toBeLessThanOrEqual(room ?? 0);
  },
);

test('on a phone every control is large enough for a finger', async ({ open }) => {
  const bench = await open({ ...quick, ...phone });
  await bench.button('Start').waitFor();
  const heights = await bench.page
    .locator('button:visible, select:visible')
    .evaluateAll((all) => all.map((control) => control.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(36);
});
