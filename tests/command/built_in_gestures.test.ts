import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Workshop } from './support';

const shop = new Workshop();
const few = ['--data', 'builtin:gestures', '--count', '22', '--test-count', '11', '--pool', '4'];
const tiny = ['--hidden', '16', '--epochs', '1'];

describe('built-in gestures', () => {
  test('are eleven gestures on a camera, in 75 bins of 20 ms', async () => {
    const stdout = await shop.succeed('train', ...few, ...tiny, '--save', 'a.st');
    expect(stdout).toContain('22 training samples, 11 test samples; network 2048-16-11');
    const model = readFileSync(shop.path('a.st'), 'latin1').replaceAll('\\', '');
    expect(model).toContain('"steps":75,"bin_us":20000');
  });

  test('are other ones with another seed, and the same with the same', async () => {
    const save = async (name: string, ...args: string[]) => {
      await shop.succeed('train', ...few, ...tiny, ...args, '--save', name);
      return readFileSync(shop.path(name));
    };
    const first = await save('a.st');
    expect((await save('b.st')).equals(first)).toBe(true);
    expect((await save('c.st', '--data-seed', '2')).equals(first)).toBe(false);
  });

  test('are tested on figures that are not trained on', async () => {
    await shop.succeed('train', ...few, ...tiny, '--save', 'a.st');
    const trace = ['trace', '--model', 'a.st', '--out', 't.npz', '--sample', '0', ...few];
    // A figure performs 44: after 22 samples of the first figure come those of the second.
    expect(await shop.succeed(...trace)).toContain('gestures 44');
    expect(await shop.succeed(...trace, '--test-first', '30')).toContain('gestures 30');
  });

  test('are selected from by class, number and figure', async () => {
    const some = ['--classes', '1,10', '--per-class', '1', '--test-per-class', '1'];
    expect(await shop.succeed('train', ...few, ...tiny, ...some)).toContain(
      '2 training samples, 2 test samples',
    );
    const figures = ['--count', '88', '--classes', '2', '--test-speakers', '1'];
    expect(await shop.succeed('train', ...few, ...tiny, ...figures)).toContain(
      '4 training samples, 4 test samples',
    );
    const { status, stderr } = await shop.run('train', ...few, '--classes', '11');
    expect(status).toBe(2);
    expect(stderr).toContain('class 11');
    const first = await shop.run('train', ...few, '--test-first', '21');
    expect(first.stderr).toContain('--test-first is 21; it must be 22 to 1000000');
  });

  test('are packed with their names', { timeout: 60_000 }, async () => {
    const [made = {}] = await shop.json('pack', ...few, '--out', 'gestures.rouse');
    expect(made).toMatchObject({ train: 22, test: 11, time_us: 5, licence: 'Apache-2.0' });
    const text = readFileSync(shop.path('gestures.rouse'), 'latin1');
    expect(text).toContain('"kind":"gestures"');
    expect(text).toContain('"air guitar"');
    const stdout = await shop.succeed('train', '--data', 'gestures.rouse', ...tiny);
    expect(stdout).toContain('22 training samples, 11 test samples; network 2048-16-11');
  });

  test('are learned: after a few epochs a network knows far more of them than one in eleven', {
    timeout: 240_000,
  }, async () => {
    const run = [
      '--data',
      'builtin:gestures',
      '--count',
      '220',
      '--test-count',
      '44',
      '--pool',
      '4',
    ];
    const settings = ['--hidden', '64', '--epochs', '6', '--lr', '0.001', '--lr-threshold', '0.01'];
    const epochs = await shop.json('train', ...run, ...settings);
    expect(epochs.at(-1)?.test_accuracy).toBeGreaterThan(0.3);
  });
});
