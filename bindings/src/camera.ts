/** `rouse-snn/camera`: what an event camera records of a drawing, in a worker of its own. */
import type { CameraServer } from './camera_server';
import type { CameraClient } from './camera_types';
import { RemoteWorker } from './rpc';
import { startWorker } from './start_worker';

export type * from './camera_types';

/** Starts a worker that films. */
export function createCameraClient(): CameraClient {
  const worker = new RemoteWorker<CameraServer>(startWorker('rouse camera'));
  const { remote } = worker;
  return {
    filmStrokes: (strokes, seed) => worker.answer(remote.filmStrokes(strokes, seed)),
    filmPicture: (picture, seed) => worker.answer(remote.filmPicture(picture, seed)),
    writeDigit: (digit, seed) => worker.answer(remote.writeDigit(digit, seed)),
    close: () => worker.close(),
  };
}
