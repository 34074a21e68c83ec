/** What data is loaded, and the one error that stands beside it. Loads one thing at a time. */
import type { DataClient, DataOptions, DataSource, PreparedData, SourceFile } from 'rouse-snn';
import { messageOf } from './format';
import type { Settings } from './state';

/** Built-in samples per class when no number is given: 1000 in all. */
const builtinPerClass = 100;
const builtinClasses = 10;
const leastTestCount = 200;
/** The built-in recordings do not follow the network's seed: experiments stay comparable. */
const builtinSeed = 1;

export class DataShelf {
  readonly client: DataClient;
  prepared: PreparedData | null = null;
  source: 'builtin' | 'files' = 'builtin';
  /** What the own files are called: "Test.zip", "7 files". */
  sourceName = '';
  loading = false;
  /** What is being read, and the share that is done, 0..1. */
  progress: { what: string; share: number } = { what: '', share: 0 };
  /** Why the last attempt to load failed, and which files it was about. */
  problem = '';
  /** Why classes or samples per class could not be applied. */
  selectionProblem = '';
  /** Grows with every successful change of the data. */
  version = 0;

  readonly #tell: () => void;
  #queue: Promise<unknown> = Promise.resolve();
  #call = 0;
  #builtinLoaded = 0;

  constructor(client: DataClient, tell: () => void) {
    this.client = client;
    this.#tell = tell;
  }

  /** Samples of a part of the prepared data. */
  size(part: 'train' | 'test'): number {
    return this.prepared?.[part].labels.length ?? 0;
  }

  /** Resolves to whether the data is new. */
  loadBuiltin(settings: Settings): Promise<boolean> {
    const perClass = settings.perClass === 0 ? builtinPerClass : settings.perClass;
    const trainCount = Math.max(builtinPerClass, perClass) * builtinClasses;
    const source: DataSource = {
      kind: 'builtin',
      trainCount,
      testCount: Math.max(leastTestCount, trainCount / 5),
      seed: builtinSeed,
    };
    return this.#load(source, 'built-in digits', settings, () => {
      this.source = 'builtin';
      this.sourceName = '';
      this.#builtinLoaded = perClass;
    });
  }

  loadFiles(files: SourceFile[], name: string, settings: Settings): Promise<boolean> {
    return this.#load({ kind: 'files', files }, name, settings, () => {
      this.source = 'files';
      this.sourceName = name;
    });
  }

  /** Applies classes and samples per class to what is loaded. */
  async select(settings: Settings): Promise<boolean> {
    if (!this.prepared) return false;
    const wanted = settings.perClass === 0 ? builtinPerClass : settings.perClass;
    if (this.source === 'builtin' && wanted > Math.max(this.#builtinLoaded, builtinPerClass)) {
      return this.loadBuiltin(settings);
    }
    return this.#inTurn(async () => {
      try {
        this.#take(await this.client.select(optionsOf(settings)));
        return true;
      } catch (error) {
        this.selectionProblem = messageOf(error);
        return false;
      }
    });
  }

  complain(error: unknown): void {
    this.problem = messageOf(error);
    this.#tell();
  }

  dismiss(): void {
    this.problem = '';
    this.#tell();
  }

  close(): void {
    this.client.close();
  }

  #load(source: DataSource, name: string, settings: Settings, done: () => void): Promise<boolean> {
    const call = ++this.#call;
    return this.#inTurn(async () => {
      // Of several things dropped one after the other, only the last one is read.
      if (call !== this.#call) return false;
      this.problem = '';
      this.progress = { what: `Preparing ${name}`, share: 0 };
      const report = (what: string, share: number) => {
        this.progress = { what, share };
        this.#tell();
      };
      try {
        const prepared = await this.client.load(source, optionsOf(settings), report);
        done();
        this.#take(prepared);
        return true;
      } catch (error) {
        this.problem = `${name}: ${messageOf(error)}`;
        return false;
      }
    });
  }

  #take(prepared: PreparedData): void {
    this.prepared = prepared;
    this.problem = '';
    this.selectionProblem = '';
    this.version += 1;
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

function optionsOf(settings: Settings): DataOptions {
  return { classes: [...settings.classes], perClass: settings.perClass };
}
