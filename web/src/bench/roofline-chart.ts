/**
 * The roofline: how fast each kernel computes against how much it computes with a byte that it
 * reads. Sloping roofs are the measured speed of reading, flat ones that of computing. Both axes
 * are logarithmic.
 */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { BenchReport, KernelSpeed } from 'rouse-snn/bench';
import { billions, bytes, significant } from './figures';
import { axes, type Frame, Picture } from './picture';
import { logarithmic, type Scale, spread } from './scales';

/** The colour of each working set, in the order in which they are measured. */
const colours = ['b', 'off', 'a', 'line-strong'] as const;
/** Narrower pictures, in CSS pixels, are lower and say less. */
const narrow = 520;
/** Operations for each byte read, from and to. */
const range = [0.1, 8] as const;

/** A kernel's sign, about the origin. */
const shapes: Readonly<Record<string, TemplateResult>> = {
  'event product': svg`<circle r="5" />`,
  'weight gradient': svg`<path d="M0-6.5 6.5 0 0 6.5-6.5 0z" />`,
  'neurons forward': svg`<path d="M0-6 6.2 5-6.2 5z" />`,
};
const otherShape = svg`<rect x="-4.5" y="-4.5" width="9" height="9" />`;

export class RooflineChart extends Picture {
  static override styles = [
    ...Picture.styles,
    css`
      .roof {
        stroke-width: 1.75;
        fill: none;
      }

      .peak {
        stroke: var(--ink);
        stroke-width: 1.75;
      }

      .additions {
        stroke-dasharray: 5 4;
      }

      .point {
        stroke: var(--surface);
        stroke-width: 1.25;
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 18px;
        margin: 10px 0 0;
        padding: 0;
        list-style: none;
        font-size: 12px;
        line-height: 18px;
        color: var(--muted);
      }

      li {
        display: flex;
        align-items: center;
        gap: 6px;
      }

      ul svg {
        width: 18px;
      }
    `,
  ];
  static override properties = { ...Picture.properties, report: { attribute: false } };
  declare report: BenchReport | null;

  constructor() {
    super();
    this.report = null;
  }

  override render(): TemplateResult {
    const height = this.width < narrow ? 320 : 420;
    return html`<svg role="img" aria-label=${this.#describe()} height=${height}>
        ${this.width > 0 ? this.#draw(height) : nothing}
      </svg>
      ${this.#legend()}`;
  }

  #describe(): string {
    const { kernels = [], streaming = [], peaks = [] } = this.report ?? {};
    if (kernels.length + streaming.length + peaks.length === 0) {
      return 'Roofline: nothing measured yet.';
    }
    const roofs = [
      ...streaming.map(
        (roof) => `${bytes(roof.working_set_bytes)} ${billions(roof.bytes_per_second)} GB/s`,
      ),
      ...peaks.map((peak) => `${peak.name} ${billions(peak.operations_per_second)} billion/s`),
    ];
    const points = kernels.map(
      (kernel) =>
        `${kernel.name} ${billions(kernel.operations_per_second)} billion/s at ` +
        `${significant(kernel.operations_per_byte)} operations a byte`,
    );
    return `Roofline. Roofs: ${roofs.join(', ')}. Kernels: ${points.join('; ')}.`;
  }

  #colourOf(workingSet: number): string {
    const sets = this.report?.streaming.map((roof) => roof.working_set_bytes) ?? [];
    return `var(--${colours[sets.indexOf(workingSet)] ?? 'ink'})`;
  }

  #draw(height: number): TemplateResult {
    const { kernels = [], streaming = [], peaks = [] } = this.report ?? {};
    const frame: Frame = { left: 44, right: this.width - 12, top: 28, bottom: height - 42 };
    const speeds = [...kernels, ...peaks].map((one) => one.operations_per_second / 1e9);
    const high = speeds.length > 0 ? Math.max(...speeds) * 1.7 : 100;
    const low = speeds.length > 0 ? Math.min(...speeds) / 1.7 : 1;
    const x = logarithmic(...range, frame.left, frame.right);
    const y = logarithmic(low, high, frame.bottom, frame.top);
    const places = (scale: Scale) =>
      scale.labelled.map((value) => ({ at: scale.at(value), text: String(value) }));
    // What a roof reaches before it meets the highest flat one.
    const top = peaks.length > 0 ? Math.max(...peaks.map((p) => p.operations_per_second)) : 0;
    return svg`
      ${axes(frame, places(x), speeds.length > 0 ? places(y) : [])}
      <text x="0" y="12">billion operations a second</text>
      <text x=${(frame.left + frame.right) / 2} y=${height - 4} text-anchor="middle">
        operations for each byte read
      </text>
      <svg x=${frame.left} y=${frame.top} width=${frame.right - frame.left}
        height=${frame.bottom - frame.top}
        viewBox="${frame.left} ${frame.top} ${frame.right - frame.left} ${frame.bottom - frame.top}"
        style="overflow: hidden">
        ${streaming.map((roof) => {
          const speed = (value: number) => (roof.bytes_per_second * value) / 1e9;
          const end = top > 0 ? Math.min(range[1], top / roof.bytes_per_second) : range[1];
          return svg`<line class="roof" style="stroke: ${this.#colourOf(roof.working_set_bytes)}"
            x1=${frame.left} y1=${y.at(speed(range[0]))} x2=${x.at(end)} y2=${y.at(speed(end))} />`;
        })}
        ${peaks.map((peak) => {
          const fastest = Math.max(...streaming.map((roof) => roof.bytes_per_second), 1);
          const from = Math.max(range[0], Math.min(range[1], peak.operations_per_second / fastest));
          const at = y.at(peak.operations_per_second / 1e9);
          const kind = peak.operations_per_second < top ? 'peak additions' : 'peak';
          return svg`<line class=${kind} x1=${x.at(from)} x2=${frame.right} y1=${at} y2=${at} />`;
        })}
      </svg>
      ${peaks.map(({ name, operations_per_second }) => {
        // The higher one's name stands above it, the lower one's below.
        const above = this.width < narrow ? -14 : -6;
        const away = operations_per_second < top ? 15 : above;
        return svg`<text class="halo" x=${frame.right} text-anchor="end"
          y=${y.at(operations_per_second / 1e9) + away}>${this.#short(name)}</text>`;
      })}
      ${this.#labels(kernels, x, y)}
      ${kernels.map(
        (kernel) => svg`<g class="point" style="fill: ${this.#colourOf(kernel.working_set_bytes)}"
          transform="translate(${x.at(kernel.operations_per_byte)}
            ${y.at(kernel.operations_per_second / 1e9)})">
          ${shapes[kernel.kernel] ?? otherShape}</g>`,
      )}`;
  }

  /** Names beside the kernels that the legend does not explain. */
  #labels(kernels: readonly KernelSpeed[], x: Scale, y: Scale): TemplateResult[] {
    const named = kernels.filter(({ kernel }) => !(kernel in shapes));
    const below = this.width < narrow ? 12 : 4;
    const heights = spread(
      named.map((kernel) => y.at(kernel.operations_per_second / 1e9) + below),
      14,
      Number.POSITIVE_INFINITY,
    );
    // At the right a narrow picture has the names of the flat roofs.
    const side = this.width < narrow ? -1 : 1;
    return named.map(
      (kernel, index) => svg`<text class="label halo" text-anchor=${side < 0 ? 'end' : 'start'}
        x=${x.at(kernel.operations_per_byte) + side * 10} y=${heights[index] ?? 0}
        >${this.#short(kernel.kernel)}</text>`,
    );
  }

  #short(name: string): string {
    return this.width < narrow ? name.replace('neurons ', '') : name;
  }

  #legend(): TemplateResult | typeof nothing {
    const streaming = this.report?.streaming ?? [];
    if (streaming.length === 0) return nothing;
    const sign = (shape: TemplateResult) => html`<svg
      viewBox="-9 -9 18 18"
      height="18"
      aria-hidden="true"
      style="fill: var(--line-strong)"
    >
      ${shape}
    </svg>`;
    return html`<ul aria-label="Legend">
      ${Object.entries(shapes).map(([name, shape]) => html`<li>${sign(shape)}${name}</li>`)}
      ${streaming.map(
        (roof) => html`<li>
          <svg viewBox="-9 -9 18 18" height="18" aria-hidden="true">
            <line
              x1="-8"
              x2="8"
              stroke-width="3"
              style="stroke: ${this.#colourOf(roof.working_set_bytes)}"
            />
          </svg>
          reading ${bytes(roof.working_set_bytes)}, ${billions(roof.bytes_per_second)} GB/s
        </li>`,
      )}
    </ul>`;
  }
}

customElements.define('rouse-roofline-chart', RooflineChart);
