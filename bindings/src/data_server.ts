/** Reads and generates data inside a worker, and keeps it for selections. */
import { errorFor } from './errors';
import { type DatasetHandle, type DatasetPair, loadModule, type RouseModule } from './module';
import type { PackedData } from './network_server';
import { type Loaded, loadSource, type Progress } from './sources';
import type {
  DataOptions,
  DataSource,
  DatasetInfo,
  KeptData,
  PreparedData,
  Recording,
  Sound,
  SourceFile,
  Unlabelled,
} from './types';

/** Networks ask for the data one after the other: packed bytes are kept for so long. */
const packedMs = 1000;

export class DataServer {
  #loaded: Loaded | null = null;
  /** What `#loaded` was read with. */
  #reduction = '';
  #prepared: DatasetPair | null = null;
  #packed: PackedData | null = null;
  #forgetPacked: ReturnType<typeof setTimeout> | undefined;
  #loading = new AbortController();

  async load(
    source: DataSource,
    options: DataOptions = {},
    onProgress: Progress = () => {},
  ): Promise<PreparedData> {
    const module = await loadModule();
    this.#loading = new AbortController();
    const { signal } = this.#loading;
    const loaded = await loadSource(module, source, options, onProgress, signal);
    let info: PreparedData;
    try {
      info = this.#prepare(module, loaded, options);
    } catch (error) {
      forget(loaded);
      throw error;
    }
    if (this.#loaded) forget(this.#loaded);
    this.#loaded = loaded;
    this.#reduction = reductionOf(options);
    return info;
  }

  cancel(): void {
    this.#loading.abort();
  }

  async select(options: DataOptions): Promise<PreparedData> {
    const loaded = this.#loaded;
    if (!loaded) throw errorFor('no_recordings', 'There is no data yet; load some first.');
    const wanted = options.perClass ?? 0;
    const tooFew = loaded.perClass > 0 && (wanted === 0 || wanted > loaded.perClass);
    if (tooFew || reductionOf(options) !== this.#reduction)
      return this.load(loaded.source, options);
    return this.#prepare(await loadModule(), loaded, options);
  }

  recording(part: 'train' | 'test', index: number): Recording {
    return this.#pair()[part].recording(index);
  }

  async sound(part: 'train' | 'test', index: number): Promise<Sound> {
    const { name } = this.recording(part, index);
    return (await import('./spoken_digits')).soundOf(this.#loaded?.source, name);
  }

  async hear(samples: Float32Array, how: 'word' | 'begin' | 'more'): Promise<Recording> {
    const { hear } = await import('./heard_sounds');
    return hear(samples, how, this.#prepared?.train.shape());
  }

  async unlabelled(files: SourceFile[]): Promise<Unlabelled> {
    const { readUnlabelled } = await import('./file_sources');
    return readUnlabelled(await loadModule(), files, this.#prepared?.train.shape());
  }

  async keep(name: string): Promise<KeptData> {
    const loaded = this.#loaded;
    const files = loaded?.files;
    if (!loaded || !files) throw errorFor('no_recordings', `${name} has no files to be kept`);
    const { source, recordings, about } = loaded;
    // A download is in memory for this only.
    if (source.kind === 'url') delete loaded.files;
    const { keepFiles } = await import('./kept_data');
    return keepFiles(files, {
      name,
      recordings,
      ...(source.kind === 'url' ? { address: source.url } : {}),
      ...(about ? { about } : {}),
    });
  }

  async kept(): Promise<KeptData[]> {
    return (await import('./kept_data')).listKept();
  }

  async forget(id: string): Promise<void> {
    await (await import('./kept_data')).forgetKept(id);
  }

  /** Packs the prepared data and sends it through the port, not through the caller's thread. */
  send(port: MessagePort): void {
    const { train, test } = this.#pair();
    this.#packed ??= { train: train.pack(), test: test.pack() };
    // The receiver closes the port: closed here, Firefox would drop the message on its way.
    port.postMessage(this.#packed);
    clearTimeout(this.#forgetPacked);
    this.#forgetPacked = setTimeout(() => {
      this.#packed = null;
    }, packedMs);
  }

  #pair(): DatasetPair {
    if (this.#prepared) return this.#prepared;
    throw errorFor('no_recordings', 'There is no data yet; load some first.');
  }

  #prepare(module: RouseModule, loaded: Loaded, options: DataOptions): PreparedData {
    const share = options.testShare ?? 0.2;
    const select = (dataset: DatasetHandle) =>
      module.selectSamples(dataset, Uint32Array.from(options.classes ?? []), options.perClass ?? 0);
    let pair: DatasetPair;
    if (loaded.test) {
      pair = { train: select(loaded.train), test: select(loaded.test) };
    } else {
      const all = select(loaded.train);
      pair = module.splitDataset(all, share, options.seed ?? 1);
      all.delete();
    }
    if (this.#prepared) forget(this.#prepared);
    this.#prepared = pair;
    this.#packed = null;
    return {
      train: infoOf(pair.train, loaded.source, loaded.warnings),
      test: infoOf(pair.test, loaded.source, []),
      ...(loaded.about ? { about: loaded.about } : {}),
      ...(loaded.pool ? { pool: loaded.pool } : {}),
      heldOut: loaded.test ? 0 : share,
    };
  }
}

function reductionOf({ pool = 0, firstMs = 0 }: DataOptions): string {
  return `${pool} ${firstMs}`;
}

function forget({ train, test }: { train: DatasetHandle; test: DatasetHandle | null }): void {
  train.delete();
  test?.delete();
}

function infoOf(
  dataset: DatasetHandle,
  source: DataSource,
  warnings: readonly string[],
): DatasetInfo {
  return {
    shape: dataset.shape(),
    classCount: dataset.classCount,
    labels: dataset.labels(),
    events: source.kind === 'builtin' ? null : dataset.events(),
    warnings: [...dataset.warnings(), ...warnings],
  };
}
