import { expect, test, vi } from 'vitest';
import { Experiment } from '../../../web/src/experiment';
import { jsonLines, metricsCsv, settingsJson } from '../../../web/src/export/files';
import { Lab } from '../../../web/src/lab';
import { defaultSettings, Store } from '../../../web/src/state';
import { epochEvent, FakeDataClient, FakeNetworkClient, settle } from './fakes';

vi.mock('../../../web/src/version', () => ({ version: '1.2.3' }));

const layer = {
  ...{ firing_rate: 0.25, dead: 3, silent: 4, threshold_mean: 5, threshold_deviation: 0.5 },
  ...{ threshold_minimum: 4, threshold_maximum: 6, threshold_histogram: [1, 2, 3] },
  ...{ weight_movement: 0.01, mean_threshold_gradient: -0.02 },
};

function trained(name: 'a' | 'b', layers: number): Experiment {
  const arm = new Experiment(
    name,
    () => new FakeNetworkClient(),
    () => {},
  );
  for (const epoch of [0, 1]) {
    const event = epochEvent(epoch, 0.5);
    if (event.type !== 'epoch') throw new Error('no epoch');
    const own = { confusion: [1, 0, 0, 1], layers: Array.from({ length: layers }, () => layer) };
    arm.epochs.push({ ...event.report, ...own });
  }
  return arm;
}

test('metrics have a row for each epoch and arm, and every layer’s columns', () => {
  const lines = metricsCsv([trained('a', 1), trained('b', 2)]).split('\r\n');
  const [head = '', ...rows] = lines.slice(0, -1).map((line) => line.split(','));
  expect(lines.at(-1)).toBe('');
  expect(rows.map(([arm, epoch]) => `${arm} ${epoch}`)).toEqual(['A 0', 'A 1', 'B 0', 'B 1']);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head.length]));
  const at = (row: number, name: string) => rows[row]?.[head.indexOf(name)];
  expect(at(3, 'test_accuracy')).toBe('0.5');
  expect(at(3, 'confusion')).toBe('1 0 0 1');
  expect(at(3, 'layer2_threshold_histogram')).toBe('1 2 3');
  expect(at(1, 'layer2_dead')).toBe('');
  for (const name of Object.keys(layer)) expect(at(1, `layer1_${name}`)).not.toBe('');
});

test('every figure of a report has its column', () => {
  const arm = trained('a', 1);
  const [head = ''] = metricsCsv([arm]).split('\r\n');
  const lists = ['dead', 'rate', 'threshold_mean', 'layers'];
  const own = Object.keys(arm.epochs[0] ?? {}).filter((name) => !lists.includes(name));
  expect(own.length).toBeGreaterThan(5);
  expect(head.split(',')).toEqual(expect.arrayContaining(own));
});

test('lines are the reports as they came', () => {
  const arm = trained('b', 1);
  const lines = jsonLines(arm).split('\n');
  expect(lines.slice(0, -1).map((line) => JSON.parse(line))).toEqual(arm.epochs);
});

test('settings have the table, the networks and what was changed on the way', async () => {
  const store = new Store({ ...defaultSettings(), threshold: 40, hidden: [7] });
  const lab = new Lab(store, {
    data: () => new FakeDataClient(),
    network: () => new FakeNetworkClient(),
  });
  await lab.start();
  lab.play();
  store.set({ learningRate: 0.5 });
  await settle();
  const file = JSON.parse(settingsJson(lab));
  expect(file.rouse).toBe('1.2.3');
  expect(file.settings).toMatchObject({ threshold: 40, hidden: [7], seed: 1 });
  expect(file.experiments.a.network.layers[0]).toMatchObject({ neurons: 7, thresholds: 'fixed' });
  expect(file.experiments.a.training.adam.learning_rate).toBe(0.0002);
  expect(file.experiments.b.ratesChanges).toEqual([{ step: 0, weights: 0.5, thresholds: 0.1 }]);
  expect(file.experiments.b.data).toMatchObject({ kind: 'builtin', trainCount: 1000 });
  lab.close();
});
