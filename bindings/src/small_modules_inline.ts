/** The same where they have no files: in a single file for foreign pages. */
import cameraBytes from 'virtual:rouse-camera-wasm';
import packBytes from 'virtual:rouse-pack-wasm';
import createCamera from '../wasm/rouse-camera.mjs';
import createPack from '../wasm/rouse-pack.mjs';
import { errorFor } from './errors';

export function createCameraModule(): Promise<unknown> {
  return createCamera({ wasmBinary: cameraBytes() });
}

export function createPackModule(): Promise<unknown> {
  return createPack({ wasmBinary: packBytes() });
}

/** libhdf5 is larger than all the rest. */
export function startShdWorker(): never {
  throw errorFor(
    'invalid_value',
    'HDF5 files are not read inside other pages; make a pack of them with "rouse pack", or drop them on ' +
      'Rouse’s own page',
  );
}
