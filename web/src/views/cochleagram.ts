/**
 * What a cochlea heard: time to the right, its channels from top to bottom, which for those of SHD is
 * from high tones to deep ones. What has been played stands out from what is still to come.
 */
import type { Recording, SensorShape } from 'rouse-snn';
import { milliseconds } from '../format';
import { isCochlea } from '../specification';
import { type Plot, ticks } from './axes';
import { channelsOf, type Drawing } from './canvas-view';
import { drawTimes } from './time_axis';
import type { Page } from './view';

/** In little room the class stands in a lower line, and the axes have no names. */
const roomyHeight = 200;
/** Marks are as wide as a time bin, but no wider than this. */
const widestMarkUs = 10_000;
/** How strong marks are that are still to come. */
const toComeAlpha = 0.3;

export class Cochleagram {
  readonly #page: Page;
  #recording: Recording | null = null;
  #channels = 1;
  #plot: Plot = { left: 0, right: 0, top: 0, bottom: 0 };
  /** All marks, drawn for each recording, size and colour. */
  #marks = new OffscreenCanvas(1, 1);
  #marksKey = '';

  /** A pointer on the view moves the playback. */
  constructor(page: Page, view: HTMLElement) {
    this.#page = page;
    // A finger that moves up or down scrolls.
    view.style.touchAction = 'pan-y';
    const seek = (event: PointerEvent) => {
      const hears = isCochlea(page.lab.shelf.prepared?.train.shape);
      view.style.cursor = hears ? 'crosshair' : '';
      if (!hears || event.buttons === 0) return;
      const { left, right } = this.#plot;
      page.playback.pause();
      page.playback.seek(((event.offsetX - left) / (right - left)) * this.#spanUs);
    };
    view.addEventListener('pointerdown', seek);
    view.addEventListener('pointermove', seek);
  }

  describe({ label, times, channels }: Recording, { width }: SensorShape): string {
    return this.#page.language.later.hearing.recording(
      this.#page.lab.nameOf(label),
      times.length,
      new Set(channels).size,
      width,
      milliseconds(times.at(-1) ?? 0),
    );
  }

  draw(drawing: Drawing, recording: Recording, shape: SensorShape): void {
    if (recording !== this.#recording) this.#marksKey = '';
    this.#recording = recording;
    this.#channels = shape.width;
    const { context, width, height, colour } = drawing;
    const roomy = height >= roomyHeight;
    const left = roomy ? 46 : 30;
    const plot = { left, right: width - 20, top: roomy ? 44 : 34, bottom: height - 22 };
    this.#plot = plot;
    const wide = plot.right - plot.left;
    const high = plot.bottom - plot.top;
    if (wide < 1 || high < 1) return;
    this.#drawAxes(drawing, plot, roomy);
    this.#fillMarks(drawing, recording, wide, high);
    const marks = this.#marks;
    const share = Math.min(1, this.#page.playback.timeUs / this.#spanUs);
    const played = Math.round(share * marks.width);
    const now = plot.left + (played / marks.width) * wide;
    const part = (from: number, to: number, x: number, end: number) => {
      if (to === from) return;
      const { height: rows } = marks;
      context.drawImage(marks, from, 0, to - from, rows, x, plot.top, end - x, high);
    };
    part(0, played, plot.left, now);
    context.globalAlpha = toComeAlpha;
    part(played, marks.width, now, plot.right);
    context.globalAlpha = 0.6;
    context.fillStyle = colour('ink');
    context.fillRect(now - 0.5, plot.top, 1, high);
    context.globalAlpha = 1;
  }

  /** What the networks see at most of a recording, or all of it where that is longer. */
  get #spanUs(): number {
    const { steps, bin_us } = this.#bins;
    return Math.max(steps * bin_us, this.#recording?.times.at(-1) ?? 0);
  }

  get #bins(): { steps: number; bin_us: number } {
    const { lab } = this.#page;
    return lab.active[0]?.options?.bins ?? lab.bins;
  }

  #drawAxes(drawing: Drawing, plot: Plot, roomy: boolean): void {
    const { context, colour } = drawing;
    const text = this.#page.language.later.hearing;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const tick of ticks(0, this.#channels, roomy ? 5 : 2)) {
      const y = Math.round(plot.top + (tick / this.#channels) * (plot.bottom - plot.top));
      context.fillStyle = colour('line');
      context.fillRect(plot.left, y, plot.right - plot.left, 1);
      context.fillStyle = colour('muted');
      context.fillText(String(tick), plot.left - 6, y);
    }
    drawTimes(drawing, plot, this.#spanUs / 1000, 'first');
    const { steps, bin_us } = this.#bins;
    const seen = plot.left + ((steps * bin_us) / this.#spanUs) * (plot.right - plot.left);
    if (seen < plot.right) {
      // The networks hear nothing of what comes later.
      context.fillStyle = colour('sunken');
      context.fillRect(seen, plot.top, plot.right - seen, plot.bottom - plot.top);
    }
    if (!roomy) return;
    context.save();
    context.translate(12, (plot.top + plot.bottom) / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(text.channel, 0, 0);
    context.restore();
  }

  /** Where channels are finer than pixels, more events make a denser pixel. */
  #fillMarks(
    { ratio, colour }: Drawing,
    { times, channels }: Recording,
    wide: number,
    high: number,
  ): void {
    const width = Math.round(wide * ratio);
    const height = Math.round(high * ratio);
    const span = this.#spanUs;
    const mark = (Math.min(this.#bins.bin_us, widestMarkUs) / span) * width;
    const key = [width, height, span, mark, colour('on')].join();
    if (key === this.#marksKey) return;
    this.#marksKey = key;
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const [red, green, blue] = channelsOf(colour('on'));
    const rgb = red | (green << 8) | (blue << 16);
    const row = height / this.#channels;
    const transparent = 1 - (row >= 1 ? 1 : Math.max(0.35, Math.sqrt(row)));
    times.forEach((time, event) => {
      const channel = channels[event] ?? 0;
      const left = Math.floor((time / span) * width);
      const right = Math.min(width, Math.max(left + 1, Math.round((time / span) * width + mark)));
      const top = Math.floor(channel * row);
      const bottom = Math.min(height, Math.max(top + 1, Math.floor((channel + 1) * row)));
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const pixel = y * width + x;
          const open = 255 - ((pixels[pixel] ?? 0) >>> 24);
          pixels[pixel] = rgb | ((255 - Math.round(open * transparent)) << 24);
        }
      }
    });
    this.#marks = new OffscreenCanvas(width, height);
    this.#marks.getContext('2d')?.putImageData(image, 0, 0);
  }
}
