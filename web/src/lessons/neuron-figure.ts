/**
 * One neuron over time: pulses that one sets by pointer or keyboard, its synaptic current, its
 * membrane potential with the threshold, and its spikes; below, one step's arithmetic.
 */
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { compact } from '../format';
import { en } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { figure } from './figure';
import { type NeuronModel, type NeuronSetting, neuronRanges } from './neuron_model';

const width = 720;
const axis = { left: 96, right: width - 72 } as const;
const rows = {
  pulses: { top: 8, bottom: 44 },
  current: { top: 64, bottom: 124 },
  potential: { top: 148, bottom: 288 },
  spikes: { top: 308, bottom: 340 },
} as const;
const height = 348;

export class NeuronFigure extends LitElement {
  static override styles = [
    shared,
    figure,
    css`
      .plot {
        position: relative;
        touch-action: manipulation;
      }

      .value {
        fill: var(--ink);
      }

      .pulse,
      .spike {
        stroke: var(--ink);
        stroke-width: 3;
        stroke-linecap: round;
      }

      .spike {
        stroke: var(--b);
      }

      .slot {
        fill: transparent;
        cursor: pointer;
      }

      .slot:hover {
        fill: var(--sunken);
      }

      .line {
        fill: none;
        stroke: var(--ink);
        stroke-width: 2;
        stroke-linejoin: round;
      }

      .potential {
        stroke: var(--b);
        stroke-width: 2.4;
      }

      .threshold {
        stroke: var(--a);
        stroke-width: 2;
        stroke-dasharray: 5 4;
      }

      .base {
        stroke: var(--line);
      }

      .now {
        stroke: var(--line-strong);
        stroke-width: 1;
      }

      .track {
        position: absolute;
        inset: 0 0 auto;
        height: 14.4%;
        border-radius: var(--radius);
        pointer-events: none;
      }

      .arithmetic {
        min-height: 72px;
        margin: 8px 0 16px;
        padding: 10px 14px;
        border-radius: var(--radius);
        background: var(--raised);
        font-size: 14px;
        line-height: 26px;
      }

      .sliders {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        gap: 8px 20px;
      }

      .sliders label {
        display: grid;
        grid-template-columns: 1fr auto;
        font-size: 13px;
      }

      .sliders input {
        grid-column: 1 / -1;
        width: 100%;
        min-height: 40px;
        margin: 0;
        accent-color: var(--ink);
      }

      .foot {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 12px;
        margin-top: 8px;
      }

      .foot button {
        flex: none;
        height: 36px;
      }

      @media (max-width: 640px) {
        text {
          font-size: 24px;
        }

        .sliders {
          grid-template-columns: 1fr 1fr;
        }

        .arithmetic {
          min-height: 124px;
        }

        .foot button {
          height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    model: { attribute: false },
    text: { attribute: false },
    step: { state: true },
  };
  declare model: NeuronModel;
  declare text: typeof en.figure;
  /** The step under the cursor. */
  declare step: number;

  #stop: () => void = () => {};

  constructor() {
    super();
    this.text = en.figure;
    this.step = 10;
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
    const { model, text, step } = this;
    const pulse = model.pulses.includes(step);
    return html`
      <div class="plot" @pointermove=${this.#move} @click=${this.#press}>
        ${this.#plot()}
        <div
          class="track"
          role="slider"
          tabindex="0"
          aria-label=${text.track}
          aria-valuemin="0"
          aria-valuemax=${model.steps - 1}
          aria-valuenow=${step}
          aria-valuetext=${text.stepSays(step, pulse)}
          @keydown=${this.#key}
        ></div>
      </div>
      <div class="arithmetic">${this.#arithmetic()}</div>
      <div class="sliders">
        ${(Object.keys(neuronRanges) as NeuronSetting[]).map((name) => this.#slider(name))}
      </div>
      <div class="foot">
        <span class="small muted">${text.hint}</span>
        <button ?disabled=${model.pulses.length === 0} @click=${() => model.clear()}>
          ${text.clear}
        </button>
      </div>
      ${model.problem === '' ? nothing : html`<p class="error" role="alert">${model.problem}</p>`}
    `;
  }

  #x(step: number): number {
    return axis.left + ((step + 0.5) / this.model.steps) * (axis.right - axis.left);
  }

  #plot(): TemplateResult {
    const { model, text } = this;
    const { run, steps } = model;
    const { threshold } = model.settings;
    const current = run?.current ?? new Float32Array();
    const potential = run?.potential ?? new Float32Array();
    const most = Math.max(threshold * 1.25, ...potential);
    const mostCurrent = Math.max(1, ...current);
    const y = (value: number, top: number, bottom: number, scale: number) =>
      bottom - (value / scale) * (bottom - top);
    const path = (values: Float32Array, top: number, bottom: number, scale: number) =>
      Array.from(values, (value, t) => `${this.#x(t)},${y(value, top, bottom, scale)}`).join(' ');
    const level = y(threshold, rows.potential.top, rows.potential.bottom, most);
    const slot = (axis.right - axis.left) / steps;
    const label = (row: { top: number; bottom: number }, name: string) =>
      svg`<text x="0" y=${(row.top + row.bottom) / 2 + 4}>${name}</text>
        <line class="base" x1=${axis.left} x2=${axis.right} y1=${row.bottom} y2=${row.bottom} />`;
    return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${this.#says()}>
      ${label(rows.pulses, text.pulses)} ${label(rows.current, text.current)}
      ${label(rows.potential, text.potential)} ${label(rows.spikes, text.spikes)}
      ${Array.from(
        { length: steps },
        (_, t) => svg`<rect class="slot" x=${this.#x(t) - slot / 2} y=${rows.pulses.top}
          width=${slot} height=${rows.pulses.bottom - rows.pulses.top} />`,
      )}
      <line class="now" x1=${this.#x(this.step)} x2=${this.#x(this.step)} y1="4" y2=${height - 4} />
      ${model.pulses.map(
        (t) => svg`<line class="pulse" x1=${this.#x(t)} x2=${this.#x(t)}
          y1=${rows.pulses.bottom - 4} y2=${rows.pulses.top + 4} />`,
      )}
      <polyline
        class="line"
        points=${path(current, rows.current.top, rows.current.bottom, mostCurrent)}
      />
      <polyline
        class="line potential"
        points=${path(potential, rows.potential.top, rows.potential.bottom, most)}
      />
      <line class="threshold" x1=${axis.left} x2=${axis.right} y1=${level} y2=${level} />
      <text class="value" x=${axis.right + 6} y=${level + 4}>θ ${compact(threshold)}</text>
      ${Array.from(
        run?.spikes ?? [],
        (t) => svg`<line class="spike" x1=${this.#x(t)} x2=${this.#x(t)}
          y1=${rows.spikes.bottom - 3} y2=${rows.spikes.top + 3} />`,
      )}
      <text class="value" x=${axis.right + 6} y=${rows.spikes.bottom - 8}>${model.spikes}</text>
    </svg>`;
  }

  #says(): string {
    const { model } = this;
    const peak = Math.max(0, ...(model.run?.potential ?? []));
    return this.text.says(model.pulses, [...(model.run?.spikes ?? [])], peak);
  }

  /** The two equations with the numbers of the step under the cursor. */
  #arithmetic(): TemplateResult | typeof nothing {
    const { model, step, text } = this;
    const { run } = model;
    if (!run) return nothing;
    const { currentRetention, membraneRetention, threshold } = model.settings;
    const at = (values: Float32Array, t: number) => compact(t < 0 ? 0 : values[t]);
    const fires = run.spikes.includes(step);
    return html`
      <div>${text.step(step)}
        <i>i</i> = ${compact(currentRetention)} · ${at(run.current, step - 1)} +
        ${at(run.drive, step)} = <b>${at(run.current, step)}</b>,
        <i>v</i> = ${compact(membraneRetention)} · ${at(run.kept, step - 1)} +
        ${at(run.current, step)} = <b>${at(run.potential, step)}</b>
      </div>
      <div>${text.outcome(at(run.potential, step), compact(threshold), fires)}</div>
    `;
  }

  #slider(name: NeuronSetting): TemplateResult {
    const [least, most, step] = neuronRanges[name];
    const value = this.model.settings[name];
    return html`<label>
      <span>${this.text.settings[name]}</span><b>${compact(value)}</b>
      <input
        type="range"
        min=${least}
        max=${most}
        step=${step}
        .value=${String(value)}
        @input=${(event: Event) =>
          this.model.set({ [name]: Number((event.target as HTMLInputElement).value) })}
      />
    </label>`;
  }

  /** The step below a pointer, or null outside the axis. */
  #stepAt(event: PointerEvent | MouseEvent): number | null {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    const step = Math.floor(((x - axis.left) / (axis.right - axis.left)) * this.model.steps);
    return step >= 0 && step < this.model.steps ? step : null;
  }

  #move(event: PointerEvent): void {
    this.step = this.#stepAt(event) ?? this.step;
  }

  #press(event: MouseEvent): void {
    const step = this.#stepAt(event);
    if (step === null) return;
    this.step = step;
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const y = ((event.clientY - box.top) / box.height) * height;
    if (y < rows.pulses.bottom + 8) this.model.toggle(step);
  }

  #key(event: KeyboardEvent): void {
    const last = this.model.steps - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: this.step - 1,
      ArrowDown: this.step - 1,
      ArrowRight: this.step + 1,
      ArrowUp: this.step + 1,
      Home: 0,
      End: last,
    };
    const target = moves[event.key];
    if (target !== undefined) this.step = Math.min(Math.max(0, target), last);
    else if (event.key === ' ' || event.key === 'Enter') this.model.toggle(this.step);
    else return;
    event.preventDefault();
  }
}

customElements.define('rouse-neuron-figure', NeuronFigure);
