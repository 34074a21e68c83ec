import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { realData, Workshop } from './support';
import { labels, type Tables, words, writeHdf5, wrongFiles } from './words';

const shop = new Workshop();
const tiny = ['--hidden', '16', '--epochs', '1'];
const realShd = resolve(realData, '../shd');

const write = (path: string, tables: Tables) => writeHdf5(shop.path(path), tables);

const training = words(labels(4));

async function samples(...args: string[]): Promise<string | undefined> {
  const stdout = await shop.succeed('train', ...tiny, ...args);
  return /^\d+ training samples, \d+ test samples; network [\d-]+/.exec(stdout)?.[0];
}

beforeAll(() => {
  write('train.h5', training);
  write('test.h5', words(labels(2)));
  const bytes = {
    train: readFileSync(shop.path('train.h5')),
    test: readFileSync(shop.path('test.h5')),
  };
  shop.write('release/shd_train.h5.gz', gzipSync(bytes.train));
  shop.write('release/shd_test.h5.zip', zipSync({ 'shd_test.h5': bytes.test }));
});

describe('spoken words in HDF5', () => {
  test('are trained on alike, packed or not', async () => {
    const whole = '80 training samples, 40 test samples; network 700-16-20';
    expect(await samples('--data', 'train.h5', '--test', 'test.h5', '--save', 'a.st')).toBe(whole);
    expect(await samples('--data', 'release', '--save', 'b.st')).toBe(whole);
    expect(readFileSync(shop.path('b.st')).equals(readFileSync(shop.path('a.st')))).toBe(true);
    const [evaluation = {}] = await shop.json('eval', '--model', 'a.st', '--data', 'release');
    expect(evaluation.samples).toBe(40);
  });

  test('are limited by class and number, and split', async () => {
    const some = ['--data', 'train.h5', '--classes', '3,19', '--per-class', '2'];
    expect(await samples(...some, '--test-share', '0')).toContain('4 training samples, 0 test');
    expect(await samples('--data', 'train.h5')).toContain('60 training samples, 20 test');
  });

  test('have channels that are pooled on demand', async () => {
    const [, line] = (
      await shop.succeed(
        'train',
        '--data',
        'release',
        '--pool',
        '5',
        '--epochs',
        '1',
        '--save',
        'p.st',
      )
    ).split(', ');
    expect(line).toBeDefined();
    expect(await samples('--data', 'release', '--pool', '5')).toContain('network 140-16-20');
    const trace = ['--model', 'p.st', '--data', 'release', '--pool', '5', '--sample', '1'];
    expect(await shop.succeed('trace', ...trace, '--out', 't.npz')).toContain('shd_test.h5.zip 1');
  });

  test('are split by speaker where the file names speakers', async () => {
    const speakers = Array.from({ length: 80 }, (_, i) => i % 5);
    write('spoken.h5', { ...training, '/extra/speaker': { type: 'u16', values: speakers } });
    const four = ['--data', 'spoken.h5', '--test-speakers'];
    expect(await samples(...four, '4')).toContain('64 training samples, 16 test');
    expect(await samples(...four, '1,4')).toContain('48 training samples, 32 test');
    expect((await shop.run('train', ...four, '9')).stderr).toContain('speaker 9 is in none');
    expect(
      (await shop.run('train', '--data', 'train.h5', '--test-speakers', '4')).stderr,
    ).toContain('does not say who speaks');
  });

  test('are classes by the names that the file gives, in any number', async () => {
    const names = Array.from({ length: 35 }, (_, i) => `word ${i}`);
    write('ssc.h5', { ...training, '/extra/keys': { type: 'text', values: names } });
    expect(await samples('--data', 'ssc.h5')).toContain('network 700-16-35');
    await shop.succeed('pack', '--data', 'ssc.h5', '--out', 'ssc.rouse');
    const text = readFileSync(shop.path('ssc.rouse'), 'latin1');
    expect(text).toContain('"kind":"ssc"');
    expect(text).toContain('"word 34"');
  });

  test('are seen in a hundred bins of 10 ms unless told otherwise', async () => {
    const bins = async (...args: string[]) => {
      await shop.succeed('train', ...tiny, '--data', 'train.h5', ...args, '--save', 'bins.st');
      return /"bins":\{[^}]*\}/.exec(
        readFileSync(shop.path('bins.st'), 'latin1').replaceAll('\\', ''),
      )?.[0];
    };
    expect(await bins()).toContain('"steps":100,"bin_us":10000');
    expect(await bins('--preset', 'paper')).toContain('"steps":100,"bin_us":10000');
    expect(await bins('--steps', '50')).toContain('"steps":50,"bin_us":10000');
  });

  test('train the same model from a pack', async () => {
    const pack = ['pack', '--data', 'release', '--out', 'shd.rouse'];
    const [made = {}] = await shop.json(...pack);
    expect(made).toMatchObject({ train: 80, test: 40, time_us: 1000, licence: 'CC BY 4.0' });
    await samples('--data', 'release', '--save', 'a.st');
    await samples('--data', 'shd.rouse', '--save', 'b.st');
    expect(readFileSync(shop.path('b.st')).equals(readFileSync(shop.path('a.st')))).toBe(true);
  });
});

describe('a file that is wrong is refused in one line that names', () => {
  const refused = async (name: string, ...args: string[]) => {
    const { status, stderr, stdout } = await shop.run('train', ...tiny, '--data', name, ...args);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(name);
    return stderr;
  };
  for (const [wrong, files] of Object.entries(wrongFiles)) {
    test(wrong, async () => {
      for (const [tables, says] of files) {
        write('wrong.h5', tables);
        expect(await refused('wrong.h5')).toContain(says);
      }
    });
  }

  test('an archive that is damaged, cut short or followed by something', async () => {
    const packed = gzipSync(readFileSync(shop.path('train.h5')));
    shop.write('cut.h5.gz', packed.subarray(0, packed.length >> 1));
    expect(await refused('cut.h5.gz')).toContain('cut short');
    shop.write('more.h5.gz', Buffer.concat([packed, Buffer.from('garbage')]));
    expect(await refused('more.h5.gz')).toContain('other bytes follow');
    packed[packed.length >> 1] = (packed[packed.length >> 1] ?? 0) ^ 0xff;
    shop.write('damaged.h5.gz', packed);
    expect(await refused('damaged.h5.gz')).toContain('damaged');
    shop.write('no.h5.gz', 'hello');
    expect(await refused('no.h5.gz')).toContain('no such archive');
    shop.write('two.h5.zip', zipSync({ 'a.h5': packed, 'b.h5': packed }));
    expect(await refused('two.h5.zip')).toContain('it holds 2 HDF5 files');
    shop.write('none.h5.zip', zipSync({ 'a.txt': packed }));
    expect(await refused('none.h5.zip')).toContain('it holds 0 HDF5 files');
  });

  test('one that swells beyond all measure', async () => {
    const zeros = Buffer.concat([readFileSync(shop.path('train.h5')), Buffer.alloc(100_000_000)]);
    shop.write('bomb.h5.gz', gzipSync(zeros));
    expect(await refused('bomb.h5.gz')).toContain('100 times');
    shop.write('bomb.h5.zip', zipSync({ 'a.h5': zeros }));
    expect(await refused('bomb.h5.zip')).toContain('100 times');
  });

  test('no HDF5 at all, or half of one', async () => {
    const bytes = readFileSync(shop.path('train.h5'));
    for (const length of [0, 7, 100, bytes.length >> 1, bytes.length - 1]) {
      shop.write('half.h5', bytes.subarray(0, length));
      expect(await refused('half.h5')).toMatch(/no HDF5 file|missing|cannot be read|broke down/);
    }
    expect(await refused('missing.h5')).toContain('No such file');
  });

  test('a divisor that is none, and a class that it has not', async () => {
    expect(await refused('train.h5', '--pool', '3').catch(String)).toContain('--pool is 3');
    expect(await refused('train.h5', '--classes', '20')).toContain('class 20 is not in train.h5');
  });

  test('and none of many damaged ones does worse', { timeout: 120_000 }, async () => {
    const bytes = readFileSync(shop.path('train.h5'));
    for (let i = 0; i < 40; i++) {
      const damaged = Buffer.from(bytes);
      for (let k = 0; k < 4; k++)
        damaged[(i * 7919 + k * 104_729) % bytes.length] = (i * 31 + k * 17) & 0xff;
      shop.write('damaged.h5', damaged);
      const { status, stderr } = await shop.run('train', ...tiny, '--data', 'damaged.h5');
      expect([0, 2]).toContain(status);
      if (status === 2) expect(stderr).toContain('damaged.h5');
    }
  });
});

describe.skipIf(!existsSync(realShd))('real recordings', () => {
  test('of 1664 training words make a pack of at most 6 MB', async () => {
    const [made = {}] = await shop.json(
      'pack',
      '--data',
      `${realShd}/shd_train.h5.gz`,
      '--out',
      's.rouse',
    );
    expect(made).toMatchObject({ train: 1664, test: 0, events: 10_789_499, time_us: 1000 });
    expect(made.bytes).toBeLessThan(6_000_000);
  });

  test('train the paper’s network for them', { timeout: 120_000 }, async () => {
    const run = ['train', '--data', realShd, '--preset', 'paper', '--per-class', '5'];
    const epochs = await shop.json(...run, '--test-per-class', '2', '--epochs', '1');
    expect(epochs).toHaveLength(2);
    const delays = ['train', '--data', realShd, '--preset', 'shd-delays', '--per-class', '20'];
    const learned = await shop.json(...delays, '--test-per-class', '5', '--epochs', '4');
    expect(learned).toHaveLength(5);
    expect(learned.at(-1)?.loss).toBeLessThan(learned[1]?.loss as number);
    expect(await samples('--data', realShd, '--per-class', '1', '--test-per-class', '1')).toBe(
      '20 training samples, 20 test samples; network 700-16-20',
    );
  });
});
