import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Experiment } from '../../../web/src/experiment';
import { networkSpec, trainingOptions } from '../../../web/src/specification';
import { defaultSettings } from '../../../web/src/state';
import { epochEvent, FakeDataClient, FakeNetworkClient, settle, stepEvent } from './fakes';

let clients: FakeNetworkClient[];
let data: FakeDataClient;
let experiment: Experiment;
const tell = vi.fn();

const settings = defaultSettings();
const prepare = (version = 1) =>
  experiment.prepare(
    networkSpec(settings, 'b', { width: 34, height: 34, polarities: 2 }, 10),
    trainingOptions(settings),
    data,
    version,
  );
const client = () => clients.at(-1) as FakeNetworkClient;
const recording = (name: string) => ({
  times: Uint32Array.of(0),
  channels: Uint32Array.of(0),
  label: 0,
  name,
});
const traces = () => client().calls.filter((call) => call.startsWith('trace'));

beforeEach(() => {
  vi.useFakeTimers();
  tell.mockReset();
  clients = [];
  data = new FakeDataClient();
  const create = () => {
    clients.push(new FakeNetworkClient());
    return client();
  };
  experiment = new Experiment('b', create, tell);
});

afterEach(() => {
  vi.useRealTimers();
});

describe('preparing', () => {
  test('hands data over once and then only when it is new', async () => {
    await prepare(1);
    await prepare(1);
    await prepare(2);
    expect(client().orders).toEqual([
      'handOver',
      'configure',
      'configure',
      'handOver',
      'configure',
    ]);
    expect(clients).toHaveLength(1);
  });

  test('a running network pauses it first and forgets the former run', async () => {
    await prepare();
    experiment.play();
    client().tell(stepEvent());
    client().tell(epochEvent(0));
    await prepare();
    expect(client().orders.slice(2)).toEqual(['play', 'pause', 'configure']);
    expect(experiment.status).toBe('ready');
    expect(experiment.begun).toBe(false);
    expect(experiment.epochs).toEqual([]);
    expect(experiment.liveAccuracy.x).toEqual([]);
  });

  test('that fails lets the former run go on', async () => {
    await prepare();
    experiment.play();
    client().tell(epochEvent(0));
    client().failure = new Error('batch 0 is outside 1..65536');
    await expect(prepare()).rejects.toThrow('batch 0');
    expect(experiment.status).toBe('running');
    expect(experiment.epochs).toHaveLength(1);
    expect(client().orders.at(-1)).toBe('play');
  });

  test('that fails leaves a network that rests as it was', async () => {
    await prepare();
    client().failure = new Error('no');
    await expect(prepare()).rejects.toThrow('no');
    expect(experiment.status).toBe('ready');
  });

  test('that fails with new data still knows which data the network holds', async () => {
    await prepare(1);
    client().failure = new Error('no');
    await expect(prepare(2)).rejects.toThrow('no');
    expect(experiment.dataVersion).toBe(1);
    client().failure = null;
    await prepare(2);
    expect(experiment.dataVersion).toBe(2);
    expect(client().orders.filter((order) => order === 'handOver')).toHaveLength(2);
  });

  test('the first time and failing leaves it empty', async () => {
    const prepared = prepare();
    client().failure = new Error('no');
    await expect(prepared).rejects.toThrow('no');
    expect([experiment.status, experiment.prepared]).toEqual(['empty', false]);
  });
});

describe('playing', () => {
  test('twice starts once, and shows at once', async () => {
    await prepare();
    experiment.play();
    expect(experiment.status).toBe('running');
    experiment.play();
    expect(client().orders.filter((order) => order === 'play')).toHaveLength(1);
  });

  test('does nothing without a network', () => {
    experiment.play();
    expect(experiment.status).toBe('empty');
  });

  test('collects epochs and the live curve against fractions of epochs', async () => {
    await prepare();
    experiment.play();
    client().tell(epochEvent(0, 0.1));
    client().tell(stepEvent({ epoch: 1, batch: 1, batches: 4, correct: 16 }));
    client().tell(stepEvent({ epoch: 2, batch: 3, batches: 4, correct: 32 }));
    client().tell(epochEvent(1, 0.6));
    expect(experiment.epochs.map((report) => report.epoch)).toEqual([0, 1]);
    expect(experiment.liveAccuracy.x).toEqual([0.5, 2]);
    expect(experiment.liveAccuracy.y).toEqual([0.5, 0.75]);
  });

  test('leaves test batches out of the live curve', async () => {
    await prepare();
    client().tell(stepEvent({ phase: 'test' }));
    expect(experiment.liveAccuracy.x).toEqual([]);
    expect(experiment.lastStep?.phase).toBe('test');
  });
});

describe('a worker that dies', () => {
  test('fails the experiment with its message, and its last words change nothing', async () => {
    await prepare();
    experiment.play();
    const error = { code: 'worker_failed', message: 'out of memory' } as const;
    client().tell({ type: 'failed', error });
    client().tell({ type: 'state', state: 'paused' });
    expect([experiment.status, experiment.failure]).toEqual(['failed', 'out of memory']);
    expect(experiment.prepared).toBe(false);
  });

  test('is replaced by a new one with the data at the next reset', async () => {
    await prepare();
    client().tell({ type: 'failed', error: { code: 'worker_failed', message: 'gone' } });
    await prepare();
    expect(clients).toHaveLength(2);
    expect(clients[0]?.closed).toBe(true);
    expect(client().orders).toEqual(['handOver', 'configure']);
    expect([experiment.status, experiment.failure]).toEqual(['ready', '']);
  });
});

describe('looking', () => {
  test('at a sample traces it at once, while training four times a second', async () => {
    await prepare();
    experiment.watch({ recording: recording('one'), layer: 0, neuron: 3 });
    await vi.advanceTimersByTimeAsync(0);
    expect(traces()).toEqual(['trace one 0 3']);
    expect(experiment.allThresholds).toHaveLength(2);
    experiment.play();
    for (let step = 0; step < 20; step++) {
      client().tell(stepEvent({ batch: step }));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(traces().length).toBeGreaterThanOrEqual(6);
    expect(traces().length).toBeLessThanOrEqual(9);
  });

  test('closely asks for what the neuron does, from afar only for the trace', async () => {
    await prepare();
    const looks = () => client().calls.filter((call) => call.startsWith('inspect'));
    const history = vi.spyOn(client(), 'thresholdHistory');
    experiment.watch({ recording: recording('one'), layer: 0, neuron: 3, closely: true });
    await vi.advanceTimersByTimeAsync(0);
    expect([looks(), history.mock.calls.length]).toEqual([['inspect one 0 3'], 1]);
    expect(experiment.inspection).toBe(experiment.trace);
    experiment.watch({ recording: recording('two'), layer: 0, neuron: 3 });
    await vi.advanceTimersByTimeAsync(0);
    expect([looks().length, history.mock.calls.length]).toEqual([1, 1]);
    expect([experiment.inspection, experiment.history]).toEqual([null, null]);
  });

  test('rests while nobody sees it, and looks once afterwards', async () => {
    await prepare();
    experiment.rest(true);
    experiment.watch({ recording: recording('one'), layer: 0, neuron: 3 });
    experiment.play();
    for (let step = 0; step < 10; step++) {
      client().tell(stepEvent({ batch: step }));
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(traces()).toEqual([]);
    experiment.rest(false);
    await vi.advanceTimersByTimeAsync(0);
    expect(traces()).toEqual(['trace one 0 3']);
  });

  test('at layers and neurons that the network does not have takes the last ones', async () => {
    await prepare();
    experiment.watch({ recording: recording('one'), layer: 9, neuron: 999 });
    await vi.advanceTimersByTimeAsync(0);
    expect(traces()).toEqual(['trace one 1 9']);
  });

  test('at a sample that does not fit says why and recovers with the next', async () => {
    await prepare();
    const trace = vi.spyOn(client(), 'trace');
    trace.mockRejectedValueOnce(new Error('channel 9999 of 2312'));
    experiment.watch({ recording: recording('wide'), layer: 0, neuron: 0 });
    await vi.advanceTimersByTimeAsync(0);
    expect([experiment.trace, experiment.traceProblem]).toEqual([null, 'channel 9999 of 2312']);
    experiment.watch({ recording: recording('one'), layer: 0, neuron: 0 });
    await vi.advanceTimersByTimeAsync(0);
    expect([experiment.trace?.neuron, experiment.traceProblem]).toEqual([0, '']);
  });

  test('never takes an answer of the former network', async () => {
    await prepare();
    let answer: () => void = () => {};
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const trace = client().trace.bind(client());
    vi.spyOn(client(), 'trace').mockImplementationOnce(async (...asked) => {
      await slow;
      return { ...(await trace(...asked)), loss: 77 };
    });
    experiment.watch({ recording: recording('one'), layer: 0, neuron: 0 });
    await vi.advanceTimersByTimeAsync(0);
    await prepare();
    answer();
    await settle();
    expect(experiment.trace?.loss).not.toBe(77);
    await vi.advanceTimersByTimeAsync(500);
    expect(experiment.trace?.loss).toBe(0);
  });
});

test('closing forgets everything and ends the worker', async () => {
  await prepare();
  client().tell(epochEvent(0));
  experiment.close();
  expect(client().closed).toBe(true);
  expect([experiment.status, experiment.begun, experiment.spec]).toEqual(['empty', false, null]);
  await expect(experiment.saveModel()).rejects.toThrow('no network to save');
});
