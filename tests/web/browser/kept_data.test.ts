/** Data that stays on the device: kept, loaded again, gone on with, removed, refused. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { test as foreignTest } from './foreign';
import { focused, misfits, sizes, violations } from './look';
import { LabPage, patience, root, test } from './support';

const command = process.env.ROUSE_COMMAND ?? join(root, 'build/native/tools/rouse');
let folder = '';
let server: Server;
let address = '';
const downloads: string[] = [];
/** Whether the server of the packs answers at all. */
let reachable = true;

/** Fewer of the built-in digits, but all of the packs. */
const small = 'hidden=16&per_class=10';

const packAt = (name: string) => join(folder, name);
const list = (page: Page | FrameLocator) => page.locator('rouse-kept-list');
const row = (page: Page, name: string) => list(page).locator('li', { hasText: name });

async function waitForSource(lab: LabPage, ...parts: string[]): Promise<void> {
  for (const part of parts) await lab.page.locator('.drop').filter({ hasText: part }).waitFor();
}

/** Drops a pack and waits until it is kept; the list is open then. */
async function keep(lab: LabPage, file: string, name: string): Promise<void> {
  await lab.waitForState(/^Ready/);
  await lab.drop(packAt(file));
  await waitForSource(lab, name);
  await lab.openKeptList();
  await row(lab.page, name).getByText('in use').waitFor();
}

async function reload(lab: LabPage): Promise<void> {
  await lab.page.reload();
  await lab.waitForState(/^Ready/);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rouse-kept-'));
  for (const [file, count, name] of [
    ['x.rouse', 60, 'Sixty digits'],
    ['y.rouse', 70, 'Seventy digits'],
  ] as const) {
    execFileSync(command, [
      ...['pack', '--count', String(count), '--test-count', '20', '--name', name],
      ...['--licence', 'CC0', '--out', packAt(file)],
    ]);
  }
  server = createServer((request, response) => {
    const { url = '' } = request;
    response.setHeader('access-control-allow-origin', '*');
    if (!reachable) return void response.destroy();
    downloads.push(url);
    if (url === '/slow.rouse') {
      const drip = setInterval(() => response.write('R'), 1000);
      response.on('close', () => clearInterval(drip));
    } else response.end(readFileSync(packAt(url)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a dropped set is there after a reload, and is loaded by the keyboard', async ({ open }) => {
  const lab = await open({ hash: small });
  await keep(lab, 'x.rouse', 'Sixty digits');
  await keep(lab, 'y.rouse', 'Seventy digits');
  // The same one again, under another name, is the same one.
  await keep(lab, 'x.rouse', 'Sixty digits');
  expect(await list(lab.page).locator('li').count()).toBe(2);

  await reload(lab);
  await waitForSource(lab, 'Built-in digits');
  await lab.openKeptList();
  await row(lab.page, 'Seventy').getByText('90 recordings, ').waitFor();
  await list(lab.page).locator('summary').focus();
  await lab.page.keyboard.press('Tab');
  expect((await focused(lab.page)).name).toBe('Load Sixty digits');
  await lab.page.keyboard.press('Enter');
  await waitForSource(lab, 'Sixty digits', '60 to train, 20 to test', 'CC0');
  await row(lab.page, 'Sixty').getByText('in use').waitFor();
});

test('what is removed while it is in use stays loaded, and is gone after a reload', async ({
  open,
}) => {
  const lab = await open({ hash: small });
  await keep(lab, 'x.rouse', 'Sixty digits');
  await lab.button('Remove Sixty digits').click();
  expect((await focused(lab.page)).name).toBe('Remove');
  await lab.page.keyboard.press('Escape');
  expect((await focused(lab.page)).tag).toBe('summary');
  await lab.button('Remove Sixty digits').click();
  await lab.page.keyboard.press('Enter');
  await list(lab.page).waitFor({ state: 'detached' });
  await lab.waitForState(/^Ready/);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  await reload(lab);
  await lab.page.waitForTimeout(1000);
  expect(await list(lab.page).count()).toBe(0);
});

test('all are removed at once', async ({ open }) => {
  const lab = await open({ hash: small });
  await keep(lab, 'x.rouse', 'Sixty digits');
  await keep(lab, 'y.rouse', 'Seventy digits');
  await lab.button('Remove all').click();
  await list(lab.page)
    .getByText(/Remove all 2 and free 1\.\d MB\?/)
    .waitFor();
  await lab.button('Remove').click();
  await list(lab.page).waitFor({ state: 'detached' });
  const left = await lab.page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const names: string[] = [];
    for await (const name of (await root.getDirectoryHandle('rouse-data')).keys()) names.push(name);
    return names;
  });
  expect(left).toEqual([]);
});

test('a pack by address is not downloaded twice, unless it is asked for', async ({ open }) => {
  const url = `${address}/x.rouse`;
  const lab = await open({ hash: `${small}&data=${encodeURIComponent(url)}`, fails: url });
  await waitForSource(lab, 'Sixty digits');
  await list(lab.page).waitFor();
  await expect.poll(() => list(lab.page).locator('li').count(), patience).toBe(1);
  expect(downloads).toEqual(['/x.rouse']);

  reachable = false;
  await reload(lab);
  await waitForSource(lab, 'Sixty digits', '60 to train');
  await list(lab.page).getByText('Read from this device, not downloaded.').waitFor();
  await lab.button('Download again').click();
  await lab.alert('data').waitFor();
  expect(await lab.alert('data').textContent()).toContain('cannot be fetched');
  await waitForSource(lab, 'Sixty digits');

  reachable = true;
  await lab.button('Download again').click();
  await lab.button('Download again').waitFor({ state: 'detached' });
  expect(downloads).toEqual(['/x.rouse', '/x.rouse']);
  await lab.openKeptList();
  await row(lab.page, 'Sixty').getByText('in use').waitFor();
  expect(await list(lab.page).locator('li').count()).toBe(1);
  // From other data, a click leads back to the address.
  await lab.button('Built-in').click();
  await waitForSource(lab, 'Built-in digits');
  expect(lab.page.url()).not.toContain('data=');
  await lab.button('Load Sixty digits').click();
  await waitForSource(lab, 'Sixty digits');
  expect(decodeURIComponent(lab.page.url())).toContain(`data=${url}`);
  expect(downloads).toHaveLength(2);
});

test('a run on dropped data is gone on with after a reload', async ({ open }) => {
  const lab = await open({ hash: `${small}&epochs=2` });
  await keep(lab, 'x.rouse', 'Sixty digits');
  await lab.waitForState(/^Ready/);
  // Two epochs of sixty digits may be over before training is seen to go on.
  await lab.button('Play').click();
  await lab.waitForState(/^Paused, epoch 2/);
  await lab.page.waitForTimeout(1500);
  await reload(lab);
  await waitForSource(lab, 'Built-in digits');
  const bar = lab.page.getByRole('region', { name: 'An earlier run' });
  await bar.getByRole('button', { name: 'Go on' }).click();
  await waitForSource(lab, 'Sixty digits', '60 to train');
  await lab.waitForState(/^Paused, epoch 4/);
  expect(await lab.alert('network').count()).toBe(0);
});

test('two tabs keep, use and remove the same set without harm', async ({ open, address }) => {
  const onlyB = `${small}&a=0`;
  const lab = await open({ hash: onlyB });
  const page = await lab.page.context().newPage();
  await page.goto(`${address}#${onlyB}`);
  const other = new LabPage(page);
  await Promise.all([lab, other].map((one) => one.waitForState(/^Ready/)));
  await Promise.all([keep(lab, 'x.rouse', 'Sixty digits'), keep(other, 'x.rouse', 'Sixty digits')]);
  for (const one of [lab, other]) {
    expect(await list(one.page).locator('li').count()).toBe(1);
  }
  await other.button('Remove Sixty digits').click();
  await other.button('Remove').click();
  await list(page).waitFor({ state: 'detached' });
  // This tab does not know yet: it is told, and keeps what it has.
  await lab.button('Built-in').click();
  await waitForSource(lab, 'Built-in digits');
  await lab.button('Load Sixty digits').click();
  await lab.alert('data').waitFor();
  expect(await lab.alert('data').textContent()).toContain('not kept on this device any more');
  await waitForSource(lab, 'Built-in digits');
  await list(lab.page).waitFor({ state: 'detached' });
});

test('without room the data is used all the same, and a sentence says so', async ({ open }) => {
  const lab = await open({ hash: small });
  await lab.waitForState(/^Ready/);
  const session = await lab.page.context().newCDPSession(lab.page);
  const { origin } = new URL(lab.page.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 100_000 });
  await lab.drop(packAt('x.rouse'));
  await waitForSource(lab, 'Sixty digits');
  await list(lab.page).getByText('There is no room to keep this data').waitFor();
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  expect(await lab.alert('data').count()).toBe(0);
  expect(await list(lab.page).locator('details').count()).toBe(0);
});

foreignTest(
  'where nothing can be stored, data is used all the same',
  async ({ address, visit }) => {
    const source = `${address}embed.html#${small}`;
    const page = await visit(
      `<iframe id="rouse" sandbox="allow-scripts" src="${source}" width="1100" height="700"></iframe>`,
    );
    const frame = page.frameLocator('#rouse');
    await frame.locator('#files').setInputFiles(packAt('x.rouse'));
    await frame.locator('.drop', { hasText: 'Sixty digits' }).waitFor();
    await list(frame).getByText('This browser keeps no data here.').waitFor();
  },
);

test('a download that is cancelled is told of quietly', async ({ open }) => {
  const slow = `${address}/slow.rouse`;
  const lab = await open({ hash: `${small}&data=${encodeURIComponent(slow)}`, fails: slow });
  await lab.button('Cancel').click();
  await lab.page.getByText('Reading slow.rouse was cancelled.').waitFor();
  await waitForSource(lab, 'Built-in digits');
  await lab.waitForState(/^Ready/);
  expect(await lab.alert('data').count()).toBe(0);
});

describe('the list', () => {
  test.for(Object.entries(sizes))(
    'on a %s fits, and axe finds nothing',
    async ([, size], { open }) => {
      const lab = await open({ ...size, hash: small, script: axe.source });
      await lab.waitForState(/^Ready/);
      for (const [file, name] of [
        ['x.rouse', 'Sixty digits'],
        ['y.rouse', 'Seventy digits'],
      ] as const) {
        await lab.page.locator('#files').setInputFiles(packAt(file));
        await waitForSource(lab, name);
        await lab.openKeptList();
        await row(lab.page, name).getByText('in use').waitFor();
      }
      await lab.button('Remove Sixty digits').click();
      for (const colorScheme of ['light', 'dark'] as const) {
        await lab.page.emulateMedia({ colorScheme });
        await lab.page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
        expect(await misfits(lab.page)).toEqual([]);
        expect(await violations(lab.page)).toEqual([]);
      }
      await lab.page.getByRole('combobox', { name: 'Language' }).selectOption('zh');
      await list(lab.page).getByText('保存在本设备上').waitFor();
      expect(await misfits(lab.page)).toEqual([]);
    },
  );
});
