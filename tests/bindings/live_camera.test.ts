/** A video before the live camera, as its worker sees it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { LiveCameraServer } from '../../bindings/src/live_camera_server';
import type { LiveCameraOptions } from '../../bindings/src/live_camera_types';

const size = 32;
const pixels = size * size;
const frameUs = 33_333;

/** A dark bar of four columns before a bright wall. */
function barAt(left: number): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 4 * pixels }, (_, i) => {
    const column = (i >> 2) % size;
    return column >= left && column < left + 4 ? 40 : 200;
  });
}

let camera: LiveCameraServer;

beforeEach(() => {
  camera = new LiveCameraServer();
});

describe('the live camera', () => {
  test('sends where the bar moves, and nothing while it is still', async () => {
    await camera.start({ size }, barAt(4));
    expect((await camera.see(barAt(4), frameUs)).times).toHaveLength(0);
    const { times, channels } = await camera.see(barAt(5), frameUs);
    expect(times.length).toBeGreaterThan(4 * size);
    expect(times).toEqual(times.toSorted());
    expect(Math.max(...times)).toBeLessThanOrEqual(frameUs);
    // ON where the wall comes out behind the bar, OFF where the bar comes.
    const columns = new Set(channels.map((channel) => channel % size));
    expect([...columns].sort()).toEqual([4, 8]);
    const on = channels.filter((channel) => channel >= pixels).map((channel) => channel % size);
    expect(on.filter((column) => column === 4).length).toBeGreaterThan(0.7 * on.length);
    const back = await camera.see(barAt(5), frameUs);
    expect(back.times.length).toBeLessThan(0.1 * times.length);
  });

  test('is the same for the same seed, and begins anew with each start', async () => {
    const see = async (options: LiveCameraOptions) => {
      await camera.start(options, barAt(4));
      return [await camera.see(barAt(6), frameUs), await camera.see(barAt(9), frameUs)];
    };
    const first = await see({ size });
    expect(await see({ size, contrast: 0.2, seed: 1 })).toEqual(first);
    expect(await see({ size, seed: 2 })).not.toEqual(first);
    const [few] = await see({ size, contrast: 1 });
    expect(few?.times.length).toBeLessThan((first[0]?.times.length ?? 0) / 3);
  });

  test('says what it cannot see', async () => {
    const refused = async (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code?: string; message?: string }) => `${error.code}: ${error.message}`,
      );
    expect(await refused(camera.see(barAt(4), frameUs))).toMatch(/invalid_value.*start it/);
    expect(await refused(camera.start({ size: 64 }, barAt(4)))).toMatch(
      /invalid_value: a frame has 4096 bytes; it must have 16384/,
    );
    expect(await refused(camera.start({ size, contrast: 9 }, barAt(4)))).toMatch(/contrast/);
    expect(await refused(camera.start({ size, seed: -1 }, barAt(4)))).toMatch(/seed is -1/);
    await camera.start({ size }, barAt(4));
    expect(await refused(camera.see(barAt(4), 0.5))).toMatch(/elapsedUs is 0.5/);
    expect(await refused(camera.see(barAt(4), 2_000_000))).toMatch(/elapsed_us is 2000000/);
  });
});
