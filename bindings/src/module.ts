/** The compiled module: its types as Embind registers them, loaded once per worker. */
import { errorFor, UnsupportedError } from './errors';
import { hasSimd } from './simd';
import type { ErrorCode, Inspection, Recording, SensorShape, StepReport, Trace } from './types';

/** Bytes from one session to another. */
export type Message = Uint8Array<ArrayBuffer>;

/** An object that lives in the module's memory until `delete` is called. */
export interface Handle {
  delete(): void;
}

export interface DatasetHandle extends Handle {
  readonly classCount: number;
  shape(): SensorShape;
  events(): number;
  labels(): Uint32Array;
  warnings(): string[];
  recording(index: number): Recording;
  pack(): Uint8Array;
}

export interface DatasetPair {
  train: DatasetHandle;
  test: DatasetHandle;
}

export interface CollectorHandle extends Handle {
  wants(path: string): boolean;
  add(path: string, bytes: Uint8Array): void;
  finish(): DatasetHandle;
}

export interface SessionHandle extends Handle {
  step(): StepReport;
  /** The next batch and the parameters, for `ShardSessionHandle.begin`; in `room` if it fits. */
  shardTask(room: Message): Message;
  computeShard(number: number): void;
  takeShard(number: number, results: Uint8Array): void;
  addMilliseconds(milliseconds: number): void;
  lastEpoch(): string;
  spec(): string;
  options(): string;
  optimiserSteps(): number;
  setLearningRates(weights: number, thresholds: number): void;
  thresholds(layer: number): Float32Array;
  trace(
    times: Uint32Array,
    channels: Uint32Array,
    label: number,
    layer: number,
    neuron: number,
  ): Trace;
  inspect(
    times: Uint32Array,
    channels: Uint32Array,
    label: number,
    layer: number,
    neuron: number,
  ): Inspection;
  saveModel(): Uint8Array;
  checkpoint(): Uint8Array<ArrayBuffer>;
}

/** Shards of the batches of a session in another worker. */
export interface ShardSessionHandle extends Handle {
  begin(task: Uint8Array): void;
  /** For `SessionHandle.takeShard`; in `room` if it fits. */
  compute(number: number, room: Message): Message;
}

export interface RouseModule {
  NmnistCollector: new (source: string, perClass: number) => CollectorHandle;
  Session: {
    create(spec: string, options: string, train: DatasetHandle, test: DatasetHandle): SessionHandle;
    resume(checkpoint: Uint8Array, train: DatasetHandle, test: DatasetHandle): SessionHandle;
  };
  ShardSession: {
    create(
      spec: string,
      options: string,
      train: DatasetHandle,
      test: DatasetHandle,
    ): ShardSessionHandle;
  };
  /** Samples first .. first + count - 1 of the seed's sequence, filmed when they are needed. */
  saccadeDigits(seed: number, first: number, count: number): DatasetHandle;
  unpackDataset(bytes: Uint8Array): DatasetHandle;
  unlabelledRecording(
    bytes: Uint8Array,
    name: string,
  ): { recording: Recording; warnings: string[] };
  selectSamples(dataset: DatasetHandle, classes: Uint32Array, perClass: number): DatasetHandle;
  splitDataset(
    dataset: DatasetHandle,
    testShare: number,
    seed: number,
  ): { train: DatasetHandle; test: DatasetHandle };
}

let loading: Promise<RouseModule> | undefined;
let loadingComplete: Promise<RouseModule> | undefined;
let handed: Promise<WebAssembly.Module | null> = Promise.resolve(null);

/** Has the next `loadModule` take what is compiled already; `null` has it fetched and compiled. */
export function useModule(compiled: Promise<WebAssembly.Module | null>): void {
  handed = compiled;
}

export function loadModule(): Promise<RouseModule> {
  loading ??= createModule();
  return loading;
}

/**
 * What `make` makes with the module, or, of a network with recurrence, adaptation, delays, dropout
 * or trained retentions, which that one was built without, with the one that has them. For equal
 * networks both compute the same bits.
 */
export async function withModuleFor<T>(make: (module: RouseModule) => T): Promise<T> {
  try {
    return make(await (loadingComplete ?? loadModule()));
  } catch (error) {
    const known = typed(error);
    if (loadingComplete || !(known instanceof UnsupportedError)) throw error;
  }
  loadingComplete = createCompleteModule();
  return make(await loadingComplete);
}

async function createCompleteModule(): Promise<RouseModule> {
  const { default: create } = hasSimd()
    ? await import('../wasm/rouse-cells.mjs')
    : await import('../wasm/rouse-cells-scalar.mjs');
  return create() as Promise<RouseModule>;
}

/** Both builds give the same bits; the one without SIMD is slower. */
async function createModule(): Promise<RouseModule> {
  const [{ default: create }, compiled] = await Promise.all([
    hasSimd() ? import('../wasm/rouse.mjs') : import('../wasm/rouse-scalar.mjs'),
    handed,
  ]);
  return create(
    compiled ? { instantiateWasm: instantiating(compiled) } : {},
  ) as Promise<RouseModule>;
}

/** Emscripten's hook for those who bring their own module. */
function instantiating(compiled: WebAssembly.Module) {
  return (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): object => {
    void WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
    return {};
  };
}

/** Errors that the module throws, as the typed errors of this package. */
export function typed(error: unknown): unknown {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return errorFor(error.code as ErrorCode, error.message);
  }
  if (error instanceof WebAssembly.RuntimeError) {
    return errorFor('worker_failed', `The computation stopped: ${error.message}. Reload the page.`);
  }
  return error;
}
