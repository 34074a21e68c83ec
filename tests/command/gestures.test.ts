import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { aedat, gesture, members, npy, recordingOf, tableHeader, tar, tonicRows } from './gestures';
import { realData, Workshop } from './support';

const shop = new Workshop();
const tiny = ['--hidden', '8', '--epochs', '1', '--pool', '4'];
const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const real = resolve(realData, '../dvsgesture');

async function samples(...args: string[]): Promise<string | undefined> {
  const stdout = await shop.succeed('train', ...tiny, ...args);
  return /^\d+ training samples, \d+ test samples; network [\d-]+/.exec(stdout)?.[0];
}

/** Two users of the training part and one of the test part. */
const release: Record<string, Uint8Array | string> = {};
for (const [user, labels] of [
  ['user01_led', all],
  ['user02_lab', [0, 1, 2, 2]],
  ['user24_led', [0, 3, 5]],
] as const) {
  const { events, table } = recordingOf(labels);
  release[`DvsGesture/${user}.aedat`] = events;
  release[`DvsGesture/${user}_labels.csv`] = table;
}
const writeAll = (folder: string, files: Record<string, Uint8Array | string>) => {
  for (const [path, bytes] of Object.entries(files)) shop.write(`${folder}/${path}`, bytes);
};
const bytesOf = (files: Record<string, Uint8Array | string>) =>
  Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  );

beforeAll(() => {
  writeAll('release', release);
  shop.write('release.tar.gz', gzipSync(tar(release)));
  shop.write('release.zip', zipSync(bytesOf(release)));
});

describe('DVS128 Gesture', () => {
  test('is trained on alike from a folder, a tar.gz and a zip, tested on users from 24 on', async () => {
    const expected = '15 training samples, 3 test samples; network 2048-8-11';
    const models: Buffer[] = [];
    for (const data of ['release', 'release.tar.gz', 'release.zip']) {
      expect(await samples('--data', data, '--save', 'model.st')).toBe(expected);
      models.push(readFileSync(shop.path('model.st')));
    }
    expect(models[1]).toEqual(models[0]);
    expect(models[2]).toEqual(models[0]);
    const [evaluation = {}] = await shop.json(
      ...['eval', '--model', 'model.st', '--data', 'release', '--pool', '4'],
    );
    expect(evaluation.samples).toBe(3);
  });

  test('has the parts that lists of trials name', async () => {
    const { events, table } = recordingOf(all);
    for (const name of ['user01_a', 'user02_a', 'user03_a']) {
      shop.write(`listed/${name}.aedat`, events);
      shop.write(`listed/${name}_labels.csv`, table);
    }
    shop.write('listed/trials_to_train.txt', 'user01_a.aedat\r\nuser03_a.aedat\r\n');
    shop.write('listed/trials_to_test.txt', 'user02_a.aedat\n');
    expect(await samples('--data', 'listed')).toContain('22 training samples, 11 test');
    expect(await samples('--data', 'listed', '--test-speakers', '1')).toContain(
      '22 training samples, 11 test',
    );
    expect(await samples('--data', 'listed', '--test', 'release')).toContain(
      '33 training samples, 3 test',
    );
  });

  test('without parts is split by a share', async () => {
    const { events, table } = recordingOf([0, 0, 4, 4]);
    shop.write('one/user07.aedat', events);
    shop.write('one/user07_labels.csv', table);
    expect(await samples('--data', 'one')).toContain('2 training samples, 2 test');
    expect(await samples('--data', 'one/user07.aedat', '--test-share', '0')).toContain(
      '4 training',
    );
  });

  test('is limited by class, number and time, and pooled', async () => {
    const some = ['--data', 'release', '--classes', '0,2'];
    expect(await samples(...some)).toContain('5 training samples, 1 test');
    expect(await samples(...some, '--per-class', '1')).toContain('2 training samples, 1 test');
    const events = async (...args: string[]) =>
      (await shop.json('pack', '--data', 'release', ...args, '--out', 'p.rouse'))[0]?.events;
    expect(await events()).toBe(18 * 300);
    expect(await events('--first-ms', '50')).toBe(18 * 50);
    const network = async (pool: string) =>
      /network \d+/.exec(
        await shop.succeed(
          ...['train', '--hidden', '4', '--epochs', '1', '--data', 'release', '--pool', pool],
        ),
      )?.[0];
    expect(await network('1')).toBe('network 32768');
    expect(await network('2')).toBe('network 8192');
    expect((await shop.run('train', ...tiny, '--data', 'release', '--pool', '3')).stderr).toContain(
      '--pool is 3',
    );
  });

  test('is seen in 75 bins of 20 ms unless told otherwise', async () => {
    const bins = async (...args: string[]) => {
      await shop.succeed('train', ...tiny, '--data', 'release', ...args, '--save', 'bins.st');
      const text = readFileSync(shop.path('bins.st'), 'latin1').replaceAll('\\', '');
      return /"steps":\d+,"bin_us":\d+/.exec(text)?.[0];
    };
    expect(await bins()).toBe('"steps":75,"bin_us":20000');
    expect(await bins('--steps', '30', '--bin-us', '7000')).toBe('"steps":30,"bin_us":7000');
  });

  test('trains the same model from arrays, in folders by class or by user', async () => {
    const arrays: Record<string, Uint8Array> = {};
    for (const label of all) {
      const events = gesture(label, 123_000);
      arrays[`jelly/train/${label}/user01_led_0.npz`] = zipSync(members(events));
      arrays[`jelly/test/${label}/user24_led_0.npz`] = zipSync(members(events), { level: 0 });
      arrays[`tonic/ibmGestureTrain/user01_led/${label}.npy`] = tonicRows(events);
      arrays[`tonic/ibmGestureTest/user24_led/${label}.npy`] = tonicRows(events);
    }
    writeAll('.', arrays);
    const whole = '11 training samples, 11 test samples; network 2048-8-11';
    for (const kind of ['jelly', 'tonic']) {
      expect(await samples('--data', kind, '--save', `${kind}.st`)).toBe(whole);
    }
    const model = readFileSync(shop.path('jelly.st'));
    // Tonic's are in the order of their names: 0, 1, 10, 2.
    expect(await samples('--data', 'jelly/train/3', '--test-share', '0')).toContain('1 training');
    expect(model.length).toBe(readFileSync(shop.path('tonic.st')).length);
    const packed = async (data: string) =>
      (await shop.json('pack', '--data', data, '--classes', '3', '--out', `${data}.rouse`))[0];
    expect(await packed('jelly')).toMatchObject({ train: 1, test: 1, events: 600 });
    expect(await packed('tonic')).toMatchObject({ train: 1, test: 1, events: 600 });
    expect(readFileSync(shop.path('tonic.rouse'))).toEqual(readFileSync(shop.path('jelly.rouse')));
  });

  test('is packed with its licence and its classes, and trains the same model', async () => {
    const [made = {}] = await shop.json('pack', '--data', 'release', '--out', 'g.rouse');
    expect(made).toMatchObject({
      train: 15,
      test: 3,
      name: 'DVS128 Gesture',
      licence: 'CC BY 4.0',
    });
    const text = readFileSync(shop.path('g.rouse'), 'latin1');
    expect(text).toContain('"kind":"dvsgesture"');
    expect(text).toContain('right arm counter-clockwise');
    const warps = ['--flip', '0.5', '--rotation', '10', '--time-scale', '0.2'];
    for (const data of ['release', 'g.rouse']) {
      await samples('--data', data, ...warps, '--save', `${data}.st`);
    }
    const model = readFileSync(shop.path('release.st'), 'latin1');
    expect(readFileSync(shop.path('g.rouse.st'), 'latin1')).toBe(model);
    expect(model.replaceAll('\\', '')).toContain('"swapped_classes":[1,2,3,6,4,5]');
  });

  test('is flipped with the classes that are given, and goes on after a checkpoint', async () => {
    const run = ['train', '--hidden', '8', '--pool', '4', '--data', 'release', '--flip', '0.5'];
    await shop.succeed(...run, '--epochs', '1', '--swapped-classes', '1,2', '--save', 'own.st');
    const model = readFileSync(shop.path('own.st'), 'latin1').replaceAll('\\', '');
    expect(model).toContain('"swapped_classes":[1,2]');
    await shop.succeed(...run, '--epochs', '1', '--checkpoint', 'c.st');
    await shop.succeed(...run, '--epochs', '2', '--resume', 'c.st');
    const { status, stderr } = await shop.run(
      ...run,
      '--resume',
      'c.st',
      '--swapped-classes',
      '1,2',
    );
    expect(status).toBe(2);
    expect(stderr).toContain('--swapped-classes is 1,2, but the run to resume has 1,2,3,6,4,5');
  });
});

describe('a gesture file that is wrong is refused in one line that says', () => {
  const refused = async (name: string, ...args: string[]) => {
    const { status, stderr, stdout } = await shop.run('train', ...tiny, '--data', name, ...args);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    return stderr;
  };
  const { events, table } = recordingOf([0, 1]);

  test('that its table is missing or another’s', async () => {
    shop.write('bare/user01.aedat', events);
    expect(await refused('bare')).toContain('expected the table user01_labels.csv beside it');
    expect(await refused('bare/user01.aedat')).toContain('expected the table user01_labels.csv');
    shop.write('bare/user01_labels.csv', `${tableHeader}1,90000000,90500000\n`);
    expect(await refused('bare')).toContain('so this may be another');
    shop.write('bare/user01_labels.csv', 'class;start;end\n');
    expect(await refused('bare')).toContain('user01_labels.csv, line 1: ');
    shop.write('bare/user01_labels.csv', `${tableHeader}1,5,9\nzwei,9,12\n`);
    expect(await refused('bare')).toContain('user01_labels.csv, line 3: "zwei,9,12" is no gesture');
  });

  test('where it is cut short, in whatever it comes', async () => {
    const cut = events.subarray(0, events.length - 5);
    shop.write('cut/user01.aedat', cut);
    shop.write('cut/user01_labels.csv', table);
    const files = { 'a/user01.aedat': cut, 'a/user01_labels.csv': table };
    shop.write('cut.tgz', gzipSync(tar(files)));
    shop.write('cut.zip', zipSync(bytesOf(files)));
    for (const data of ['cut', 'cut.tgz', 'cut.zip']) {
      expect(await refused(data)).toMatch(/user01\.aedat, byte \d+: the packet that begins here/);
    }
  });

  test('what is wrong with an archive', async () => {
    const packed = gzipSync(tar(release));
    shop.write('half.tar.gz', packed.subarray(0, packed.length >> 1));
    expect(await refused('half.tar.gz', '--kind', 'dvsgesture')).toContain('half.tar.gz');
    shop.write('no.tar', 'hello');
    expect(await refused('no.tar', '--kind', 'dvsgesture')).toContain('cannot read no.tar');
  });

  test('what is wrong with arrays', async () => {
    shop.write(
      'arrays/3/a.npz',
      zipSync({ 't.npy': npy("'<i4'", '(0,)', new Uint8Array()), b: new Uint8Array() }),
    );
    expect(await refused('arrays')).toContain('3/a.npz: there is no array x; there are t.npy, b');
    shop.write('arrays/3/a.npz', 'PK\u0003\u0004');
    expect(await refused('arrays')).toContain('3/a.npz');
    shop.write('arrays/3/a.npz', 'hello');
    expect(await refused('arrays')).toContain('3/a.npz, byte 0: this is no .npy file');
  });

  test('that there are no gestures, or no such class', async () => {
    shop.write('empty/readme.txt', 'nothing');
    expect(await refused('empty', '--kind', 'dvsgesture')).toContain('no gestures');
    expect(await refused('release', '--classes', '11')).toContain('class 11 is no gesture');
    expect(await refused('missing', '--kind', 'dvsgesture')).toContain(
      'there is nothing at missing',
    );
  });

  test('an event of another camera', async () => {
    shop.write('3/a.aedat', aedat([{ t: 0, x: 200, y: 3, p: 1 }]));
    expect(await refused('3')).toMatch(/byte 89: x 200, y 3 lies outside/);
  });
});

describe.skipIf(!existsSync(real))('the ten real recordings', () => {
  test('are packed with every event, and in parts of their time', async () => {
    const pack = (...args: string[]) =>
      shop.json('pack', '--data', real, ...args, '--out', 'real.rouse');
    expect((await pack())[0]).toMatchObject({ train: 10, test: 0, events: 1_206_710 });
    // The events of each class up to 500 ms after its start, counted by another program.
    expect((await pack('--first-ms', '500'))[0]).toMatchObject({ events: 415_972 });
    expect((await pack('--classes', '4'))[0]).toMatchObject({ train: 1, events: 181_179 });
  });

  test('are trained on and evaluated', async () => {
    const run = ['--data', real, '--pool', '4'];
    await shop.succeed(
      'train',
      ...run,
      '--hidden',
      '64',
      '--epochs',
      '2',
      '--test-share',
      '0',
      '--save',
      'real.st',
    );
    const [evaluation = {}] = await shop.json('eval', '--model', 'real.st', ...run);
    expect(evaluation.samples).toBe(10);
    expect(await samples('--data', real, '--test-speakers', '2')).toContain(
      '5 training samples, 5 test',
    );
    const trace = ['trace', '--model', 'real.st', ...run, '--sample', '7', '--out', 't.npz'];
    expect(await shop.succeed(...trace)).toContain('user02_led.aedat, line 4: class 7');
  });
});
