/** Sounds of the visitor's own, as the cochlea hears them: recordings of no known class. */
import { type EarHandle, loadCochlea, soundRate } from './cochlea_module';
import { errorFor } from './errors';
import { typed } from './module';
import type { Entry } from './recordings';
import { mostSeconds, readWav, trimmed } from './sound_files';
import type { Recording, SensorShape, Unlabelled } from './types';

const cochleaChannels = 700;
/** More files than anybody leafs through. */
const mostSounds = 100;

/**
 * The recordings of WAV files for networks that see `shape`, whose channels may be pooled. Throws
 * shape_mismatch unless it is a cochlea's.
 */
export async function hearFiles(
  entries: readonly Entry[],
  shape: SensorShape | undefined,
): Promise<Unlabelled> {
  poolingOf(shape, entries[0]?.path ?? '');
  const found: Unlabelled = { recordings: [], warnings: [] };
  for (const entry of entries.slice(0, mostSounds)) {
    const samples = readWav(await entry.read(), entry.path);
    if (samples.length >= mostSeconds * soundRate) {
      found.warnings.push(`${entry.path}: only its first ${mostSeconds} seconds are heard`);
    }
    found.recordings.push(await hear(trimmed(samples), 'word', shape, entry.path));
  }
  return found;
}

let ear: EarHandle | undefined;

/** See `DataClient.hear`. */
export async function hear(
  samples: Float32Array,
  how: 'word' | 'begin' | 'more',
  shape: SensorShape | undefined,
  name = '',
): Promise<Recording> {
  const pool = poolingOf(shape, name || 'this');
  const { Ear, fadeWord } = await loadCochlea();
  const word = how === 'word';
  try {
    const hearing = (how === 'more' && ear) || Ear.create(soundRate, 1);
    if (how === 'begin') ear?.delete();
    if (!word) ear = hearing;
    const { times, channels } = hearing.hear(word ? fadeWord(samples) : samples);
    if (word) hearing.delete();
    return {
      times,
      channels: channels.map((channel) => Math.floor(channel / pool)),
      label: -1,
      name,
    };
  } catch (error) {
    throw typed(error);
  }
}

/** Channels of the cochlea that are one of the data's. */
function poolingOf(shape: SensorShape | undefined, name: string): number {
  if (shape && shape.height * shape.polarities === 1 && cochleaChannels % shape.width === 0) {
    return cochleaChannels / shape.width;
  }
  throw errorFor(
    'shape_mismatch',
    `${name} is a sound, but the data is not a cochlea’s; load spoken digits first`,
  );
}
