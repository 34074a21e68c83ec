import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasRealData, realData, release, Workshop } from './support';

const shop = new Workshop();
const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const tiny = ['--hidden', '16', '--epochs', '1'];

async function samples(...args: string[]): Promise<string | undefined> {
  const stdout = await shop.succeed('train', ...tiny, ...args);
  return /^\d+ training samples, \d+ test samples/.exec(stdout)?.[0];
}

beforeAll(async () => {
  const files = { ...release('Train', digits, 5), ...release('Test', digits, 2) };
  for (const [path, bytes] of Object.entries(files)) shop.write(`tree/${path}`, bytes);
  await shop.succeed('pack', '--data', 'tree', '--time-us', '1', '--out', 'tree.rouse');
});

describe('a pack', () => {
  test('trains the same model as the recordings it was made from', async () => {
    await shop.succeed('train', ...tiny, '--data', 'tree', '--save', 'a.st');
    await shop.succeed('train', ...tiny, '--data', 'tree.rouse', '--save', 'b.st');
    expect(readFileSync(shop.path('b.st')).equals(readFileSync(shop.path('a.st')))).toBe(true);
  });

  test('is selected from like any other data', async () => {
    const some = ['--data', 'tree.rouse', '--classes', '1,3', '--per-class', '2'];
    expect(await samples(...some)).toBe('4 training samples, 4 test samples');
    const [evaluation = {}] = await shop.json('eval', '--model', 'a.st', '--data', 'tree.rouse');
    expect(evaluation.samples).toBe(20);
  });

  test('without test samples is split by whoever reads it', async () => {
    await shop.succeed('pack', '--data', 'tree/Train', '--out', 'train.rouse');
    expect(await samples('--data', 'train.rouse')).toBe('40 training samples, 10 test samples');
  });

  test('has the same bytes every time', async () => {
    await shop.succeed('pack', '--data', 'tree', '--time-us', '1', '--out', 'again.rouse');
    expect(
      readFileSync(shop.path('again.rouse')).equals(readFileSync(shop.path('tree.rouse'))),
    ).toBe(true);
  });

  test('says whose it is: as its release does, or as told', async () => {
    const text = readFileSync(shop.path('tree.rouse'), 'latin1');
    expect(text).toContain('"licence":"CC BY-SA 4.0"');
    expect(text).toContain('Orchard');
    const [own = {}] = await shop.json(
      ...['pack', '--data', 'tree.rouse', '--name', 'Mine', '--licence', 'CC0'],
      ...['--per-class', '1', '--out', 'own.rouse'],
    );
    expect(own).toMatchObject({ name: 'Mine', licence: 'CC0', train: 10, test: 20, time_us: 1 });
    expect(own.bytes).toBe(readFileSync(shop.path('own.rouse')).length);
  });

  test.skipIf(!hasRealData)('of 804 N-MNIST recordings has at most 6 MB', async () => {
    const [made = {}] = await shop.json(
      ...['pack', '--data', `${realData}/Train`, '--out', 'nmnist.rouse'],
    );
    expect(made).toMatchObject({ train: 804, time_us: 5 });
    expect(made.bytes).toBeLessThan(6_000_000);
  });
});

describe('exit status 2 and one line for', () => {
  const refused = async (...args: string[]) => {
    const { status, stderr } = await shop.run(...args);
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    return stderr;
  };

  test('a missing or unwritable --out and a quantum out of range', async () => {
    expect(await refused('pack', '--data', 'tree')).toContain('--out is missing');
    expect(await refused('pack', '--data', 'tree', '--out', 'no/x.rouse')).toContain('--out');
    const tree = ['pack', '--data', 'tree', '--out', 'x.rouse', '--time-us'];
    expect(await refused(...tree, '0')).toContain('--time-us');
    expect(await refused(...tree, '1000001')).toContain('time_us');
  });

  test('a damaged pack, a pack that is none, and a class that it has not', async () => {
    const bytes = readFileSync(shop.path('tree.rouse'));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    shop.write('damaged.rouse', bytes);
    shop.write('no.rouse', 'hello');
    expect(await refused('train', '--data', 'damaged.rouse')).toContain('checksum');
    expect(await refused('train', '--data', 'no.rouse')).toContain('ROUSEPK1');
    expect(await refused('train', '--data', 'tree.rouse', '--classes', '77')).toContain('77');
  });
});
