/** Finds words in a sound that goes on and on: they are louder than what is around them. */

/** What has become of the sound: a word begins, goes on, or was this. */
export interface Found {
  kind: 'begin' | 'more' | 'end';
  samples: Float32Array<ArrayBuffer>;
}

const frame = 320;
/** A frame of a word is so much stronger than the noise, and than silence. */
const aboveNoise = 5;
const leastLoudness = 0.004;
/** Frames of 10 ms: those in a row that begin a word and those that end it. */
const beginning = 3;
const ending = 25;
/** What a word has before and after it, and the longest that is heard of it. */
const before = 7;
const after = 18;
const longest = 100;
/** How quickly the noise is believed to rise, per frame. */
const noiseRise = 1.01;

export class WordFinder {
  /** Not yet a frame. */
  #rest = new Float32Array(0);
  /** Frames of the word at hand or, between words, the latest ones. */
  #frames: Float32Array[] = [];
  #noise = Number.POSITIVE_INFINITY;
  #loud = 0;
  #quiet = 0;
  #inside = false;

  /** Takes what came, at 32 kHz; cut anywhere. */
  push(samples: Float32Array): Found[] {
    const all = new Float32Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    const found: Found[] = [];
    let at = 0;
    for (; at + frame <= all.length; at += frame) this.#take(all.slice(at, at + frame), found);
    this.#rest = all.slice(at);
    return found;
  }

  #take(samples: Float32Array<ArrayBuffer>, found: Found[]): void {
    const loudness = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / frame);
    const loud = loudness > Math.max(leastLoudness, aboveNoise * this.#noise);
    // A word is no noise, however long it is drawn.
    if (!this.#inside) this.#noise = Math.min(loudness, this.#noise * noiseRise + 1e-6);
    this.#loud = loud ? this.#loud + 1 : 0;
    this.#quiet = loud ? 0 : this.#quiet + 1;
    this.#frames.push(samples);
    if (!this.#inside) {
      if (this.#frames.length > before + beginning) this.#frames.shift();
      if (this.#loud < beginning) return;
      this.#inside = true;
      found.push({ kind: 'begin', samples: joined(this.#frames) });
      return;
    }
    found.push({ kind: 'more', samples });
    if (this.#quiet < ending && this.#frames.length < longest) return;
    const end = this.#frames.length - Math.max(0, this.#quiet - after);
    found.push({ kind: 'end', samples: joined(this.#frames.slice(0, end)) });
    this.#inside = false;
    this.#frames = [];
    this.#loud = 0;
  }
}

function joined(frames: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(frames.length * frame);
  for (const [i, samples] of frames.entries()) all.set(samples, i * frame);
  return all;
}
