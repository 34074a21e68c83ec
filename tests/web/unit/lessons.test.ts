/** What lessons judge by: runs, answers, and what was done before. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadCochlea, soundRate } from '../../../bindings/src/cochlea_module';
import { readWav } from '../../../bindings/src/sound_files';
import type { RouseEpoch } from '../../../web/public/rouse-lab';
import { verdictOf } from '../../../web/src/lessons/answer';
import { heardTasks, memoryOf, memorySettings } from '../../../web/src/lessons/heard_runs';
import { lessonIds, lessons } from '../../../web/src/lessons/lessons';
import { Progress } from '../../../web/src/lessons/progress';
import {
  type ArmRun,
  mostConfused,
  type Run,
  roused,
  runOf,
  withRun,
} from '../../../web/src/lessons/runs';
import { heardOf, toneOf, wavFile } from '../../../web/src/lessons/tone_model';
import { en } from '../../../web/src/messages/en_lessons';
import { zhLessons } from '../../../web/src/messages/zh';
import { defaultSettings } from '../../../web/src/state';

const epoch = (number: number, changes: Partial<RouseEpoch> = {}): RouseEpoch => ({
  epoch: number,
  loss: 0,
  test_loss: 0,
  train_accuracy: 0.9,
  test_accuracy: 0.8,
  dead: [3, 1],
  rate: [0.04, 0.1],
  threshold_mean: [5, 5],
  ms_per_sample: 1,
  confusion: [5, 1, 0, 6],
  ...changes,
});

describe('a run', () => {
  const settings = { ...defaultSettings(), hidden: [100], threshold: 60, perClass: 10 };

  test('is known once both experiments have trained an epoch', () => {
    expect(runOf(settings, { a: [], b: [] })).toBeNull();
    expect(runOf(settings, { a: [epoch(0)], b: [epoch(0), epoch(1)] })).toBeNull();
    const run = runOf(settings, { a: [epoch(0), epoch(1)], b: [epoch(1), epoch(2)] });
    expect(run).toMatchObject({ threshold: 60, width: 3.75, perClass: 10 });
    expect(run?.b).toEqual({
      test: 0.8,
      train: 0.9,
      dead: 3,
      hidden: 100,
      rate: 0.04,
      epochs: 2,
      confusion: [5, 1, 0, 6],
    });
  });

  test('takes the place of the one with the same settings', () => {
    const first = runOf(settings, { a: [epoch(1)], b: [epoch(1)] }) as Run;
    const other = { ...first, threshold: 80 };
    const again = { ...first, perClass: first.perClass };
    const runs = [first, other, again].reduce(withRun, []);
    expect(runs).toEqual([other, again]);
  });
});

describe('rousing dead neurons', () => {
  const arm = (test: number, dead: number): ArmRun => ({
    test,
    dead,
    train: test,
    hidden: 100,
    rate: 0,
    epochs: 6,
    confusion: [],
  });
  const run = (threshold: number, a: ArmRun, b: ArmRun, width = 3.75): Run => ({
    threshold,
    width,
    perClass: 0,
    a,
    b,
  });
  const silent = arm(0.1, 100);
  const tasks = (one: Run, before: Run[] = []) => roused(one, before, 3.75);

  test('a good start is one from which both learn', () => {
    expect(tasks(run(5, arm(0.9, 13), arm(0.88, 9)))).toEqual(['healthy']);
    expect(tasks(run(40, arm(0.3, 60), arm(0.88, 9)))).toEqual([]);
  });

  test('A is broken when none of its hidden neurons is left, B roused when it learns beside it', () => {
    expect(tasks(run(60, silent, arm(0.8, 58)))).toEqual(['broken', 'roused']);
    expect(tasks(run(70, silent, arm(0.3, 81)))).toEqual(['broken']);
    expect(tasks(run(55, arm(0.1, 99), arm(0.8, 54)))).toEqual([]);
  });

  test('what is lost is reached by a wider surrogate only, from no lower threshold', () => {
    const lost = run(80, silent, silent);
    const wide = (threshold: number) => run(threshold, arm(0.14, 34), arm(0.74, 30), 15);
    expect(tasks(lost)).toEqual(['broken', 'lost']);
    expect(tasks(wide(80))).toEqual([]);
    expect(tasks(wide(60), [lost])).toEqual([]);
    expect(tasks(wide(80), [lost])).toEqual(['reached']);
    // A wide surrogate that leaves all silent has broken nothing that it could have saved.
    expect(tasks(run(100, silent, silent, 5), [lost])).toEqual([]);
  });
});

describe('the most frequent mistake', () => {
  test('is sought in the row with most of them, right answers left out', () => {
    // biome-ignore format: a matrix
    const confusion = [
      9, 1, 0,
      2, 5, 3,
      0, 1, 9,
    ];
    expect(mostConfused(confusion)).toEqual({ label: 1, answers: [2], times: 3 });
  });

  test('may be several that are level, or none at all', () => {
    expect(mostConfused([0, 2, 2, 0, 4, 0, 0, 0, 4])).toEqual({
      label: 0,
      answers: [1, 2],
      times: 2,
    });
    expect(mostConfused([4, 0, 0, 4])).toBeNull();
    expect(mostConfused([])).toBeNull();
  });
});

describe('hearing', () => {
  test('a higher tone is answered by lower channels, and silence by none', async () => {
    const { Ear } = await loadCochlea();
    const centres = [125, 1000, 4000].map((frequency) => {
      const ear = Ear.create(soundRate, 1);
      const heard = heardOf(frequency, ear.hear(toneOf(frequency)));
      ear.delete();
      return heard?.centre ?? -1;
    });
    expect(centres).toEqual(centres.toSorted((one, other) => other - one));
    expect(new Set(centres).size).toBe(3);
    expect(heardOf(100, { channels: new Uint32Array() })).toBeNull();
  });

  test('events are counted by channel, and the centre has as many above as below', () => {
    const heard = heardOf(440, { channels: Uint32Array.of(3, 9, 3, 5, 699) });
    expect(heard).toMatchObject({ frequency: 440, events: 5, centre: 5 });
    expect([heard?.counts[3], heard?.counts[4], heard?.counts[699]]).toEqual([2, 0, 1]);
  });

  test('a word becomes a file that the page reads as a sound', () => {
    const samples = Float32Array.of(0, 0.25, -0.5, 0.125);
    const read = readWav(wavFile(samples, soundRate), 'word.wav');
    for (const [at, x] of [0, 0.5, -1, 0.25].entries()) expect(read[at]).toBeCloseTo(x, 3);
  });

  test('networks are told apart by their memory; all are compared', () => {
    for (const memory of ['none', 'leak', 'recurrence', 'delays'] as const) {
      expect(memoryOf({ ...defaultSettings(), ...memorySettings[memory] })).toBe(memory);
    }
    const run = runOf(defaultSettings(), { a: [epoch(1)], b: [epoch(1)] }) as Run;
    expect(heardTasks({})).toEqual([]);
    expect(heardTasks({ recurrence: run, delays: run })).toEqual([]);
    expect(heardTasks({ leak: run, delays: run })).toEqual(['train']);
    expect(heardTasks({ none: run, leak: run, recurrence: run, delays: run })).toEqual([
      'train',
      'compare',
    ]);
  });
});

describe('an answer', () => {
  test('is right within its tolerance, with a comma or a sign as people write them', () => {
    expect(verdictOf(' 0,125 ', [0.125], 0.005)).toBe('right');
    expect(verdictOf('−3', [-3], 0)).toBe('right');
    expect(verdictOf('12.5 %', [0.125], 0.005)).toBe('right');
    expect(verdictOf('12.5', [0.125], 0.005)).toBe('wrong');
    expect(verdictOf('0.14', [0.125], 0.005)).toBe('wrong');
    expect(verdictOf('7', [4, 7], 0)).toBe('right');
  });

  test('is asked for when there is none, and must wait for something to measure', () => {
    expect(verdictOf('', [1], 0)).toBe('noNumber');
    expect(verdictOf('two', [2], 0)).toBe('noNumber');
    expect(verdictOf('2', [], 0)).toBe('early');
  });
});

describe('progress', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('is kept from visit to visit, and told when there is news', () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
    const progress = new Progress();
    const told = vi.fn();
    progress.on('change', told);
    progress.add('neuron', 'leak');
    progress.add('neuron', 'leak');
    progress.add('surrogate', 'question');
    expect(told).toHaveBeenCalledTimes(2);
    const later = new Progress();
    expect(later.has('neuron', 'leak')).toBe(true);
    expect(later.has('neuron', 'rate')).toBe(false);
    expect([later.of('neuron'), later.of('surrogate'), later.of('events')]).toEqual([1, 1, 0]);
  });

  test('lasts as long as the page where there is no storage', () => {
    vi.stubGlobal('localStorage', undefined);
    const progress = new Progress();
    progress.add('events', 'look');
    expect(progress.has('events', 'look')).toBe(true);
  });
});

test('every lesson has its texts in both languages, and a question', () => {
  for (const id of lessonIds) {
    for (const table of [en, zhLessons]) expect(Object.keys(table[id])).toContain('title');
    expect(lessons[id]).toContain('question');
  }
});
