/** The built-in words, spoken and heard inside the data worker. */
import { loadCochlea, soundRate } from './cochlea_module';
import { errorFor, NoRecordingsError } from './errors';
import { type RouseModule, typed } from './module';
import { transfer } from './rpc';
import { firstTestSample, type Loaded, type Progress } from './sources';
import type { DataSource, Sound } from './types';

type Builtin = DataSource & { kind: 'builtin' };

/** Words between two looks at what else there is to do: a word takes some 20 ms. */
const chunk = 10;

/** See `DataClient.load`; can be cancelled between two chunks. */
export async function speakDigits(
  module: RouseModule,
  source: Builtin,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Loaded> {
  const { Speaker, wordNames } = await loadCochlea();
  const { trainCount, testCount, seed } = source;
  const recordings = trainCount + testCount;
  let made = 0;
  const speak = async (first: number, count: number) => {
    const speaker = Speaker.create(seed);
    try {
      // Once at least: it is the library that refuses to make none.
      for (let i = 0; i === 0 || i < count; i += chunk) {
        const more = Math.min(chunk, count - i);
        speaker.add(first + i, more);
        made += more;
        onProgress('Speaking', made / recordings);
        // Lets a cancellation come in.
        await new Promise((resolve) => setTimeout(resolve));
        if (signal.aborted) throw new NoRecordingsError('spoken-digits was cancelled');
      }
      return module.unpackDataset(speaker.finish());
    } catch (error) {
      throw typed(error);
    } finally {
      speaker.delete();
    }
  };
  const train = await speak(0, trainCount);
  try {
    const test = await speak(firstTestSample, testCount);
    const about = {
      name: '',
      kind: 'spoken-digits',
      licence: '',
      attribution: '',
      source: '',
      classNames: wordNames(),
      timeUs: 1,
    };
    return { source, perClass: 0, train, test, warnings: [], recordings, about };
  } catch (error) {
    train.delete();
    throw error;
  }
}

/** What the cochlea heard of a recording of that name. Throws invalid_value for other data. */
export async function soundOf(source: DataSource | undefined, name: string): Promise<Sound> {
  const index = /^spoken-digits (\d+)$/.exec(name)?.[1];
  if (source?.kind !== 'builtin' || index === undefined) {
    throw errorFor('invalid_value', `${name} has no sound; only the built-in spoken digits have`);
  }
  const { spokenDigitSound } = await loadCochlea();
  const samples = spokenDigitSound(source.seed, Number(index));
  return transfer({ samples, sampleRate: soundRate }, [samples.buffer]);
}
