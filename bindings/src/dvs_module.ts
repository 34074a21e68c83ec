/** The module of cameras' recordings: its types, loaded once per worker when it is first needed. */
import type { Handle } from './module';
import { createDvsModule } from './small_modules';

/** `DvsGestureCollector`. */
export interface GestureCollectorHandle extends Handle {
  readonly size: number;
  wants(label: number): boolean;
  full(): boolean;
  /** A recording of several gestures; false when none of them is wanted. */
  begin(path: string, tableText: string, tablePath: string): boolean;
  /** A recording of one gesture. */
  beginOne(path: string, label: number): boolean;
  feed(bytes: Uint8Array): void;
  end(): void;
  /** A gesture from .npy files. */
  add(path: string, names: readonly string[], files: readonly Uint8Array[], label: number): void;
  warn(warning: string): void;
  /** As `unpackDataset` takes it, of pixels of `pool` by `pool`. */
  finish(pool: number): Uint8Array;
}

export interface DvsModule {
  GestureCollector: {
    /** Of each gesture the first `firstUs` are kept, or all when it is 0. */
    create(source: string, perClass: number, firstUs: number): GestureCollectorHandle;
  };
  /** The first of the people whom the release tests on. */
  readonly firstTestUser: number;
  gestureNames(): string[];
  /** What a path names, or -1. */
  gestureLabel(path: string): number;
  gestureUser(path: string): number;
  /** "user01_led_labels.csv" beside "user01_led.aedat". */
  gestureTablePath(path: string): string;
  /** From and to bytes as `unpackDataset` takes them. */
  reduceDataset(bytes: Uint8Array, pool: number, firstUs: number): Uint8Array;
}

let loading: Promise<DvsModule> | undefined;

export async function loadDvs(): Promise<DvsModule> {
  loading ??= createDvsModule() as Promise<DvsModule>;
  try {
    return await loading;
  } catch (error) {
    // Perhaps the network is back at the next attempt.
    loading = undefined;
    throw error;
  }
}
