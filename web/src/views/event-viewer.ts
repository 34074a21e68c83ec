/** Plays a recording: each pixel shows its latest event, which fades, unless another view is chosen. */
import type { Recording, SensorShape } from 'rouse-snn';
import { milliseconds } from '../format';
import { isCochlea } from '../specification';
import { CanvasView, channelsOf, type Drawing } from './canvas-view';
import type { Cochleagram } from './cochleagram';
import { fetchView } from './view';

/** Time in which the trail fades to 1/e. */
const fadeUs = 18000;
const never = -1e9;

export class EventViewer extends CanvasView {
  /** Time of the latest event of each channel, up to #upTo events. */
  #latest = new Float64Array(0);
  #upTo = 0;
  #recording: Recording | null = null;
  #small: OffscreenCanvas | null = null;
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
    const small = this.#pixels(drawing, recording, shape);
    // Whole device pixels per sensor pixel keep the squares equal; fine ones would leave much room.
    const room = (Math.min(width, height) * ratio) / shape.width;
    const fine = room < 2;
    const cell = (fine ? room : Math.floor(room)) / ratio;
    const left = Math.round(((width - cell * shape.width) / 2) * ratio) / ratio;
    const top = Math.round(((height - cell * shape.height) / 2) * ratio) / ratio;
    context.imageSmoothingEnabled = fine;
    context.drawImage(small, left, top, cell * shape.width, cell * shape.height);
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

  #pixels(drawing: Drawing, recording: Recording, shape: SensorShape): OffscreenCanvas {
    const { width, height } = shape;
    const small =
      this.#small?.width === width && this.#small.height === height
        ? this.#small
        : new OffscreenCanvas(width, height);
    this.#small = small;
    const context = small.getContext('2d');
    if (!context) return small;
    const image = context.createImageData(width, height);
    const now = this.page.playback.timeUs;
    const { eventView } = this.page.store.settings;
    if (eventView === 'trail') {
      this.#advance(recording, shape, now);
      this.#paint(image.data, drawing, now);
    } else if (this.#views) {
      this.#views.paintEvents(eventView, image, recording, shape, now, drawing.colour);
    } else void this.#fetchViews();
    context.putImageData(image, 0, 0);
    return small;
  }

  /** Of one polarity, all events are OFF. */
  #paint(data: Uint8ClampedArray, { colour }: Drawing, now: number): void {
    const on = channelsOf(colour('on'));
    const off = channelsOf(colour('off'));
    const size = data.length / 4;
    for (let pixel = 0; pixel < size; pixel++) {
      const offTime = this.#latest[pixel] ?? never;
      const onTime = this.#latest[size + pixel] ?? never;
      const latest = Math.max(onTime, offTime);
      if (latest === never) continue;
      data.set(onTime >= offTime ? on : off, pixel * 4);
      data[pixel * 4 + 3] = 255 * Math.exp((latest - now) / fadeUs);
    }
  }
}

customElements.define('rouse-event-viewer', EventViewer);
