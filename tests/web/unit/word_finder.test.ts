import { describe, expect, test } from 'vitest';
import { type Found, WordFinder } from '../../../web/src/word_finder';

const second = 32_000;
const noise = (seconds: number, loudness: number, seed = 1) => {
  let state = seed;
  return Float32Array.from({ length: Math.round(seconds * second) }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return loudness * 3.4 * (state / 2_147_483_648 - 0.5);
  });
};

const joined = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

/** All that is found in a sound, given in pieces. */
function find(sound: Float32Array, piece = 1024): Found[] {
  const finder = new WordFinder();
  const found: Found[] = [];
  for (let i = 0; i < sound.length; i += piece)
    found.push(...finder.push(sound.slice(i, i + piece)));
  return found;
}

const ends = (found: readonly Found[]) =>
  found.filter(({ kind }) => kind === 'end').map(({ samples }) => samples.length / second);

describe('words in a sound', () => {
  const word = noise(0.4, 0.1, 7);
  const pause = () => noise(0.6, 0.003);

  test('are found between pauses, with a little of the pauses', () => {
    const found = find(joined(pause(), word, pause(), word, pause()));
    const lengths = ends(found);
    expect(lengths).toHaveLength(2);
    for (const length of lengths) expect(length).toBeCloseTo(0.4 + 0.07 + 0.18, 1);
    expect(found.filter(({ kind }) => kind === 'begin')).toHaveLength(2);
  });

  test('are the same however the sound is cut', () => {
    const sound = joined(pause(), word, pause());
    const expected = find(sound, sound.length);
    for (const piece of [100, 320, 1000, 5000]) expect(find(sound, piece)).toEqual(expected);
  });

  test('are told as they come: beginning and what follows are their whole sound', () => {
    const found = find(joined(pause(), word, pause()));
    const told = found.filter(({ kind }) => kind !== 'end').map(({ samples }) => samples);
    const all = joined(...told);
    const whole = found.at(-1)?.samples ?? new Float32Array();
    expect(all.slice(0, whole.length)).toEqual(whole);
  });

  test('that do not end are ended after a second', () => {
    const lengths = ends(find(joined(pause(), noise(2.5, 0.1, 3))));
    expect(lengths[0]).toBeCloseTo(1, 2);
    expect(lengths.length).toBeGreaterThanOrEqual(2);
  });

  test('are not found in silence, in steady noise or in a click', () => {
    const click = joined(pause(), noise(0.01, 0.5), pause());
    for (const sound of [new Float32Array(second), noise(3, 0.02), click]) {
      expect(find(sound)).toEqual([]);
    }
  });
});
