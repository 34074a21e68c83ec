/** Modules of one purpose, from files of their own: fetched when they are first needed. */
import { hasSimd } from './simd';

export async function createCameraModule(): Promise<unknown> {
  const { default: create } = await import('../wasm/rouse-camera.mjs');
  return create();
}

/** With SIMD where the engine has it. */
export async function createCochleaModule(): Promise<unknown> {
  const { default: create } = await (hasSimd()
    ? import('../wasm/rouse-cochlea.mjs')
    : import('../wasm/rouse-cochlea-scalar.mjs'));
  return create();
}

export async function createDvsModule(): Promise<unknown> {
  const { default: create } = await import('../wasm/rouse-dvs.mjs');
  return create();
}

export async function createGesturesModule(): Promise<unknown> {
  const { default: create } = await import('../wasm/rouse-gestures.mjs');
  return create();
}

export async function createPackModule(): Promise<unknown> {
  const { default: create } = await import('../wasm/rouse-pack.mjs');
  return create();
}
