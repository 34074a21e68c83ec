/** Plays a recording: each pixel shows its latest event, which fades, unless another view is chosen. */
import type { Recording, SensorShape } from 'rouse-snn';
import { milliseconds } from '../format';
import { isCochlea } from '../specification';
import { CanvasView, channelsOf, type Drawing } from './canvas-view';
import type { Cochleagram } from './cochleagram';
import { PixelPicture, pixelOf } from './pixel_picture';
import { fetchView } from './view';

/** Time in which the trail fades to 1/e. */
const fadeUs = 18000;
const never = -1e9;

export class EventViewer extends CanvasView {
  /** Time of the latest event of each channel, up to #upTo events. */
  #latest = new Float64Array(0);
  #upTo = 0;
  #recording: Recording | null = null;
  readonly #picture = new PixelPicture();
  /** Come when another view is chosen. */
  #views: typeof import('./event-views') | null = null;
  /** Comes with the first recording of a cochlea. */
  #cochleagram: Cochleagram | null = null;

  protected override watch(changed: () => void): (() => void)[] {
    return [
      this.page.lab.on('sample', changed),
      this.page.lab.on('data', changed),
      this.page.store.on('change', changed),
      this.page.playback.on('time', () => this.repaint()),
    ];
  }

  protected override describe(): string {
    const { lab } = this.page;
    const { recording } = lab;
    const shape = lab.shelf.prepared?.train.shape;
    const text = this.text.data;
    if (!recording || !shape) return text.noRecording;
    if (isCochlea(shape)) return this.#cochleagram?.describe(recording, shape) ?? text.noRecording;
    const on = recording.channels.reduce(
      (sum, channel) => sum + (channel >= shape.width * shape.height ? 1 : 0),
      0,
    );
    const { eventView } = this.page.store.settings;
    return (
      text.recording(
        lab.nameOf(recording.label),
        recording.times.length,
        on,
        milliseconds(recording.times.at(-1) ?? 0),
      ) + (this.#views?.describeEvents(eventView, shape, this.later) ?? '')
    );
  }

  protected override draw(drawing: Drawing): void {
    const { context, width, height, ratio } = drawing;
    const { recording, shelf } = this.page.lab;
    const shape = shelf.prepared?.train.shape;
    if (!recording || !shape) return;
    if (isCochlea(shape)) {
      if (this.#cochleagram) this.#cochleagram.draw(drawing, recording, shape);
      else void this.#fetchCochleagram();
      return;
    }
    this.#paintPicture(drawing, recording, shape);
    // Whole device pixels per sensor pixel keep the squares equal; fine ones would leave much room.
    const room = (Math.min(width, height) * ratio) / shape.width;
    const fine = room < 2;
    const cell = (fine ? room : Math.floor(room)) / ratio;
    const left = Math.round(((width - cell * shape.width) / 2) * ratio) / ratio;
    const top = Math.round(((height - cell * shape.height) / 2) * ratio) / ratio;
    this.#picture.draw(context, left, top, cell * shape.width, cell * shape.height, fine);
  }

  async #fetchViews(): Promise<void> {
    this.#views = await fetchView(this.page, import('./event-views'));
    this.requestUpdate();
  }

  async #fetchCochleagram(): Promise<void> {
    const { Cochleagram } = await fetchView(this.page, import('./cochleagram'));
    this.#cochleagram ??= new Cochleagram(this.page, this);
    this.requestUpdate();
  }

  /** Brings the latest times up to `now`; goes back to the start when time went back. */
  #advance(recording: Recording, shape: SensorShape, now: number): void {
    const channels = shape.width * shape.height * shape.polarities;
    const { times } = recording;
    const wentBack = this.#upTo > 0 && (times[this.#upTo - 1] ?? 0) > now;
    if (recording !== this.#recording || wentBack || this.#latest.length !== channels) {
      this.#recording = recording;
      this.#latest = new Float64Array(channels).fill(never);
      this.#upTo = 0;
    }
    while (this.#upTo < times.length && (times[this.#upTo] ?? 0) <= now) {
      this.#latest[recording.channels[this.#upTo] ?? 0] = times[this.#upTo] ?? 0;
      this.#upTo += 1;
    }
  }

  #paintPicture(drawing: Drawing, recording: Recording, shape: SensorShape): void {
    const pixels = this.#picture.begin(shape.width, shape.height);
    const now = this.page.playback.timeUs;
    const { eventView } = this.page.store.settings;
    if (eventView === 'trail') {
      this.#advance(recording, shape, now);
      this.#paintTrail(pixels, drawing, now);
    } else if (this.#views) {
      this.#views.paintEvents(
        eventView,
        this.#picture.image,
        recording,
        shape,
        now,
        drawing.colour,
      );
    } else void this.#fetchViews();
  }

  /** Of one polarity, all events are OFF. */
  #paintTrail(pixels: Uint32Array, { colour }: Drawing, now: number): void {
    const on = channelsOf(colour('on'));
    const off = channelsOf(colour('off'));
    for (let pixel = 0; pixel < pixels.length; pixel++) {
      const offTime = this.#latest[pixel] ?? never;
      const onTime = this.#latest[pixels.length + pixel] ?? never;
      const latest = Math.max(onTime, offTime);
      if (latest === never) continue;
      pixels[pixel] = pixelOf(onTime >= offTime ? on : off, Math.exp((latest - now) / fadeUs));
    }
  }
}

customElements.define('rouse-event-viewer', EventViewer);
