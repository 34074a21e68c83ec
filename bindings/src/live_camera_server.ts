/** Sees a video inside a worker. */
import type { Film } from './camera_types';
import { errorFor } from './errors';
import { loadGestures, type WatcherHandle } from './gestures_module';
import type { LiveCameraClient, LiveCameraOptions } from './live_camera_types';
import { whole } from './whole';

export class LiveCameraServer implements Omit<LiveCameraClient, 'close'> {
  #watcher: WatcherHandle | null = null;

  async start(options: LiveCameraOptions, frame: Uint8ClampedArray): Promise<void> {
    const { size, contrast = 0.2, seed = 1 } = options;
    const { Watcher } = await loadGestures();
    const next = Watcher.create(whole(size, 'size'), contrast, whole(seed, 'seed'), frame);
    this.#watcher?.delete();
    this.#watcher = next;
  }

  async see(frame: Uint8ClampedArray, elapsedUs: number): Promise<Film> {
    if (!this.#watcher) {
      throw errorFor('invalid_value', 'the camera sees nothing yet; start it with a first frame');
    }
    return this.#watcher.see(frame, whole(elapsedUs, 'elapsedUs'));
  }
}
