import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataServer } from '../../bindings/src/data_server';
import { download, mostBytes } from '../../bindings/src/download';
import { RouseError } from '../../bindings/src/errors';
import { loadModule, typed } from '../../bindings/src/module';
import { readPack } from '../../bindings/src/pack_reader';
import type { PackAbout } from '../../bindings/src/types';

const root = join(import.meta.dirname, '../..');
const command = process.env.ROUSE_COMMAND ?? join(root, 'build/native/tools/rouse');
const about: PackAbout = {
  name: 'Digits <b>',
  kind: 'saccade-digits',
  licence: 'CC0',
  attribution: 'Nobody',
  source: 'https://example.org',
  classNames: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  timeUs: 1,
};
let bytes: Uint8Array<ArrayBuffer>;
let server: Server;
let address = '';

const files = (content: Uint8Array<ArrayBuffer>, path = 'x.rouse') => ({
  kind: 'files' as const,
  files: [{ path, file: new Blob([content]) }],
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    const known = typed(error);
    return known instanceof RouseError ? `${known.code}: ${known.message}` : String(error);
  }
  return 'done';
}

beforeAll(async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'rouse-')), 'x.rouse');
  execFileSync(command, [
    ...['pack', '--count', '30', '--test-count', '0', '--time-us', '1', '--name', about.name],
    ...['--licence', about.licence, '--attribution', about.attribution],
    ...['--source', about.source, '--out', path],
  ]);
  bytes = Uint8Array.from(readFileSync(path));
  server = createServer((request, response) => {
    if (request.url === '/x.rouse') response.end(bytes);
    else if (request.url === '/large') {
      response.writeHead(200, { 'content-length': mostBytes + 1 }).flushHeaders();
    } else if (request.url === '/endless') {
      // Says nothing of its length.
      const block = Buffer.alloc(1 << 20);
      const more = () => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', more);
      more();
    } else if (request.url === '/slow') response.write('ROUSE');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('a pack', () => {
  test('is loaded from a file and from an address, with what it says of itself', async () => {
    for (const source of [files(bytes), { kind: 'url' as const, url: `${address}/x.rouse` }]) {
      const info = await new DataServer().load(source, { testShare: 0.2 });
      expect(info.about).toEqual(about);
      expect(info.train.labels.length + info.test.labels.length).toBe(30);
      expect(info.train.events).toBeGreaterThan(info.train.labels.length * 1000);
    }
  });

  test('holds the events of the recordings that it was made from', async () => {
    const module = await loadModule();
    const made = module.saccadeDigits(1, 0, 30);
    const { train, test: none } = await readPack(module, bytes, 'x');
    expect(none).toBeNull();
    for (const i of [0, 29]) {
      expect(train.recording(i)).toEqual({ ...made.recording(i), name: `train ${i}` });
    }
  });

  test('that is damaged, cut or none at all leaves the data that was there', async () => {
    const data = new DataServer();
    await data.load(files(bytes));
    const damaged = Uint8Array.from(bytes);
    damaged[1000] = (damaged[1000] ?? 0) ^ 4;
    expect(await codeOf(data.load(files(damaged)))).toMatch(/^bad_format: x\.rouse.*checksum/);
    expect(await codeOf(data.load(files(bytes.slice(0, 500))))).toMatch(/^bad_format/);
    expect(await codeOf(data.load(files(new Uint8Array(3))))).toMatch(/^bad_format/);
    expect(data.recording('train', 0).times.length).toBeGreaterThan(0);
  });

  test('is loaded by itself', async () => {
    const two = files(bytes);
    two.files.push({ path: 'y.rouse', file: new Blob([bytes]) });
    expect(await codeOf(new DataServer().load(two))).toMatch(/^invalid_value: x\.rouse is a pack/);
  });
});

describe('a download', () => {
  const never = new AbortController().signal;
  const get = (path: string) => codeOf(download(`${address}${path}`, () => {}, never));

  test('tells how far it is, up to the end', async () => {
    const shares: number[] = [];
    await download(`${address}/x.rouse`, (_, share) => shares.push(share), never);
    expect(shares.length).toBeGreaterThan(0);
    for (const share of shares) expect(share).toBeLessThanOrEqual(1);
  });

  test('names status, missing servers and what is no web address', async () => {
    expect(await get('/nothing')).toMatch(/404/);
    expect(await codeOf(download('http://127.0.0.1:1/x', () => {}, never))).toMatch(/CORS/);
    expect(await codeOf(download('javascript:1', () => {}, never))).toMatch(/^invalid_value/);
  });

  test('of more than 64 MB is refused, whether it says so or not', async () => {
    expect(await get('/large')).toMatch(/^invalid_value.*64 MB/);
    expect(await get('/endless')).toMatch(/^invalid_value.*64 MB/);
  });

  test('can be cancelled, and then leaves the data that was there', async () => {
    const data = new DataServer();
    await data.load(files(bytes));
    const loading = codeOf(data.load({ kind: 'url', url: `${address}/slow` }));
    await new Promise((resolve) => setTimeout(resolve, 100));
    data.cancel();
    expect(await loading).toMatch(/was cancelled/);
    expect(data.recording('train', 0).times.length).toBeGreaterThan(0);
  });
});
