/** What the shown sample does in both networks, from the whole network to one step of a neuron. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { download } from '../download';
import type { Experiment } from '../experiment';
import { messageOf } from '../format';
import { icons } from '../icons';
import { layerFigures } from '../layer_figures';
import { type Settings, slownesses, type Zoom, zooms } from '../state';
import { arms } from '../styles/arms';
import { shared } from '../styles/shared';
import './network-flow';
import './spike-raster';
import { fetchView, View } from './view';

export class ActivityPanel extends View {
  static override styles = [
    shared,
    arms,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }

      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        min-height: 34px;
      }

      nav {
        display: flex;
        align-items: center;
        gap: 2px;
        margin-left: -8px;
        color: var(--muted);
      }

      nav button {
        height: 28px;
        padding: 0 8px;
        color: var(--muted);
      }

      nav button[aria-current] {
        color: var(--ink);
        font-weight: 600;
      }

      .head select,
      .head input {
        width: auto;
        height: 26px;
      }

      .head input {
        width: 54px;
        color: var(--ink);
      }

      nav select,
      nav input {
        margin-right: 4px;
      }

      .slowness {
        color: var(--muted);
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

      .networks {
        flex: 1;
        min-height: 0;
      }

      .arm {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }

      .arm .caption button {
        height: 24px;
        margin-left: -6px;
        padding: 0 6px;
        font-size: 12px;
      }

      .says {
        flex: 1;
        text-align: right;
      }

      .says .enclosed {
        display: block;
      }

      rouse-network-flow {
        height: clamp(116px, 19vh, 190px);
        margin-top: 8px;
      }

      .arm rouse-spike-raster {
        flex: 1 1 0;
        min-height: 72px;
      }

      .arm rouse-spike-raster.outputs {
        flex: none;
        height: clamp(88px, 13vh, 124px);
      }

      .closer {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-height: 360px;
      }

      @media (pointer: coarse) {
        .switch {
          min-height: 40px;
          padding-inline: 4px;
        }

        .switch input {
          width: 18px;
          height: 18px;
        }

        nav button,
        .head select,
        .head input {
          height: 40px;
        }

        .arm .caption,
        .arm .caption button {
          height: 40px;
          line-height: 40px;
        }
      }

      @container (max-width: 899px) {
        /* The four depths in one row, what is chosen in the next. */
        .head {
          flex-wrap: wrap;
        }

        nav {
          display: contents;
        }

        nav > span {
          display: none;
        }

        nav button {
          flex: 1 1 20%;
          border-color: var(--line);
        }

        nav button[aria-current] {
          border-color: var(--ink);
        }

        nav select,
        nav input {
          order: 1;
        }

        .slowness {
          order: 2;
          margin-left: auto;
        }

        .arms {
          column-gap: 10px;
        }

        .arm rouse-spike-raster {
          flex: none;
          height: 96px;
        }

        .arm + .arm {
          margin-top: 16px;
        }

        .long {
          display: none;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    problem: { state: true },
    detailsReady: { state: true },
  };
  /** Why a model could not be saved. */
  declare problem: string;
  /** Whether the closer views are there. */
  declare detailsReady: boolean;

  constructor() {
    super();
    this.problem = '';
    this.detailsReady = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, playback, store } = this.page;
    return [
      lab.on('trace', changed),
      lab.on('run', changed),
      store.on('change', changed),
      playback.on('state', changed),
    ];
  }

  override render(): TemplateResult {
    const { lab, store } = this.page;
    const { zoom } = store.settings;
    const both = [lab.arms.a, lab.arms.b];
    return html`
      ${this.#head(zoom)}
      <div class="arms titles">${both.map((arm) => this.#title(arm))}</div>
      ${
        zoom === 'network'
          ? html`<div class="arms stacked networks">
              ${both.map((arm) => this.#network(arm))}
            </div>`
          : this.#closer(zoom)
      }
      ${this.problem === '' ? nothing : html`<div class="error" role="alert">${this.problem}</div>`}
    `;
  }

  /** The way from the whole network to one step of one neuron. */
  #head(zoom: Zoom): TemplateResult {
    const { playback, store } = this.page;
    const { activity } = this.text;
    return html`<div class="head" data-part="zoom" @keydown=${this.#escape}>
      <nav aria-label=${activity.detail}>
        ${zooms.map(
          (one, index) => html`${index === 0 ? nothing : html`<span aria-hidden="true">›</span>`}
            <button
              class="quiet"
              aria-current=${one === zoom ? 'true' : nothing}
              aria-description=${activity.zoomsSay[one]}
              @click=${() => store.set({ zoom: one })}
            >
              ${activity.zooms[one]}</button
            >${this.#choice(one, zoom)}`,
        )}
      </nav>
      <select
        class="slowness"
        aria-label=${activity.slowness}
        aria-description=${activity.slownessSays}
        @change=${(event: Event) => {
          store.set({
            slowness: (event.target as HTMLSelectElement).value as Settings['slowness'],
          });
        }}
      >
        ${slownesses.map(
          (times) => html`<option value=${times} ?selected=${Number(times) === playback.slowness}>
            ${activity.slower(Number(times))}
          </option>`,
        )}
      </select>
    </div>`;
  }

  /** Which layer and which neuron, beside their names. */
  #choice(one: Zoom, zoom: Zoom): TemplateResult | typeof nothing {
    const { lab, store } = this.page;
    const { activity } = this.text;
    const sizes = lab.layerSizes;
    if (zoom === 'network') return nothing;
    if (one === 'layer') {
      return html`<select
        aria-label=${activity.whichLayer}
        @change=${(event: Event) =>
          store.set({ layer: Number((event.target as HTMLSelectElement).value), neuron: 0 })}
      >
        ${sizes.map(
          (_, layer) => html`<option value=${layer} ?selected=${layer === lab.layer}>
            ${this.text.words.layer(layer, sizes.length)}
          </option>`,
        )}
      </select>`;
    }
    if (one !== 'neuron') return nothing;
    return html`<input
      type="text"
      inputmode="numeric"
      aria-label=${activity.whichNeuron((sizes[lab.layer] ?? 1) - 1)}
      .value=${String(lab.neuron)}
      @change=${this.#chooseNeuron}
    />`;
  }

  #chooseNeuron(event: Event): void {
    const { lab, store } = this.page;
    const input = event.target as HTMLInputElement;
    const value = Math.round(Number(input.value));
    const valid = input.value.trim() !== '' && Number.isFinite(value);
    const most = (lab.layerSizes[lab.layer] ?? 1) - 1;
    if (valid) store.set({ neuron: Math.min(Math.max(0, value), most) });
    // Shows the neuron that is watched, also when the text was none.
    input.value = String(lab.neuron);
  }

  #escape(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.page.lab.zoom(-1);
  }

  #title(arm: Experiment): TemplateResult {
    const { activity } = this.text;
    const setting = arm.name === 'a' ? 'runA' : 'runB';
    const name = arm.name.toUpperCase();
    return html`<div class="title" data-arm=${arm.name}>
      <h3 class=${arm.name}>
        ${name} ${arm.fixed ? activity.fixed : activity.trainable}
        <span class="long">${activity.thresholds}</span>
      </h3>
      <button
        class="quiet icon save"
        data-hint="${activity.save(name)} (safetensors)"
        aria-label=${activity.save(name)}
        ?disabled=${!arm.prepared}
        @click=${() => void this.#save(arm)}
      >
        ${icons.save}
      </button>
      <label class="switch">
        <input
          type="checkbox"
          aria-label=${activity.run(name)}
          .checked=${this.page.store.settings[setting]}
          @change=${(event: Event) =>
            this.page.store.set({ [setting]: (event.target as HTMLInputElement).checked })}
        />
        ${activity.on}
      </label>
    </div>`;
  }

  #network(arm: Experiment): TemplateResult {
    const { lab } = this.page;
    const { activity } = this.text;
    const layers = arm.spec?.layers.length ?? lab.layerSizes.length;
    return html`<div class="arm ${lab.active.includes(arm) ? '' : 'off'}">
      ${
        arm.traceProblem === ''
          ? html`<rouse-network-flow .page=${this.page} .arm=${arm}></rouse-network-flow>
              ${Array.from({ length: layers }, (_, layer) => this.#raster(arm, layer, layers))}`
          : html`<p class="problem small">${activity.doesNotFit(arm.traceProblem)}</p>`
      }
    </div>`;
  }

  #raster(arm: Experiment, layer: number, layers: number): TemplateResult {
    const { activity } = this.text;
    const outputs = layer === layers - 1;
    return html`<div class="caption">
        <button
          class="quiet"
          aria-description=${activity.rasterHint}
          @click=${() => this.page.store.set({ layer, neuron: 0, zoom: 'layer' })}
        >
          <b class="which ${arm.name}">${arm.name.toUpperCase()}</b>${activity.layerTitle(
            layer,
            layers,
            arm.spec?.layers[layer]?.neurons,
          )}
          <span aria-hidden="true">›</span>
        </button>
        <span class="says"
          ><span class="enclosed muted">${this.#layerSays(arm, layer, outputs)}</span></span
        >
      </div>
      <rouse-spike-raster
        class=${outputs ? 'outputs' : ''}
        .page=${this.page}
        .arm=${arm}
        .layer=${layer}
        .outputs=${outputs}
      ></rouse-spike-raster>`;
  }

  #layerSays(arm: Experiment, layer: number, outputs: boolean): string {
    const { trace } = arm;
    const figures = trace && layerFigures(trace, layer);
    if (!figures) return '';
    const { activity } = this.text;
    return outputs
      ? activity.answerShort(...this.page.lab.answerIn(arm, trace))
      : activity.layerShort(figures);
  }

  /** The closer views come when they are wanted. */
  #closer(zoom: Zoom): TemplateResult {
    if (!this.detailsReady) {
      void fetchView(this.page, import('./details')).then(() => {
        this.detailsReady = true;
      });
      return html`<div class="closer"></div>`;
    }
    const { page } = this;
    return html`<div class="closer" @keydown=${this.#escape}>
      ${
        zoom === 'layer'
          ? html`<rouse-layer-detail .page=${page}></rouse-layer-detail>`
          : zoom === 'neuron'
            ? html`<rouse-neuron-detail .page=${page}></rouse-neuron-detail>`
            : html`<rouse-step-detail .page=${page}></rouse-step-detail>`
      }
    </div>`;
  }

  async #save(arm: Experiment): Promise<void> {
    try {
      const name = `rouse-${arm.name === 'a' ? 'fixed' : 'trainable'}.safetensors`;
      download(name, new Uint8Array(await arm.saveModel()), 'application/octet-stream');
      this.problem = '';
    } catch (error) {
      this.problem = this.text.activity.notSaved(messageOf(error));
    }
  }
}

customElements.define('rouse-activity-panel', ActivityPanel);
