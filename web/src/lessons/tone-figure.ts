/** A tone that one draws up and down, and the channels of the cochlea that answer it. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { count } from '../format';
import { en, type HearingMessages } from '../messages/en_hearing';
import { shared } from '../styles/shared';
import { figure } from './figure';
import { channels, soundRate, type ToneModel, toneOf } from './tone_model';

/** Of the slider, in octaves from the lowest tone on, twelve steps each. */
const lowest = 62.5;
const octaves = 7;
const steps = 12;

const size = { width: 720, height: 140 } as const;
const plot = { left: 8, right: 712, top: 12, bottom: 112 } as const;
/** Channels of one bar. */
const bar = 10;

/** Quiet enough for a loudspeaker. */
const gain = 0.5;

export class ToneFigure extends LitElement {
  static override styles = [
    shared,
    figure,
    css`
      .bar {
        fill: var(--ink);
      }

      line {
        stroke: var(--line-strong);
      }

      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px 16px;
      }

      label {
        display: grid;
        flex: 1 1 220px;
        grid-template-columns: 1fr auto;
        font-size: 13px;
      }

      input {
        grid-column: 1 / -1;
        width: 100%;
        min-height: 40px;
        margin: 0;
        accent-color: var(--ink);
      }

      button {
        height: 40px;
      }

      p {
        margin-top: 8px;
        min-height: 24px;
        font-size: 14px;
        line-height: 24px;
      }
    `,
  ];
  static override properties = { model: { attribute: false }, text: { attribute: false } };
  declare model: ToneModel | null;
  declare text: HearingMessages['tone'];

  #audio: AudioContext | null = null;
  #stop: () => void = () => {};

  constructor() {
    super();
    this.model = null;
    this.text = en.tone;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('model')) return;
    this.#stop();
    this.#stop = this.model?.on('change', () => this.requestUpdate()) ?? (() => {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    void this.#audio?.close();
    this.#audio = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { model, text } = this;
    if (!model) return nothing;
    const { frequency, heard, problem } = model;
    const says = heard
      ? text.says(Math.round(heard.frequency), count(heard.events), heard.centre)
      : text.waiting;
    return html`
      <div class="controls">
        <label>
          <span>${text.frequency}</span><b>${count(Math.round(frequency))} Hz</b>
          <input
            type="range"
            min="0"
            max=${octaves * steps}
            step="1"
            .value=${String(Math.round(Math.log2(frequency / lowest) * steps))}
            aria-valuetext="${Math.round(frequency)} Hz"
            @input=${(event: Event) => {
              const { value } = event.target as HTMLInputElement;
              void model.play(lowest * 2 ** (Number(value) / steps));
            }}
          />
        </label>
        <button @click=${() => void this.#listen()}>${text.listen}</button>
      </div>
      <svg viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label=${text.title}>
        <line x1=${plot.left} x2=${plot.right} y1=${plot.bottom} y2=${plot.bottom} />
        <path class="bar" d=${this.#bars()} />
        <text x=${plot.left} y=${size.height - 8}>0</text>
        <text x=${(plot.left + plot.right) / 2} y=${size.height - 8} text-anchor="middle">
          ${text.channel}
        </text>
        <text x=${plot.right} y=${size.height - 8} text-anchor="end">${channels - 1}</text>
      </svg>
      ${
        problem === ''
          ? html`<p class="says" role="status">${says}</p>`
          : html`<p class="error" role="alert">${problem}</p>`
      }
    `;
  }

  /** Events of neighbouring channels together: single ones are finer than a phone's pixels. */
  #bars(): string {
    const counts = this.model?.heard?.counts ?? [];
    const bins = Array.from({ length: Math.ceil(counts.length / bar) }, (_, at) =>
      counts.slice(at * bar, (at + 1) * bar).reduce((sum, one) => sum + one, 0),
    );
    const most = Math.max(1, ...bins);
    const wide = (plot.right - plot.left) / (channels / bar);
    return bins
      .map((events, at) => {
        const high = (events / most) * (plot.bottom - plot.top);
        return `M${plot.left + at * wide},${plot.bottom}v${-high}h${wide - 1}v${high}z`;
      })
      .join('');
  }

  async #listen(): Promise<void> {
    const { model } = this;
    if (!model) return;
    this.#audio ??= new AudioContext();
    const audio = this.#audio;
    await audio.resume();
    const samples = toneOf(model.frequency);
    const buffer = audio.createBuffer(1, samples.length, soundRate);
    buffer.copyToChannel(samples, 0);
    const volume = new GainNode(audio, { gain });
    const source = new AudioBufferSourceNode(audio, { buffer });
    source.connect(volume).connect(audio.destination);
    source.start();
  }
}

customElements.define('rouse-tone-figure', ToneFigure);
