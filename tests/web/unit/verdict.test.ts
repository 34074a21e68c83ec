import type { EpochReport, NetworkSpec } from 'rouse-snn';
import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../../web/src/experiment';
import { en } from '../../../web/src/messages/en_later';
import { zhLater as zh } from '../../../web/src/messages/zh';
import { verdictOf } from '../../../web/src/verdict';

/** An experiment with 256 hidden neurons that had these test accuracies, from epoch 0 on. */
function trained(name: 'a' | 'b', accuracies: readonly number[], dead = 0): Experiment {
  const epochs = accuracies.map(
    (test_accuracy, epoch) =>
      ({ epoch, test_accuracy, train_accuracy: 0.2, dead: [dead, 3] }) as Partial<EpochReport>,
  );
  const spec = { layers: [{ neurons: 256 }, { neurons: 10 }] } as NetworkSpec;
  return { name, epochs, spec } as Experiment;
}

function says(...experiments: Experiment[]): string {
  const verdict = verdictOf(experiments);
  return verdict ? en.verdict.says(verdict) : '';
}

describe('the verdict', () => {
  test('waits for an epoch of training', () => {
    expect(verdictOf([trained('a', []), trained('b', [0.1])])).toBeNull();
  });

  test('names the highest level, and who reached it when', () => {
    expect(says(trained('a', [0.1, 0.5, 0.91]), trained('b', [0.1, 0.91, 0.93]))).toBe(
      'B reached 90 % after 1 epoch, A after 2. No hidden neuron is dead.',
    );
    expect(says(trained('a', [0.1, 0.5, 0.91]), trained('b', [0.1, 0.5, 0.96]))).toBe(
      'B reached 95 % after 2 epochs, A has not in 2. No hidden neuron is dead.',
    );
    expect(says(trained('a', [0, 0.5, 0.9]), trained('b', [0, 0.6, 0.93]))).toBe(
      'A and B both reached 90 % after 2 epochs. No hidden neuron is dead.',
    );
  });

  test('waits for the one that has had fewer epochs', () => {
    const ahead = trained('b', [0.1, 0.3, 0.55, 0.7, 0.92]);
    expect(says(trained('a', [0.1, 0.6, 0.7]), ahead)).toBe(
      'A reached 70 % after 2 epochs, B after 3. No hidden neuron is dead.',
    );
    expect(says(trained('a', [0.1, 0.6, 0.7, 0.7, 0.8]), ahead)).toBe(
      'B reached 90 % after 4 epochs, A has not in 4. No hidden neuron is dead.',
    );
    expect(says(trained('a', [0.1, 0.2]), ahead)).toBe(
      'A is at 20.0 % after 1 epoch, B is at 92.0 % after 4 epochs. No hidden neuron is dead.',
    );
  });

  test('compares dead hidden neurons, the outputs left out', () => {
    expect(says(trained('a', [0.1, 0.1, 0.1], 212), trained('b', [0.1, 0.4, 0.92]))).toBe(
      'B reached 90 % after 2 epochs, A has not in 2. ' +
        '212 of A’s 256 hidden neurons are dead, 0 of B’s.',
    );
  });

  test('says where both are while nothing is reached', () => {
    expect(says(trained('a', [0.1, 0.1], 256), trained('b', [0.1, 0.314], 40))).toBe(
      'A is at 10.0 %, B is at 31.4 % after 1 epoch. ' +
        '256 of A’s 256 hidden neurons are dead, 40 of B’s.',
    );
  });

  test('speaks of one experiment alone', () => {
    expect(says(trained('b', [0.1, 0.5], 4))).toBe(
      'B reached 50 % after 1 epoch. 4 of B’s 256 hidden neurons are dead.',
    );
  });

  test('goes by the training samples where there is nothing to test', () => {
    expect(says(trained('b', [-1, -1]))).toContain('B is at 20.0 %');
  });

  test('is spoken in Chinese, too', () => {
    const verdict = verdictOf([trained('a', [0.1, 0.1], 212), trained('b', [0.1, 0.92])]);
    expect(verdict && zh.verdict.says(verdict)).toBe(
      'B 用 1 个轮次达到 90 %，A 在 1 个轮次内尚未达到。' +
        '死亡的隐藏神经元：A 212/256，B 0/256。',
    );
  });
});
