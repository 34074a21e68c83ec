/** Tones, and which channels of the cochlea answer them. Knows no DOM. */
import type { DataClient, Recording } from 'rouse-snn';
import { messageOf } from '../format';
import { Subject } from '../subject';

/** The cochlea's samples of sound per second. */
export const soundRate = 32_000;
/** Of the cochlea's: bins of the figure are a divisor of them. */
export const channels = 700;
const seconds = 0.3;
/** Root mean square of the words of the data, as the peak of a sine. */
const loudness = 0.3 * Math.SQRT2;
/** Words of the client's own, which no laboratory trains on: one of each class to say. */
const words = { kind: 'builtin', name: 'spoken-digits', seed: 77 } as const;
const wordCount = 20;

/** What of a tone was heard. */
export interface Heard {
  readonly frequency: number;
  readonly events: number;
  /** Events of each channel. */
  readonly counts: readonly number[];
  /** As many events lie above it as below. */
  readonly centre: number;
}

/** A sine of so many Hz. */
export function toneOf(frequency: number): Float32Array<ArrayBuffer> {
  const turn = (2 * Math.PI * frequency) / soundRate;
  return Float32Array.from(
    { length: seconds * soundRate },
    (_, at) => loudness * Math.sin(turn * at),
  );
}

/** Null when nothing was heard. */
export function heardOf(frequency: number, heard: Pick<Recording, 'channels'>): Heard | null {
  const events = heard.channels.length;
  if (events === 0) return null;
  const counts = new Array<number>(channels).fill(0);
  for (const channel of heard.channels) counts[channel] = (counts[channel] ?? 0) + 1;
  let passed = 0;
  const centre = counts.findIndex((count) => {
    passed += count;
    return passed * 2 >= events;
  });
  return { frequency, events, counts, centre };
}

/** Samples as a WAV file of 16 bits; the loudest one is as loud as it can be. */
export function wavFile(samples: Float32Array, sampleRate: number): Uint8Array<ArrayBuffer> {
  const header = 44;
  const view = new DataView(new ArrayBuffer(header + samples.length * 2));
  const text = (at: number, letters: string) => {
    for (const [i, letter] of [...letters].entries()) view.setUint8(at + i, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  const loudest = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-6);
  samples.forEach((x, at) => {
    view.setInt16(header + at * 2, Math.round((x / loudest) * 32767), true);
  });
  return new Uint8Array(view.buffer);
}

export class ToneModel extends Subject<'change'> {
  /** Hz */
  frequency: number;
  heard: Heard | null = null;
  /** What was heard of the tone that the question is about. */
  asked: Heard | null = null;
  /** Why nothing could be heard. */
  problem = '';

  readonly #client: DataClient;
  readonly #ready: Promise<unknown>;
  #calls = 0;

  constructor(client: DataClient, frequency: number, asked: number) {
    super();
    this.#client = client;
    this.frequency = frequency;
    // The client hears for networks, and takes their number of channels from the data.
    this.#ready = client.load({ ...words, trainCount: wordCount, testCount: wordCount });
    void this.#hear(asked).then((heard) => {
      this.asked = heard;
      this.emit('change');
    });
    void this.play(frequency);
  }

  async play(frequency: number): Promise<void> {
    const call = ++this.#calls;
    this.frequency = frequency;
    this.emit('change');
    const heard = await this.#hear(frequency);
    // A slider asks faster than a worker answers: the last question counts.
    if (call !== this.#calls) return;
    this.heard = heard;
    this.emit('change');
  }

  /** A word that was in no training data, as a WAV file; another one for each `index`. */
  async word(index: number): Promise<Uint8Array<ArrayBuffer>> {
    await this.#ready;
    const { samples, sampleRate } = await this.#client.sound('test', index % wordCount);
    return wavFile(samples, sampleRate);
  }

  async #hear(frequency: number): Promise<Heard | null> {
    try {
      await this.#ready;
      return heardOf(frequency, await this.#client.hear(toneOf(frequency), 'word'));
    } catch (error) {
      this.problem = messageOf(error);
      return null;
    }
  }
}
