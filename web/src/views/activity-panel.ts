/** What the shown sample does in both networks: spikes, one neuron's potential and threshold. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Experiment } from '../experiment';
import { layerName, messageOf, percent } from '../format';
import { icons } from '../icons';
import { shared } from '../styles/shared';
import './info-tip';
import './potential-plot';
import './setting-input';
import { spikeCounts } from './spike-raster';
import './threshold-history';
import { View } from './view';

export class ActivityPanel extends View {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }

      .arms {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        grid-template-rows: minmax(0, 1fr) auto auto;
        column-gap: 20px;
        flex: 1;
        min-height: 0;
      }

      .arms.single {
        grid-template-columns: minmax(0, 1fr);
      }

      .title {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 34px;
        border-bottom: 2px solid var(--line);
        white-space: nowrap;
      }

      .title[data-arm='a'] {
        border-color: var(--a);
      }

      .title[data-arm='b'] {
        border-color: var(--b);
      }

      .title h3 {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .switch {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        font-size: 12px;
        color: var(--muted);
        cursor: pointer;
      }

      .switch input {
        width: 14px;
        height: 14px;
        margin: 0;
        accent-color: var(--accent);
      }

      .caption {
        height: 22px;
        padding-left: 30px;
        font-size: 12px;
        line-height: 26px;
        white-space: nowrap;
      }

      .caption > * {
        display: flex;
        justify-content: space-between;
        gap: 8px;
      }

      .caption span:last-child {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .arm {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }

      .arm.off {
        opacity: 0.45;
      }

      .rasters {
        flex: 1 1 0;
        display: flex;
        flex-direction: column;
        min-height: 216px;
      }

      .rasters rouse-spike-raster {
        flex: 1 1 0;
        min-height: 40px;
      }

      .rasters rouse-spike-raster.outputs {
        flex: none;
        height: clamp(92px, 13vh, 124px);
      }

      rouse-potential-plot {
        height: clamp(80px, 13vh, 130px);
      }

      rouse-threshold-history {
        height: clamp(52px, 8.5vh, 84px);
      }

      .neuron {
        grid-column: 1 / -1;
        display: flex;
        align-items: center;
        gap: 8px;
        margin-top: 6px;
      }

      .neuron label {
        color: var(--muted);
        font-size: 12px;
      }

      .neuron select {
        width: auto;
      }

      .neuron input {
        width: 64px;
      }

      .neuron .hint {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .problem {
        display: grid;
        place-items: center;
        flex: 1;
        padding: 12px;
        text-align: center;
        color: var(--muted);
      }

      @media (max-height: 780px) and (min-width: 900px) {
        .caption {
          height: 20px;
          line-height: 23px;
        }

        rouse-potential-plot {
          height: 78px;
        }

        rouse-threshold-history {
          height: 50px;
        }
      }

      @media (pointer: coarse) {
        .switch {
          min-height: 36px;
          padding-inline: 4px;
        }

        .switch input {
          width: 18px;
          height: 18px;
        }
      }

      @container (max-width: 899px) {
        .arms {
          column-gap: 10px;
        }

        .rasters {
          min-height: 320px;
        }

        .long,
        .neuron .hint {
          display: none;
        }
      }
    `,
  ];
  static override properties = { ...View.properties, problem: { state: true } };
  /** Why a model could not be saved. */
  declare problem: string;

  constructor() {
    super();
    this.problem = '';
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [lab.on('trace', changed), lab.on('run', changed), store.on('change', changed)];
  }

  override render(): TemplateResult {
    const { lab, store } = this.page;
    const { runA, runB } = store.settings;
    const arms = [lab.arms.a, lab.arms.b];
    return html`
      <div class="arms">
        ${arms.map((arm) => this.#top(arm, arm.name === 'a' ? runA : runB))}
        ${this.#neuron()} ${arms.map((arm) => this.#bottom(arm, arm.name === 'a' ? runA : runB))}
      </div>
      ${this.problem === '' ? nothing : html`<div class="error" role="alert">${this.problem}</div>`}
    `;
  }

  #top(arm: Experiment, on: boolean): TemplateResult {
    const setting = arm.name === 'a' ? 'runA' : 'runB';
    const name = arm.name.toUpperCase();
    return html`<div class="arm ${on ? '' : 'off'}">
      <div class="title" data-arm=${arm.name}>
        <h3 class=${arm.name}>
          ${name} ${arm.name === 'a' ? 'fixed' : 'trainable'}
          <span class="long">thresholds</span>
        </h3>
        <button
          class="quiet icon save"
          title="Save the model of ${name} (safetensors)"
          aria-label="Save the model of ${name}"
          ?disabled=${!arm.prepared}
          @click=${() => void this.#save(arm)}
        >
          ${icons.save}
        </button>
        <label class="switch">
          <input
            type="checkbox"
            aria-label="Run experiment ${name}"
            .checked=${on}
            @change=${(event: Event) =>
              this.page.store.set({ [setting]: (event.target as HTMLInputElement).checked })}
          />
          on
        </label>
      </div>
      <div class="rasters" data-part="rasters">${this.#rasters(arm)}</div>
    </div>`;
  }

  #rasters(arm: Experiment): TemplateResult | TemplateResult[] {
    if (arm.traceProblem !== '') {
      return html`<p class="problem small">
        The shown sample does not fit this network: ${arm.traceProblem} Reset builds one that fits.
      </p>`;
    }
    const hidden = this.page.store.settings.hidden;
    const layers = arm.spec?.layers.length ?? hidden.length + 1;
    return Array.from({ length: layers }, (_, layer) => {
      const outputs = layer === layers - 1;
      return html`
        <div class="caption">
          <div class="enclosed">
            <span>${this.#layerTitle(arm, layer, layers)}</span>
            <span class="muted">${this.#layerSays(arm, layer, outputs)}</span>
          </div>
        </div>
        <rouse-spike-raster
          class=${outputs ? 'outputs' : ''}
          .page=${this.page}
          .arm=${arm}
          .layer=${layer}
          .outputs=${outputs}
        ></rouse-spike-raster>
      `;
    });
  }

  #layerTitle(arm: Experiment, layer: number, layers: number): string {
    const name = layerName(layer, layers);
    const neurons = arm.spec?.layers[layer]?.neurons;
    const word = name.charAt(0).toUpperCase() + name.slice(1);
    return neurons === undefined ? word : `${word}, ${neurons}`;
  }

  #layerSays(arm: Experiment, layer: number, outputs: boolean): string {
    const raster = arm.trace?.layers[layer];
    if (!raster || !arm.trace) return '';
    if (outputs) {
      const { predicted, label } = arm.trace;
      if (label < 0) return `says ${predicted}`;
      return predicted === label ? `says ${predicted}, right` : `says ${predicted}, is ${label}`;
    }
    const silent = spikeCounts(raster).filter((spikes) => spikes === 0).length;
    return `${percent(silent / raster.neurons, 0)} silent`;
  }

  #neuron(): TemplateResult {
    const { lab, store } = this.page;
    const spec = lab.active[0]?.spec ?? lab.arms.a.spec;
    const layers = spec?.layers.length ?? store.settings.hidden.length + 1;
    const layer = Math.min(store.settings.layer, layers - 1);
    const size = spec?.layers[layer]?.neurons ?? 1;
    const neuron = Math.min(store.settings.neuron, size - 1);
    return html`<div class="neuron" data-part="neuron">
      <h3>Neuron</h3>
      <input
        type="text"
        inputmode="numeric"
        aria-label="Neuron, 0 to ${size - 1}"
        .value=${String(neuron)}
        @change=${(event: Event) => this.#chooseNeuron(event, size)}
      />
      <label for="layer">in layer</label>
      <select
        id="layer"
        @change=${(event: Event) =>
          store.set({ layer: Number((event.target as HTMLSelectElement).value), neuron: 0 })}
      >
        ${Array.from(
          { length: layers },
          (_, index) =>
            html`<option value=${index} ?selected=${index === layer}>
              ${layerName(index, layers)}
            </option>`,
        )}
      </select>
      <span class="small muted hint">or click a row above</span>
    </div>`;
  }

  #chooseNeuron(event: Event, size: number): void {
    const input = event.target as HTMLInputElement;
    const value = Math.round(Number(input.value));
    const valid = input.value.trim() !== '' && Number.isFinite(value);
    if (valid) {
      this.page.store.set({ neuron: Math.min(Math.max(0, value), size - 1) });
    }
    // Shows the neuron that is watched, also when the text was none.
    input.value = String(Math.min(this.page.store.settings.neuron, size - 1));
  }

  #bottom(arm: Experiment, on: boolean): TemplateResult {
    return html`<div class="arm ${on ? '' : 'off'}">
      <div class="caption" data-part="potential">
        <div>
          <span>Membrane potential</span>
          <span class="muted long">dashed: threshold</span>
        </div>
      </div>
      <rouse-potential-plot data-part="potential" .page=${this.page} .arm=${arm}></rouse-potential-plot>
      <div class="caption" data-part="history">
        <div>
          <span>Its threshold</span>
          <span class="muted long">while training</span>
        </div>
      </div>
      <rouse-threshold-history data-part="history" .page=${this.page} .arm=${arm}></rouse-threshold-history>
    </div>`;
  }

  async #save(arm: Experiment): Promise<void> {
    try {
      const bytes = await arm.saveModel();
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)]));
      const link = document.createElement('a');
      link.href = url;
      link.download = `rouse-${arm.name === 'a' ? 'fixed' : 'trainable'}.safetensors`;
      link.click();
      // The download reads the address after this function has returned.
      setTimeout(() => URL.revokeObjectURL(url), 10000);
      this.problem = '';
    } catch (error) {
      this.problem = `The model could not be saved: ${messageOf(error)}`;
    }
  }
}

customElements.define('rouse-activity-panel', ActivityPanel);
