import { beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultPlan, type Plan } from '../../../../web/src/experiments/plan';
import {
  progressOf,
  Runner,
  type RunStorage,
  type Setup,
} from '../../../../web/src/experiments/runner';
import { defaultSettings, type Settings } from '../../../../web/src/state';
import {
  epochEvent,
  FakeDataClient,
  FakeNetworkClient,
  Gate,
  preparedData,
  stepEvent,
} from '../fakes';

vi.mock('../../../../web/src/version', () => ({ version: '1.2.3' }));

/** A file of weights or a checkpoint, as far as a run looks into one. */
function file(weights: readonly number[], data = 'd'): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new Float32Array(weights).buffer);
  const header = JSON.stringify({
    'layers.0.weight': { data_offsets: [0, bytes.length] },
    __metadata__: { 'training data': data, 'test data': data },
  });
  const text = new TextEncoder().encode(header);
  const all = new Uint8Array(8 + text.length + bytes.length);
  new DataView(all.buffer).setBigUint64(0, BigInt(text.length), true);
  all.set(text, 8);
  all.set(bytes, 8 + text.length);
  return all;
}

/** Trains an epoch when it is told to, or as far as a pause lets it. */
class FakeNetwork extends FakeNetworkClient {
  epoch = 0;
  readonly training = new Gate();
  /** The data that it was handed. */
  data = 'd';
  #paused = false;
  #stopped: () => void = () => {};

  override async configure(...given: Parameters<FakeNetworkClient['configure']>) {
    this.epoch = 0;
    return super.configure(...given);
  }

  override async step(): Promise<void> {
    this.calls.push('step');
    this.#paused = false;
    const pause = new Promise<void>((resolve) => {
      this.#stopped = resolve;
    });
    await Promise.race([this.training.pass(), pause]);
    if (this.failure)
      this.tell({ type: 'failed', error: { code: 'invalid_value', message: 'no' } });
    else if (!this.#paused) {
      if (this.epoch === 0) this.tell(withMovement(0));
      this.epoch += 1;
      this.tell(stepEvent({ epoch: this.epoch }));
      this.tell(withMovement(this.epoch));
    }
    // The answer may be there before what was reported.
    setTimeout(() => this.tell({ type: 'state', state: 'paused' }));
  }

  override async pause(): Promise<void> {
    this.calls.push('pause');
    this.#paused = true;
    this.#stopped();
  }

  override async saveModel() {
    return file([1 + this.epoch]);
  }

  override async checkpoint() {
    return file([], this.data);
  }
}

function withMovement(epoch: number) {
  const event = epochEvent(epoch, 0.1 * epoch);
  if (event.type === 'epoch') event.report.layers = [{ weight_movement: 0.5 } as never];
  return event;
}

const kept = new Map<string, unknown>();
const storage: RunStorage = {
  read: async (key) => kept.get(key),
  write: async (key, value) => void kept.set(key, structuredClone(value)),
  remove: async (key) => void kept.delete(key),
};
const clients: FakeNetwork[] = [];
let closed = false;
let data = 'd';
/** The version of the data that is loaded. */
let shown = 1;

function create(): FakeNetwork {
  const client = new FakeNetwork();
  client.data = data;
  if (closed) client.training.close();
  clients.push(client);
  return client;
}

const runner = (store = storage) =>
  new Runner(new FakeDataClient(), create, ({ version }) => version === shown, store);

function setup(plan: Partial<Plan> = {}, settings: Partial<Settings> = {}, version = 1): Setup {
  const small = { thresholds: [1, 9], seeds: 2, epochs: 2, jobs: 2 };
  return {
    plan: { ...defaultPlan(), ...small, ...plan },
    settings: { ...defaultSettings(), hidden: [4], ...settings },
    data: { kind: 'builtin', trainCount: 20, testCount: 10, seed: 1, classes: [], perClass: 0 },
    prepared: preparedData(),
    version,
  };
}

beforeEach(() => {
  kept.clear();
  clients.length = 0;
  closed = false;
  data = 'd';
  shown = 1;
});

const trainers = () => clients.filter(({ calls }) => calls.includes('step'));
const states = (one: Runner) => one.runs.map(({ state }) => state);

describe('an experiment', () => {
  test('trains every run for its epochs, so many at a time, and keeps them', async () => {
    const one = runner();
    await one.prepare(setup());
    expect([one.state, one.runs.length]).toEqual(['idle', 8]);
    await one.start();
    expect([one.state, one.progress, one.problem]).toEqual(['done', 1, '']);
    expect(trainers()).toHaveLength(2);
    expect(clients.every((client) => client.closed)).toBe(true);
    for (const { record } of one.runs) {
      expect(record.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
      expect(record.map(({ weight_distance }) => weight_distance[0])).toEqual([0, 1, 2]);
    }
    expect(kept.size).toBe(8 + 1);
  });

  test('begins where another visit ended, also with more seeds or fewer epochs', async () => {
    const first = runner();
    await first.prepare(setup());
    await first.start();
    clients.length = 0;
    const later = runner();
    await later.prepare(setup({ seeds: 3, epochs: 1 }));
    expect([later.state, later.done]).toEqual(['idle', 8]);
    expect(later.runs[0]?.record).toHaveLength(2);
    await later.start();
    expect([later.state, later.done]).toEqual(['done', 12]);
    const trained = trainers().reduce(
      (sum, { calls }) => sum + calls.filter((c) => c === 'step').length,
      0,
    );
    expect(trained).toBe(4);
  });

  test.each([
    ['other settings', {}, { batch: 7 }],
    ['more epochs', { epochs: 3 }, {}],
    ['other seeds', {}, { seed: 100 }],
  ] as const)('takes nothing from one with %s', async (_, plan, settings) => {
    const first = runner();
    await first.prepare(setup());
    await first.start();
    const other = runner();
    await other.prepare(setup(plan, settings));
    expect(other.done).toBe(0);
  });

  test('takes nothing from one of other data, and fixed thresholds from any rate of theirs', async () => {
    const first = runner();
    await first.prepare(setup());
    await first.start();
    data = 'other';
    shown = 2;
    const foreign = runner();
    await foreign.prepare(setup({}, {}, 2));
    expect(foreign.done).toBe(0);
    data = 'd';
    shown = 1;
    const rates = runner();
    await rates.prepare(setup({}, { thresholdLearningRate: 0.9 }));
    expect(rates.runs.filter(({ state }) => state === 'done').map(({ arm }) => arm.mode)).toEqual(
      Array(4).fill('fixed'),
    );
  });

  test('starts no worker to look for runs before any was kept', async () => {
    await runner().prepare(setup());
    expect(clients).toEqual([]);
  });

  test('is forgotten where somebody asks for it, and others are not', async () => {
    const one = runner();
    await one.prepare(setup());
    await one.start();
    await one.prepare(setup({ seeds: 1 }));
    expect([one.state, one.done]).toEqual(['done', 4]);
    await one.forget();
    expect([one.state, one.done, kept.size]).toEqual(['idle', 0, 4 + 1]);
    await one.prepare(setup());
    expect(one.done).toBe(4);
  });

  test('does not begin with other data than it was made of', async () => {
    const one = runner();
    await one.prepare(setup());
    shown = 2;
    await one.start();
    expect([one.state, one.done, trainers()]).toEqual(['idle', 0, []]);
    expect(kept.size).toBe(0);
  });

  test('goes on without storage', async () => {
    const fail = async () => {
      throw new Error('closed');
    };
    const one = runner({ read: fail, write: fail, remove: fail });
    await one.prepare(setup());
    await one.start();
    expect([one.state, one.done]).toEqual(['done', 8]);
    await one.prepare(setup({ seeds: 1 }));
    expect(one.state).toBe('idle');
  });
});

describe('while it runs', () => {
  async function begun(): Promise<{ one: Runner; end: Promise<void> }> {
    closed = true;
    const one = runner();
    await one.prepare(setup());
    const end = one.start();
    await vi.waitFor(() => expect(trainers()).toHaveLength(2));
    return { one, end };
  }

  function letGo(): void {
    closed = false;
    for (const client of clients) client.training.open();
  }

  test('it can be paused and goes on to the same end', async () => {
    const { one, end } = await begun();
    one.pause();
    expect([one.state, one.held]).toEqual(['paused', false]);
    expect(trainers().every(({ calls }) => calls.includes('pause'))).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    letGo();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(one.done).toBe(0);
    one.resume();
    await end;
    expect([one.state, one.done]).toEqual(['done', 8]);
    for (const { record } of one.runs) expect(record.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  });

  test('it waits while the laboratory trains, and a pause by hand outlasts that', async () => {
    const { one, end } = await begun();
    one.laboratoryTrains = true;
    expect([one.state, one.held]).toEqual(['paused', true]);
    one.pause();
    one.laboratoryTrains = false;
    expect([one.state, one.held]).toEqual(['paused', false]);
    letGo();
    one.resume();
    await end;
    expect(one.state).toBe('done');
  });

  test('it can be cancelled: what is done stays, and it goes on with the rest', async () => {
    const { one, end } = await begun();
    const [first] = trainers();
    first?.training.open();
    await vi.waitFor(() => expect(one.done).toBeGreaterThan(0));
    one.cancel();
    await end;
    const { done } = one;
    expect(one.state).toBe('idle');
    expect(states(one)).not.toContain('running');
    expect(clients.every((client) => client.closed)).toBe(true);
    letGo();
    await one.start();
    expect([one.state, one.done]).toEqual(['done', 8]);
    expect(done).toBeLessThan(8);
  });

  test('a failure ends it and says why', async () => {
    const { one, end } = await begun();
    for (const client of trainers()) client.failure = new Error('no');
    letGo();
    await end;
    expect([one.state, one.problem]).toEqual(['failed', 'no']);
    expect(states(one)).not.toContain('running');
  });

  test('no other plan takes its place', async () => {
    const { one, end } = await begun();
    await one.prepare(setup({ seeds: 5 }));
    expect(one.runs).toHaveLength(8);
    letGo();
    await end;
  });
});

test('progress counts a test as what it costs', () => {
  const data = preparedData(100, 100);
  const at = (report: object) => {
    const event = stepEvent({ batch: 3, batches: 4, ...report });
    return event.type === 'step' ? progressOf(event.report, 2, data) : 0;
  };
  expect(at({ phase: 'test', epoch: 2 })).toBe(1);
  expect(at({ phase: 'test', epoch: 0 })).toBeCloseTo(35 / 305);
  expect(at({ phase: 'train', epoch: 1 })).toBeCloseTo(135 / 305);
  expect(at({ phase: 'test', epoch: 1 })).toBeCloseTo(170 / 305);
});
