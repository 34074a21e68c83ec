/** Taking experiments away, and going on with those of an earlier visit. */
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { desk, misfits, phone, violations } from './look';
import { type LabPage, patience, test } from './support';

const small = 'classes=0,1,2&per_class=20&hidden=24&batch=8&threshold=3';

async function openDialog(lab: LabPage) {
  await lab.button('Export').click();
  const dialog = lab.page.getByRole('dialog', { name: 'Export' });
  await dialog.waitFor();
  return dialog;
}

/** Presses a button that saves, and reads what was saved. */
async function saved(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return { file: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

async function trained(lab: LabPage, epochs: number): Promise<void> {
  await lab.waitForState(/^Ready/);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    await lab.button('Step one epoch').click();
    await lab.waitForState(new RegExp(`^Paused, epoch ${epoch}, done`));
  }
}

describe('the export dialog', () => {
  test('saves models, checkpoints, metrics and settings', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await trained(lab, 2);
    await openDialog(lab);
    const model = await saved(lab.page, 'Save Model, B');
    expect(model.file).toBe('rouse-trainable.safetensors');
    const header = Number(model.bytes.readBigUInt64LE(0));
    const { __metadata__: about } = JSON.parse(model.bytes.toString('utf8', 8, 8 + header));
    expect(JSON.parse(about.network).layers[0].thresholds).toBe('per_neuron');
    const checkpoint = await saved(lab.page, 'Save Checkpoint, A');
    expect(checkpoint.bytes.length).toBeGreaterThan(2.9 * model.bytes.length);
    const metrics = (await saved(lab.page, 'Save Metrics, CSV')).bytes.toString();
    expect(metrics.split('\r\n')).toHaveLength(1 + 2 * 3 + 1);
    const lines = (await saved(lab.page, 'Save JSON lines, B')).bytes.toString();
    expect(
      lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).epoch),
    ).toEqual([0, 1, 2]);
    const settings = JSON.parse((await saved(lab.page, 'Save Settings, JSON')).bytes.toString());
    expect(settings.settings).toMatchObject({ threshold: 3, classes: [0, 1, 2] });
  });

  test('opens a checkpoint and goes on from it, and says what is none', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await trained(lab, 2);
    const dialog = await openDialog(lab);
    const checkpoint = await saved(lab.page, 'Save Checkpoint, B');
    const model = await saved(lab.page, 'Save Model, B');
    await lab.page.keyboard.press('Escape');
    await lab.button('Reset').click();
    await lab.waitForState(/^Ready/);
    await openDialog(lab);
    const choose = async ({ file, bytes }: { file: string; bytes: Buffer }) => {
      const [chooser] = await Promise.all([
        lab.page.waitForEvent('filechooser'),
        dialog.getByRole('button', { name: 'Open…' }).click(),
      ]);
      await chooser.setFiles({ name: file, mimeType: 'application/octet-stream', buffer: bytes });
    };
    await choose(model);
    await dialog.getByRole('alert').getByText(`${model.file} is no checkpoint`).waitFor();
    await choose(checkpoint);
    await dialog.waitFor({ state: 'hidden' });
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch \d, done/);
    const epochs = () =>
      lab.page.evaluate(() => {
        const element = document.querySelector('rouse-lab') as unknown as {
          epochs: Record<'a' | 'b', readonly { epoch: number }[]>;
        };
        return [element.epochs.a.at(-1)?.epoch, element.epochs.b.at(-1)?.epoch];
      });
    await expect.poll(epochs, patience).toEqual([1, 3]);
  });

  /** An opened dialog with the closer look at the neuron, which comes a moment after it. */
  async function openWithFigures(lab: LabPage): Promise<Locator> {
    await trained(lab, 2);
    const dialog = await openDialog(lab);
    await expect
      .poll(
        () =>
          lab.page.evaluate(() => {
            const element = document
              .querySelector('rouse-lab')
              ?.shadowRoot?.querySelector('rouse-export-dialog');
            return (
              (element as unknown as { page: { lab: { arms: { b: { inspection: unknown } } } } })
                .page.lab.arms.b.inspection !== null
            );
          }),
        patience,
      )
      .toBe(true);
    return dialog;
  }

  test('saves every figure as pixels and as shapes', async ({ open }) => {
    const options = { ...desk, hash: small, colorScheme: 'dark' } as const;
    let lab = await open(options);
    let dialog = await openWithFigures(lab);
    const choice = () => dialog.getByRole('combobox', { name: 'Figure' });
    const figures = await choice()
      .locator('option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    expect(figures).toEqual(
      expect.arrayContaining(['accuracy', 'loss', 'dead-neurons', 'thresholds', 'potential-b']),
    );
    expect(figures.filter((id) => id.startsWith('spikes'))).toHaveLength(4);
    for (const [index, id] of figures.entries()) {
      // Chromium asks its user before it saves an eleventh file of one page.
      if (index > 0 && index % 4 === 0) {
        await lab.page.close();
        lab = await open(options);
        dialog = await openWithFigures(lab);
      }
      await choice().selectOption(id);
      const title = await dialog.locator('canvas').getAttribute('aria-label');
      const svg = (await saved(lab.page, `Save ${title}, SVG`)).bytes.toString();
      expect(svg).toContain(`<title>${title}</title>`);
      expect(svg).not.toMatch(/<image|data:|NaN|undefined/);
      expect(svg.match(/<(rect|path|text) /g)?.length).toBeGreaterThan(8);
      const png = await saved(lab.page, `Save ${title}, PNG`);
      const shown = /width="(\d+)" height="(\d+)"/.exec(svg);
      const sizes = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
      expect(sizes).toEqual([2 * Number(shown?.[1]), 2 * Number(shown?.[2])]);
      // Light for paper, until the page's own colours are asked for.
      expect(svg).toContain('fill="#ffffff"');
    }
    await dialog.getByRole('combobox', { name: 'Colours' }).selectOption('page');
    const title = await dialog.locator('canvas').getAttribute('aria-label');
    const dark = (await saved(lab.page, `Save ${title}, SVG`)).bytes.toString();
    expect(dark).toContain('fill="#101518"');
  });

  test('gives the command and the snippet, and says when they cannot repeat it', async ({
    open,
  }) => {
    const lab = await open({ ...desk, hash: small });
    await trained(lab, 1);
    const dialog = await openDialog(lab);
    const command = dialog.getByRole('region', { name: 'Command line' });
    expect(await command.textContent()).toContain('--hidden 24 --threshold 3 --batch 8');
    await dialog.getByText('Both repeat the epoch of this run').waitFor();
    await dialog.getByRole('group', { name: 'Whose run' }).getByText('A').click();
    await expect.poll(() => command.textContent()).toContain('--thresholds fixed');
    await lab.page.keyboard.press('Escape');
    await lab.field('Learning rate, weights').fill('0.01');
    await lab.field('Learning rate, weights').press('Enter');
    await openDialog(lab);
    await dialog.getByText('were changed once during this run').waitFor();
    expect(await command.textContent()).not.toContain('--lr');
  });

  for (const [name, size] of Object.entries({ desk, phone })) {
    test(`on a ${name} nothing sticks out and axe finds nothing, in both themes`, async ({
      open,
    }) => {
      const lab = await open({ ...size, hash: small, script: axe.source });
      await trained(lab, 1);
      await openDialog(lab);
      for (const colorScheme of ['light', 'dark'] as const) {
        await lab.page.emulateMedia({ colorScheme });
        await lab.page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
        expect(await misfits(lab.page)).toEqual([]);
        expect(await violations(lab.page)).toEqual([]);
      }
    });
  }

  test('is opened, used and left with the keyboard', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await lab.waitForState(/^Ready/);
    await lab.button('Export').focus();
    await lab.page.keyboard.press('Enter');
    const dialog = lab.page.getByRole('dialog', { name: 'Export' });
    await dialog.waitFor();
    await lab.page.keyboard.press('Tab');
    const [download] = await Promise.all([
      lab.page.waitForEvent('download'),
      lab.page.keyboard.press('Enter'),
    ]);
    expect(download.suggestedFilename()).toBe('rouse-fixed.safetensors');
    await lab.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
});

/** The reports of both experiments, without the clock's readings. */
function reports(lab: LabPage): Promise<unknown> {
  return lab.page.evaluate(() => {
    const element = document.querySelector('rouse-lab') as unknown as {
      epochs: Record<'a' | 'b', readonly object[]>;
    };
    const { a, b } = element.epochs;
    return [a, b].map((list) => list.map((report) => ({ ...report, ms_per_sample: 0 })));
  });
}

describe('a reload', () => {
  test('offers to go on, to the same bits as a run that never stopped', async ({ open }) => {
    const whole = await open({ ...desk, hash: `${small}&epochs=6` });
    await whole.waitForState(/^Ready/);
    await whole.play();
    await whole.waitForState(/^Paused, epoch 6/);

    const lab = await open({ ...desk, hash: `${small}&epochs=3`, script: axe.source });
    await lab.waitForState(/^Ready/);
    await lab.play();
    await lab.waitForState(/^Paused, epoch 3/);
    const bar = lab.page.getByRole('region', { name: 'An earlier run' });
    await lab.page.waitForTimeout(1500);
    // Whatever the address asks for at the next visit, the run has its own settings.
    const address = lab.page.url().replace('threshold=3', 'threshold=9');
    await lab.page.goto('about:blank');
    await lab.page.goto(address);
    await lab.waitForState(/^Ready/);
    await bar.getByText(/A at epoch 3, .*; B at epoch 3, .*; today \d\d:\d\d/).waitFor();
    expect(await violations(lab.page)).toEqual([]);
    expect(await misfits(lab.page)).toEqual([]);
    await bar.getByRole('button', { name: 'Go on' }).click();
    await lab.waitForState(/^(Training|Paused), epoch 6/);
    await lab.waitForState(/^Paused, epoch 6/);
    expect(await lab.field('Initial threshold').inputValue()).toBe('3');
    expect(await bar.count()).toBe(0);
    expect(await reports(lab)).toEqual(await reports(whole));
  });

  test('offers nothing after it was dismissed', async ({ open }) => {
    const lab = await open({ ...desk, hash: small });
    await trained(lab, 1);
    await lab.page.waitForTimeout(1500);
    await lab.page.reload();
    const bar = lab.page.getByRole('region', { name: 'An earlier run' });
    await bar.getByRole('button', { name: 'Dismiss' }).click();
    await bar.waitFor({ state: 'detached' });
    await lab.page.reload();
    await lab.waitForState(/^Ready/);
    await lab.page.waitForTimeout(1000);
    expect(await bar.count()).toBe(0);
  });

  test('without storage the page trains all the same', async ({ open }) => {
    const script =
      'Object.defineProperty(self, "indexedDB", { get() { throw new DOMException("no", "SecurityError"); } });';
    const lab = await open({ ...desk, hash: small, script });
    await trained(lab, 1);
    await lab.play();
    await lab.waitForEpoch(3);
  });
});

test('the title says that the page trains, and how well', async ({ open }) => {
  const lab = await open({ ...desk, hash: small });
  await lab.waitForState(/^Ready/);
  const own = await lab.page.title();
  await lab.play();
  await expect.poll(() => lab.page.title(), patience).toMatch(/^▶ \d+ % · Rouse$/);
  await lab.pause();
  await expect.poll(() => lab.page.title()).toBe(own);
});
