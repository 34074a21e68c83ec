/** What data is loaded, and the one error that stands beside it. Loads one thing at a time. */
import type {
  DataClient,
  DataOptions,
  DataSource,
  KeptData,
  PreparedData,
  Recording,
  SourceFile,
  Unlabelled,
} from 'rouse-snn';
import { type DataIdentity, identityOf, sameData } from './data_identity';
import { type Builtin, gestures, isBuiltin, spokenDigits } from './fields';
import { messageOf } from './format';
import type { KeptSets } from './kept_sets';
import type { Settings } from './state';

/** Built-in data, and its samples per class when no number is given. */
const builtins: Record<
  Builtin,
  {
    name?: 'spoken-digits' | 'gestures';
    classes: number;
    perClass: number;
    testCount: (trainCount: number) => number;
  }
> = {
  '': { classes: 10, perClass: 100, testCount: (count) => Math.max(200, count / 5) },
  [spokenDigits]: {
    name: 'spoken-digits',
    classes: 20,
    perClass: 40,
    testCount: (count) => Math.max(20, count / 4),
  },
  // A figure performs each gesture four times; half as many figures are tested on.
  [gestures]: {
    name: 'gestures',
    classes: 11,
    perClass: 20,
    testCount: (count) => Math.ceil(count / 88) * 44,
  },
};
/** The built-in recordings do not follow the network's seed: experiments stay comparable. */
const builtinSeed = 1;
/** What a kept set counts as that was read from files: those are not there any more. */
const ownFiles = { kind: 'files', files: [] } satisfies DataSource;

/** What is leafed through: data to train and to test, files of no known class, and a drawing. */
export type Part = 'train' | 'test' | 'unlabelled' | 'drawn';

/** Of the camera that films drawings. */
const cameraShape = { width: 34, height: 34, polarities: 2 };

export class DataShelf {
  readonly client: DataClient;
  prepared: PreparedData | null = null;
  /** Own files of no known class: shown and classified beside the prepared data. */
  unlabelled: Unlabelled = { recordings: [], warnings: [] };
  /** What was drawn last: shown and classified, too. */
  drawn: Recording | null = null;
  source: 'builtin' | 'files' | 'url' = 'builtin';
  /** What the own files are called: "Test.zip", "7 files". */
  sourceName = '';
  loading = false;
  /** What is being read, and the share that is done, 0..1. */
  progress: { what: string; share: number } = { what: '', share: 0 };
  /** What is being read: a file's name, or nothing for the built-in digits. */
  reading = '';
  /** When reading began, as `performance.now()`. */
  readingSince = 0;
  /** Why the last attempt to load failed, and which files it was about. */
  problem = '';
  /** What was being read when somebody stopped it. */
  cancelled = '';
  /** Why classes or samples per class could not be applied. */
  selectionProblem = '';
  /** Grows with every successful change of the data. */
  version = 0;
  /** What the prepared data is. */
  identity: DataIdentity | null = null;

  /** Says a class's name in the page's language. */
  translate = (name: string): string => name;

  /** What is kept on this device; null until somebody looked. */
  kept: KeptSets | null = null;

  readonly #tell: () => void;
  #cancelling = false;
  #queue: Promise<unknown> = Promise.resolve();
  #loaded: { source: DataSource; name: string; kept: boolean } | null = null;
  /** Of the classes, by version: networks may still be of the data before. */
  readonly #classNames: (readonly string[] | undefined)[] = [];
  #loads = 0;
  #selections = 0;
  /** Samples per class that were generated. */
  #generated = 0;

  constructor(client: DataClient, tell: () => void) {
    this.client = client;
    this.#tell = tell;
  }

  /** Whether the data comes from a sensor like that of the camera that films drawings. */
  get drawable(): boolean {
    const shape = this.prepared?.train.shape;
    return (
      shape?.width === cameraShape.width &&
      shape.height === cameraShape.height &&
      shape.polarities === cameraShape.polarities
    );
  }

  /** Samples of a part of the data. */
  size(part: Part): number {
    if (part === 'drawn') return this.drawn && this.drawable ? 1 : 0;
    if (part === 'unlabelled') return this.unlabelled.recordings.length;
    return this.prepared?.[part].labels.length ?? 0;
  }

  /** What a class is called in a version of the data; its number where it has no name. */
  nameOf(label: number, version = this.version): string {
    const name = this.#classNames[version]?.[label];
    return name === undefined ? String(label) : this.translate(name);
  }

  async recording(part: Part, index: number): Promise<Recording> {
    if (part === 'drawn' && this.drawn) return this.drawn;
    const own = part === 'unlabelled' ? this.unlabelled.recordings[index] : undefined;
    return own ?? this.client.recording(part === 'train' ? 'train' : 'test', index);
  }

  /** Resolves to whether the data is new. */
  loadBuiltin(settings: Settings): Promise<boolean> {
    return this.#loadInTurn(() => this.#generate(settings));
  }

  loadFiles(files: SourceFile[], name: string, settings: Settings): Promise<boolean> {
    const done = () => {
      this.source = 'files';
      this.sourceName = name;
    };
    return this.#loadInTurn(() => this.#load({ kind: 'files', files }, name, settings, done));
  }

  /**
   * Loads the pack at an address, which may be relative to the page: from this device if it is kept
   * here, unless it is to be fetched afresh.
   */
  loadAddress(address: string, settings: Settings, afresh = false): Promise<boolean> {
    if (isBuiltin(address)) return this.loadBuiltin(settings);
    const url = new URL(address, document.baseURI).href;
    const name = fileNameOf(url);
    const source = { kind: 'url', url } as const;
    return this.#loadInTurn(async () => {
      if (!afresh) {
        const set = (await this.lookForKept())?.sets.find((one) => one.address === url);
        if (set && (await this.#loadSet(set, source, name, settings))) return true;
      }
      return this.#load(source, name, settings, () => {
        this.source = 'url';
        this.sourceName = name;
      });
    });
  }

  /** Loads a set that is kept on this device. */
  loadKept(set: KeptData, settings: Settings): Promise<boolean> {
    if (set.address !== undefined) return this.loadAddress(set.address, settings);
    return this.#loadInTurn(() => this.#loadSet(set, ownFiles, set.name, settings));
  }

  /** Whether the loaded data was read from this device instead of being downloaded. */
  get reused(): boolean {
    return this.source === 'url' && this.#loaded?.kept === true;
  }

  /** Looks what is kept on this device; null if that cannot be found out. */
  async lookForKept(): Promise<KeptSets | null> {
    try {
      const { KeptSets } = await import('./kept_sets');
      this.kept ??= new KeptSets(this.client, this.#tell);
      await this.kept.look();
    } catch {
      // Without it, data is loaded as ever.
    }
    return this.kept;
  }

  /** Loads the data of an earlier run again; resolves to whether that is possible. */
  async loadAgain(data: DataIdentity, settings: Settings): Promise<boolean> {
    if (sameData(data, this.identity)) return true;
    if (data.kind === 'url') await this.loadAddress(data.url, settings);
    if (data.kind === 'builtin') {
      const builtin = data.name ? (`builtin:${data.name}` as const) : '';
      const perClass = data.trainCount / builtins[builtin].classes;
      await this.#loadInTurn(() => this.#generate(settings, perClass, builtin));
    }
    if (data.kind === 'files') {
      const found = (await this.lookForKept())?.sets.filter(({ name }) => name === data.name) ?? [];
      for (const set of found) {
        await this.#loadInTurn(() => this.#loadSet(set, ownFiles, set.name, settings));
        if (sameData(data, this.identity)) break;
      }
    }
    return sameData(data, this.identity);
  }

  /** Stops what is being read; the data stays as it was. */
  cancel(): void {
    this.#cancelling = true;
    void this.client.cancel();
  }

  /** Takes files of no known class, to be looked at. Resolves to whether they are such files. */
  async look(files: SourceFile[]): Promise<boolean> {
    const found = await this.client.unlabelled(files);
    if (found.recordings.length === 0) return false;
    this.unlabelled = found;
    this.dismiss();
    return true;
  }

  /** Applies classes and samples per class to what is loaded. */
  select(settings: Settings): Promise<boolean> {
    const call = ++this.#selections;
    return this.#inTurn(async () => {
      // Of several selections in quick succession only the last one is made.
      if (call !== this.#selections) return false;
      // Whatever was asked for first may have failed just because of its selection.
      if (!this.prepared) return this.#generate(settings);
      if (this.source === 'builtin' && generatedFor(settings) > this.#generated) {
        return this.#generate(settings);
      }
      try {
        this.#take(await this.client.select(optionsOf(settings)), settings);
        return true;
      } catch (error) {
        this.selectionProblem = messageOf(error);
        return false;
      }
    });
  }

  /** Tells what went wrong with the data of this name. */
  complain(error: unknown, name = ''): void {
    const why = messageOf(error);
    this.problem = name === '' || why.startsWith(name) ? why : `${name}: ${why}`;
    this.#tell();
  }

  dismiss(): void {
    this.problem = '';
    this.cancelled = '';
    this.#tell();
  }

  close(): void {
    this.client.close();
  }

  #loadInTurn(load: () => Promise<boolean>): Promise<boolean> {
    const call = ++this.#loads;
    // Of several things dropped one after the other, only the last one is read.
    return this.#inTurn(async () => call === this.#loads && load());
  }

  #generate(
    settings: Settings,
    perClass = generatedFor(settings),
    builtin = builtinOf(settings),
  ): Promise<boolean> {
    const { name, classes, testCount } = builtins[builtin];
    const trainCount = perClass * classes;
    const source: DataSource = {
      kind: 'builtin',
      ...(name ? { name } : {}),
      trainCount,
      testCount: testCount(trainCount),
      seed: builtinSeed,
    };
    return this.#load(source, source.name ?? '', settings, () => {
      this.source = 'builtin';
      this.sourceName = '';
      this.#generated = perClass;
    });
  }

  /** Loads a kept set, which counts as what it was `first` read from. */
  async #loadSet(
    set: KeptData,
    first: DataSource & { kind: 'files' | 'url' },
    name: string,
    settings: Settings,
  ): Promise<boolean> {
    const source: DataSource = { kind: 'kept', id: set.id };
    const done = () => {
      this.source = first.kind;
      this.sourceName = name;
    };
    if (await this.#load(source, name, settings, done, first)) return true;
    // Another tab may have removed it.
    await this.lookForKept();
    return false;
  }

  /** `first` is what the source counts as. */
  async #load(
    source: DataSource,
    name: string,
    settings: Settings,
    done: () => void,
    first = source,
  ): Promise<boolean> {
    this.reading = name;
    this.readingSince = performance.now();
    const report = (what: string, share: number) => {
      this.progress = { what, share };
      this.#tell();
    };
    this.problem = '';
    this.cancelled = '';
    this.#cancelling = false;
    report(`Preparing ${name}`, 0);
    try {
      let taken = settings;
      let refused = '';
      const prepared = await this.client
        .load(source, optionsOf(settings), report)
        .catch((error) => {
          // A class that the data does not have is no reason to be without data; what cannot be
          // read at all is not read again.
          const isOfClasses = settings.classes.length > 0 && error.code === 'invalid_value';
          if (!isOfClasses || this.#cancelling) throw error;
          refused = messageOf(error);
          taken = { ...settings, classes: [] };
          return this.client.load(source, optionsOf(taken), report);
        });
      done();
      this.#loaded = { source: first, name, kept: source.kind === 'kept' };
      this.#take(prepared, taken);
      this.selectionProblem = refused;
      this.kept?.use(source.kind === 'kept' ? source.id : '');
      if (source.kind === 'files' || source.kind === 'url') this.#keep(name);
      return true;
    } catch (error) {
      if (this.#cancelling) this.cancelled = name;
      else this.complain(error, name);
      return false;
    } finally {
      this.progress = { what: '', share: 0 };
    }
  }

  /** In the background: nobody waits for it, and nothing depends on it. */
  #keep(name: string): void {
    const loaded = this.#loaded;
    const keeping = this.client.keep(name);
    // Whoever follows it comes later than a failure might.
    keeping.catch(() => {});
    void this.lookForKept()
      .then((kept) => kept?.follow(keeping, () => loaded === this.#loaded))
      .catch(() => {});
  }

  #take(prepared: PreparedData, settings: Settings): void {
    // What no network of this data could see is shown no more.
    if (this.prepared && prepared.train.shape.width !== this.prepared.train.shape.width) {
      this.unlabelled = { recordings: [], warnings: [] };
    }
    this.prepared = prepared;
    if (this.#loaded) {
      const { source, name } = this.#loaded;
      this.identity = identityOf(source, name, optionsOf(settings), prepared);
    }
    this.problem = '';
    this.selectionProblem = '';
    this.version += 1;
    this.#classNames[this.version] = prepared.about?.classNames;
  }

  #inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const result = this.#queue.then(async () => {
      this.loading = true;
      this.#tell();
      try {
        return await work();
      } finally {
        this.loading = false;
        this.#tell();
      }
    });
    this.#queue = result.catch(() => {});
    return result;
  }
}

function fileNameOf(url: string): string {
  const name = url.split(/[?#]/)[0]?.split('/').at(-1) || url;
  try {
    return decodeURIComponent(name);
  } catch {
    // Not every percent sign begins an escape.
    return name;
  }
}

/** Samples per class to generate: of digits never fewer than by default, so that going back is quick. */
function generatedFor(settings: Settings): number {
  const builtin = builtinOf(settings);
  const { perClass } = builtins[builtin];
  return builtin === '' ? Math.max(perClass, settings.perClass) : settings.perClass || perClass;
}

const builtinOf = ({ data }: Settings): Builtin => (isBuiltin(data) ? data : '');

function optionsOf(settings: Settings): DataOptions {
  const { classes, perClass, pool, firstMs } = settings;
  return { classes: [...classes], perClass, pool, firstMs };
}
