/** WAV files as the cochlea hears them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCochlea } from '../../bindings/src/cochlea_module';
import { DataServer } from '../../bindings/src/data_server';
import { RouseError } from '../../bindings/src/errors';
import { readWav, resampled, trimmed } from '../../bindings/src/sound_files';
import { wavOf } from './wav';

const words = {
  kind: 'builtin',
  name: 'spoken-digits',
  seed: 1,
  trainCount: 20,
  testCount: 20,
} as const;
const file = (path: string, bytes: Uint8Array<ArrayBuffer>) => ({ path, file: new Blob([bytes]) });

function refusal(call: () => unknown): string {
  try {
    call();
    return 'none';
  } catch (error) {
    return error instanceof RouseError ? `${error.code}: ${error.message}` : `untyped: ${error}`;
  }
}

const tone = (hertz: number, rate: number, seconds: number) =>
  Float32Array.from(
    { length: rate * seconds },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate),
  );

/** The largest difference, away from the ends. */
function apart(one: Float32Array, other: Float32Array): number {
  let most = 0;
  for (let i = 100; i < Math.min(one.length, other.length) - 100; i++) {
    most = Math.max(most, Math.abs((one[i] ?? 0) - (other[i] ?? 0)));
  }
  return most;
}

describe('a WAV file', () => {
  const sound = tone(440, 32_000, 0.25);

  test('is read in every usual format', () => {
    for (const bits of [8, 16, 24, 32, -32, -64] as const) {
      for (const more of [{}, { channels: 2 }, { extensible: true }]) {
        const samples = readWav(wavOf(sound, { bits, ...more }), 'a.wav');
        expect(samples).toHaveLength(sound.length);
        expect(apart(samples, sound)).toBeLessThan(bits === 8 ? 0.01 : 1e-3);
      }
    }
  });

  test('of another rate is brought to that of the cochlea', () => {
    for (const rate of [8000, 16_000, 22_050, 44_100, 48_000, 96_000]) {
      const samples = readWav(wavOf(tone(440, rate, 0.25), { rate, bits: -32 }), 'a.wav');
      expect(Math.abs(samples.length - sound.length), `${rate}`).toBeLessThanOrEqual(4);
      expect(apart(samples, sound), `${rate}`).toBeLessThan(0.01);
    }
    // What is too high for it must not come back as another tone.
    const high = resampled(tone(20_000, 48_000, 0.25), 48_000);
    expect(apart(high, new Float32Array(high.length))).toBeLessThan(0.01);
  });

  test('that is none, or holds nothing, says so', () => {
    const bytes = wavOf(sound);
    const read = (change: (view: DataView) => void) => {
      const copy = bytes.slice();
      change(new DataView(copy.buffer));
      return refusal(() => readWav(copy, 'a.wav'));
    };
    expect(read((view) => view.setUint8(0, 0))).toBe(
      'bad_format: a.wav: it is no WAV file; convert the sound to WAV',
    );
    expect(read((view) => view.setUint16(30, 2, true))).toContain('format 2 of 16 bits');
    expect(read((view) => view.setUint16(44, 12, true))).toContain('format 1 of 12 bits');
    expect(read((view) => view.setUint16(32, 0, true))).toContain('0 channels');
    expect(read((view) => view.setUint32(34, 1, true))).toContain('1 samples a second');
    expect(read((view) => view.setUint32(50, 0, true))).toContain('no samples');
    expect(read((view) => view.setUint8(22, 0))).toContain('before their description');
    const wild = wavOf([Number.NaN], { bits: -32 });
    expect(refusal(() => readWav(wild, 'a.wav'))).toContain('sample 0 is NaN');
    for (let length = 0; length < 56; length++) {
      expect(refusal(() => readWav(bytes.slice(0, length), 'a.wav'))).toMatch(
        /^bad_format: a\.wav: /,
      );
    }
    // Cut short, it is heard as far as it goes.
    expect(readWav(bytes.slice(0, 1054), 'a.wav')).toHaveLength(500);
  });

  test('is heard without the silence around it', () => {
    const quiet = new Float32Array(40_000);
    quiet.set(sound, 16_000);
    const heard = trimmed(quiet);
    expect(heard.length / 32_000).toBeCloseTo(0.25 + 0.04 + 0.18, 1);
    expect(trimmed(new Float32Array(1000))).toHaveLength(1000);
  });
});

describe('sounds of one’s own', () => {
  const data = new DataServer();
  beforeAll(async () => {
    await data.load(words);
  });

  test('become recordings of no known class that resemble the word in them', async () => {
    const { spokenDigitSound } = await loadCochlea();
    const sound = spokenDigitSound(1, 7);
    const quieter = sound.map((x) => x / 8);
    const { recordings, warnings } = await data.unlabelled([
      file('b.wav', wavOf(quieter)),
      file('a.WAV', wavOf(quieter, { bits: 24, channels: 2 })),
    ]);
    expect(warnings).toEqual([]);
    expect(recordings.map(({ name, label }) => [name, label])).toEqual([
      ['a.WAV', -1],
      ['b.wav', -1],
    ]);
    const own = data.recording('train', 7);
    for (const { times, channels } of recordings) {
      expect(times.length / own.times.length).toBeGreaterThan(0.7);
      expect(times.length / own.times.length).toBeLessThan(1.3);
      expect(Math.max(...channels)).toBeLessThan(700);
      // Channel by channel it is the same word.
      const counts = (values: Uint32Array) => {
        const all = new Array<number>(14).fill(0);
        for (const value of values)
          all[Math.floor(value / 50)] = (all[Math.floor(value / 50)] ?? 0) + 1;
        return all;
      };
      const [heard, known] = [counts(channels), counts(own.channels)];
      for (const [i, count] of known.entries()) {
        if (count > 200) expect((heard[i] ?? 0) / count).toBeCloseTo(1, 0);
      }
    }
  });

  test('that are long are heard in part, and damaged ones are refused', async () => {
    const { warnings } = await data.unlabelled([
      file('long.wav', wavOf(tone(300, 8000, 25), { rate: 8000 })),
    ]);
    expect(warnings).toEqual(['long.wav: only its first 20 seconds are heard']);
    await expect(data.unlabelled([file('no.wav', new Uint8Array(50))])).rejects.toThrow(
      'no.wav: it is no WAV file',
    );
  });

  test('are refused by data of a camera', async () => {
    const digits = new DataServer();
    await digits.load({ kind: 'builtin', seed: 1, trainCount: 10, testCount: 10 });
    await expect(digits.unlabelled([file('a.wav', wavOf([0, 1]))])).rejects.toThrow(
      'a.wav is a sound, but the data is not a cochlea’s; load spoken digits first',
    );
  });
});
