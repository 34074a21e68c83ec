/** Reads one file of spoken words, in a worker that ends with it. */
import { Hdf5Recordings } from './hdf5_recordings';
import { type Handle, typed } from './module';
import { transfer } from './rpc';
import type { SourceFile } from './types';
import { unpacked } from './unpacking';

/** The recordings that were chosen of a file. */
export interface SpokenWords {
  /** As `unpackDataset` takes it. */
  dataset: Uint8Array<ArrayBuffer>;
  classNames: string[];
  /** All that the file has. */
  recordings: number;
}

interface CollectorHandle extends Handle {
  classNames(): string[];
  /** Of the recordings to add. */
  rows(): Uint32Array;
  add(row: number, times: Float32Array, units: Uint32Array): void;
  finish(): Uint8Array<ArrayBuffer>;
}

interface ShdModule {
  ShdCollector: {
    create(
      source: string,
      recordings: number,
      labels: Float64Array,
      keys: readonly string[],
      speakers: Float64Array,
      perClass: number,
    ): CollectorHandle;
  };
}

/** Recordings between two reports of progress. */
const chunk = 50;

export class ShdServer {
  /**
   * Reads the first `perClass` recordings of each class, or with 0 all. `onProgress` is called with
   * the share that is done. Throws bad_format for other files and what they must not hold.
   */
  async read(
    source: SourceFile,
    perClass: number,
    onProgress: (share: number) => void,
  ): Promise<SpokenWords> {
    const { default: create } = await import('../wasm/rouse-shd.mjs');
    const module = (await create()) as ShdModule;
    const name = source.path.split('/').at(-1) ?? source.path;
    const file = await Hdf5Recordings.open(await unpacked(source), name);
    const { recordings, labels, keys, speakers } = file.tables;
    try {
      const { ShdCollector } = module;
      const collector = ShdCollector.create(name, recordings, labels, keys, speakers, perClass);
      const rows = collector.rows();
      for (const [index, row] of rows.entries()) {
        const { times, units } = file.read(row);
        collector.add(row, times, units);
        if (index % chunk === 0) onProgress(index / rows.length);
      }
      const dataset = collector.finish();
      const classNames = collector.classNames();
      return transfer({ dataset, classNames, recordings }, [dataset.buffer]);
    } catch (error) {
      throw typed(error);
    }
  }
}
