/** Sounds of the visitor's own, as the cochlea hears them: recordings of no known class. */
import { loadCochlea, soundRate } from './cochlea_module';
import { errorFor } from './errors';
import { typed } from './module';
import type { Entry } from './recordings';
import { mostSeconds, readWav, trimmed } from './sound_files';
import type { Recording, SensorShape, Unlabelled } from './types';

/** Channels of the cochlea. */
const channels = 700;
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
  const { path = '' } = entries[0] ?? {};
  const divides = shape && shape.height * shape.polarities === 1 && channels % shape.width === 0;
  if (!divides) {
    throw errorFor(
      'shape_mismatch',
      `${path} is a sound, but the data is not a cochlea’s; load spoken digits first`,
    );
  }
  const found: Unlabelled = { recordings: [], warnings: [] };
  for (const entry of entries.slice(0, mostSounds)) {
    const samples = readWav(await entry.read(), entry.path);
    if (samples.length >= mostSeconds * soundRate) {
      found.warnings.push(`${entry.path}: only its first ${mostSeconds} seconds are heard`);
    }
    found.recordings.push(await hearWord(trimmed(samples), entry.path, shape.width));
  }
  return found;
}

/** A word, brought to the loudness of the data's and faded as they are. */
export async function hearWord(
  samples: Float32Array,
  name: string,
  width = channels,
): Promise<Recording> {
  const { Ear, fadeWord } = await loadCochlea();
  const ear = Ear.create(soundRate, 1);
  try {
    const { times, channels: heard } = ear.hear(fadeWord(samples));
    const pool = channels / width;
    return { times, channels: heard.map((channel) => Math.floor(channel / pool)), label: -1, name };
  } catch (error) {
    throw typed(error);
  } finally {
    ear.delete();
  }
}
