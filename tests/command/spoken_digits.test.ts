import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Workshop } from './support';

const shop = new Workshop();
const few = ['--data', 'builtin:spoken-digits', '--count', '40', '--test-count', '20'];
const tiny = ['--hidden', '16', '--epochs', '1'];

describe('built-in spoken digits', () => {
  test('are twenty words on 700 channels, in a hundred bins of 10 ms', async () => {
    const stdout = await shop.succeed('train', ...few, ...tiny, '--save', 'a.st');
    expect(stdout).toContain('40 training samples, 20 test samples; network 700-16-20');
    const model = readFileSync(shop.path('a.st'), 'latin1').replaceAll('\\', '');
    expect(model).toContain('"steps":100,"bin_us":10000');
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

  test('are selected from by class and number', async () => {
    const some = ['--classes', '3,19', '--per-class', '1', '--test-per-class', '1'];
    expect(await shop.succeed('train', ...few, ...tiny, ...some)).toContain(
      '2 training samples, 2 test samples',
    );
    const { status, stderr } = await shop.run('train', ...few, '--classes', '20');
    expect(status).toBe(2);
    expect(stderr).toContain('class 20');
  });

  test('are evaluated and traced', async () => {
    await shop.succeed('train', ...few, ...tiny, '--save', 'a.st');
    const [evaluation = {}] = await shop.json('eval', '--model', 'a.st', ...few);
    expect(evaluation.samples).toBe(20);
    const trace = ['trace', '--model', 'a.st', ...few, '--sample', '3', '--out', 't.npz'];
    expect(await shop.succeed(...trace)).toContain('spoken-digits 43');
  });

  test('are packed with their names', async () => {
    const [made = {}] = await shop.json('pack', ...few, '--out', 'words.rouse');
    expect(made).toMatchObject({ train: 40, test: 20, time_us: 1000, licence: 'Apache-2.0' });
    const text = readFileSync(shop.path('words.rouse'), 'latin1');
    expect(text).toContain('"kind":"spoken-digits"');
    expect(text).toContain('"fuenf"');
    const stdout = await shop.succeed('train', '--data', 'words.rouse', ...tiny);
    expect(stdout).toContain('40 training samples, 20 test samples; network 700-16-20');
  });

  test('are learned: after a few epochs a network knows far more of them than one in twenty', {
    timeout: 120_000,
  }, async () => {
    const run = ['--data', 'builtin:spoken-digits', '--count', '1000', '--test-count', '200'];
    const epochs = await shop.json('train', ...run, '--preset', 'shd', '--epochs', '6');
    expect(epochs.at(-1)?.test_accuracy).toBeGreaterThan(0.2);
  });

  test('make the experiments of a sweep', { timeout: 60_000 }, async () => {
    const axes = ['--threshold', '1', '--seeds', '1', '--epochs', '1', '--hidden', '16'];
    const stdout = await shop.succeed('sweep', ...few, ...axes, '--out', 'sweep');
    expect(stdout).toContain('trainable');
  });
});
