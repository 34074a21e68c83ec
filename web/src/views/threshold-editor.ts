/** Thresholds and surrogate to be dragged, layer by layer, over the potentials that they act on. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Experiment } from '../experiment';
import { thresholdOf } from '../specification';
import { type Settings, thresholdModes } from '../state';
import { shared } from '../styles/shared';
import './info-tip';
import { settingInput } from './setting-input';
import { type Grip, reachIn } from './threshold-figure';
import { View } from './view';

export class ThresholdEditor extends View {
  static override styles = [
    shared,
    css`
      /* In line with the settings above. */
      .controls {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        align-items: end;
        gap: 6px 10px;
        margin-top: 6px;
      }

      .controls label {
        display: flex;
        align-items: center;
        grid-column-end: -1;
        justify-self: end;
        gap: 6px;
        height: 30px;
        cursor: pointer;
      }

      .controls input {
        margin: 0;
        accent-color: var(--ink);
      }

      .pending {
        margin-top: 6px;
      }

      .layer {
        margin-top: 12px;
      }

      :host([alone]) .layer {
        display: flex;
        flex-direction: column;
        margin-top: 2px;
      }

      :host([alone]) rouse-threshold-figure {
        order: -1;
      }

      .heading {
        display: grid;
        grid-template-columns: 108px 1fr 1fr;
        gap: 12px;
      }

      .says {
        height: 34px;
      }

      .says p {
        line-height: 17px;
      }

      rouse-threshold-figure {
        height: 132px;
      }

      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 14px;
        margin-top: 2px;
      }

      .foot span {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }

      .foot i {
        width: 10px;
        height: 10px;
        border: 1px solid var(--line-strong);
      }

      .foot .full {
        border-color: transparent;
        background: linear-gradient(135deg, var(--a) 50%, var(--b) 50%);
      }

      .foot .mark {
        width: 1px;
        border-width: 0 0 0 1px;
        border-color: var(--b-ink);
      }

      .foot rouse-tip {
        margin-left: -10px;
      }

      @media (pointer: coarse) {
        .controls label {
          min-height: 40px;
        }

        .controls input {
          width: 18px;
          height: 18px;
        }

        rouse-threshold-figure {
          height: 168px;
        }
      }

      @container (max-width: 1340px) {
        .controls {
          column-gap: 8px;
        }

        .says {
          height: 51px;
        }
      }

      @container (max-width: 899px) {
        .controls {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }

        .controls label {
          grid-column: 1 / -1;
          justify-self: start;
        }

        .heading {
          grid-template-columns: 1fr;
          gap: 0;
        }

        .says {
          height: 34px;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    alone: { type: Boolean },
    dragged: { state: true },
    apart: { state: true },
  };
  /** Whether no panel of settings is around it. */
  declare alone: boolean;
  /** What is being dragged: the page has it once it is let go. */
  declare dragged: Partial<Settings>;
  /** Whether each layer's threshold is dragged for itself. */
  declare apart: boolean;

  constructor() {
    super();
    this.alone = false;
    this.dragged = {};
    this.apart = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [
      lab.on('trace', changed),
      lab.on('run', changed),
      lab.on('data', changed),
      store.on('change', changed),
    ];
  }

  get #settings(): Settings {
    return { ...this.page.store.settings, ...this.dragged };
  }

  override render(): TemplateResult {
    const { lab } = this.page;
    const figures = html`<div data-part="threshold_editor">
      ${lab.layerSizes.map((size, layer) => this.#layer(layer, size))} ${this.#foot()}
    </div>`;
    // In little room, what is to be dragged comes first.
    return this.alone
      ? html`${this.#pending()} ${figures} ${this.#controls()}`
      : html`${this.#controls()} ${figures}`;
  }

  #controls(): TemplateResult {
    const { thresholds: text, choices } = this.later;
    const rises = this.page.store.settings.adaptation === 'threshold';
    return html`<div class="controls">
      ${settingInput(this.page, 'thresholdMode', '', {
        choices: thresholdModes.map((mode) => [mode, text.modes[mode]]),
      })}
      ${settingInput(this.page, 'minimumThreshold')}
      ${this.alone ? settingInput(this.page, 'thresholdLearningRate') : nothing}
      ${settingInput(this.page, 'adaptation', '', { choices: Object.entries(choices.adaptations) })}
      ${
        rises
          ? html`${settingInput(this.page, 'adaptationStrength')}
            ${settingInput(this.page, 'adaptationRetention')}`
          : nothing
      }
      <label data-part="threshold_editor">
        <input type="checkbox" .checked=${this.#apart} @change=${this.#part} />${text.apart}
      </label>
    </div>`;
  }

  #pending(): TemplateResult | typeof nothing {
    const { lab } = this.page;
    const { network: text } = this.text;
    const words = lab.pendingSettings.map((name) => this.page.language.settingText(name).label);
    if (words.length === 0) return nothing;
    return html`<p class="pending small" role="status">
      ${text.pending(words)}
      <button @click=${() => void lab.reset()}>${text.apply}</button>
    </p>`;
  }

  #layer(layer: number, size: number): TemplateResult {
    const { lab } = this.page;
    return html`<section class="layer" aria-label=${this.text.words.layer(layer, lab.layerSizes.length)}>
      <div class="heading">
        <div>
          <h3>${this.text.activity.layerTitle(layer, lab.layerSizes.length, size)}</h3>
          <p class="small muted">${this.#memory(layer)}</p>
        </div>
        ${lab.active.map((arm) => this.#says(arm, layer))}
      </div>
      <rouse-threshold-figure
        .page=${this.page}
        .layer=${layer}
        .settings=${this.#settings}
        .drag=${(grip: Grip, value: number) => this.#drag(layer, grip, value)}
        .drop=${(take: boolean) => this.#drop(take)}
      ></rouse-threshold-figure>
    </section>`;
  }

  #memory(layer: number): string {
    const spec = this.page.lab.active[0]?.spec?.layers[layer];
    return spec ? this.text.activity.memory(spec) : '';
  }

  #says(arm: Experiment, layer: number): TemplateResult {
    const name = arm.name.toUpperCase();
    const known = arm.trace?.peaks[layer];
    return html`<div class="says small">
      <p class="enclosed" data-arm=${arm.name}>
        <b class=${arm.name}>${name}</b>
        ${known ? this.later.thresholds.reaches(reachIn(arm, layer, this.#settings)) : ''}
      </p>
    </div>`;
  }

  #foot(): TemplateResult {
    const { thresholds: text } = this.later;
    return html`<div class="foot small muted">
      <span><i class="full"></i>${text.gradient}</span>
      <span><i></i>${text.none}</span>
      <span><i class="mark"></i>${text.now}</span>
      <rouse-tip .page=${this.page} about=${text.reach} topic="reach">${text.reachSays}</rouse-tip>
    </div>`;
  }

  get #apart(): boolean {
    return this.apart || typeof this.page.store.settings.threshold !== 'number';
  }

  #part(event: Event): void {
    const { store } = this.page;
    this.apart = (event.target as HTMLInputElement).checked;
    if (!this.apart) store.set({ threshold: thresholdOf(store.settings, 0) });
  }

  #drag(layer: number, grip: Grip, value: number): void {
    if (grip === 'width') this.dragged = { surrogateWidth: value };
    else if (grip === 'minimum') this.dragged = { minimumThreshold: value };
    else this.dragged = { threshold: this.#apart ? this.#with(layer, value) : value };
  }

  /** All layers' thresholds, one of them changed. */
  #with(layer: number, value: number): number[] {
    const { store, lab } = this.page;
    return lab.layerSizes.map((_, one) =>
      one === layer ? value : thresholdOf(store.settings, one),
    );
  }

  #drop(take: boolean): void {
    const changes = this.dragged;
    this.dragged = {};
    if (take) this.page.store.set(changes);
  }
}

customElements.define('rouse-threshold-editor', ThresholdEditor);
