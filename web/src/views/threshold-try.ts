/** A real neuron's membrane potential for the shown recording, and what another threshold does to it. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { Inspection } from 'rouse-snn';
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { shared } from '../styles/shared';
import { respond } from '../threshold_response';
import { View } from './view';

const plot = { width: 312, height: 108, top: 18, bottom: 100 } as const;
const sliderSteps = 100;

export class ThresholdTry extends View {
  static override styles = [
    shared,
    css`
      svg {
        width: 100%;
        height: auto;
        border-radius: var(--radius);
        background: var(--screen);
      }

      .potential,
      .spike,
      .threshold,
      .now {
        fill: none;
      }

      .potential {
        stroke: var(--accent);
        stroke-width: 1.8;
        stroke-linejoin: round;
      }

      .spike {
        stroke: var(--ink);
        stroke-width: 2;
        stroke-linecap: round;
      }

      .threshold {
        stroke: var(--ink);
        stroke-width: 1.2;
        stroke-dasharray: 5 4;
      }

      .now {
        stroke: var(--line-strong);
      }

      text {
        fill: var(--muted);
        font-size: 11px;
      }

      label {
        display: grid;
        grid-template-columns: 1fr auto;
        margin-top: 8px;
      }

      input {
        grid-column: 1 / -1;
        width: 100%;
        height: 28px;
        margin: 0;
        accent-color: var(--accent);
      }

      @media (pointer: coarse) {
        input {
          height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    arm: { attribute: false },
    seen: { attribute: false },
    movable: { type: Boolean },
    threshold: { state: true },
  };
  declare arm: Experiment;
  declare seen: Inspection;
  /** Whether there is a slider for the threshold. */
  declare movable: boolean;
  /** The threshold that is tried, or null for the neuron's own. */
  declare threshold: number | null;

  constructor() {
    super();
    this.movable = false;
    this.threshold = null;
  }

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.playback.on('time', changed)];
  }

  override render(): TemplateResult {
    const { seen } = this;
    const text = this.later.introduction;
    const threshold = (this.movable ? this.threshold : null) ?? seen.threshold;
    const retention = this.arm.spec?.layers[seen.layer]?.membrane_retention ?? 0;
    const { potential, spikes } = respond(seen.current, retention, threshold);
    // Without any threshold it rises highest, so the axis stays where it is.
    const free = respond(seen.current, retention, Number.POSITIVE_INFINITY).potential;
    const most = Math.max(...free, seen.threshold) * 1.15;
    const says = text.figure(seen.neuron, threshold, spikes.length);
    return html`<div data-arm=${this.arm.name}>
      ${this.#plot(potential, spikes, threshold, most, says)}
      ${this.movable ? this.#slider(threshold, spikes.length, most) : nothing}
    </div>`;
  }

  #plot(
    potential: Float32Array,
    spikes: readonly number[],
    threshold: number,
    most: number,
    says: string,
  ): TemplateResult {
    const bins = potential.length;
    const least = Math.min(0, ...potential);
    const x = (bin: number) => ((bin + 0.5) / bins) * plot.width;
    const y = (value: number) =>
      plot.bottom - ((value - least) / (most - least)) * (plot.bottom - plot.top);
    const line = Array.from(
      potential,
      (value, bin) => `${x(bin).toFixed(1)},${y(value).toFixed(1)}`,
    );
    const { binUs } = this.page.lab;
    const now = Math.min((this.page.playback.timeUs / binUs / bins) * plot.width, plot.width);
    return html`<svg viewBox="0 0 ${plot.width} ${plot.height}" role="img" aria-label=${says}>
      <line class="now" x1=${now} x2=${now} y1="0" y2=${plot.height} />
      <polyline class="potential" points=${line.join(' ')} />
      <line class="threshold" x1="0" x2=${plot.width} y1=${y(threshold)} y2=${y(threshold)} />
      ${spikes.map((bin) => svg`<line class="spike" x1=${x(bin)} x2=${x(bin)} y1="4" y2="12" />`)}
      <text x="6" y=${y(threshold) - 5}>θ ${compact(Number(threshold.toPrecision(3)))}</text>
    </svg>`;
  }

  #slider(threshold: number, spikes: number, most: number): TemplateResult {
    const text = this.later.introduction;
    const step = most / sliderSteps;
    return html`<label>
      <span>${text.threshold}</span><b>${text.spikes(spikes)}</b>
      <input
        type="range"
        min=${step}
        max=${most}
        step=${step}
        .value=${String(threshold)}
        aria-valuetext="${compact(Number(threshold.toPrecision(3)))}, ${text.spikes(spikes)}"
        @input=${(event: Event) => {
          this.threshold = Number((event.target as HTMLInputElement).value);
        }}
      />
    </label>`;
  }
}

customElements.define('rouse-threshold-try', ThresholdTry);
