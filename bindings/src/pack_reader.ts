/** Reads packs, with a module of its own: most visits need none. */
import { type DatasetHandle, type RouseModule, typed } from './module';
import { createPackModule } from './small_modules';
import type { PackAbout } from './types';

interface PackModule {
  /** Datasets as `unpackDataset` takes them. */
  readPack(
    bytes: Uint8Array,
    name: string,
  ): { about: PackAbout; train: Uint8Array; test: Uint8Array | null };
}

let packModule: Promise<PackModule> | undefined;

/** Throws bad_format for anything but a whole, undamaged pack. `test` is null if it has none. */
export async function readPack(
  module: RouseModule,
  bytes: Uint8Array,
  name: string,
): Promise<{ about: PackAbout; train: DatasetHandle; test: DatasetHandle | null }> {
  packModule ??= createPackModule() as Promise<PackModule>;
  let reader: PackModule;
  try {
    reader = await packModule;
  } catch (error) {
    // Perhaps the network is back at the next attempt.
    packModule = undefined;
    throw error;
  }
  try {
    const { about, train, test } = reader.readPack(bytes, name);
    return {
      about,
      train: module.unpackDataset(train),
      test: test && module.unpackDataset(test),
    };
  } catch (error) {
    throw typed(error);
  }
}
