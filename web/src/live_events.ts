/** The latest events of a live camera: what is drawn of them, and what networks get. Knows no DOM. */
import type { Recording } from 'rouse-snn';
import type { Film } from 'rouse-snn/camera';

interface Seen extends Film {
  /** µs since the camera began; the times of events count from here. */
  beginUs: number;
  endUs: number;
}

const second = 1e6;
const never = -Infinity;

/** How the data's recordings came to their channels and times. */
export interface Reduction {
  /** Pixels on a side of the data's sensor: a divisor of the camera's. */
  width: number;
  /** A channel sends once in so many µs, at most; 1 or less changes nothing. */
  quantumUs: number;
}

export class LiveEvents {
  /** Pixels on a side. */
  readonly size: number;
  /** When each channel sent its latest event, µs since the camera began; -Infinity for never. */
  readonly latest: Float64Array;
  readonly #keptUs: number;
  #seen: Seen[] = [];

  /** Keeps the events of so many µs, and of a second at least. */
  constructor(size: number, keptUs: number) {
    this.size = size;
    this.latest = new Float64Array(2 * size * size).fill(never);
    this.#keptUs = Math.max(second, keptUs);
  }

  /** The end of the latest frame, µs since the camera began. */
  get nowUs(): number {
    return this.#seen.at(-1)?.endUs ?? 0;
  }

  /** Takes what came from one frame to the next. */
  add(film: Film, beginUs: number, endUs: number): void {
    this.#seen.push({ ...film, beginUs, endUs });
    while ((this.#seen[0]?.endUs ?? endUs) <= endUs - this.#keptUs) this.#seen.shift();
    film.channels.forEach((channel, i) => {
      this.latest[channel] = beginUs + (film.times[i] ?? 0);
    });
  }

  /** Frames and events in the last second. */
  get rates(): { frames: number; events: number } {
    const last = this.#seen.filter(({ endUs }) => endUs > this.nowUs - second);
    const spanUs = last.reduce((sum, { beginUs, endUs }) => sum + endUs - beginUs, 0);
    // Of the first frames a second is made.
    const perSecond = spanUs > 0 ? second / spanUs : 0;
    return {
      frames: last.length * perSecond,
      events: last.reduce((sum, { times }) => sum + times.length, 0) * perSecond,
    };
  }

  /** The events of the last `lengthUs` as a recording of no known class. */
  recording(lengthUs: number, { width, quantumUs }: Reduction): Recording {
    const { size } = this;
    const pool = size / width;
    const startUs = this.nowUs - lengthUs;
    const times: number[] = [];
    const channels: number[] = [];
    const sentAt = new Float64Array(2 * width * width).fill(-1);
    const quantum = Math.max(1, quantumUs);
    for (const seen of this.#seen) {
      if (seen.endUs <= startUs) continue;
      for (let i = 0; i < seen.times.length; i++) {
        const exact = seen.beginUs + (seen.times[i] ?? 0) - startUs;
        if (exact < 0) continue;
        const time = Math.floor(exact / quantum) * quantum;
        const from = seen.channels[i] ?? 0;
        const row = Math.floor(Math.floor(from / size) / pool);
        const channel = row * width + Math.floor((from % size) / pool);
        if (quantum > 1 && sentAt[channel] === time) continue;
        sentAt[channel] = time;
        times.push(time);
        channels.push(channel);
      }
    }
    return {
      times: Uint32Array.from(times),
      channels: Uint32Array.from(channels),
      label: -1,
      name: '',
    };
  }
}
