/** Gestures from the files of DVS128 Gesture: recordings with their tables, or arrays of each. */
import { type DvsModule, type GestureCollectorHandle, loadDvs } from './dvs_module';
import { errorFor, NoRecordingsError } from './errors';
import { poolOf } from './event_reduction';
import { type DatasetHandle, type RouseModule, typed } from './module';
import { type Entry, entriesOf } from './recordings';
import type { Loaded, Progress } from './sources';
import type { DataOptions } from './types';

/** A gesture's arrays have some MB, tables and lists some KB; more is neither. */
const largestArray = 256e6;
const largestText = 1e6;
const sensor = { width: 128, height: 128, polarities: 2 };

type Part = 'train' | 'test';

/** Whether files are gestures, by their names: arrays only where there is nothing else. */
export function areGestures(entries: readonly Entry[]): boolean {
  const has = (ending: RegExp) => entries.some(({ path }) => ending.test(path));
  return has(/\.aedat$|_labels\.csv$/i) || (has(arrays) && !has(/\.bin$|\.bs2$/i));
}

const arrays = /\.np[yz]$/i;
const recordings = /\.(aedat|np[yz])$/i;

/**
 * Reads what the entries hold, recordings in pieces. Parts are those that lists of trials, folders
 * or the numbers of the users tell; without both of them all is data to train. Where no class has
 * two recordings, so that none can be held out, the test is on the same ones, with a warning. Throws
 * bad_format, naming file and byte, for other files, and for a recording without its table.
 */
export async function readGestures(
  module: RouseModule,
  entries: readonly Entry[],
  name: string,
  options: DataOptions,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Omit<Loaded, 'source' | 'files'>> {
  const found = entries.filter(({ path }) => recordings.test(path) && !isHidden(path));
  const [table] = entries.filter(({ path }) => /_labels\.csv$/i.test(path));
  if (found.length === 0 && table) {
    const wanted = table.path
      .split('/')
      .at(-1)
      ?.replace(/_labels\.csv$/i, '.aedat');
    throw errorFor('no_recordings', `${table.path} is a table only; load ${wanted} with it`);
  }
  const reader = new Reader(await loadDvs(), entries, onProgress, signal);
  const perClass = options.perClass ?? 0;
  const pool = poolOf(sensor, options);
  try {
    const parts = await reader.partsOf(found);
    const apart = new Set(parts.values()).size === 2;
    const read = (part: Part): Promise<Uint8Array> => {
      const chosen = found.filter((entry) => !apart || parts.get(entry) === part);
      const firstUs = (options.firstMs ?? 0) * 1000;
      return reader.read(name, chosen, perClass, firstUs, pool);
    };
    const bytes = await read('train');
    const train = module.unpackDataset(bytes);
    try {
      let test: DatasetHandle | null = null;
      let number = train.labels().length;
      const warnings: string[] = [];
      if (apart) {
        test = module.unpackDataset(await read('test'));
        number += test.labels().length;
      } else if (perClass !== 1 && new Set(train.labels()).size === number) {
        test = module.unpackDataset(bytes);
        warnings.push(
          `${name}: no class has two recordings; they are tested on as well as trained on`,
        );
      }
      return { perClass, pool, train, test, warnings, recordings: number, about: reader.about };
    } catch (error) {
      train.delete();
      throw error;
    }
  } catch (error) {
    throw typed(error);
  }
}

/** Hidden files, and the resource forks of archives. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

class Reader {
  readonly #module: DvsModule;
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #onProgress: Progress;
  readonly #signal: AbortSignal;
  readonly #bytes: number;
  #read = 0;

  constructor(
    module: DvsModule,
    entries: readonly Entry[],
    onProgress: Progress,
    signal: AbortSignal,
  ) {
    this.#module = module;
    this.#entries = new Map(entries.map((entry) => [entry.path, entry]));
    this.#onProgress = onProgress;
    this.#signal = signal;
    this.#bytes = entries.reduce(
      (sum, { path, size }) => sum + (recordings.test(path) ? size : 0),
      0,
    );
  }

  get about(): NonNullable<Loaded['about']> {
    const classNames = this.#module.gestureNames();
    const silent = { name: '', licence: '', attribution: '', source: '' };
    return { ...silent, kind: 'dvsgesture', classNames, timeUs: 1 };
  }

  async partsOf(found: readonly Entry[]): Promise<Map<Entry, Part | undefined>> {
    const parts = new Map<Entry, Part | undefined>();
    for (const entry of found) parts.set(entry, await this.#partOf(entry));
    return parts;
  }

  async #partOf({ path }: Entry): Promise<Part | undefined> {
    const folders = path.split('/');
    const file = folders.pop() ?? path;
    for (const part of ['train', 'test'] as const) {
      const list = this.#entries.get([...folders, `trials_to_${part}.txt`].join('/'));
      if (list && (await textOf(list)).split(/\s+/).includes(file)) return part;
    }
    for (const folder of folders) {
      const part = /^(?:ibmgesture)?(train|test)(?:\.zip)?$/i.exec(folder)?.[1];
      if (part) return part.toLowerCase() as Part;
    }
    const user = this.#module.gestureUser(path);
    if (user < 0) return undefined;
    return user < this.#module.firstTestUser ? 'train' : 'test';
  }

  /** As `unpackDataset` takes it. */
  async read(
    name: string,
    found: readonly Entry[],
    perClass: number,
    firstUs: number,
    pool: number,
  ): Promise<Uint8Array> {
    const collector = this.#module.GestureCollector.create(name, perClass, firstUs);
    try {
      for (const entry of found) {
        const before = this.#read;
        if (!collector.full()) await this.#collect(collector, entry);
        this.#advance(entry, before + entry.size - this.#read);
      }
      return collector.finish(pool);
    } finally {
      collector.delete();
    }
  }

  async #collect(collector: GestureCollectorHandle, entry: Entry): Promise<void> {
    const { path } = entry;
    const label = this.#module.gestureLabel(path);
    if (arrays.test(path)) {
      if (label < 0) {
        const why = 'because neither its folder nor its name is a class, 0 to 10';
        collector.warn(`${path}: left out, ${why}`);
      } else if (collector.wants(label)) {
        const members = await this.#membersOf(entry);
        const contents = members.map(({ content }) => content);
        collector.add(
          path,
          members.map((member) => member.name),
          contents,
          label,
        );
      }
      return;
    }
    if (!(await this.#begin(collector, path, label))) return;
    await entry.stream((bytes) => {
      collector.feed(bytes);
      this.#advance(entry, bytes.length);
    });
    collector.end();
  }

  async #begin(collector: GestureCollectorHandle, path: string, label: number): Promise<boolean> {
    const tablePath = this.#module.gestureTablePath(path);
    const table = this.#entries.get(tablePath);
    if (table) return collector.begin(path, await textOf(table), tablePath);
    if (label >= 0) return collector.beginOne(path, label);
    throw errorFor(
      'bad_format',
      `${path}: its gestures are not known; load it together with its table ` +
        `${tablePath.split('/').at(-1)}, or from a folder called by its class, 0 to 10`,
    );
  }

  /** A .npy file as it is, or the members of a .npz. */
  async #membersOf(entry: Entry): Promise<{ name: string; content: Uint8Array }[]> {
    const { path } = entry;
    checkSize(entry, largestArray);
    const bytes = await entry.read();
    const name = path.split('/').at(-1) ?? path;
    // Whatever it is called.
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return [{ name, content: bytes }];
    const file = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    const inside = await entriesOf([{ path: `${path}.zip`, file }]);
    let size = 0;
    return Promise.all(
      inside.map(async (member) => {
        size += member.size;
        checkSize({ path, size }, largestArray);
        return { name: member.path.split('/').at(-1) ?? '', content: await member.read() };
      }),
    );
  }

  #advance({ path }: Entry, bytes: number): void {
    if (this.#signal.aborted) throw new NoRecordingsError(`${path} was cancelled`);
    this.#read += bytes;
    this.#onProgress(`Reading ${path}`, this.#read / Math.max(1, this.#bytes));
  }
}

async function textOf(entry: Entry): Promise<string> {
  checkSize(entry, largestText);
  return new TextDecoder().decode(await entry.read());
}

function checkSize({ path, size }: Pick<Entry, 'path' | 'size'>, most: number): void {
  if (size <= most) return;
  throw errorFor(
    'bad_format',
    `${path}: it is larger than ${most / 1e6} MB, which such files are not`,
  );
}
