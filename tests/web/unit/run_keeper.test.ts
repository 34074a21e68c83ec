import type { KeptData } from 'rouse-snn';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Lab } from '../../../web/src/lab';
import { type KeptRun, RunKeeper } from '../../../web/src/run_keeper';
import { defaultSettings, type Settings, Store } from '../../../web/src/state';
import { epochEvent, FakeDataClient, FakeNetworkClient, settle, stepEvent } from './fakes';

const place = 'run /here/';
let records: Map<string, unknown>;
let closed: boolean;
let lab: Lab;
let networks: FakeNetworkClient[];
let keeper: RunKeeper;
let data: FakeDataClient;
let keptSets: KeptData[] = [];

const storage = {
  async read(key: string) {
    if (closed) throw new DOMException('no storage here', 'SecurityError');
    return records.get(key);
  },
  async write(key: string, value: unknown) {
    if (closed) throw new DOMException('no storage here', 'SecurityError');
    records.set(key, structuredClone(value));
  },
  async remove(key: string) {
    records.delete(key);
  },
};

/** A visit to the page. */
async function visit(settings: Partial<Settings> = {}): Promise<void> {
  networks = [];
  lab = new Lab(new Store({ ...defaultSettings(), ...settings }), {
    data: () => {
      data = new FakeDataClient();
      data.keptSets = keptSets;
      return data;
    },
    network: () => {
      const network = new FakeNetworkClient();
      networks.push(network);
      return network;
    },
  });
  keeper = new RunKeeper(lab, place, storage);
  await lab.start();
  await keeper.begin();
  await settle();
}

function leave(): void {
  keeper.close();
  lab.close();
}

/** Trains to the end of an epoch, and lets so many seconds pass. */
async function train(epoch: number, seconds: number): Promise<void> {
  for (const network of networks) {
    network.tell(stepEvent({ epoch, epoch_finished: true }));
    network.tell(epochEvent(epoch, 0.1 * epoch));
  }
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

const keeps = () => networks.map(({ calls }) => calls.filter((c) => c.startsWith('keep')));
const record = () => records.get(place) as KeptRun | undefined;

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2026-01-02T03:04:05Z') });
  records = new Map();
  keptSets = [];
  closed = false;
  await visit({ hidden: [64] });
});

afterEach(() => {
  leave();
  vi.useRealTimers();
});

describe('while training', () => {
  test('a run is kept after an epoch, at most every ten seconds', async () => {
    lab.play();
    await train(1, 4);
    expect(keeps()).toEqual([[], []]);
    await train(2, 4);
    await train(3, 4);
    await train(4, 1);
    expect(keeps()).toEqual([[`keep ${place} a`], [`keep ${place} b`]]);
    await train(5, 9);
    await train(6, 1);
    expect(keeps()[0]).toHaveLength(2);
    expect(record()?.arms.b).toMatchObject({ epoch: 6, accuracy: 0.6000000000000001 });
    expect(record()?.arms.a?.origin.data).toMatchObject({ kind: 'builtin', trainCount: 1000 });
  });

  test('it is kept when paused or hidden, and not again while nothing is trained', async () => {
    lab.play();
    await train(1, 1);
    await lab.pause();
    await vi.advanceTimersByTimeAsync(1000);
    expect(keeps()[0]).toHaveLength(1);
    await lab.pause();
    await vi.advanceTimersByTimeAsync(1000);
    expect(keeps()[0]).toHaveLength(1);
    lab.play();
    await train(2, 1);
    keeper.hide();
    await settle();
    expect(record()?.arms.a?.epoch).toBe(2);
  });

  test('without storage nothing is kept and training goes on', async () => {
    closed = true;
    lab.play();
    for (const epoch of [1, 2, 3]) await train(epoch, 11);
    expect(record()).toBeUndefined();
    expect([lab.running, lab.networkProblem]).toEqual([true, '']);
  });
});

describe('the next visit', () => {
  beforeEach(async () => {
    lab.play();
    await train(1, 1);
    await lab.pause();
    await vi.advanceTimersByTimeAsync(1000);
    leave();
    await visit();
  });

  test('is offered the run, and goes on with its settings, curves and networks', async () => {
    expect(keeper.offer?.arms.a).toMatchObject({ epoch: 1 });
    expect(keeper.hasData).toBe(true);
    const runs = keeper.offer?.arms;
    for (const network of networks) network.reports = [];
    await keeper.goOn();
    expect(keeper.offer).toBeNull();
    expect(lab.store.settings.hidden).toEqual([64]);
    expect(networks.map(({ orders }) => orders.slice(-2))).toEqual([
      [`goOn ${place} a ${runs?.a?.run}`, 'play'],
      [`goOn ${place} b ${runs?.b?.run}`, 'play'],
    ]);
    expect(lab.arms.a.liveAccuracy.x).toEqual([0.25]);
    expect(lab.arms.a.origin?.settings.hidden).toEqual([64]);
    expect([lab.pendingSettings, lab.pendingData]).toEqual([[], false]);
  });

  test('is told when the networks are not there any more, and begins anew', async () => {
    const former = [...networks];
    for (const network of networks) network.failure = new Error('it is not kept any more');
    await expect(keeper.goOn()).rejects.toThrow('not kept any more');
    expect(former.map(({ closed }) => closed)).toEqual([true, true]);
    expect([lab.arms.a.status, lab.arms.b.status]).toEqual(['ready', 'ready']);
    expect(lab.arms.a.spec?.layers[0]?.neurons).toBe(64);
    expect(lab.pendingSettings).toEqual([]);
  });

  test('may refuse for good', async () => {
    await keeper.dismiss();
    expect([keeper.offer, records.size]).toEqual([null, 0]);
  });

  test('that only looks keeps the offer; one that trains replaces it', async () => {
    await lab.step('batch');
    await vi.advanceTimersByTimeAsync(2000);
    expect(keeper.offer).not.toBeNull();
    lab.play();
    await train(1, 11);
    await train(2, 1);
    expect(keeper.offer).toBeNull();
    expect(record()?.settings.hidden).toEqual(defaultSettings().hidden);
  });

  test('on files that are kept goes on with them', async () => {
    leave();
    const kept = record();
    const sizes = { train: 20, test: 10, events: 3000 };
    for (const arm of [kept?.arms.a, kept?.arms.b]) {
      if (!arm) continue;
      const { classes, perClass } = arm.origin.data;
      arm.origin.data = { kind: 'files', name: 'Test.zip', ...sizes, classes, perClass };
    }
    const set = { id: 'set 1', name: 'Test.zip', bytes: 1000, recordings: 30, when: 5 };
    keptSets = [{ ...set, id: 'set 2', name: 'Train.zip' }, set];
    await visit();
    await vi.waitFor(() => expect(keeper.offer).not.toBeNull());
    expect(keeper.hasData).toBe(true);
    await keeper.goOn();
    expect(data.loads.map(({ source }) => source)).toMatchObject([
      { kind: 'builtin' },
      { kind: 'kept', id: 'set 1' },
    ]);
    expect([lab.running, lab.shelf.sourceName]).toEqual([true, 'Test.zip']);
  });

  test('without the files that it was trained on waits for them', async () => {
    leave();
    const kept = record();
    for (const arm of [kept?.arms.a, kept?.arms.b]) {
      if (!arm) continue;
      const { classes, perClass } = arm.origin.data;
      const sizes = { train: 20, test: 10, events: 3000 };
      arm.origin.data = { kind: 'files', name: 'Test.zip', ...sizes, classes, perClass };
    }
    await visit();
    expect(keeper.hasData).toBe(false);
    await lab.loadFiles([{ path: 'Test.zip', file: new Blob(['x']) }], 'Test.zip');
    expect(keeper.hasData).toBe(true);
  });
});

test('records of another form are no offer', async () => {
  leave();
  records.set(place, { form: 0 });
  await visit();
  expect(keeper.offer).toBeNull();
});
