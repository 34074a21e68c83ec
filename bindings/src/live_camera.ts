/** `rouse-snn/live-camera`: what an event camera sends of a video, in a worker of its own. */
import type { LiveCameraServer } from './live_camera_server';
import type { LiveCameraClient } from './live_camera_types';
import { RemoteWorker } from './rpc';
import { startWorker } from './start_worker';

export type * from './live_camera_types';

/** Starts a worker that sees. */
export function createLiveCameraClient(): LiveCameraClient {
  const worker = new RemoteWorker<LiveCameraServer>(startWorker('rouse live camera'));
  const { remote } = worker;
  return {
    start: (options, frame) => worker.answer(remote.start(options, frame)),
    see: (frame, elapsedUs) => worker.answer(remote.see(frame, elapsedUs)),
    close: () => worker.close(),
  };
}
