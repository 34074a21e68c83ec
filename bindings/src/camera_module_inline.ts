/** The camera's module where it has no files: in a single file for foreign pages. */
import bytes from 'virtual:rouse-camera-wasm';
import create from '../wasm/rouse-camera.mjs';

export function createCameraModule(): Promise<unknown> {
  return create({ wasmBinary: bytes() });
}
