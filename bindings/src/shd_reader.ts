/** Spoken words from the HDF5 files of SHD and SSC. */
import { errorFor, NoRecordingsError } from './errors';
import type { RouseModule } from './module';
import { proxy, RemoteWorker } from './rpc';
import type { ShdServer, SpokenWords } from './shd_server';
import type { Loaded, Progress } from './sources';
import { startShdWorker } from './start_shd_worker';
import type { SourceFile } from './types';

/**
 * Reads a file of training recordings, or one of each part, told apart by "test" in the name. Throws
 * invalid_value for more, bad_format for files of another kind.
 */
export async function readShd(
  module: RouseModule,
  files: readonly SourceFile[],
  perClass: number,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Omit<Loaded, 'source'>> {
  const tests = files.filter(({ path }) => /test[^/]*$/i.test(path));
  const others = files.filter((file) => !tests.includes(file));
  // Recordings that are only called test data are data all the same.
  const [training, ...more] = others.length > 0 ? others : tests;
  const testing = others.length > 0 ? tests[0] : undefined;
  if (!training || more.length > 0 || (testing && tests.length > 1)) {
    const names = files.map(({ path }) => path).join(', ');
    throw errorFor(
      'invalid_value',
      `${names} are too many at once; load one file to train, and one with "test" in its name`,
    );
  }
  const read = (file: SourceFile) => readOne(file, perClass, onProgress, signal);
  const words = await read(training);
  const tested = testing ? await read(testing) : null;
  if (tested && tested.classNames.join() !== words.classNames.join()) {
    throw errorFor(
      'shape_mismatch',
      `${testing?.path} names other classes than ${training.path}; load two files of one release`,
    );
  }
  const { classNames } = words;
  return {
    perClass,
    train: module.unpackDataset(words.dataset),
    test: tested && module.unpackDataset(tested.dataset),
    warnings: [],
    recordings: words.recordings + (tested?.recordings ?? 0),
    files,
    about: { ...nothingSaid, kind: 'shd', classNames },
  };
}

/** HDF5 files say nothing of themselves. */
const nothingSaid = { name: '', licence: '', attribution: '', source: '', timeUs: 1 };

/** The worker ends with its file: with the memory that it took, and whatever state it is in. */
async function readOne(
  file: SourceFile,
  perClass: number,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<SpokenWords> {
  onProgress(`Opening ${file.path}`, 0);
  const worker = new RemoteWorker<ShdServer>(startShdWorker());
  const report = (share: number) => onProgress(`Reading ${file.path}`, share);
  try {
    return await Promise.race([
      worker.answer(worker.remote.read(file, perClass, proxy(report))),
      cancelled(signal, file.path),
    ]);
  } finally {
    worker.close();
  }
}

function cancelled(signal: AbortSignal, name: string): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new NoRecordingsError(`${name} was cancelled`));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
}
