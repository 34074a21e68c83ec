/** The module of the built-in gestures: it films figures, and sees videos with the same pixels. */
import type { Film } from './camera_types';
import type { Handle } from './module';
import { createGesturesModule } from './small_modules';

interface CameraHandle extends Handle {
  /** Adds samples first .. first + count - 1 of the seed's sequence. */
  add(first: number, count: number): void;
  /** As `unpackDataset` takes it. */
  finish(): Uint8Array<ArrayBuffer>;
}

export interface WatcherHandle extends Handle {
  /** What is sent until this frame, which comes so much after the one before. */
  see(frame: Uint8ClampedArray, elapsedUs: number): Film;
}

interface GesturesModule {
  Camera: { create(seed: number, pool: number): CameraHandle };
  Watcher: {
    create(size: number, contrast: number, seed: number, frame: Uint8ClampedArray): WatcherHandle;
  };
  samplesPerFigure: number;
  gestureNames(): string[];
}

let loading: Promise<GesturesModule> | undefined;

export function loadGestures(): Promise<GesturesModule> {
  loading ??= createGesturesModule() as Promise<GesturesModule>;
  return loading;
}
