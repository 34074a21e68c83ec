/** Base of the bench page's pictures: an SVG as wide as the element, drawn anew when that changes. */
import { css, LitElement, svg, type TemplateResult } from 'lit';
import { shared } from '../styles/shared';

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export abstract class Picture extends LitElement {
  static override styles = [
    shared,
    css`
      svg {
        width: 100%;
        overflow: visible;
      }

      text {
        font-size: 12px;
        fill: var(--muted);
      }

      .label {
        fill: var(--ink);
      }

      .halo {
        paint-order: stroke;
        stroke: var(--surface);
        stroke-width: 4px;
        stroke-linejoin: round;
      }

      .grid {
        stroke: var(--line);
      }

      .axis {
        stroke: var(--line-strong);
      }
    `,
  ];
  static override properties = { width: { state: true } };
  /** In CSS pixels; 0 before it is known. */
  declare width: number;

  #observer: ResizeObserver | undefined;

  constructor() {
    super();
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(([entry]) => {
      this.width = Math.round(entry?.contentRect.width ?? 0);
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }
}

/** Grid lines and labels at values of y, and the frame's two axes. */
export function axes(
  { left, right, top, bottom }: Frame,
  x: readonly { at: number; text: string }[],
  y: readonly { at: number; text: string }[],
): TemplateResult {
  return svg`
    ${y.map(
      ({ at, text }) => svg`<line class="grid" x1=${left} x2=${right} y1=${at} y2=${at} />
        <text x=${left - 8} y=${at + 4} text-anchor="end">${text}</text>`,
    )}
    <line class="axis" x1=${left} x2=${right} y1=${bottom} y2=${bottom} />
    ${x.map(
      ({ at, text }) => svg`<line class="axis" x1=${at} x2=${at} y1=${bottom} y2=${bottom + 4} />
        <text x=${at} y=${bottom + 18} text-anchor="middle">${text}</text>`,
    )}
    <line class="axis" x1=${left} x2=${left} y1=${top} y2=${bottom} />`;
}
