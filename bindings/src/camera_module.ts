/** The camera's module from files of its own. */
export async function createCameraModule(): Promise<unknown> {
  const { default: create } = await import('../wasm/rouse-camera.mjs');
  return create();
}
