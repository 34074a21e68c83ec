import type { NetworkSpec, TrainingOptions } from 'rouse-snn';
import { describe, expect, test } from 'vitest';
import { settingsOf } from '../../../web/src/export/checkpoint_file';
import { hiddenLayers, neuronsOf } from '../../../web/src/hidden_layer';
import {
  binsOf,
  isCochlea,
  networkSpec,
  slownessOf,
  trainingOptions,
} from '../../../web/src/specification';
import { defaultSettings, fieldOf, type Settings, settingNames } from '../../../web/src/state';

const camera = { width: 34, height: 34, polarities: 2 };
const row = { width: 10, height: 1, polarities: 1 };
const settings = { ...defaultSettings(), hidden: [500, 300], threshold: 2 };

test('A keeps its thresholds, B trains them, and nothing else differs', () => {
  const a = networkSpec(settings, 'a', camera, 10);
  const b = networkSpec(settings, 'b', camera, 10);
  expect(a.layers?.map((layer) => layer?.thresholds)).toEqual(['fixed', 'fixed', 'fixed']);
  const asA = b.layers?.map((layer) => ({ ...layer, thresholds: 'fixed' }));
  expect({ ...b, layers: asA }).toEqual(a);
});

test('every layer sees the reset as the setting says', () => {
  const spec = networkSpec({ ...settings, resetGradient: 'masked' }, 'b', camera, 10);
  expect(spec.layers?.map((layer) => layer?.reset_gradient)).toEqual(Array(3).fill('masked'));
});

test('B learns its thresholds as the setting says, A never does', () => {
  const modes = (arm: 'a' | 'b', thresholdMode: Settings['thresholdMode']) =>
    networkSpec({ ...settings, thresholdMode }, arm, row, 2).layers?.map((one) => one?.thresholds);
  expect(modes('b', 'per_layer')).toEqual(Array(3).fill('per_layer'));
  expect(modes('b', 'fixed')).toEqual(Array(3).fill('fixed'));
  expect(modes('a', 'per_layer')).toEqual(Array(3).fill('fixed'));
});

test('each layer may begin at a threshold of its own; the last one holds for the rest', () => {
  const starts = (threshold: Settings['threshold']) =>
    networkSpec({ ...settings, threshold }, 'b', row, 2).layers?.map(
      (one) => one?.initial_threshold,
    );
  expect(starts(2)).toEqual([2, 2, 2]);
  expect(starts([2, 40, 3])).toEqual([2, 40, 3]);
  expect(starts([2, 40])).toEqual([2, 40, 40]);
  expect(starts([1, 2, 3, 4])).toEqual([1, 2, 3]);
});

test('the output layer has one neuron for each class', () => {
  const spec = networkSpec(settings, 'a', camera, 7);
  expect(spec.inputs).toBe(2312);
  expect(spec.layers?.map((layer) => layer?.neurons)).toEqual([500, 300, 7]);
});

test('a start below the usual bound lowers the bound', () => {
  const minimum = (threshold: number) =>
    networkSpec({ ...settings, threshold }, 'b', row, 2).layers?.[0]?.minimum_threshold;
  expect(minimum(1)).toBe(0.05);
  const all = { ...settings, minimumThreshold: 0.5, threshold: [3, 0.25, 2] };
  const minima = networkSpec(all, 'b', row, 2).layers?.map((one) => one?.minimum_threshold);
  expect(minima).toEqual([0.25, 0.25, 0.25]);
  expect(minimum(0.01)).toBe(0.01);
});

describe('training options', () => {
  test('take every setting over', () => {
    const options = trainingOptions({
      ...settings,
      steps: 100,
      binUs: 3000,
      loss: 'rate_mse',
      firingRateStrength: 4,
      firingRateMinimum: 0.02,
      learningRate: 0.5,
      thresholdLearningRate: 0.25,
      shift: 3,
      batch: 8,
      seed: 11,
      cores: 2,
      occupancy: 'counts',
      firingRateMaximum: 0.5,
      retentionLearningRate: 0.003,
      delayLearningRate: 0.05,
      gradientThinning: 4,
      learningRateDecay: 0.9,
      drop: 0.1,
      flip: 0.5,
      rotation: 15,
      timeScale: 0.2,
    });
    expect(options).toEqual({
      bins: { steps: 100, bin_us: 3000, occupancy: 'counts' },
      loss: { kind: 'rate_mse' },
      firing_rate: { strength: 4, minimum_rate: 0.02, maximum_rate: 0.5 },
      adam: {
        learning_rate: 0.5,
        threshold_learning_rate: 0.25,
        retention_learning_rate: 0.003,
        delay_learning_rate: 0.05,
        learning_rate_decay: 0.9,
      },
      augmentation: { shift: 3, drop: 0.1, flip: 0.5, rotation: 15, time_scale: 0.2 },
      batch: 8,
      seed: 11,
      shards: 2,
      gradient_thinning: 4,
    });
  });
});

describe('time bins', () => {
  const cochlea = { width: 140, height: 1, polarities: 1 };
  const camera = { width: 34, height: 34, polarities: 2 };
  const given = { ...settings, steps: 30, binUs: 0 };

  test('suit the sensor where the settings have none', () => {
    expect(binsOf(settings, camera)).toEqual({ steps: 60, bin_us: 5000 });
    expect(binsOf(settings, cochlea)).toEqual({ steps: 100, bin_us: 10_000 });
    for (const side of [16, 32, 64, 128]) {
      const gestures = { width: side, height: side, polarities: 2 };
      expect(binsOf(settings, gestures)).toEqual({ steps: 75, bin_us: 20_000 });
      expect(slownessOf(settings, gestures)).toBe(2);
    }
    expect([camera, cochlea, undefined].map((one) => slownessOf(settings, one))).toEqual([
      10, 10, 10,
    ]);
    expect(slownessOf({ ...settings, slowness: '40' }, camera)).toBe(40);
    const { bins } = trainingOptions(settings, cochlea);
    expect(bins).toEqual({ ...binsOf(settings, cochlea), occupancy: 'binary' });
  });

  test('are those of the settings where they have some', () => {
    expect(binsOf(given, cochlea)).toEqual({ steps: 30, bin_us: 10_000 });
    expect(binsOf({ ...given, binUs: 7 }, camera)).toEqual({ steps: 30, bin_us: 7 });
  });

  test('one row of one polarity is a cochlea', () => {
    expect(isCochlea(cochlea)).toBe(true);
    for (const other of [camera, { ...cochlea, polarities: 2 }, undefined]) {
      expect(isCochlea(other)).toBe(false);
    }
  });
});

test('a checkpoint tells every setting that its network was built from', () => {
  const own: Settings = {
    ...settings,
    ...{ threshold: [2, 3, 4], thresholdMode: 'per_layer', minimumThreshold: 0.5 },
    ...{ surrogate: 'arctan', surrogateScale: 2, surrogateWidth: 3, surrogateFloor: 0.1 },
    ...{ steps: 7, binUs: 8, loss: 'cross_entropy', resetGradient: 'masked', shift: 2 },
    ...{ firingRateStrength: 4, firingRateMinimum: 0.3, learningRate: 0.5, seed: 6, cores: 3 },
    ...{ thresholdLearningRate: 0.6, batch: 9, firingRateMaximum: 0.4, learningRateDecay: 0.9 },
    ...{ drop: 0.1, occupancy: 'counts', readout: 'mean_potential' },
    dropout: [0.1, 0.2],
    ...{ currentRetention: 0.5, membraneRetention: 0.9, retentions: 'per_neuron' },
    ...{ retentionLearningRate: 0.002, recurrence: 'others', adaptation: 'current' },
    ...{ adaptationRetention: 0.8, adaptationStrength: 0.3, adaptationCoupling: 0.1 },
    ...{ maximumDelay: 12, delayLearningRate: 0.03 },
    ...{ flip: 0.5, rotation: 10, timeScale: 0.2, gradientThinning: 4 },
  };
  const spec = networkSpec(own, 'b', camera, 10) as NetworkSpec;
  const read = settingsOf(spec, trainingOptions(own) as TrainingOptions);
  const decided = settingNames.filter((name) => fieldOf(name).effect === 'reset');
  expect(Object.keys(read)).toEqual(expect.arrayContaining(decided));
  expect({ ...own, ...read }).toEqual(own);
  // One of A knows nothing of B's mode, and equal thresholds are one.
  const alike = { ...own, threshold: 2 };
  const ofA = networkSpec(alike, 'a', camera, 10) as NetworkSpec;
  expect(settingsOf(ofA, trainingOptions(own) as TrainingOptions)).not.toHaveProperty(
    'thresholdMode',
  );
  expect({ ...own, ...settingsOf(ofA, trainingOptions(own) as TrainingOptions) }).toEqual(alike);
});

test('gestures change places in a mirror, and other classes do not', () => {
  const mirrored = { ...settings, flip: 0.5 };
  const swapped = (one: Settings, kind?: string) =>
    trainingOptions(one, camera, kind).augmentation?.swapped_classes;
  expect(swapped(mirrored, 'dvsgesture')).toEqual([1, 2, 3, 6, 4, 5]);
  expect(swapped(mirrored, 'gestures')).toEqual([1, 2, 3, 6, 4, 5]);
  expect(swapped(mirrored, 'nmnist')).toBeUndefined();
  expect(swapped(settings, 'dvsgesture')).toBeUndefined();
});

describe('convolutions', () => {
  const hidden = ['12c5s2p2', '24c3z0g2', 64];
  const spec = networkSpec(
    { ...settings, hidden, thresholdMode: 'per_channel' },
    'b',
    camera,
    10,
  ) as NetworkSpec;

  test('are described as the command describes them', () => {
    expect(spec.sensor).toEqual(camera);
    expect(spec.layers.map(({ convolution }) => convolution)).toEqual([
      { channels: 12, kernel: 5, stride: 2, padding: 2, groups: 1 },
      { channels: 24, kernel: 3, stride: 1, padding: 0, groups: 2 },
      undefined,
      undefined,
    ]);
    expect(spec.layers.map(({ pooling }) => pooling)).toEqual([1, 2, 1, 1]);
    expect(spec.layers.map(({ neurons }) => neurons)).toEqual([undefined, undefined, 64, 10]);
  });

  test('have thresholds per channel; other layers per neuron', () => {
    const modes = spec.layers.map(({ thresholds }) => thresholds);
    expect(modes).toEqual(['per_channel', 'per_channel', 'per_neuron', 'per_neuron']);
  });

  test('have as many neurons as the library counts', () => {
    // 34 to 17 by the stride, 8 by pooling, 6 without padding.
    expect(neuronsOf(hidden, camera)).toEqual([17 * 17 * 12, 6 * 6 * 24, 64]);
  });

  test('are read back from a network', () => {
    expect(hiddenLayers(spec)).toEqual(['12c5s2p2', '24c3z0g2', 64]);
  });

  test.each(['0c3', '12c', 'c3', '12c3s', '12c3x2', '12c3p2p'])('are not %s', (text) => {
    expect(() => fieldOf('hidden').parse(text)).toThrow(/16c5s2p2/);
  });
});
