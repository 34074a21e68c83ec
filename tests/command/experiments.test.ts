/** The page's experiments against those of `rouse sweep`: the same runs, files and figures. */
import { readFileSync, rmSync } from 'node:fs';
import * as rouse from 'rouse-snn';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { csvOf, summaryJson, sweepCommand } from '../../web/src/experiments/files';
import { defaultPlan, type Plan } from '../../web/src/experiments/plan';
import { summarise } from '../../web/src/experiments/results';
import { finished, Runner, type RunStorage, type Setup } from '../../web/src/experiments/runner';
import { Lab } from '../../web/src/lab';
import { defaultSettings, type Settings, Store } from '../../web/src/state';
import { ThreadWorker } from '../bindings/thread_worker';
import { Workshop } from './support';

vi.mock('../../web/src/version', () => ({ version: '1.2.3' }));

const shop = new Workshop();
const small: Partial<Settings> = { hidden: [6], batch: 16, perClass: 4, steps: 20, binUs: 15000 };

const cases: [string, Partial<Settings>, Partial<Plan>][] = [
  ['the usual settings', small, { thresholds: [0.5, 1000], seeds: 2, epochs: 2 }],
  [
    'two layers, rates, modes and a goal',
    { ...small, hidden: [5, 4], seed: 7, resetGradient: 'masked', loss: 'cross_entropy' },
    {
      thresholds: [0.01, 2],
      modes: ['fixed', 'per_neuron', 'per_layer'],
      rates: [0.0005, 0.3],
      ...{ seeds: 2, epochs: 1, goal: 15, jobs: 2 },
    },
  ],
  [
    'neurons that remember',
    {
      ...{ ...small, hidden: [6, 5], recurrence: 'others', adaptation: 'threshold' },
      ...{ retentions: 'per_neuron', maximumDelay: 3, dropout: 0.2, readout: 'mean_potential' },
      ...{ loss: 'cross_entropy', learningRateDecay: 0.9 },
    },
    { thresholds: [1], seeds: 2, epochs: 2 },
  ],
];

beforeAll(() => vi.stubGlobal('Worker', ThreadWorker));
afterAll(() => vi.unstubAllGlobals());

function nowhere(): RunStorage & { kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    read: async (key) => kept.get(key),
    write: async (key, value) => void kept.set(key, structuredClone(value)),
    remove: async (key) => void kept.delete(key),
  };
}

async function laboratory(settings: Partial<Settings>): Promise<Lab> {
  const store = new Store({ ...defaultSettings(), ...settings });
  const lab = new Lab(store, {
    data: rouse.createDataClient,
    network: rouse.createNetworkClient,
  });
  await lab.start();
  return lab;
}

function setupOf({ store, shelf }: Lab, plan: Partial<Plan>): Setup {
  const { identity, prepared, version } = shelf;
  if (!identity || !prepared) throw new Error('there is no data');
  const { settings } = store;
  return { plan: { ...defaultPlan(), ...plan }, settings, data: identity, prepared, version };
}

describe.each(cases)('with %s', (_, settings, plan) => {
  test('the command repeats every run, its table and its figures', async () => {
    const lab = await laboratory(settings);
    const setup = setupOf(lab, plan);
    const storage = nowhere();
    const runner = new Runner(lab.shelf.client, rouse.createNetworkClient, () => true, storage);
    await runner.prepare(setup);
    await runner.start();
    expect([runner.problem, runner.state]).toEqual(['', 'done']);

    const { spec, options } = await runner.complete();
    const line = sweepCommand(setup, spec, options).replace(/^rouse/, '"$1"');
    const { stderr, status } = await shop.shell(line);
    expect([stderr, status]).toEqual(['', 0]);
    const written = (name: string) => readFileSync(shop.path('sweep', name), 'utf8');
    expect(csvOf(finished(runner.runs))).toBe(written('runs.csv'));

    const sizes = { inputs: spec.inputs, neurons: spec.layers.map(({ neurons }) => neurons) };
    const known = new Map(
      runner.runs.map((run) => [JSON.stringify(run.arm) + run.threshold + run.seed, run.record]),
    );
    const summary = summarise(setup.plan, setup.settings, sizes, (run) =>
      known.get(JSON.stringify(run.arm) + run.threshold + run.seed),
    );
    expect(JSON.parse(summaryJson(summary))).toEqual(JSON.parse(written('summary.json')));

    // Another visit finds all of them, and trains none again.
    const later = new Runner(
      lab.shelf.client,
      () => {
        const client = rouse.createNetworkClient();
        client.step = () => Promise.reject(new Error('trained again'));
        return client;
      },
      () => true,
      storage,
    );
    await later.prepare(setup);
    expect(later.state).toBe('done');
    expect(csvOf(finished(later.runs))).toBe(written('runs.csv'));
    rmSync(shop.path('sweep'), { recursive: true });
    lab.close();
  });
});
