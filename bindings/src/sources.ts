/** Datasets from their sources: built-in generators, and whatever `file_sources.ts` reads. */
import type { DatasetHandle, RouseModule } from './module';
import type { DataOptions, DataSource, PackAbout, SourceFile } from './types';

/** What is being read, and the share that is done, 0..1. */
export type Progress = (what: string, share: number) => void;

/** What a source gave. `perClass` is the limit it was read with, 0 for none. */
export interface Loaded {
  source: DataSource;
  perClass: number;
  /** Pixels of so many by so many became one, where any did. */
  pool?: number;
  train: DatasetHandle;
  /** null when the source has no test recordings of its own. */
  test: DatasetHandle | null;
  warnings: string[];
  /** All that the source has, whatever was read of it. */
  recordings: number;
  /** What can be kept of it. */
  files?: readonly SourceFile[];
  /** Of a pack. */
  about?: PackAbout;
}

/** Far from all training samples: a larger training set must not move into the test set. */
export const firstTestSample = 1_000_000;

export async function loadSource(
  module: RouseModule,
  source: DataSource,
  options: DataOptions,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Loaded> {
  if (source.kind === 'builtin') {
    switch (source.name) {
      case 'spoken-digits':
        return (await import('./spoken_digits')).speakDigits(module, source, onProgress, signal);
      case 'gestures':
        return (await import('./gestures')).filmGestures(
          module,
          source,
          options,
          onProgress,
          signal,
        );
      default:
        return generate(module, source);
    }
  }
  const { loadFiles } = await import('./file_sources');
  return loadFiles(module, source, options, onProgress, signal);
}

function generate(module: RouseModule, source: DataSource & { kind: 'builtin' }): Loaded {
  const { trainCount, testCount, seed } = source;
  const train = module.saccadeDigits(seed, 0, trainCount);
  const test = module.saccadeDigits(seed, firstTestSample, testCount);
  const recordings = trainCount + testCount;
  return { source, perClass: 0, train, test, warnings: [], recordings };
}
