/** Draws the events of a live camera as they come, as in a mirror: each pixel's latest one, which fades. */
import type { LiveEvents } from '../live_events';
import { CanvasView, channelsOf, type Drawing } from './canvas-view';
import { PixelPicture, pixelOf } from './pixel_picture';

/** In which the trail fades to 1/e. */
const fadeUs = 80_000;

export class LiveCanvas extends CanvasView {
  static override properties = { ...CanvasView.properties, events: { attribute: false } };
  declare events: LiveEvents | null;
  readonly #picture = new PixelPicture();

  constructor() {
    super();
    this.events = null;
  }

  /** There is another frame. */
  advance(): void {
    this.repaint();
  }

  protected override describe(): string {
    return this.later.camera.picture(this.events?.size ?? 0);
  }

  protected override draw({ context, width, height, colour }: Drawing): void {
    const { events } = this;
    if (!events) return;
    const { size, latest, nowUs } = events;
    const pixels = this.#picture.begin(size, size);
    const on = channelsOf(colour('on'));
    const off = channelsOf(colour('off'));
    for (let pixel = 0; pixel < pixels.length; pixel++) {
      const offUs = latest[pixel] ?? 0;
      const onUs = latest[pixels.length + pixel] ?? 0;
      const age = nowUs - Math.max(offUs, onUs);
      if (age > 6 * fadeUs) continue;
      pixels[pixel] = pixelOf(onUs >= offUs ? on : off, Math.exp(-age / fadeUs));
    }
    const side = Math.min(width, height);
    context.translate((width + side) / 2, (height - side) / 2);
    context.scale(-1, 1);
    this.#picture.draw(context, 0, 0, side, side);
  }
}

customElements.define('rouse-live-canvas', LiveCanvas);
