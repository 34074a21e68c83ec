/** The built-in gestures, filmed inside the data worker. */
import { NoRecordingsError } from './errors';
import { poolOf } from './event_reduction';
import { loadGestures } from './gestures_module';
import { type RouseModule, typed } from './module';
import { firstTestSample, type Loaded, type Progress } from './sources';
import type { DataOptions, DataSource } from './types';

const sensor = { width: 128, height: 128, polarities: 2 };

/**
 * See `DataClient.load`; can be cancelled between two recordings. Test recordings are of figures that
 * are not trained on. Pooled, as they usually are, each channel sends at most once in 5 ms.
 */
export async function filmGestures(
  module: RouseModule,
  source: DataSource & { kind: 'builtin' },
  options: DataOptions,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Loaded> {
  const { Camera, samplesPerFigure, gestureNames } = await loadGestures();
  const { trainCount, testCount, seed } = source;
  const recordings = trainCount + testCount;
  const pool = poolOf(sensor, options);
  let made = 0;
  const film = async (first: number, count: number) => {
    const camera = Camera.create(seed, pool);
    try {
      // Once at least: it is the library that refuses to make none.
      for (let i = 0; i === 0 || i < count; i++) {
        camera.add(first + i, Math.min(1, count));
        made += 1;
        onProgress('Filming gestures', made / recordings);
        // Lets a cancellation come in.
        await new Promise((resolve) => setTimeout(resolve));
        if (signal.aborted) throw new NoRecordingsError('gestures was cancelled');
      }
      return module.unpackDataset(camera.finish());
    } catch (error) {
      throw typed(error);
    } finally {
      camera.delete();
    }
  };
  const train = await film(0, trainCount);
  try {
    const test = await film(
      Math.floor(firstTestSample / samplesPerFigure) * samplesPerFigure,
      testCount,
    );
    const about = {
      name: '',
      kind: 'dvsgesture',
      licence: '',
      attribution: '',
      source: '',
      classNames: gestureNames(),
      timeUs: 1,
    };
    return { source, perClass: 0, pool, train, test, warnings: [], recordings, about };
  } catch (error) {
    train.delete();
    throw error;
  }
}
