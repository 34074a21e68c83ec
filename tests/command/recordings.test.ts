import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasRealData, realData, recording, release, Workshop } from './support';

const shop = new Workshop();
const tiny = ['--hidden', '16', '--epochs', '1'];
const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const train = release('Train', digits, 5);
const testPart = release('Test', digits, 2);

function samplesIn(stdout: string): number[] {
  const found = /^(\d+) training samples, (\d+) test samples/.exec(stdout);
  return [Number(found?.[1]), Number(found?.[2])];
}

async function samples(...args: string[]): Promise<number[]> {
  return samplesIn(await shop.succeed('train', ...tiny, ...args));
}

beforeAll(async () => {
  for (const [path, bytes] of Object.entries({ ...train, ...testPart })) {
    shop.write(`tree/${path}`, bytes);
  }
  shop.write('Train.zip', zipSync(train));
  shop.write('Test.zip', zipSync(testPart));
  shop.write('both.zip', zipSync({ ...train, ...testPart }));
  await shop.succeed('train', ...tiny, '--data', 'tree', '--save', 'model.st');
});

describe('recordings', () => {
  test('of a folder with Train and Test are trained and tested on', async () => {
    expect(await samples('--data', 'tree')).toEqual([50, 20]);
    expect(await samples('--data', 'both.zip')).toEqual([50, 20]);
  });

  test('without test recordings are split by a share', async () => {
    expect(await samples('--data', 'tree/Train')).toEqual([40, 10]);
    expect(await samples('--data', 'Train.zip', '--test-share', '0.4')).toEqual([30, 20]);
    expect(await samples('--data', 'Train.zip', '--test-share', '0')).toEqual([50, 0]);
  });

  test('are limited by class and number', async () => {
    const classes = ['--classes', '1,3,8'];
    expect(await samples('--data', 'tree', ...classes, '--per-class', '2')).toEqual([6, 6]);
    const zips = ['--data', 'Train.zip', '--test', 'Test.zip'];
    expect(await samples(...zips, ...classes, '--per-class', '2')).toEqual([6, 6]);
    expect(await samples(...zips, '--test-per-class', '1')).toEqual([50, 10]);
  });

  test('give the same model from a folder and from archives', async () => {
    await shop.succeed('train', ...tiny, '--data', 'tree', '--per-class', '3', '--save', 'a.st');
    await shop.succeed(
      ...['train', ...tiny, '--data', 'Train.zip', '--test', 'Test.zip', '--per-class', '3'],
      ...['--save', 'b.st'],
    );
    expect(readFileSync(shop.path('b.st')).equals(readFileSync(shop.path('a.st')))).toBe(true);
  });

  test('may be a single file, whose folder names the digit', async () => {
    const one = ['--model', 'model.st', '--data', 'tree/Test/3/00001.bin'];
    const [evaluation = {}] = await shop.json('eval', ...one);
    expect(evaluation.samples).toBe(1);
    const confusion = evaluation.confusion as number[][];
    expect(confusion[3]?.reduce((a, b) => a + b)).toBe(1);
  });

  test('are those of the test part for eval, unless told otherwise', async () => {
    const on = async (...args: string[]) =>
      (await shop.json('eval', '--model', 'model.st', ...args))[0]?.samples;
    expect(await on('--data', 'tree')).toBe(20);
    expect(await on('--data', 'tree', '--part', 'train')).toBe(50);
    expect(await on('--data', 'tree/Train')).toBe(50);
    expect(await on('--count', '30', '--test-count', '20')).toBe(20);
    expect(await on('--count', '30', '--part', 'train')).toBe(30);
  });

  test('that lie behind links are found, once', async () => {
    mkdirSync(shop.path('linked'));
    symlinkSync('../tree/Train', shop.path('linked/Train'));
    symlinkSync('..', shop.path('linked/loop'));
    symlinkSync('.', shop.path('tree/Train/again'));
    expect((await samples('--data', 'linked/Train', '--test-share', '0'))[0]).toBe(50);
  });

  test('that are faulty are left out with a warning each', async () => {
    shop.write('faulty/7/1.bin', 'abc');
    shop.write('faulty/7/2.bin', '');
    shop.write('faulty/7/3.bin', recording(7));
    shop.write('faulty/7/4.bin', recording(7).subarray(0, 998));
    shop.write('faulty/other/5.bin', recording(7));
    const { status, stdout, stderr } = await shop.run(
      ...['train', ...tiny, '--data', 'faulty', '--test-share', '0'],
    );
    expect(status).toBe(0);
    expect(samplesIn(stdout)).toEqual([2, 0]);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    for (const [i, name] of ['7/1.bin', '7/2.bin', '7/4.bin', 'other/5.bin'].entries()) {
      expect(lines[i]).toMatch(new RegExp(`^rouse train: warning: faulty/${name}`));
    }
  });

  test('that an archive has spoilt are left out with a warning each', async () => {
    const archive = zipSync(testPart, { level: 0 });
    // Into the first recording's events.
    archive[200] = (archive[200] ?? 0) ^ 0xff;
    shop.write('spoilt.zip', archive);
    const { status, stdout, stderr } = await shop.run(
      ...['eval', '--model', 'model.st', '--data', 'spoilt.zip', '--json'],
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout).samples).toBe(19);
    expect(stderr).toMatch(
      /^rouse eval: warning: cannot read spoilt.zip\/Test\/0\/00001.bin: [^\n]*\n$/,
    );
  });

  test('of a resource fork or another kind of file are ignored', async () => {
    shop.write(
      'mac.zip',
      zipSync({
        ...release('Train', [4, 6], 2),
        '__MACOSX/Train/4/._00001.bin': recording(4),
        'Train/4/readme.txt': new Uint8Array([1]),
      }),
    );
    expect(await samples('--data', 'mac.zip', '--test-share', '0')).toEqual([4, 0]);
  });
});

test.skipIf(!hasRealData)('the real test recordings measure the same from a zip', async () => {
  const files: Record<string, Uint8Array> = {};
  for (const digit of readdirSync(join(realData, 'Test'))) {
    for (const file of readdirSync(join(realData, 'Test', digit))) {
      files[`Test/${digit}/${file}`] = readFileSync(join(realData, 'Test', digit, file));
    }
  }
  shop.write('RealTest.zip', zipSync(files));
  const evaluate = (data: string) => shop.json('eval', '--model', 'model.st', '--data', data);
  expect(await evaluate('RealTest.zip')).toEqual(await evaluate(realData));
});
