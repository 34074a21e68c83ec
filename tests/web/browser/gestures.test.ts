/** DVS128 Gesture, dropped as it was released: read, played, and trained on with convolutions. */
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { aedat, recordingOf, tableHeader } from '../../command/gestures';
import { misfits, sizes, violations } from './look';
import { mostMemory } from './page_memory';
import { type LabPage, root, test } from './support';

const realData = join(root, '../shared/data/dvsgesture');
const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const source = (lab: LabPage) => lab.page.locator('.drop');
const views = (lab: LabPage) => lab.page.getByLabel('View of the events');
const picture = (lab: LabPage) => lab.page.locator('rouse-event-viewer canvas');
const patient = { timeout: 120_000 };
let folder = '';
const files = (...names: string[]) => names.map((name) => join(folder, name));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rouse-gestures-'));
  for (const [name, labels] of [
    ['user01_led', [...all, ...all]],
    ['user24_led', all],
  ] as const) {
    const { events, table } = recordingOf(labels);
    writeFileSync(join(folder, `${name}.aedat`), events);
    writeFileSync(join(folder, `${name}_labels.csv`), table);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** AEDAT 3.1 of so many bytes, an event each microsecond. */
function writeLarge(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  writeSync(file, aedat([]));
  const events = 8192;
  const packet = new DataView(new ArrayBuffer(28 + 8 * events));
  packet.setInt16(0, 1, true);
  packet.setInt16(2, 1, true);
  for (const [i, value] of [8, 4, 0, events, events, events].entries()) {
    packet.setInt32(4 + 4 * i, value, true);
  }
  for (let time = 0; time * 8 < bytes; time += events) {
    for (let i = 0; i < events; i++) {
      const at = time + i;
      const pixel = ((at % 128) << 17) | (((at >> 7) % 128) << 2) | ((at & 1) << 1) | 1;
      packet.setUint32(28 + 8 * i, pixel, true);
      packet.setUint32(32 + 8 * i, at, true);
    }
    writeSync(file, new Uint8Array(packet.buffer));
  }
  closeSync(file);
}

/** How many pixels of the picture are painted. */
async function painted(lab: LabPage): Promise<number> {
  return picture(lab).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    // A copy: the page's own canvas is not made to be read.
    const context = new OffscreenCanvas(width, height).getContext('2d', {
      willReadFrequently: true,
    });
    context?.drawImage(canvas as HTMLCanvasElement, 0, 0);
    const data = context?.getImageData(0, 0, width, height).data ?? [];
    let count = 0;
    for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 0) count += 1;
    return count;
  });
}

const small = 'hidden=8c5s2p2&threshold=1&batch=8&seed=3';

test(
  'pairs are dropped, trained on with mirrored samples, and named in both languages',
  patient,
  async ({ open }) => {
    const lab = await open({ hash: `${small}&flip=0.5&rotation=10&time_scale=0.2` });
    await lab.waitForState(/^Ready/);
    await lab.drop(
      ...files(
        'user01_led.aedat',
        'user01_led_labels.csv',
        'user24_led.aedat',
        'user24_led_labels.csv',
      ),
    );
    await source(lab).filter({ hasText: '22 to train, 11 to test' }).waitFor();
    await source(lab).filter({ hasText: 'user01_led.aedat + user24_led.aedat' }).waitFor();
    await lab.page.locator('.chips button', { hasText: 'left arm clockwise' }).waitFor();
    await lab.waitForState(/^Ready/);
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1, done/);
    await lab.page
      .locator('rouse-confusion-matrix th', { hasText: 'air guitar' })
      .first()
      .waitFor();
    await lab.page.getByLabel('Language').selectOption('zh');
    await lab.page.locator('.chips button', { hasText: '左臂顺时针' }).waitFor();
    await lab.page.locator('rouse-confusion-matrix th', { hasText: '空气吉他' }).first().waitFor();
  },
);

test('are pooled as the address says, and seen in the view that it says', async ({ open }) => {
  const lab = await open({ hash: `${small}&pool=2&events=counts&slowness=1` });
  await lab.waitForState(/^Ready/);
  await lab.drop(...files('user01_led.aedat', 'user01_led_labels.csv'));
  await source(lab)
    .filter({ hasText: /\d+ to train, \d+ to test/ })
    .waitFor();
  await lab.page.locator('.chips button', { hasText: 'hand clapping' }).waitFor();
  await expect.poll(() => views(lab).inputValue()).toBe('counts');
  await expect.poll(() => picture(lab).getAttribute('aria-label')).toContain('in the last 100 ms');
  await expect.poll(() => painted(lab)).toBeGreaterThan(0);
  expect(await lab.page.getByLabel('Speed of the recording').inputValue()).toBe('1');
  // By keys alone.
  await views(lab).focus();
  await lab.page.keyboard.press('ArrowUp');
  await expect.poll(() => lab.page.url()).toContain('events=surface');
  await expect.poll(() => picture(lab).getAttribute('aria-label')).toContain('time surface');
  await expect.poll(() => painted(lab)).toBeGreaterThan(0);
  await lab.page.keyboard.press('ArrowUp');
  await expect.poll(() => lab.page.url()).not.toContain('events=');
});

test.for(Object.entries(sizes))(
  'on a %s nothing sticks out or is cut off, and axe finds nothing',
  patient,
  async ([, size], { open }) => {
    const lab = await open({ ...size, hash: `${small}&events=surface`, script: axe.source });
    await lab.waitForState(/^Ready/);
    await lab.page
      .locator('input#files')
      .setInputFiles(files('user01_led.aedat', 'user01_led_labels.csv'));
    await lab.page
      .locator('.chips button', { hasText: 'air drums' })
      .waitFor({ state: 'attached' });
    await views(lab).waitFor();
    await lab.waitForState(/^Ready/);
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1, done/);
    expect(await misfits(lab.page)).toEqual([]);
    expect(await violations(lab.page)).toEqual([]);
  },
);

test(
  'the exported command repeats a run with warped samples to the bit',
  patient,
  async ({ open }) => {
    const warped = 'flip=0.5&rotation=10&time_scale=0.1&first_ms=250';
    const lab = await open({ hash: `hidden=24&threshold=1&batch=4&${warped}` });
    await lab.waitForState(/^Ready/);
    await lab.drop(...files('user01_led.aedat', 'user01_led_labels.csv'));
    await source(lab).filter({ hasText: '11 to train, 11 to test' }).waitFor();
    await lab.waitForState(/^Ready/);
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1, done/);
    const { line: folded, model } = await lab.runCommand(folder);
    const line = folded.replace(/ \\\n\s*/g, ' ');
    expect(line).toContain('--data user01_led.aedat --pool 4 --first-ms 250');
    expect(line).toContain('--flip 0.5 --rotation 10 --time-scale 0.1');
    expect(await lab.model()).toBe(model);
  },
);

test('of half a gigabyte only the gestures are kept', patient, async ({ open }) => {
  const [large = '', table = ''] = files('large.aedat', 'large_labels.csv');
  writeLarge(large, 500e6);
  // 20 ms of each, two seconds apart.
  const rows = all.map(
    (label) => `${label + 1},${label * 2_000_000},${label * 2_000_000 + 20_000}`,
  );
  writeFileSync(table, `${tableHeader}${rows.join('\n')}\n`);
  const lab = await open({ hash: small });
  await lab.waitForState(/^Ready/);
  const more = await mostMemory(lab, async () => {
    await lab.drop(large, table);
    await source(lab).filter({ hasText: '11 to train, 11 to test' }).waitFor({ timeout: 60_000 });
    await lab.waitForState(/^Ready/);
  });
  console.log(`${(more / 1e6).toFixed(0)} MB more for a file of ${statSync(large).size} B`);
  // A part of it are pieces that wait to be collected.
  expect(more).toBeLessThan(400e6);
  rmSync(large);
});

test('a recording without its table is refused, and the table named', async ({ open }) => {
  const lab = await open();
  await lab.waitForState(/^Ready/);
  await lab.drop(...files('user01_led.aedat'));
  await lab.alert('data').waitFor();
  expect(await lab.alert('data').textContent()).toMatch(
    /user01_led\.aedat: its gestures are not known; .*user01_led_labels\.csv/,
  );
});

test.skipIf(!existsSync(realData))(
  'the ten real recordings are read, played and classified, and learnt from',
  patient,
  async ({ open }) => {
    const lab = await open({ hash: 'hidden=8c5s2p2,16c3p2&batch=5' });
    await lab.waitForState(/^Ready/);
    await lab.drop(...readdirSync(realData).map((name) => join(realData, name)));
    await source(lab).filter({ hasText: '10 to train, 10 to test' }).waitFor({ timeout: 60_000 });
    await lab.waitForState(/^Ready/);
    await lab.button('Step one epoch').click();
    await lab.waitForState(/^Paused, epoch 1, done/);
    const names = new Set<string>();
    for (let sample = 0; sample < 10; sample++) {
      const label = await picture(lab).getAttribute('aria-label');
      names.add(/class ([\w -]+):/.exec(label ?? '')?.[1] ?? '');
      await lab.page.locator('input[type=range][aria-label]').first().fill('700');
      await expect.poll(() => painted(lab)).toBeGreaterThan(50);
      await lab.button('Next sample').click();
      await expect.poll(() => picture(lab).getAttribute('aria-label')).not.toBe(label);
    }
    expect([...names].sort()).toHaveLength(10);
    expect(await lab.accuracy('a')).toBeGreaterThanOrEqual(0);
  },
);
