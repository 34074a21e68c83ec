/** Fewer pixels and shorter recordings: `pool` and `firstMs` of `DataOptions`. */
import { loadDvs } from './dvs_module';
import { type DatasetHandle, type RouseModule, typed } from './module';
import type { Loaded } from './sources';
import type { DataOptions, SensorShape } from './types';

/** A DVS128 has more pixels than a network in a page can look at. */
const finestSensor = 128;
const usualPool = 4;

/** Pixels of how many by how many are one: as asked for, or what suits the sensor. */
export function poolOf({ width, height }: SensorShape, { pool = 0 }: DataOptions): number {
  return pool || (width === finestSensor && height === finestSensor ? usualPool : 1);
}

/** Throws invalid_value, and forgets what was loaded, when the sensor cannot be divided so. */
export async function reduced(
  module: RouseModule,
  loaded: Loaded,
  options: DataOptions,
): Promise<Loaded> {
  const { firstMs = 0 } = options;
  const pool = poolOf(loaded.train.shape(), options);
  if (pool === 1 && firstMs === 0) return loaded;
  const parts = [loaded.train, ...(loaded.test ? [loaded.test] : [])];
  const made: DatasetHandle[] = [];
  try {
    const { reduceDataset } = await loadDvs();
    for (const part of parts) {
      made.push(module.unpackDataset(reduceDataset(part.pack(), pool, firstMs * 1000)));
    }
  } catch (error) {
    for (const dataset of made) dataset.delete();
    throw typed(error);
  } finally {
    for (const part of parts) part.delete();
  }
  const [train, test] = made as [DatasetHandle, DatasetHandle?];
  return { ...loaded, train, test: test ?? null, pool };
}
