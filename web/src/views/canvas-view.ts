/** Base of all drawings: a crisp canvas of the element's own size, drawn at most once a frame. */
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
}

export abstract class CanvasView extends View {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        overflow: hidden;
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

  #frame = 0;
  #resize: ResizeObserver | undefined;
  #stopTheme: () => void = () => {};

  /** Draws everything. */
  protected abstract draw(drawing: Drawing): void;

  /** What the drawing shows, with its essential numbers, for those who do not see it. */
  protected abstract describe(): string;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopTheme = this.page.theme.on('change', () => this.requestUpdate());
    this.#resize = new ResizeObserver(() => this.repaint());
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopTheme();
    this.#resize?.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.describe()}></canvas>`;
  }

  override updated(_changed: PropertyValues): void {
    this.repaint();
  }

  /** Draws in the next frame, without rendering the element. */
  protected repaint(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  #paint(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    const { clientWidth: width, clientHeight: height } = this;
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
    const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
    this.draw({ context, width, height, ratio, colour });
  }
}

/** A colour token's red, green and blue: "#12ab9f" -> [18, 171, 159]. */
export function channelsOf(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
