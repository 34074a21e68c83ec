/** The HDF5 files of SHD and SSC, dropped as they were released. */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { labels, words, writeHdf5 } from '../../command/words';
import { mostMemory } from './page_memory';
import { type LabPage, root, test } from './support';

const realData = join(root, '../shared/data/shd');
/** A network that learns the words of the test at once. */
const quick = 'hidden=24&threshold=1&lr=0.01&lr_threshold=0.01&batch=4';
const source = (lab: LabPage) => lab.page.locator('.drop');
const patient = { timeout: 90_000 };
let folder = '';
const files = (...names: string[]) => names.map((name) => join(folder, name));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rouse-hdf5-'));
  writeHdf5(join(folder, 'shd_train.h5'), words(labels(4)));
  writeHdf5(join(folder, 'shd_test.h5'), words(labels(2)));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('two released files are dropped, learnt, and found again after a reload', async ({ open }) => {
  const lab = await open({ hash: quick });
  await lab.waitForState(/^Ready/);
  await lab.drop(...files('shd_train.h5', 'shd_test.h5'));
  await source(lab).filter({ hasText: '80 to train, 40 to test' }).waitFor();
  await lab.page.locator('.chips button', { hasText: 'sieben' }).waitFor();
  await lab.waitForState(/^Ready/);
  await lab.play();
  await lab.waitForAccuracy('b', 60);
  await lab.openKeptList();
  await lab.page.locator('rouse-kept-list').getByText('in use').waitFor();
  await lab.page.reload();
  await lab.openKeptList();
  await lab.page.locator('rouse-kept-list li button').first().click();
  await source(lab).filter({ hasText: '80 to train, 40 to test' }).waitFor();
});

test('the exported command repeats their run to the bit', async ({ open }) => {
  const lab = await open({ hash: `${quick}&per_class=1` });
  await lab.waitForState(/^Ready/);
  await lab.drop(...files('shd_test.h5', 'shd_train.h5'));
  await source(lab).filter({ hasText: '20 to train, 20 to test' }).waitFor();
  await lab.waitForState(/^Ready/);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  const { line, model } = await lab.runCommand(folder);
  expect(line).toContain('--data shd_train.h5 --test shd_test.h5');
  expect(await lab.model()).toBe(model);
});

test('a file of another kind is refused, and training goes on', async ({ open }) => {
  const lab = await open({ hash: `${quick}&per_class=20` });
  await lab.play();
  await lab.waitForEpoch(1);
  writeHdf5(join(folder, 'other.h5'), { '/events': { type: 'u8', values: [1] } });
  await lab.drop(...files('other.h5'));
  await lab.alert('data').waitFor();
  const text = await lab.alert('data').textContent();
  expect(text).toMatch(/^\s*other\.h5, \/spikes\/times: it is missing/);
  expect(text).toContain('The experiment goes on with its data.');
  await lab.waitForEpoch((await lab.epoch()) + 1);
});

test.skipIf(!existsSync(realData))(
  'the real files of SHD are dropped',
  patient,
  async ({ open }) => {
    const lab = await open({ hash: `${quick}&hidden=64&threshold=10` });
    await lab.waitForState(/^Ready/);
    await lab.drop(...readdirSync(realData).map((name) => join(realData, name)));
    await source(lab)
      .filter({ hasText: '1 664 to train, 340 to test' })
      .waitFor({ timeout: 60_000 });
    await lab.waitForState(/^Ready/);
  },
);

test('of a gigabyte only the chosen recordings are read', patient, async ({ open }) => {
  const spikes = 1000;
  const times = 5000;
  const each = labels(1);
  const lists = (of: (label: number, i: number) => number) =>
    each.map((label) => Array.from({ length: spikes }, (_, i) => of(label, i)));
  const [large = ''] = files('large.h5');
  writeHdf5(large, {
    '/labels': { type: 'u16', values: each, times },
    '/spikes/times': { type: 'f64', lists: lists((_, i) => i / spikes), times },
    '/spikes/units': { type: 'u16', lists: lists((label, i) => label * 35 + (i % 30)), times },
  });
  expect(statSync(large).size).toBeGreaterThan(1e9);
  const lab = await open({ hash: `${quick}&per_class=10` });
  await lab.waitForState(/^Ready/);
  const more = await mostMemory(lab, async () => {
    await lab.drop(large);
    await source(lab).filter({ hasText: '160 to train, 40 to test' }).waitFor();
    await lab.waitForState(/^Ready/);
  });
  console.log(`${(more / 1e6).toFixed(0)} MB more for a file of ${statSync(large).size} B`);
  expect(more).toBeLessThan(200e6);
});
