/** Packs: dropped, by address from this site and others, damaged. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type LabPage, root, test } from './support';

const command = process.env.ROUSE_COMMAND ?? join(root, 'build/native/tools/rouse');
let folder = '';
let server: Server;
let address = '';

async function waitForSource(lab: LabPage, ...parts: string[]): Promise<void> {
  for (const part of parts) await lab.page.locator('.drop').filter({ hasText: part }).waitFor();
}

const atAddress = (path: string) => `hidden=32&data=${encodeURIComponent(`${address}${path}`)}`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rouse-packs-'));
  const path = join(folder, 'x.rouse');
  execFileSync(command, [
    ...['pack', '--count', '60', '--test-count', '20', '--name', 'Sixty <b>digits</b>'],
    ...['--licence', 'CC0', '--attribution', 'Nobody', '--source', 'javascript:alert(1)'],
    ...['--out', path],
  ]);
  const bytes = readFileSync(path);
  const damaged = Uint8Array.from(bytes);
  damaged[bytes.length - 100] = (damaged[bytes.length - 100] ?? 0) ^ 1;
  writeFileSync(join(folder, 'damaged.rouse'), damaged);
  server = createServer((request, response) => {
    const { url = '' } = request;
    if (!url.startsWith('/closed/')) response.setHeader('access-control-allow-origin', '*');
    if (url.endsWith('/x.rouse')) response.end(bytes);
    else if (url.endsWith('/damaged.rouse')) response.end(damaged);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a dropped pack shows its name, licence and attribution, and trains', async ({ open }) => {
  const lab = await open({ hash: 'hidden=32' });
  await lab.waitForState(/^Ready/);
  await lab.drop(join(folder, 'x.rouse'));
  await waitForSource(lab, 'Sixty <b>digits</b>', '60 to train, 20 to test', 'CC0', 'Nobody');
  // Only web addresses are links.
  expect(await lab.page.locator('.about a').count()).toBe(0);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1/);
});

test('a pack is loaded by the address in the page’s own', async ({ open }) => {
  const lab = await open({ hash: atAddress('/x.rouse') });
  await waitForSource(lab, 'Sixty', '60 to train, 20 to test');
  await lab.button('Built-in').click();
  await waitForSource(lab, 'Built-in digits');
  expect(new URL(lab.page.url()).hash).not.toContain('data=');
});

test('where there is little room, too, a pack says whose it is', async ({ open }) => {
  const { page } = await open({
    file: 'embed.html',
    hash: atAddress('/x.rouse'),
    viewport: { width: 320, height: 240 },
  });
  const about = page.locator('rouse-small-lab [data-test=about]');
  await about.filter({ hasText: 'Sixty <b>digits</b>, CC0, Nobody' }).waitFor();
  const box = await about.boundingBox();
  expect((box?.y ?? 240) + (box?.height ?? 0)).toBeLessThanOrEqual(240);
});

test('a pack that cannot be had is told of, and the built-in digits come', async ({ open }) => {
  for (const [path, says] of [
    ['/nothing.rouse', '404'],
    ['/closed/x.rouse', 'CORS'],
    ['/damaged.rouse', 'checksum'],
  ] as const) {
    const lab = await open({ hash: atAddress(path), fails: `${address}${path}` });
    await lab.alert('data').waitFor();
    expect(await lab.alert('data').textContent()).toContain(says);
    await waitForSource(lab, 'Built-in digits', '1');
    await lab.waitForState(/^Ready/);
  }
});

test('a damaged pack is refused where it was dropped', async ({ open }) => {
  const lab = await open({ hash: 'hidden=32' });
  await lab.waitForState(/^Ready/);
  await lab.drop(join(folder, 'damaged.rouse'));
  await lab.alert('data').waitFor();
  expect(await lab.alert('data').textContent()).toContain('checksum');
  await waitForSource(lab, 'Built-in digits');
});
