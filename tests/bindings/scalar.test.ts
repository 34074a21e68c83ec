import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.resetModules();
});

/** The weights after an epoch, by the build that a browser with or without SIMD loads. */
async function modelOf(simd: boolean): Promise<Uint8Array> {
  vi.resetModules();
  const asked = vi.spyOn(WebAssembly, 'validate');
  if (!simd) asked.mockReturnValue(false);
  const { loadModule } = await import('../../bindings/src/module');
  const module = await loadModule();
  expect(asked).toHaveBeenCalledOnce();
  expect(asked).toHaveReturnedWith(simd);
  asked.mockRestore();
  const train = module.saccadeDigits(3, 0, 20);
  const session = module.Session.create(
    JSON.stringify({ inputs: 2312, layers: [{ neurons: 9 }, { neurons: 10 }] }),
    JSON.stringify({ bins: { steps: 20, bin_us: 15000 } }),
    train,
    train,
  );
  do session.step();
  while (session.optimiserSteps() < 2);
  return session.saveModel();
}

test('a browser without SIMD loads the scalar build, and learns the same', async () => {
  const withSimd = await modelOf(true);
  const without = await modelOf(false);
  expect(withSimd.length).toBeGreaterThan(2312 * 9 * 4);
  expect(without).toEqual(withSimd);
});
