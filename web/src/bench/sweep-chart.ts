/** Milliseconds a sample against what was varied, with the least-squares line through the points. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { Sweep, SweepPoint } from 'rouse-snn/bench';
import { count } from '../format';
import { heightOf, ticks } from '../views/axes';
import { lineInWords, significant } from './figures';
import { axes, type Frame, Picture } from './picture';

const height = 250;

export class SweepChart extends Picture {
  static override styles = [
    ...Picture.styles,
    css`
      .fit {
        stroke: var(--b);
        stroke-width: 2;
      }

      .span {
        stroke: var(--ink);
        stroke-width: 1.5;
      }

      circle {
        fill: var(--surface);
        stroke: var(--ink);
        stroke-width: 2;
      }
    `,
  ];
  static override properties = {
    ...Picture.properties,
    sweep: { attribute: false },
    of: { attribute: false },
    unit: { type: String },
    most: { type: Number },
  };
  declare sweep: Sweep;
  /** What was varied. */
  declare of: (point: SweepPoint) => number;
  /** One of it: "event". */
  declare unit: string;
  /** Upper end of x, so that the picture keeps its scale while points come in. */
  declare most: number;

  constructor() {
    super();
    this.sweep = { points: [] };
    this.of = (point) => point.events_per_sample;
    this.unit = 'event';
    this.most = 1;
  }

  override render(): TemplateResult {
    return html`<svg role="img" aria-label=${this.#describe()} height=${height}>
      ${this.width > 0 ? this.#draw() : nothing}
    </svg>`;
  }

  #describe(): string {
    const { points, line } = this.sweep;
    if (points.length === 0) return `Time by ${this.unit}s: nothing measured yet.`;
    const spoken = points.map(
      (point) => `${count(this.of(point))}: ${significant(point.ms_per_sample)} ms`,
    );
    const fit = line ? ` The line: ${lineInWords(line, this.unit)}.` : '';
    return `Milliseconds a sample by ${this.unit}s. ${spoken.join(', ')}.${fit}`;
  }

  #draw(): TemplateResult {
    const { points, line } = this.sweep;
    const frame: Frame = { left: 44, right: this.width - 12, top: 26, bottom: height - 42 };
    const middle = Math.max(...points.map((point) => point.ms_per_sample), 1e-6);
    const slowest = Math.max(...points.map((point) => point.ms_per_sample_slowest), 1e-6);
    // A single slow run must not flatten the rest.
    const top = Math.max(1.12 * middle, Math.min(1.5 * middle, 1.05 * slowest));
    const xTicks = ticks(0, this.most, this.width > 420 ? 5 : 4);
    const x = (value: number) => frame.left + (value / this.most) * (frame.right - frame.left);
    const y = (value: number) =>
      Math.max(frame.top, Math.min(frame.bottom, heightOf(value, 0, top, frame)));
    return svg`
      ${axes(
        frame,
        xTicks.map((value) => ({ at: x(value), text: count(value) })),
        ticks(0, top, 4).map((value) => ({ at: y(value), text: String(value) })),
      )}
      <text x="0" y="12">ms a sample</text>
      <text x=${(frame.left + frame.right) / 2} y=${height - 4} text-anchor="middle">
        ${this.unit}s${this.unit === 'event' ? ' a sample' : ''}
      </text>
      ${line && points.length > 1 ? this.#fit(line.intercept_ms, line.slope_ms, x, y) : nothing}
      ${points.map((point) => {
        const at = x(this.of(point));
        return svg`<line class="span" x1=${at} x2=${at}
            y1=${y(point.ms_per_sample_fastest)} y2=${y(point.ms_per_sample_slowest)} />
          <circle cx=${at} cy=${y(point.ms_per_sample)} r="4" />`;
      })}`;
  }

  /** Not below 0, which no time is. */
  #fit(
    intercept: number,
    slope: number,
    x: (value: number) => number,
    y: (value: number) => number,
  ): TemplateResult {
    const from = slope > 0 && intercept < 0 ? -intercept / slope : 0;
    return svg`<line class="fit" x1=${x(from)} x2=${x(this.most)}
      y1=${y(intercept + slope * from)} y2=${y(intercept + slope * this.most)} />`;
  }
}

customElements.define('rouse-sweep-chart', SweepChart);
