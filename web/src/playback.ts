/** The clock of the shown recording: the viewer, the rasters and the potential follow it. */
import { Subject } from './subject';

/** A frame comes at most so long after it was asked for, if the page is not busy. */
const frameMs = 16;
/** Rest at the end of a recording before it begins again. */
const restMs = 600;

/**
 * `time`: another moment is shown. `picture`: the same, while playing, in the frame that is to show it
 * and after all have heard of the moment.
 */
export class Playback extends Subject<'time' | 'picture' | 'state'> {
  #durationUs = 1;
  #timeUs = 0;
  #playing = false;
  #slowness = 10;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before = 0;
  #rested = 0;
  readonly #pictureMs: () => number;

  constructor(pictureMs: () => number = () => 33) {
    super();
    this.#pictureMs = pictureMs;
  }

  get timeUs(): number {
    return this.#timeUs;
  }

  get durationUs(): number {
    return this.#durationUs;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** How many times slower than life it plays. */
  get slowness(): number {
    return this.#slowness;
  }

  set slowness(times: number) {
    if (times === this.#slowness) return;
    this.#slowness = times;
    this.emit('state');
  }

  /** The time bin at hand. */
  bin(binUs: number): number {
    return Math.floor(this.#timeUs / binUs);
  }

  /** Rests in the middle of the next time bin or, with -1, of the one before. */
  moveBin(by: number, binUs: number): void {
    this.pause();
    this.seek((Math.max(0, this.bin(binUs) + by) + 0.5) * binUs);
  }

  /** Begins another recording at its start. */
  open(durationUs: number): void {
    this.#durationUs = Math.max(1, durationUs);
    this.#timeUs = 0;
    this.#rested = 0;
    this.emit('state');
    this.emit('time');
  }

  seek(timeUs: number): void {
    this.#timeUs = Math.min(Math.max(0, timeUs), this.#durationUs);
    this.#rested = 0;
    this.emit('time');
  }

  play(): void {
    if (this.#playing) return;
    this.#playing = true;
    this.#before = performance.now();
    this.#wait();
    this.emit('state');
  }

  pause(): void {
    this.#playing = false;
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.emit('state');
  }

  toggle(): void {
    if (this.#playing) this.pause();
    else this.play();
  }

  /** Frames in which nothing moves cost their time, too: none is asked for before it is due. */
  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#frame = requestAnimationFrame((now) => this.#advance(now));
    }, this.#pictureMs() - frameMs);
  }

  #advance(now: number): void {
    if (!this.#playing) return;
    this.#wait();
    // A tab that was in the background must not jump.
    const passed = Math.min(100, now - this.#before);
    this.#before = now;
    if (this.#timeUs < this.#durationUs) {
      this.#timeUs = Math.min(this.#durationUs, this.#timeUs + (passed * 1000) / this.#slowness);
    } else if (this.#rested < restMs) {
      this.#rested += passed;
      return;
    } else {
      this.#rested = 0;
      this.#timeUs = 0;
    }
    this.emit('time');
    this.emit('picture');
  }
}
