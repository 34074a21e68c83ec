import type { Trace } from 'rouse-snn';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Lab } from '../../../web/src/lab';
import { Store } from '../../../web/src/state';
import { cochleaShape, epochEvent, FakeDataClient, FakeNetworkClient, settle } from './fakes';

let store: Store;
let data: FakeDataClient;
let networks: FakeNetworkClient[];
let lab: Lab;
const files = [{ path: 'Test.zip', file: new Blob(['x']) }];

/** Long enough for settings to be taken over. */
const settled = () => vi.advanceTimersByTimeAsync(300);
/** The worker of A or B that was made last. */
const worker = (arm: 'a' | 'b') => {
  const threshold = arm === 'a' ? 'fixed' : 'per_neuron';
  const found = networks.findLast(
    (network) => network.configured[0]?.spec.layers?.[0]?.thresholds === threshold,
  );
  if (!found) throw new Error(`no worker of ${arm}`);
  return found;
};
const orders = () => (['a', 'b'] as const).map((arm) => worker(arm).orders);
const statuses = () => [lab.arms.a.status, lab.arms.b.status];

function build(): void {
  store = new Store();
  data = new FakeDataClient();
  networks = [];
  lab = new Lab(store, {
    data: () => data,
    network: () => {
      const network = new FakeNetworkClient();
      networks.push(network);
      return network;
    },
  });
}

/** A lab that has trained for an epoch and goes on. */
async function running(): Promise<void> {
  await lab.start();
  lab.play();
  for (const network of networks) network.tell(epochEvent(0));
  expect(lab.begun).toBe(true);
}

beforeEach(() => {
  vi.useFakeTimers();
  build();
});

afterEach(() => {
  lab.close();
  vi.useRealTimers();
});

describe('at the start', () => {
  test('data is loaded, then both networks are built and a sample is shown', async () => {
    await lab.start();
    await settle();
    expect(data.calls[0]).toBe('load builtin');
    expect(orders()).toEqual([
      ['handOver', 'configure'],
      ['handOver', 'configure'],
    ]);
    expect(statuses()).toEqual(['ready', 'ready']);
    expect(lab.recording?.name).toBe('test 0');
  });

  test('play waits for the networks and then plays', async () => {
    data.gate.close();
    const started = lab.start();
    lab.play();
    expect([lab.waiting, lab.running]).toEqual([true, false]);
    data.gate.open();
    await started;
    expect([lab.waiting, lab.running]).toEqual([false, true]);
  });

  test('play and then pause while loading plays nothing', async () => {
    data.gate.close();
    const started = lab.start();
    lab.toggle();
    lab.toggle();
    data.gate.open();
    await started;
    expect(statuses()).toEqual(['ready', 'ready']);
  });

  test('a step waits for the networks too', async () => {
    data.gate.close();
    const started = lab.start();
    const stepped = lab.step('batch');
    data.gate.open();
    await Promise.all([started, stepped]);
    expect(orders().map((all) => all.at(-1))).toEqual(['step batch', 'step batch']);
  });

  test('play waits for data that is asked for, and trains on it', async () => {
    await lab.start();
    await settle();
    data.gate.close();
    store.set({ classes: [1, 7] });
    await settle();
    lab.play();
    expect([lab.waiting, lab.running]).toEqual([true, false]);
    data.gate.open();
    await settle();
    expect([lab.waiting, lab.running]).toEqual([false, true]);
    expect(orders()[0]).toEqual(['handOver', 'configure', 'handOver', 'configure', 'play']);
  });

  test('play goes on with the data that is there when other data cannot be had', async () => {
    await lab.start();
    await settle();
    data.failure = new Error('no samples of class 77');
    data.gate.close();
    store.set({ classes: [7] });
    await settle();
    lab.play();
    data.gate.open();
    await settle();
    expect([lab.waiting, lab.running]).toEqual([false, true]);
  });

  test('without data, play does not wait for ever', async () => {
    data.failure = new Error('no samples of class 77');
    const started = lab.start();
    lab.play();
    await started;
    expect(lab.waiting).toBe(false);
    expect(lab.shelf.problem).toContain('no samples of class 77');
    data.failure = null;
    store.set({ classes: [1] });
    await settle();
    expect(statuses()).toEqual(['ready', 'ready']);
  });
});

describe('play, pause, step and reset', () => {
  test('reach both experiments in the order in which they were asked for', async () => {
    await lab.start();
    lab.toggle();
    lab.toggle();
    await settle();
    await lab.step('epoch');
    await lab.reset();
    const expected = ['handOver', 'configure', 'play', 'pause', 'step epoch', 'configure'];
    expect(orders()).toEqual([expected, expected]);
  });

  test('a step while training pauses first and stays paused', async () => {
    await running();
    await lab.step('batch');
    expect(worker('a').orders.slice(-2)).toEqual(['pause', 'step batch']);
    expect(statuses()).toEqual(['paused', 'paused']);
  });

  test('a second step waits for nobody: it is not taken while the first runs', async () => {
    await lab.start();
    for (const network of networks) network.gate.close();
    const first = lab.step('epoch');
    await settle();
    await lab.step('epoch');
    for (const network of networks) network.gate.open();
    await first;
    expect(worker('a').orders.filter((order) => order === 'step epoch')).toHaveLength(1);
    expect(lab.stepping).toBe(false);
  });

  test('a reset while networks are being built builds them once more afterwards', async () => {
    await lab.start();
    for (const network of networks) network.gate.close();
    const first = lab.reset();
    await settle();
    const second = lab.reset();
    await settle();
    expect(worker('a').orders).toEqual(['handOver', 'configure', 'configure']);
    for (const network of networks) network.gate.open();
    await Promise.all([first, second]);
    expect(worker('a').orders).toEqual(['handOver', 'configure', 'configure', 'configure']);
    expect(statuses()).toEqual(['ready', 'ready']);
  });

  test('play while networks are being built starts them afterwards', async () => {
    await lab.start();
    for (const network of networks) network.gate.close();
    const reset = lab.reset();
    await settle();
    lab.play();
    for (const network of networks) network.gate.open();
    await reset;
    await settle();
    expect(statuses()).toEqual(['running', 'running']);
  });

  test('a reset ends a run and takes the settings as they are', async () => {
    await running();
    store.set({ threshold: 20 });
    await lab.reset();
    expect(statuses()).toEqual(['ready', 'ready']);
    expect(worker('b').configured.at(-1)?.spec.layers?.[0]?.initial_threshold).toBe(20);
    expect(lab.pendingSettings).toEqual([]);
  });
});

describe('settings', () => {
  test('in quick succession build the networks once, with the last values', async () => {
    await lab.start();
    for (const threshold of [2, 3, 4]) {
      store.set({ threshold });
      await vi.advanceTimersByTimeAsync(100);
    }
    await settled();
    expect(worker('a').orders).toEqual(['handOver', 'configure', 'configure']);
    expect(worker('a').configured.at(-1)?.spec.layers?.[0]?.initial_threshold).toBe(4);
  });

  test('that are followed by play at once are trained with', async () => {
    await lab.start();
    store.set({ threshold: 7 });
    lab.play();
    await settled();
    expect(worker('b').orders).toEqual(['handOver', 'configure', 'configure', 'play']);
    expect(worker('b').configured.at(-1)?.spec.layers?.[0]?.initial_threshold).toBe(7);
    expect(lab.running).toBe(true);
  });

  test('that are followed by a step at once are stepped with', async () => {
    await lab.start();
    store.set({ threshold: 7 });
    await lab.step('batch');
    await settled();
    expect(worker('b').orders).toEqual(['handOver', 'configure', 'configure', 'step batch']);
  });

  test('never end a run: they wait for a reset, and are named', async () => {
    await running();
    store.set({ threshold: 7, batch: 8 });
    await settled();
    expect(lab.pendingSettings).toEqual(['threshold', 'batch']);
    expect(statuses()).toEqual(['running', 'running']);
    store.set({ threshold: store.settings.threshold, batch: 32 });
    expect(lab.pendingSettings).toEqual(['threshold']);
  });

  test('that the library refuses are told and leave the run alone', async () => {
    await running();
    for (const network of networks) network.failure = new Error('layers[0].neurons: 0');
    await lab.reset();
    expect(lab.networkProblem).toBe('layers[0].neurons: 0');
    expect(statuses()).toEqual(['running', 'running']);
    for (const network of networks) network.failure = null;
    await lab.reset();
    expect(lab.networkProblem).toBe('');
    expect(statuses()).toEqual(['ready', 'ready']);
  });

  test('learning rates reach networks at once, also those being built', async () => {
    await lab.start();
    for (const network of networks) network.gate.close();
    const reset = lab.reset();
    await settle();
    store.set({ learningRate: 0.5, thresholdLearningRate: 0.25 });
    for (const network of networks) network.gate.open();
    await reset;
    expect(
      worker('a')
        .calls.filter((call) => call.startsWith('rates'))
        .at(-1),
    ).toBe('rates 0.5 0.25');
  });
});

describe('switching an experiment off', () => {
  test('pauses it and lets the other one go on; on again, both go on', async () => {
    await running();
    store.set({ runA: false });
    await settle();
    expect(statuses()).toEqual(['paused', 'running']);
    store.set({ runA: true });
    await settle();
    expect(statuses()).toEqual(['running', 'running']);
    expect(lab.arms.a.epochs).toHaveLength(1);
  });

  test('while nothing runs starts nothing when it is switched on', async () => {
    store.set({ runA: false });
    await lab.start();
    expect(networks).toHaveLength(1);
    store.set({ runA: true });
    await settle();
    expect(statuses()).toEqual(['ready', 'ready']);
  });

  test('and a reset close it; it comes back as the other one was built', async () => {
    await running();
    store.set({ runA: false });
    await lab.reset();
    expect(lab.arms.a.status).toBe('empty');
    lab.play();
    worker('b').tell(epochEvent(0));
    store.set({ threshold: 20 });
    store.set({ runA: true });
    await settle();
    expect(worker('a').configured.at(-1)?.spec.layers?.[0]?.initial_threshold).toBe(
      worker('b').configured.at(-1)?.spec.layers?.[0]?.initial_threshold,
    );
    expect(lab.pendingSettings).toEqual(['threshold']);
    expect(statuses()).toEqual(['running', 'running']);
  });

  test('both leaves nothing to play or step', async () => {
    await running();
    store.set({ runA: false, runB: false });
    await settle();
    lab.play();
    await lab.step('batch');
    expect(statuses()).toEqual(['paused', 'paused']);
  });
});

describe('other data', () => {
  test('before training builds the networks for it', async () => {
    await lab.start();
    await lab.loadFiles(files, 'Test.zip');
    expect(worker('a').orders).toEqual(['handOver', 'configure', 'handOver', 'configure']);
    expect(lab.pendingData).toBe(false);
  });

  test('while training waits for a reset and leaves the run alone', async () => {
    await running();
    await lab.loadFiles(files, 'Test.zip');
    expect(lab.pendingData).toBe(true);
    expect(statuses()).toEqual(['running', 'running']);
    expect(worker('a').orders).toEqual(['handOver', 'configure', 'play']);
    await lab.reset();
    expect(lab.pendingData).toBe(false);
    expect(worker('a').orders.slice(3)).toEqual(['pause', 'handOver', 'configure']);
  });

  test('that is bad is told at the data and leaves the run alone', async () => {
    await running();
    data.failure = new Error('offset 3: x is 77');
    await lab.loadFiles(files, 'Test.zip');
    expect(lab.shelf.problem).toBe('Test.zip: offset 3: x is 77');
    expect(statuses()).toEqual(['running', 'running']);
    expect(lab.pendingData).toBe(false);
  });
});

describe('spoken words', () => {
  const classNames = [
    'zero',
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
  ];
  const about = { name: 'Words', kind: 'shd', licence: '', attribution: '', source: '' };
  const trace = { predicted: 7, label: 3, scores: Float32Array.of(0, 1) } as Trace;

  beforeEach(() => {
    data.shape = cochleaShape;
    data.about = { ...about, classNames, timeUs: 1000 };
  });

  test('bring bins that suit them, and the settings stay as they were', async () => {
    const before = store.settings;
    await lab.start();
    const fitting = { steps: 100, bin_us: 10_000, occupancy: 'binary' };
    expect(worker('b').configured.at(-1)?.options.bins).toEqual(fitting);
    expect(lab.bins).toEqual({ steps: 100, bin_us: 10_000 });
    expect(store.settings).toEqual(before);
  });

  test('are called by their names', async () => {
    await lab.start();
    expect([lab.nameOf(3), lab.nameOf(-1)]).toEqual(['three', '?']);
    expect(lab.answerIn(lab.arms.a, trace)).toEqual(['seven', 'three']);
    expect(lab.answerIn(lab.arms.a, { ...trace, label: -1 })).toEqual(['seven', null]);
    const silent = { ...trace, scores: new Float32Array(10) };
    expect(lab.answerIn(lab.arms.a, silent)).toEqual([null, 'three']);
  });

  test('leave networks of other data the names that these know', async () => {
    await running();
    data.about = null;
    await lab.loadFiles(files, 'Test.zip');
    expect(lab.nameOf(3)).toBe('3');
    expect(lab.answerIn(lab.arms.a, trace)).toEqual(['seven', '3']);
  });
});

describe('files of no known class', () => {
  const loose = [{ path: 'mine.bin', file: new Blob(['x']) }];
  const recording = {
    times: Uint32Array.of(5),
    channels: Uint32Array.of(7),
    label: -1,
    name: 'mine.bin',
  };

  test('are shown and classified beside the data, which stays', async () => {
    await running();
    data.loose.set('mine.bin', recording);
    await lab.loadFiles(loose, 'mine.bin');
    await settle();
    expect(lab.recording).toBe(recording);
    expect([lab.part, lab.shelf.size('unlabelled')]).toEqual(['unlabelled', 1]);
    expect([lab.pendingData, lab.shelf.source]).toEqual([false, 'builtin']);
    expect(statuses()).toEqual(['running', 'running']);
  });

  test('that cannot be read are named, and the shown sample stays', async () => {
    await lab.start();
    await settle();
    data.failure = new Error('offset 3: x is 77');
    await lab.loadFiles(loose, 'mine.bin');
    expect(lab.shelf.problem).toBe('mine.bin: offset 3: x is 77');
    expect(lab.recording?.name).toBe('test 0');
  });

  test('of an earlier visit are gone: test samples are shown', async () => {
    store.set({ part: 'unlabelled' });
    await lab.start();
    await settle();
    expect([lab.part, lab.recording?.name]).toEqual(['test', 'test 0']);
  });
});

describe('a drawing', () => {
  const film = { times: Uint32Array.of(5), channels: Uint32Array.of(7) };

  test('is shown and classified while drawings are looked at, and training goes on', async () => {
    await running();
    store.set({ part: 'drawn' });
    await settle();
    expect([lab.part, lab.recording?.name]).toEqual(['test', 'test 0']);
    lab.showDrawing(film);
    await settle();
    expect(lab.recording).toMatchObject({ ...film, label: -1 });
    expect([lab.part, lab.pendingData, lab.shelf.source]).toEqual(['drawn', false, 'builtin']);
    expect(statuses()).toEqual(['running', 'running']);
  });

  test('that comes when the data is looked at again waits', async () => {
    await lab.start();
    await settle();
    lab.showDrawing(film);
    await settle();
    expect(lab.recording?.name).toBe('test 0');
    store.set({ part: 'drawn' });
    await settle();
    expect(lab.recording?.label).toBe(-1);
  });

  test('is not given to networks that read another sensor', async () => {
    await lab.start();
    store.set({ part: 'drawn' });
    lab.showDrawing(film);
    await settle();
    expect([lab.shelf.drawable, lab.part]).toEqual([true, 'drawn']);
    data.shape = { width: 700, height: 1, polarities: 1 };
    await lab.loadFiles(files, 'Test.zip');
    await settle();
    expect([lab.shelf.drawable, lab.part, lab.recording?.name]).toEqual([false, 'test', 'test 0']);
  });
});

describe('samples', () => {
  test('wrap around at both ends, also from beyond the end', async () => {
    await lab.start();
    lab.moveSample(-1);
    expect(store.settings.sample).toBe(9);
    lab.moveSample(1);
    expect(store.settings.sample).toBe(0);
    store.set({ sample: 250 });
    lab.moveSample(-1);
    expect(store.settings.sample).toBe(8);
  });

  test('leafed through quickly show the last one asked for', async () => {
    await lab.start();
    await settle();
    data.gate.close();
    lab.moveSample(1);
    lab.moveSample(1);
    data.gate.open();
    await settle();
    expect(lab.recording?.name).toBe('test 2');
  });
});

test('a worker that dies while pausing is told, not thrown', async () => {
  await running();
  vi.spyOn(worker('a'), 'pause').mockRejectedValue(new Error('gone'));
  await lab.pause();
  expect(lab.networkProblem).toBe('gone');
});

test('closing ends every worker', async () => {
  await lab.start();
  lab.close();
  expect([data.closed, ...networks.map((network) => network.closed)]).toEqual([true, true, true]);
});

describe('a number of epochs', () => {
  /** Both networks train one epoch after the other up to this one, and rest as workers do. */
  const train = (from: number, to: number) => {
    for (const network of networks) {
      for (let epoch = from; epoch <= to; epoch++) network.tell(epochEvent(epoch));
      network.tell({ type: 'state', state: 'paused' });
    }
  };
  const plays = () => worker('b').orders.filter((call) => call.startsWith('play'));

  test('ends the run, which is told once; played again it goes on for as many', async () => {
    const done = vi.fn();
    lab.on('done', done);
    store.set({ epochs: 3 });
    await lab.start();
    lab.play();
    await settle();
    expect(plays()).toEqual(['play 3']);
    train(0, 2);
    expect(done).not.toHaveBeenCalled();
    lab.play();
    expect(plays()).toEqual(['play 3', 'play 1']);
    train(3, 3);
    expect(done).toHaveBeenCalledTimes(1);
    lab.play();
    expect(plays().at(-1)).toBe('play 3');
    expect(done).toHaveBeenCalledTimes(1);
  });

  test('may change while training', async () => {
    await running();
    store.set({ epochs: 2 });
    await settle();
    expect(plays()).toEqual(['play', 'play 2']);
    store.set({ epochs: 0 });
    await settle();
    expect(plays().at(-1)).toBe('play');
  });
});
