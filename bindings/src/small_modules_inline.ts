/** The same where they have no files: in a single file for foreign pages. */
import cameraBytes from 'virtual:rouse-camera-wasm';
import cochleaBytes from 'virtual:rouse-cochlea-wasm';
import dvsBytes from 'virtual:rouse-dvs-wasm';
import gesturesBytes from 'virtual:rouse-gestures-wasm';
import packBytes from 'virtual:rouse-pack-wasm';
import createCamera from '../wasm/rouse-camera.mjs';
import createCochlea from '../wasm/rouse-cochlea.mjs';
import createDvs from '../wasm/rouse-dvs.mjs';
import createGestures from '../wasm/rouse-gestures.mjs';
import createPack from '../wasm/rouse-pack.mjs';

export function createCameraModule(): Promise<unknown> {
  return createCamera({ wasmBinary: cameraBytes() });
}

export function createCochleaModule(): Promise<unknown> {
  return createCochlea({ wasmBinary: cochleaBytes() });
}

export function createDvsModule(): Promise<unknown> {
  return createDvs({ wasmBinary: dvsBytes() });
}

export function createGesturesModule(): Promise<unknown> {
  return createGestures({ wasmBinary: gesturesBytes() });
}

export function createPackModule(): Promise<unknown> {
  return createPack({ wasmBinary: packBytes() });
}
