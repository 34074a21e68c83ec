/** Base of all drawings: a crisp canvas of the element's own size. */
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { shared } from '../styles/shared';
import { View } from './view';

export interface Drawing {
  context: CanvasRenderingContext2D;
  /** In CSS pixels; the context is scaled. */
  width: number;
  height: number;
  /** Device pixels to a CSS pixel. */
  ratio: number;
  /** The value of a colour token, for example colour('a') for --a. */
  colour(token: string): string;
  /** Whether it must come out as shapes: what has pixels of its own draws them another way. */
  vector?: boolean;
}

export abstract class CanvasView extends View {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        contain: strict;
      }

      canvas {
        display: block;
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  /** In CSS pixels, as last observed: asking the element would lay the page out at every frame. */
  protected size = { width: 0, height: 0 };
  readonly #paint = () => this.#paintNow();
  #resize: ResizeObserver | undefined;
  #stopTheme: () => void = () => {};

  /** Draws everything. */
  protected abstract draw(drawing: Drawing): void;

  /** Draws somewhere else, for example into a file; the element need not be on the page. */
  drawInto(drawing: Drawing): void {
    this.draw(drawing);
  }

  /** What the drawing shows, with its essential numbers, for those who do not see it. */
  protected abstract describe(): string;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopTheme = this.page.theme.on('change', () => this.requestUpdate());
    this.#resize = new ResizeObserver(([entry]) => {
      if (entry) this.size = { width: entry.contentRect.width, height: entry.contentRect.height };
      this.resized();
    });
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTheme();
    this.#resize?.disconnect();
    this.page.painter.remove(this.#paint);
  }

  override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.describe()}></canvas>`;
  }

  override updated(_changed: PropertyValues): void {
    this.repaint();
  }

  protected resized(): void {
    this.repaint();
  }

  /** Draws soon, without rendering the element. */
  protected repaint(): void {
    this.page.painter.add(this.#paint);
  }

  #paintNow(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    const { width, height } = this.size;
    if (!canvas || !context || width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const wide = Math.round(width * ratio);
    const high = Math.round(height * ratio);
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const style = getComputedStyle(this);
    context.font = `11px ${style.fontFamily}`;
    // Asking the browser is slow, and bars ask for the same ones over and over.
    const known = new Map<string, string>();
    const colour = (token: string) => {
      const value = known.get(token) ?? style.getPropertyValue(`--${token}`).trim();
      known.set(token, value);
      return value;
    };
    this.draw({ context, width, height, ratio, colour });
  }
}

const knownChannels = new Map<string, [number, number, number]>();

/** A colour's red, green and blue: "#12ab9f" -> [18, 171, 159]. A page may theme it in any notation. */
export function channelsOf(colour: string): [number, number, number] {
  const known = knownChannels.get(colour) ?? painted(colour);
  knownChannels.set(colour, known);
  return known;
}

function painted(colour: string): [number, number, number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return [0, 0, 0];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
