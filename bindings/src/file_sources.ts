/** Datasets from files, dropped, kept or fetched: no part of a first visit, so it comes when it is wanted. */
import { download } from './download';
import { errorFor, NoRecordingsError } from './errors';
import type { CollectorHandle, DatasetHandle, RouseModule } from './module';
import { bytesOf, type Entry, entriesOf, isHdf5, partOf } from './recordings';
import type { Loaded, Progress } from './sources';
import type { DataOptions, DataSource, SensorShape, SourceFile, Unlabelled } from './types';

/** More files than anybody leafs through. */
const mostUnlabelled = 1000;
/** Recordings between two reports of progress. */
const chunk = 50;

/** See `loadSource`, for any source but a built-in one. */
export async function loadFiles(
  module: RouseModule,
  source: Exclude<DataSource, { kind: 'builtin' }>,
  options: DataOptions,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Loaded> {
  const loaded = await loadAsTheyAre(module, source, options, onProgress, signal);
  // Gestures are reduced while they are read.
  if (loaded.pool) return loaded;
  return (await import('./event_reduction')).reduced(module, loaded, options);
}

async function loadAsTheyAre(
  module: RouseModule,
  source: Exclude<DataSource, { kind: 'builtin' }>,
  options: DataOptions,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Loaded> {
  const perClass = options.perClass ?? 0;
  if (source.kind === 'url') {
    const bytes = await download(source.url, onProgress, signal);
    return unpack(module, source, bytes, source.url, new Blob([bytes]));
  }
  const files =
    source.kind === 'files'
      ? source.files
      : await (await import('./kept_data')).openKept(source.id);
  // Whatever else a folder holds that has them.
  const words = files.filter(({ path }) => isHdf5(path));
  if (words.length > 0) {
    const { readShd } = await import('./shd_reader');
    return { source, ...(await readShd(module, words, perClass, onProgress, signal)) };
  }
  const pack = files.find(({ path }) => isPack(path));
  if (!pack) {
    const name = nameOf(files);
    onProgress(`Opening ${name}`, 0);
    const entries = await entriesOf(files);
    const { areGestures, readGestures } = await import('./gesture_reader');
    if (!areGestures(entries)) {
      const read = await readFiles(module, entries, name, perClass, onProgress, signal);
      return { source, files, ...read };
    }
    const read = await readGestures(module, entries, name, options, onProgress, signal);
    return { source, files, ...read };
  }
  if (files.length > 1) {
    throw errorFor('invalid_value', `${pack.path} is a pack; load it by itself`);
  }
  onProgress(`Reading ${pack.path}`, 0);
  return unpack(module, source, await bytesOf(pack), pack.path, pack.file);
}

/** A pack is read whole: it is small, and any selection of it can then be made. */
async function unpack(
  module: RouseModule,
  source: DataSource,
  bytes: Uint8Array,
  name: string,
  file: Blob,
): Promise<Loaded> {
  const { readPack } = await import('./pack_reader');
  const pack = await readPack(module, bytes, name);
  return {
    source,
    perClass: 0,
    warnings: [],
    recordings: pack.train.labels().length + (pack.test?.labels().length ?? 0),
    // Under one name, so that it is the same one whatever its file or its address is called.
    files: [{ path: 'pack.rouse', file }],
    ...pack,
  };
}

function isPack(path: string): boolean {
  return /\.rouse$/i.test(path);
}

function throwIfCancelled(signal: AbortSignal, name: string): void {
  if (signal.aborted) throw new NoRecordingsError(`${name} was cancelled`);
}

async function readFiles(
  module: RouseModule,
  entries: readonly Entry[],
  name: string,
  perClass: number,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Omit<Loaded, 'source' | 'files'>> {
  const warnings: string[] = [];
  const collectors = {
    train: new module.NmnistCollector(name, perClass),
    test: new module.NmnistCollector(name, perClass),
  };
  try {
    for (const [index, entry] of entries.entries()) {
      await collect(collectors[partOf(entry.path)], entry, warnings);
      throwIfCancelled(signal, name);
      if (index % chunk === 0) onProgress(`Reading ${name}`, index / entries.length);
    }
    // Recordings that are only called test data are data all the same.
    const parts = new Set(entries.filter(isRecording).map((entry) => partOf(entry.path)));
    const main = parts.has('train') || !parts.has('test') ? 'train' : 'test';
    const train = finish(collectors[main], warnings);
    const own = main === 'train' && parts.has('test');
    const test = own ? finishOrWarn(collectors.test, warnings) : null;
    const recordings = entries.filter(isRecording).length;
    return { perClass, train, test, warnings, recordings };
  } finally {
    collectors.train.delete();
    collectors.test.delete();
  }
}

/** Reads an entry if its collector can use it; one that cannot be read becomes a warning. */
async function collect(
  collector: CollectorHandle,
  entry: Entry,
  warnings: string[],
): Promise<void> {
  // What is no recording in a digit's folder is told by the collector, unread.
  if (!collector.wants(entry.path)) {
    if (isRecording(entry)) collector.add(entry.path, new Uint8Array());
    return;
  }
  let bytes: Uint8Array;
  try {
    bytes = await entry.read();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    warnings.push(`${entry.path}: left out, because it cannot be unpacked (${why})`);
    return;
  }
  collector.add(entry.path, bytes);
}

/** See `DataClient.unlabelled`. */
export async function readUnlabelled(
  module: RouseModule,
  files: readonly SourceFile[],
  shape?: SensorShape,
): Promise<Unlabelled> {
  const entries = await entriesOf(files);
  const sounds = entries.filter(({ path }) => /\.wav$/i.test(path));
  if (sounds.length > 0) return (await import('./heard_sounds')).hearFiles(sounds, shape);
  const all = entries.filter(isRecording);
  const labels = new module.NmnistCollector('', 0);
  const labelled = all.some(({ path }) => labels.wants(path));
  labels.delete();
  const found: Unlabelled = { recordings: [], warnings: [] };
  if (labelled) return found;
  for (const entry of all.slice(0, mostUnlabelled)) {
    try {
      const { recording, warnings } = module.unlabelledRecording(await entry.read(), entry.path);
      found.recordings.push(recording);
      found.warnings.push(...warnings);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      found.warnings.push(`${why}; the recording was left out`);
    }
  }
  if (all.length > 0 && found.recordings.length === 0) {
    throw new NoRecordingsError(found.warnings.slice(0, 3).join('; '));
  }
  return found;
}

function finish(collector: CollectorHandle, warnings: readonly string[]): DatasetHandle {
  try {
    return collector.finish();
  } catch (error) {
    if (warnings.length === 0 || !(error instanceof Error)) throw error;
    throw new NoRecordingsError([error.message, ...warnings.slice(0, 3)].join('; '));
  }
}

/** Test recordings of which none is usable: the reasons are told, and some are held out instead. */
function finishOrWarn(collector: CollectorHandle, warnings: string[]): DatasetHandle | null {
  try {
    return collector.finish();
  } catch (error) {
    warnings.push(error instanceof Error ? error.message : String(error));
    return null;
  }
}

function isRecording({ path }: Entry): boolean {
  return /\.(bin|bs2)$/i.test(path);
}

function nameOf(files: readonly SourceFile[]): string {
  const first = files[0]?.path ?? 'nothing';
  const folder = first.split('/')[0] ?? first;
  const together = files.every((file) => file.path === first || file.path.startsWith(`${folder}/`));
  return together ? folder : `${files.length} files`;
}
