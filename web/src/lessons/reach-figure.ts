/** The surrogate over the membrane potential, by powers of ten: what is left of it far away. */
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { createNeuronClient, type NeuronClient } from 'rouse-snn/neuron';
import { compact, percent } from '../format';
import { en } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { figure } from './figure';
import { potentials, ReachModel, type Surrogate } from './reach_model';

const width = 720;
const height = 236;
const plot = { left: 56, right: width - 24, top: 16, bottom: height - 40 } as const;
/** Powers of ten at the top and the bottom. */
const powers = { most: 0, least: -12 } as const;
const ticks = [0, -4, -8, -12] as const;

const x = (potential: number) =>
  plot.left + (potential / (potentials.at(-1) ?? 1)) * (plot.right - plot.left);
const y = (value: number) => {
  const power = Math.max(powers.least, Math.log10(value));
  return (
    plot.top + ((powers.most - power) / (powers.most - powers.least)) * (plot.bottom - plot.top)
  );
};

export class ReachFigure extends LitElement {
  static override styles = [
    shared,
    figure,
    css`
      .axis {
        stroke: var(--line-strong);
      }

      .grid {
        stroke: var(--line);
      }

      .bell {
        fill: var(--b-wash);
        stroke: var(--b);
        stroke-width: 2;
        stroke-linejoin: round;
      }

      .threshold {
        stroke: var(--a);
        stroke-width: 2;
        stroke-dasharray: 5 4;
      }

      .rest {
        fill: var(--b);
        stroke: var(--surface);
        stroke-width: 2;
      }

      .says {
        min-height: 68px;
        margin-top: 12px;
        padding: 10px 14px;
        border-radius: var(--radius);
        background: var(--raised);
        font-size: 14px;
        line-height: 24px;
      }

      @media (max-width: 640px) {
        text {
          font-size: 22px;
        }

        .says {
          min-height: 116px;
        }
      }
    `,
  ];
  static override properties = { surrogate: { attribute: false }, text: { attribute: false } };
  declare surrogate: Surrogate;
  declare text: typeof en.reachFigure;

  #client: NeuronClient | null = null;
  #model: ReachModel | null = null;
  #stop: () => void = () => {};

  constructor() {
    super();
    this.text = en.reachFigure;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#client = createNeuronClient();
    this.#model = new ReachModel(this.#client);
    this.#stop = this.#model.on('change', () => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#client?.close();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('surrogate')) void this.#model?.set(this.surrogate);
  }

  override render(): TemplateResult | typeof nothing {
    const model = this.#model;
    if (!model) return nothing;
    const { text, surrogate } = this;
    const [rest = Number.NaN] = model.curve;
    return html`
      <h3>${text.title}</h3>
      ${this.#plot(model, rest)}
      <div class="says">
        ${
          model.curve.length > 0 &&
          text.says(
            compact(surrogate.threshold),
            compact(rest),
            compact(Number(model.gradient.toPrecision(2))),
            percent(model.share),
          )
        }
      </div>
      ${model.problem === '' ? nothing : html`<p class="error" role="alert">${model.problem}</p>`}
    `;
  }

  #plot(model: ReachModel, rest: number): TemplateResult {
    const { text, surrogate } = this;
    const level = x(surrogate.threshold);
    const points = Array.from(model.curve, (value, at) => `${x(potentials[at] ?? 0)},${y(value)}`);
    const corners = `${plot.right},${plot.bottom} ${plot.left},${plot.bottom}`;
    return html`<svg
      viewBox="0 0 ${width} ${height}"
      role="img"
      aria-label=${text.plotSays(compact(surrogate.threshold), compact(rest))}
    >
      ${ticks.map(
        (power) => svg`<line class="grid" x1=${plot.left} x2=${plot.right}
            y1=${y(10 ** power)} y2=${y(10 ** power)} />
          <text x=${plot.left - 8} y=${y(10 ** power) + 4} text-anchor="end">10<tspan
            dy="-6" font-size="75%">${power}</tspan></text>`,
      )}
      ${points.length === 0 ? nothing : svg`<polygon class="bell" points="${points.join(' ')} ${corners}" />`}
      <line class="axis" x1=${plot.left} x2=${plot.right} y1=${plot.bottom} y2=${plot.bottom} />
      <line class="threshold" x1=${level} x2=${level} y1=${plot.top} y2=${plot.bottom} />
      <text x=${Math.min(level, plot.right - 24)} y=${height - 20} text-anchor="middle">
        θ ${compact(surrogate.threshold)}
      </text>
      <text x=${plot.right} y=${height - 2} text-anchor="end">${text.potential}</text>
      <text x=${plot.left} y=${height - 20} text-anchor="middle">0</text>
      ${points.length === 0 ? nothing : svg`<circle class="rest" cx=${x(0)} cy=${y(rest)} r="7" />`}
    </svg>`;
  }
}

customElements.define('rouse-reach-figure', ReachFigure);
