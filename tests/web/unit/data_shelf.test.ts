import type { KeptData } from 'rouse-snn';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DataShelf } from '../../../web/src/data_shelf';
import { defaultSettings, type Settings } from '../../../web/src/state';
import { FakeDataClient, settle } from './fakes';

let client: FakeDataClient;
let shelf: DataShelf;
const tell = vi.fn();
const settings = (changes: Partial<Settings> = {}): Settings => ({
  ...defaultSettings(),
  ...changes,
});
const files = [{ path: 'Test.zip', file: new Blob(['x']) }];

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://example.org/' });
  client = new FakeDataClient();
  shelf = new DataShelf(client, tell);
});

describe('built-in data', () => {
  test('is a thousand samples, and as many more as a class is asked to have', async () => {
    await shelf.loadBuiltin(settings());
    await shelf.loadBuiltin(settings({ perClass: 300 }));
    expect(client.loads.map(({ source }) => source)).toEqual([
      { kind: 'builtin', trainCount: 1000, testCount: 200, seed: 1 },
      { kind: 'builtin', trainCount: 3000, testCount: 600, seed: 1 },
    ]);
  });

  test('is selected from while it suffices and generated anew when it does not', async () => {
    await shelf.loadBuiltin(settings());
    await shelf.select(settings({ perClass: 20 }));
    await shelf.select(settings({ perClass: 200 }));
    await shelf.select(settings());
    expect(client.calls).toEqual(['load builtin', 'select  20', 'load builtin', 'select  0']);
  });

  test('does not follow the seed of the networks', async () => {
    await shelf.loadBuiltin(settings({ seed: 99 }));
    expect(client.loads[0]?.source).toMatchObject({ seed: 1 });
  });
});

test('own files are never generated, whatever is asked of a class', async () => {
  await shelf.loadFiles(files, 'Test.zip', settings());
  await shelf.select(settings({ perClass: 5000, classes: [1, 2] }));
  expect(client.calls).toEqual(['load files', 'select 1,2 5000']);
  expect([shelf.source, shelf.sourceName]).toEqual(['files', 'Test.zip']);
});

test('a failed load keeps what was there and says which file it was about', async () => {
  await shelf.loadBuiltin(settings());
  const before = shelf.prepared;
  client.failure = new Error('offset 12: x is 40, but the sensor is 34 wide');
  expect(await shelf.loadFiles(files, 'Test.zip', settings())).toBe(false);
  expect(shelf.prepared).toBe(before);
  expect([shelf.source, shelf.version]).toEqual(['builtin', 1]);
  expect(shelf.problem).toBe('Test.zip: offset 12: x is 40, but the sensor is 34 wide');
  client.failure = new Error('Test.zip: not a zip');
  await shelf.loadFiles(files, 'Test.zip', settings());
  expect(shelf.problem).toBe('Test.zip: not a zip');
  client.failure = null;
  await shelf.loadBuiltin(settings());
  expect(shelf.problem).toBe('');
});

test('a failed selection has its own message and goes with the next success', async () => {
  await shelf.loadBuiltin(settings());
  client.failure = new Error('no samples of class 77');
  expect(await shelf.select(settings({ classes: [77] }))).toBe(false);
  expect([shelf.problem, shelf.selectionProblem]).toEqual(['', 'no samples of class 77']);
  client.failure = null;
  expect(await shelf.select(settings())).toBe(true);
  expect(shelf.selectionProblem).toBe('');
});

test('a class that the data does not have is told, and all classes are loaded', async () => {
  const load = client.load.bind(client);
  client.load = async (source, options, report) => {
    if (!options?.classes?.includes(12)) return load(source, options, report);
    throw Object.assign(new Error('class 12 is not in the data'), { code: 'invalid_value' });
  };
  expect(await shelf.loadBuiltin(settings({ classes: [0, 12] }))).toBe(true);
  expect([shelf.problem, shelf.selectionProblem]).toEqual(['', 'class 12 is not in the data']);
  expect(client.loads.at(-1)?.options.classes).toEqual([]);
  const { identity } = shelf;
  expect(await shelf.loadBuiltin(settings())).toBe(true);
  expect(shelf.selectionProblem).toBe('');
  expect(shelf.identity).toEqual(identity);
});

test('what cannot be read is not read twice, whatever its classes', async () => {
  client.failure = new Error('Test.zip: not a zip');
  expect(await shelf.loadFiles(files, 'Test.zip', settings({ classes: [1] }))).toBe(false);
  expect(client.calls).toEqual(['load files']);
  expect(shelf.problem).toBe('Test.zip: not a zip');
});

test('a selection after a first load that failed loads again', async () => {
  client.failure = new Error('no samples of class 77');
  await shelf.loadBuiltin(settings({ classes: [77] }));
  client.failure = null;
  expect(await shelf.select(settings())).toBe(true);
  expect(shelf.size('train')).toBe(20);
});

test('a selection that is made while the data is loaded is not lost', async () => {
  client.gate.close();
  const loaded = shelf.loadBuiltin(settings());
  const selected = shelf.select(settings({ classes: [1] }));
  client.gate.open();
  expect(await Promise.all([loaded, selected])).toEqual([true, true]);
  expect(client.calls).toEqual(['load builtin', 'select 1 0']);
});

test('of loads and selections in quick succession only the last ones are made', async () => {
  client.gate.close();
  const first = shelf.loadBuiltin(settings());
  await settle();
  const skipped = shelf.loadFiles(files, 'Train.zip', settings());
  const last = shelf.loadFiles(files, 'Test.zip', settings());
  const selections = [1, 2, 3].map((c) => shelf.select(settings({ classes: [c] })));
  client.gate.open();
  expect(await Promise.all([first, skipped, last])).toEqual([true, false, true]);
  expect(await Promise.all(selections)).toEqual([false, false, true]);
  expect(client.calls).toEqual(['load builtin', 'load files', 'select 3 0']);
});

test('progress is told while loading and gone afterwards', async () => {
  client.gate.close();
  const loaded = shelf.loadFiles(files, 'Test.zip', settings());
  await settle();
  expect(shelf.loading).toBe(true);
  expect(shelf.progress).toEqual({ what: 'reading', share: 0.5 });
  client.gate.open();
  await loaded;
  expect(shelf.loading).toBe(false);
  expect(shelf.progress.what).toBe('');
});

test('a complaint stands until it is dismissed', () => {
  shelf.complain(new Error('The drop could not be read.'));
  expect(shelf.problem).toBe('The drop could not be read.');
  shelf.dismiss();
  expect(shelf.problem).toBe('');
});

describe('what is kept on the device', () => {
  const address = 'https://example.org/x.rouse';
  const kept = (changes: Partial<KeptData> = {}): KeptData => ({
    ...{ id: 'set 9', name: 'Test.zip', bytes: 1000, recordings: 30, when: 5 },
    ...changes,
  });
  const kinds = () => client.loads.map(({ source }) => source.kind);

  test('is own data and downloads, not what can be generated', async () => {
    await shelf.loadBuiltin(settings());
    expect(shelf.kept).toBeNull();
    await shelf.loadFiles(files, 'Test.zip', settings());
    await vi.waitFor(() => expect(shelf.kept?.used).toBe('set 0'));
    expect(shelf.kept?.sets.map(({ name }) => name)).toEqual(['Test.zip']);
    await shelf.loadBuiltin(settings());
    expect([shelf.kept?.used, shelf.kept?.sets.length]).toEqual(['', 1]);
  });

  test('serves an address before the server does, unless it is asked for afresh', async () => {
    client.keptSets = [kept({ address })];
    await shelf.loadAddress(address, settings());
    expect([kinds(), shelf.source, shelf.reused]).toEqual([['kept'], 'url', true]);
    expect(shelf.identity).toMatchObject({ kind: 'url', url: address, name: 'x.rouse' });
    await shelf.loadAddress(address, settings(), true);
    expect([kinds(), shelf.reused]).toEqual([['kept', 'url'], false]);
    await shelf.loadAddress('https://example.org/y.rouse', settings());
    expect(kinds()).toEqual(['kept', 'url', 'url']);
  });

  test('is downloaded again when it cannot be read any more', async () => {
    client.keptSets = [kept({ address })];
    client.refuses = 'kept';
    expect(await shelf.loadAddress(address, settings())).toBe(true);
    expect([kinds(), shelf.problem, shelf.reused]).toEqual([['kept', 'url'], '', false]);
  });

  test('counts as the files that it was read from', async () => {
    await shelf.loadFiles(files, 'Test.zip', settings());
    const first = shelf.identity;
    await shelf.loadKept(kept(), settings());
    expect(kinds()).toEqual(['files', 'kept']);
    expect(first).toMatchObject({ kind: 'files', name: 'Test.zip' });
    expect(shelf.identity).toEqual(first);
  });

  test('is told of when there is no room or no place for it, and is no problem', async () => {
    client.keepFailure = new DOMException('full', 'QuotaExceededError');
    await shelf.loadFiles(files, 'Test.zip', settings());
    await vi.waitFor(() => expect(shelf.kept?.trouble).toBe('full'));
    client.keepFailure = new DOMException('sandboxed', 'SecurityError');
    await shelf.loadFiles(files, 'Test.zip', settings());
    await vi.waitFor(() => expect(shelf.kept?.trouble).toBe('impossible'));
    expect([shelf.problem, shelf.kept?.keeping]).toEqual(['', false]);
    await shelf.loadBuiltin(settings());
    expect(shelf.kept?.trouble).toBe('');
  });

  test('of data that was left meanwhile is not what is in use', async () => {
    let done = (_: KeptData) => {};
    client.keep = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    await shelf.loadFiles(files, 'Test.zip', settings());
    await vi.waitFor(() => expect(shelf.kept?.keeping).toBe(true), { timeout: 5000 });
    await shelf.loadBuiltin(settings());
    client.keptSets = [kept()];
    done(kept());
    await vi.waitFor(() => expect(shelf.kept?.sets).toHaveLength(1));
    expect([shelf.kept?.used, shelf.kept?.keeping]).toEqual(['', false]);
  });
});

test('what somebody cancelled is no problem, and the next load forgets it', async () => {
  client.gate.close();
  const loaded = shelf.loadFiles(files, 'Test.zip', settings());
  await settle();
  shelf.cancel();
  client.failure = new Error('Test.zip was cancelled');
  client.gate.open();
  expect(await loaded).toBe(false);
  expect([shelf.problem, shelf.cancelled]).toEqual(['', 'Test.zip']);
  client.failure = null;
  await shelf.loadBuiltin(settings());
  expect(shelf.cancelled).toBe('');
});

test('an address whose escapes are none is a name all the same', async () => {
  await shelf.loadAddress('https://example.org/100%25%E0.rouse', settings());
  expect(shelf.sourceName).toBe('100%25%E0.rouse');
});
