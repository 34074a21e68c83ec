/** The module that speaks and hears, with SIMD where the engine has it: the bits are the same. */
import type { Handle } from './module';
import { createCochleaModule } from './small_modules';

export interface SpeakerHandle extends Handle {
  /** Adds samples first .. first + count - 1 of the seed's sequence. */
  add(first: number, count: number): void;
  /** As `unpackDataset` takes it. */
  finish(): Uint8Array<ArrayBuffer>;
}

/** Spikes by time: µs since the beginning, and their channels. */
export interface Spikes {
  times: Uint32Array;
  channels: Uint32Array;
}

export interface EarHandle extends Handle {
  hear(samples: Float32Array): Spikes;
  reset(): void;
}

export interface CochleaModule {
  Speaker: { create(seed: number): SpeakerHandle };
  Ear: { create(sampleRate: number, seed: number): EarHandle };
  spokenDigitSound(seed: number, index: number): Float32Array<ArrayBuffer>;
  fadeWord(samples: Float32Array): Float32Array<ArrayBuffer>;
  frequencies(): Float32Array;
  wordNames(): string[];
}

/** Samples of sound per second. */
export const soundRate = 32_000;

let loading: Promise<CochleaModule> | undefined;

export function loadCochlea(): Promise<CochleaModule> {
  loading ??= createCochleaModule() as Promise<CochleaModule>;
  return loading;
}
