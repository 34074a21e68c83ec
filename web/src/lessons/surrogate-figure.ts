/**
 * Left: how often the neuron fires for every weight, a staircase without slopes. Right: the
 * surrogate over the membrane potential, with the neuron's own potentials under it.
 */
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { compact } from '../format';
import { en } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { figure } from './figure';
import {
  potentials,
  type SurrogateModel,
  wantedSpikes,
  weights,
  widthRange,
} from './surrogate_model';

const size = { width: 340, height: 220 } as const;
const plot = { left: 30, right: size.width - 10, top: 14, bottom: size.height - 34 } as const;

/** Maps a value between 0 and `most` to the plot's width, and another to its height. */
const x = (value: number, most: number) => plot.left + (value / most) * (plot.right - plot.left);
const y = (value: number, most: number) => plot.bottom - (value / most) * (plot.bottom - plot.top);

export class SurrogateFigure extends LitElement {
  static override styles = [
    shared,
    figure,
    css`
      .plots {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 24px;
      }

      h3 {
        font-size: 14px;
      }

      .axis {
        stroke: var(--line-strong);
      }

      .stairs,
      .bell {
        fill: none;
        stroke: var(--ink);
        stroke-width: 2;
      }

      .bell {
        fill: var(--b-wash);
        stroke: var(--b);
        stroke-linejoin: round;
      }

      .wanted,
      .threshold {
        stroke: var(--a);
        stroke-width: 2;
        stroke-dasharray: 5 4;
      }

      .here {
        fill: var(--b);
        stroke: var(--surface);
        stroke-width: 2;
      }

      .step {
        stroke: var(--ink);
        stroke-width: 1.5;
        opacity: 0.55;
      }

      .says {
        min-height: 52px;
        margin: 12px 0;
        padding: 10px 14px;
        border-radius: var(--radius);
        background: var(--raised);
        font-size: 14px;
        line-height: 24px;
      }

      .controls {
        display: flex;
        align-items: end;
        gap: 12px;
      }

      .controls label {
        display: grid;
        grid-template-columns: 1fr auto;
        flex: 1;
        font-size: 13px;
      }

      .controls input {
        grid-column: 1 / -1;
        width: 100%;
        min-height: 40px;
        margin: 0;
        accent-color: var(--ink);
      }

      .controls button {
        flex: none;
        height: 40px;
      }

      @media (max-width: 640px) {
        .plots {
          grid-template-columns: 1fr;
          gap: 12px;
        }

        .says {
          min-height: 100px;
        }

        .controls {
          flex-wrap: wrap;
        }

        .controls label {
          flex: 1 0 100%;
        }

        .controls button {
          flex: 1;
        }
      }
    `,
  ];
  static override properties = { model: { attribute: false }, text: { attribute: false } };
  declare model: SurrogateModel;
  declare text: typeof en.surrogateFigure;

  #stop: () => void = () => {};

  constructor() {
    super();
    this.text = en.surrogateFigure;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.model.on('change', () => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render(): TemplateResult {
    const { model, text } = this;
    return html`
      <div class="plots">
        <div>
          <h3>${text.stairsTitle}</h3>
          ${this.#stairs()}
        </div>
        <div>
          <h3>${text.bellTitle}</h3>
          ${this.#bell()}
        </div>
      </div>
      <div class="says" role="status">
        ${text.says(
          model.spikes,
          wantedSpikes,
          compact(model.peak),
          compact(model.threshold),
          compact(model.gradient),
        )}
      </div>
      <div class="controls">
        <label>
          <span>${text.width}</span><b>${compact(model.width)}</b>
          <input
            type="range"
            min=${widthRange.minimum}
            max=${widthRange.maximum}
            step=${widthRange.step}
            .value=${String(model.width)}
            @input=${(event: Event) =>
              model.setWidth(Number((event.target as HTMLInputElement).value))}
          />
        </label>
        <button class="primary" ?disabled=${!model.run} @click=${() => model.learn()}>
          ${text.learn}
        </button>
        <button ?disabled=${!model.run} @click=${() => model.reset()}>${text.again}</button>
      </div>
      ${model.problem === '' ? nothing : html`<p class="error" role="alert">${model.problem}</p>`}
    `;
  }

  #frame(label: string, says: string, inside: unknown): TemplateResult {
    return html`<svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label=${says}>
      ${inside}
      <line class="axis" x1=${plot.left} x2=${plot.right} y1=${plot.bottom} y2=${plot.bottom} />
      <text x=${plot.right} y=${size.height - 4} text-anchor="end">${label}</text>
    </svg>`;
  }

  #stairs(): TemplateResult {
    const { model, text } = this;
    const most = Math.max(wantedSpikes, ...model.staircase) + 1;
    const last = weights.at(-1) ?? 1;
    const [first = 0, ...others] = model.staircase;
    let path = `M${plot.left},${y(first, most)}`;
    others.forEach((spikes, index) => {
      path += `H${x(weights[index + 1] ?? 0, last)}V${y(spikes, most)}`;
    });
    return this.#frame(
      text.weight,
      text.stairsSay(compact(model.weight), model.spikes),
      svg`<line class="wanted" x1=${plot.left} x2=${plot.right}
          y1=${y(wantedSpikes, most)} y2=${y(wantedSpikes, most)} />
        ${model.staircase.length > 0 ? svg`<path class="stairs" d=${path} />` : nothing}
        <text x="4" y=${y(wantedSpikes, most) + 4}>${wantedSpikes}</text>
        <text x="4" y=${plot.bottom + 4}>0</text>
        <circle class="here" cx=${x(model.weight, last)} cy=${y(model.spikes, most)} r="7" />`,
    );
  }

  #bell(): TemplateResult {
    const { model, text } = this;
    const last = potentials.at(-1) ?? 1;
    const most = Math.max(0.1, ...model.surrogate) * 1.15;
    const points = Array.from(
      model.surrogate,
      (value, index) => `${x(potentials[index] ?? 0, last)},${y(value, most)}`,
    );
    const level = x(model.threshold, last);
    return this.#frame(
      text.potential,
      text.bellSays(compact(model.width), compact(model.peak)),
      svg`<polyline class="bell" points=${points.join(' ')} />
        <line class="threshold" x1=${level} x2=${level} y1=${plot.top} y2=${plot.bottom} />
        <text x=${level} y=${plot.bottom + 16} text-anchor="middle">θ ${compact(model.threshold)}</text>
        ${Array.from(model.run?.potential ?? [], (potential) =>
          potential <= 0
            ? nothing
            : svg`<line class="step" x1=${x(Math.min(potential, last), last)}
                x2=${x(Math.min(potential, last), last)} y1=${plot.bottom} y2=${plot.bottom - 10} />`,
        )}`,
    );
  }
}

customElements.define('rouse-surrogate-figure', SurrogateFigure);
