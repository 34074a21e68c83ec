/** Spoken words as a cochlea hears them: packs of SHD in the page and in the element. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { command } from '../../command/support';
import { labels, words, writeHdf5 } from '../../command/words';
import { example, test } from './foreign';
import { desk, misfits, phone, sizes, violations } from './look';
import { type LabPage, patience, root } from './support';

const realData = join(root, '../shared/data/shd');
/** A network that learns the words of the test at once. */
const quick = 'hidden=24&threshold=1&lr=0.01&lr_threshold=0.01&batch=4';
let folder = '';
let server: Server;
let address = '';

const data = (name: string) => `data=${encodeURIComponent(`${address}/${name}.rouse`)}`;
const viewer = (page: Page) => page.locator('rouse-event-viewer canvas');
const says = (page: Page) => viewer(page).getAttribute('aria-label');

async function waitForWords(lab: LabPage): Promise<void> {
  await lab.waitForState(/^Ready/);
  await expect.poll(() => says(lab.page), patience).toMatch(/channels/);
}

function pack(name: string, ...args: string[]): void {
  execFileSync(command, ['pack', ...args, '--out', join(folder, `${name}.rouse`)]);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rouse-hearing-'));
  const files = { train: join(folder, 'train.h5'), test: join(folder, 'test.h5') };
  writeHdf5(files.train, words(labels(4)));
  writeHdf5(files.test, words(labels(2)));
  const both = ['--data', files.train, '--test', files.test];
  pack('words', ...both, '--name', 'Twenty words');
  pack('pooled', ...both, '--pool', '5');
  server = createServer(({ url = '' }, response) => {
    response.setHeader('access-control-allow-origin', '*');
    const path = join(folder, url);
    if (existsSync(path)) response.end(readFileSync(path));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a pack of spoken words', () => {
  test('is dropped, shown with its names, and learnt', async ({ open }) => {
    const lab = await open({ hash: quick });
    await lab.waitForState(/^Ready/);
    await lab.drop(join(folder, 'words.rouse'));
    await lab.page.locator('.drop', { hasText: '80 to train, 40 to test' }).waitFor();
    await waitForWords(lab);
    expect(await says(lab.page)).toBe(
      'Recording of class zero: 40 events in 30 of 700 channels, over 975 ms.',
    );
    // Nothing of a camera is left.
    expect(await lab.page.getByText('ON', { exact: true }).isVisible()).toBe(false);
    expect(await lab.button('Draw').count()).toBe(0);
    for (const word of ['zero', 'nine', 'null', 'neun']) await lab.button(word).waitFor();
    // Those that suit such data, without a word in the address.
    const placeholders = ['Time bins', 'Bin width'].map((name) =>
      lab.field(name).getAttribute('placeholder'),
    );
    expect(await Promise.all(placeholders)).toEqual(['100', '10000']);
    expect(lab.page.url()).not.toMatch(/T=|bin_us=/);

    await lab.play();
    await lab.waitForAccuracy('a', 60);
    await lab.waitForAccuracy('b', 60);
    await lab.pause();
    const answers = lab.page.getByText(/^says [a-z]+, (right|is zero)$/);
    await expect.poll(() => answers.count(), patience).toBe(2);
    const table = lab.page.getByRole('table', { name: /Confusion matrix of experiment B/ });
    expect(await table.getByRole('rowheader', { name: 'sieben' }).count()).toBe(1);
    expect(await table.getByRole('columnheader', { name: 'sieben' }).count()).toBe(1);
  });

  test('is seen by all views at the moment that a pointer chooses in it', async ({ open }) => {
    const lab = await open({ hash: `${quick}&${data('words')}&zoom=step&neuron=3` });
    await waitForWords(lab);
    const box = await viewer(lab.page).boundingBox();
    if (!box) throw new Error('the cochleagram has no place');
    const bin = lab.page.locator('[data-test=bin] b');
    await bin.waitFor();
    const moments: number[] = [];
    await lab.page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
    await lab.page.mouse.down();
    for (const share of [0.3, 0.6, 0.9]) {
      await lab.page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
      const text = await lab.page.locator('.legend .time').textContent();
      const passed = Number.parseInt(text ?? '', 10) / 10;
      moments.push(passed);
      // The time is written in whole milliseconds.
      const apart = async () => Math.abs(Number(await bin.textContent()) + 0.5 - passed);
      await expect.poll(apart, patience).toBeLessThanOrEqual(0.6);
    }
    await lab.page.mouse.up();
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
    expect(new Set(moments).size).toBe(3);
    // Inputs are channels, not pixels.
    await expect
      .poll(() => lab.page.locator('.arithmetic').first().textContent(), patience)
      .toMatch(/channel \d+|Σ w = 0/);
  });

  test('has its weights over the channels of a pooled cochlea, too', async ({ open }) => {
    const lab = await open({ hash: `${quick}&${data('pooled')}&zoom=neuron&neuron=3` });
    await waitForWords(lab);
    expect(await says(lab.page)).toContain('of 140 channels');
    const weights = lab.page.locator('rouse-weight-image canvas').first();
    await expect.poll(() => weights.getAttribute('aria-label'), patience).toContain('140 inputs');
  });

  test('is repeated to the bit by its address and by the exported command', async ({ open }) => {
    const hash = `${quick}&${data('words')}&per_class=1&T=40&bin_us=20000`;
    const models: string[] = [];
    for (const again of [false, true]) {
      const lab = await open({ hash });
      await waitForWords(lab);
      await lab.button('Step one epoch').click();
      await lab.waitForState(/^Paused, epoch 1, done/);
      models.push(await lab.model());
      if (again) continue;
      const { line, model } = await lab.runCommand(folder);
      expect(line).toContain('--data words.rouse');
      models.push(model);
    }
    expect(new Set(models).size).toBe(1);
  });

  test('takes bins that suit it, unless the address has others', async ({ open }) => {
    const lab = await open({ hash: `${quick}&${data('words')}` });
    await waitForWords(lab);
    await lab.page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      `${quick}&${data('words')}&T=60&bin_us=5000`,
    );
    await expect.poll(() => lab.field('Time bins').inputValue()).toBe('60');
    expect(lab.page.url()).toContain('T=60&bin_us=5000');
    await lab.field('Time bins').fill('');
    await lab.field('Time bins').press('Enter');
    await expect.poll(() => lab.page.url()).not.toContain('T=60');
    await lab.button('Built-in').click();
    await expect
      .poll(() => lab.field('Time bins').getAttribute('placeholder'), patience)
      .toBe('60');
    expect(await says(lab.page)).toMatch(/ON and/);
  });

  test('offers the preset that suits it, and explains its bins by what a cochlea hears', async ({
    open,
  }) => {
    const lab = await open({ hash: data('words') });
    await waitForWords(lab);
    const suggestion = lab.page.locator('[data-test=suggestion]');
    await suggestion.getByRole('button').click();
    await expect.poll(() => lab.page.url()).toContain('hidden=200,200&threshold=10');
    await expect.poll(() => suggestion.count()).toBe(0);
    await lab.waitForState(/^Ready/);
    await lab.button('What is this: Time bins?').click();
    await lab.page.locator('button:visible', { hasText: 'More' }).click();
    await lab.page.getByText('An event is a channel and a moment.').waitFor();
    await lab.field('Initial threshold').fill('9');
    await lab.field('Initial threshold').press('Enter');
    await expect.poll(() => lab.page.url()).toContain('threshold=9');
    expect(await suggestion.count()).toBe(0);
  });

  test('says why nothing can be drawn', async ({ open }) => {
    const lab = await open({ hash: `${quick}&${data('words')}&part=drawn` });
    await lab.page.getByText('This data comes from a cochlea').waitFor();
    await lab.button('Draw').click();
    await waitForWords(lab);
    expect(await lab.button('Draw').count()).toBe(0);
  });

  for (const [name, size] of Object.entries(sizes)) {
    test(`on a ${name} nothing sticks out and axe finds nothing, in both themes`, async ({
      open,
    }) => {
      const lab = await open({ ...size, hash: `${quick}&${data('words')}`, script: axe.source });
      await waitForWords(lab);
      await lab.button('Step one epoch').click();
      await lab.waitForState(/^Paused, epoch 1/);
      for (const colorScheme of ['light', 'dark'] as const) {
        await lab.page.emulateMedia({ colorScheme });
        await lab.page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
        expect(await misfits(lab.page)).toEqual([]);
        expect(await violations(lab.page)).toEqual([]);
      }
    });
  }
});

test('an element of 320 by 240 shows the recording and learns', async ({ open }) => {
  const { page } = await open({
    viewport: { width: 320, height: 240 },
    file: 'embed.html',
    hash: `${quick}&${data('words')}&figures=recording&epochs=1&autoplay=1`,
  });
  await expect.poll(() => says(page), patience).toContain('of 700 channels');
  await page.getByText(/^B \d+\.\d %$/).waitFor();
  expect(await misfits(page)).toEqual([]);
});

test('the documented tag needs no more than the pack', async ({ address: site, visit }) => {
  const tag = example('pack', site);
  const page = await visit(tag.replace('https://data.example/shd', `${address}/words`));
  await expect.poll(() => says(page), patience).toContain('of 700 channels');
  const lab = page.locator('rouse-lab');
  await lab.getByRole('button', { name: 'Step one epoch' }).click();
  await expect
    .poll(() => lab.evaluate((element) => 'state' in element && element.state), patience)
    .toMatchObject({ a: { epoch: 1 }, b: { epoch: 1 } });
  await lab.getByRole('table', { name: /B/ }).waitFor();
});

describe.skipIf(!existsSync(realData))('the real recordings of SHD', () => {
  test('are dropped as a pack and learnt by A and B', async ({ open }) => {
    pack('shd', ...['--data', realData, '--classes', '0,1,2,3', '--per-class', '20']);
    const lab = await open({
      ...desk,
      hash: 'hidden=64&threshold=10&lr=0.001&lr_threshold=0.01&batch=8',
    });
    await lab.waitForState(/^Ready/);
    await lab.drop(join(folder, 'shd.rouse'));
    await lab.page.locator('.drop', { hasText: '80 to train' }).waitFor();
    await lab.page.locator('.drop', { hasText: 'CC BY 4.0' }).waitFor();
    await waitForWords(lab);
    await lab.play();
    // One in four would be a guess.
    await lab.waitForAccuracy('a', 50);
    await lab.waitForAccuracy('b', 50);
  });

  test('fit on a phone', async ({ open }) => {
    const lab = await open({ ...phone, hash: `hidden=16&${data('shd')}` });
    await waitForWords(lab);
    expect(await misfits(lab.page)).toEqual([]);
  });
});
