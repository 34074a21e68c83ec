/** One's own recordings: dropped, chosen, mended, refused. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, expect } from 'vitest';
import { type LabPage, root, test } from './support';

const realData = join(root, '../shared/data/nmnist');
const small = 'classes=0,1&per_class=20&hidden=32&batch=8';
let folder = '';

/** A recording of N-MNIST: a bar whose place tells the digit, as big-endian 5-byte events. */
function recording(digit: number, seed: number): Uint8Array {
  const events = 400;
  const bytes = new Uint8Array(events * 5);
  for (let k = 0; k < events; k++) {
    const x = 3 * digit + ((k * 7 + seed) % 4);
    const y = (k * 13 + seed * 5) % 34;
    const time = Math.floor((k * 300_000) / events);
    bytes.set([x, y, ((k & 1) << 7) | (time >> 16), (time >> 8) & 255, time & 255], k * 5);
  }
  return bytes;
}

/** "7/00001.bin" and so on: some recordings of each of three digits. */
function recordings(each: number): Record<string, Uint8Array> {
  const all: Record<string, Uint8Array> = {};
  for (const digit of [1, 4, 7]) {
    for (let index = 0; index < each; index++) {
      all[`${digit}/${String(index).padStart(5, '0')}.bin`] = recording(digit, index);
    }
  }
  return all;
}

function within(name: string, files: Record<string, Uint8Array>): Record<string, Uint8Array> {
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [`${name}/${path}`, bytes]),
  );
}

async function write(files: Record<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
}

const source = (lab: LabPage) => lab.page.locator('.drop');

async function waitForSource(lab: LabPage, ...parts: string[]): Promise<void> {
  for (const part of parts) await source(lab).filter({ hasText: part }).waitFor();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rouse-'));
  await write(within('tree/Train', recordings(6)));
  await write(within('tree/Test', recordings(2)));
  await write({
    'Train.zip': zipSync(within('Train', recordings(6))),
    'Test.zip': zipSync(within('Test', recordings(2))),
    'empty.zip': zipSync({ 'readme.txt': new Uint8Array(3) }),
    'no.zip': new Uint8Array([1, 2, 3, 4, 5]),
    'loose/one.bin': recording(1, 0),
    'loose/two.bin': recording(2, 0),
    'loose/cut.bin': new Uint8Array(3),
    'bad/7/00001.bin': new Uint8Array([200, 3, 0, 0, 1]),
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.skipIf(!existsSync(realData))('real N-MNIST is dropped and trained', async ({ open }) => {
  const lab = await open({ hash: 'a=0&per_class=20' });
  await lab.waitForState(/^Ready/);
  await lab.drop(join(realData, 'Train'), join(realData, 'Test'));
  await waitForSource(lab, 'Train + Test', '200 to train, 100 to test');
  await lab.waitForState(/^Ready/);
  await lab.play();
  await lab.waitForAccuracy('b', 60);
});

test('a dropped tree brings its own test recordings', async ({ open }) => {
  const lab = await open({ hash: 'hidden=32' });
  await lab.waitForState(/^Ready/);
  await lab.drop(join(folder, 'tree'));
  await waitForSource(lab, 'tree', '18 to train, 6 to test');
  await lab.waitForState(/^Ready/);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1/);
});

test('zips, folders and single files are read, chosen or dropped', async ({ open }) => {
  const lab = await open({ hash: 'hidden=32' });
  await lab.waitForState(/^Ready/);
  await lab.drop(join(folder, 'Train.zip'), join(folder, 'Test.zip'));
  await waitForSource(lab, 'Train.zip + Test.zip', '18 to train, 6 to test');
  await lab.page.locator('#files').setInputFiles(join(folder, 'Train.zip'));
  await waitForSource(lab, 'Train.zip', 'held out');
  await lab.page.locator('#folder').setInputFiles(join(folder, 'tree/Test'));
  await waitForSource(lab, 'Test', 'held out');
  // Without a Test folder, some of each digit are held out.
  await lab.drop(...['1', '4', '7'].map((digit) => join(folder, 'tree/Train', digit)));
  await waitForSource(lab, '1 + 4 + 7', 'held out');
  await lab.button('Built-in').click();
  await waitForSource(lab, 'Built-in digits');
});

test('single files of no known digit are shown and classified', async ({ open }) => {
  const lab = await open({ hash: 'hidden=32&threshold=1' });
  await lab.waitForState(/^Ready/);
  await lab.drop(join(folder, 'loose/one.bin'), join(folder, 'loose/two.bin'));
  await lab.page.getByText('2 files outside folders named by a digit').waitFor();
  await waitForSource(lab, 'Built-in digits');
  await lab.page.locator('.number', { hasText: '1 of 2' }).waitFor();
  await lab.page.getByText(/^one\.bin: /).waitFor();
  await lab.page
    .getByText(/^says \d$/)
    .first()
    .waitFor();
  await lab.button('Next sample').click();
  await lab.page.getByText(/^two\.bin: /).waitFor();
  await lab.drop(join(folder, 'loose/cut.bin'));
  await lab.alert('data').waitFor();
  expect(await lab.alert('data').textContent()).toMatch(/cut\.bin.*3 bytes/s);
  await lab.page.getByText(/^two\.bin: /).waitFor();
});

test('classes and samples per class are selected from own files too', async ({ open }) => {
  const lab = await open({ hash: 'hidden=32' });
  await lab.drop(join(folder, 'tree'));
  await waitForSource(lab, '18 to train');
  await lab.page.locator('.chips button', { hasText: '4' }).click();
  await waitForSource(lab, '12 to train, 4 to test');
  await lab.field('Samples per class').fill('3');
  await lab.field('Samples per class').press('Enter');
  await waitForSource(lab, '6 to train');
});

test('a tree dropped before the views are there is read', async ({ open, address }) => {
  const lab = await open({ hash: 'hidden=32' });
  await lab.waitForState(/^Ready/);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await lab.page.route(/\/page-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await lab.page.reload();
  expect(await lab.page.locator('rouse-lab:defined').count()).toBe(0);
  await lab.drop(join(folder, 'tree'));
  release();
  await waitForSource(lab, 'tree', '18 to train, 6 to test');
  expect(lab.page.url()).toContain(address);
});

test('bad files are refused where they were dropped, and training goes on', async ({ open }) => {
  const lab = await open({ hash: small });
  await lab.play();
  await lab.waitForEpoch(1);
  for (const [path, says] of [
    ['bad', /bad.*expected/s],
    ['empty.zip', /empty\.zip.*expected/s],
    ['no.zip', /no\.zip/],
  ] as const) {
    await lab.drop(join(folder, path));
    await lab.alert('data').waitFor();
    const text = (await lab.alert('data').textContent())?.trim();
    expect(text).toMatch(says);
    expect(text).toContain('The experiment goes on with its data.');
    await waitForSource(lab, 'Built-in digits');
    await lab.waitForEpoch((await lab.epoch()) + 2);
    await lab.button('Dismiss').click();
    expect(await lab.alert('data').count()).toBe(0);
  }
});

test('data that is dropped while training waits for a reset', async ({ open }) => {
  const lab = await open({ hash: 'hidden=32&per_class=10' });
  await lab.play();
  await lab.waitForEpoch(1);
  await lab.drop(join(folder, 'tree'));
  await waitForSource(lab, 'tree');
  await lab.page
    .locator('rouse-network-panel [role=status]', { hasText: 'the new data' })
    .waitFor();
  await lab.waitForEpoch((await lab.epoch()) + 1);
  await lab.button('Apply and reset').click();
  await lab.waitForState(/^Ready/);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
});
