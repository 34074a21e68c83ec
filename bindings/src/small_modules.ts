/** Modules of one purpose, from files of their own: fetched when they are first needed. */
export async function createCameraModule(): Promise<unknown> {
  const { default: create } = await import('../wasm/rouse-camera.mjs');
  return create();
}

export async function createPackModule(): Promise<unknown> {
  const { default: create } = await import('../wasm/rouse-pack.mjs');
  return create();
}
