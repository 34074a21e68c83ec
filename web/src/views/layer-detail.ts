/** One layer in both experiments: raster, firing rates and thresholds, row by row. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { layerFigures, type Order, orders, rowsBy, spikeCounts } from '../layer_figures';
import { byChannel, type Maps, mapsOf } from '../maps';
import { firesAt } from '../specification';
import { arms } from '../styles/arms';
import { shared } from '../styles/shared';
import './feature-maps';
import './info-tip';
import './spike-raster';
import './threshold-bars';
import { View } from './view';

export class LayerDetail extends View {
  static override styles = [
    shared,
    arms,
    css`
      :host {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-height: 0;
      }

      .arms {
        flex: 1;
        grid-auto-rows: auto minmax(200px, 1fr) auto;
        grid-template-rows: 40px minmax(200px, 1fr) 24px;
      }

      .words {
        padding-top: 6px;
        contain: strict;
        height: 40px;
        line-height: 17px;
        white-space: normal;
      }

      .figures {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 34%;
        min-height: 200px;
      }

      .chosen {
        contain: strict;
        height: 24px;
      }

      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
      }

      .foot label {
        display: flex;
        align-items: center;
        gap: 6px;
        white-space: nowrap;
      }

      .foot select {
        width: auto;
      }

      .dead {
        color: var(--error);
        font-weight: 600;
      }

      @media (max-width: 899px) {
        .arms {
          grid-template-rows: none;
          grid-auto-rows: auto;
        }

        .arms > * {
          order: var(--place);
        }

        .words {
          height: 58px;
        }

        .figures {
          height: 220px;
        }

        .foot {
          flex-wrap: wrap;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    order: { state: true },
    raster: { state: true },
  };
  declare order: Order;
  /** Of a layer that convolves: its raster in place of its maps. */
  declare raster: boolean;

  constructor() {
    super();
    this.order = 'neuron';
    this.raster = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [lab.on('trace', changed), lab.on('run', changed), store.on('change', changed)];
  }

  override render(): TemplateResult {
    const { lab } = this.page;
    const { closer } = this.later;
    const both = [lab.arms.a, lab.arms.b];
    const rows = both.map((arm) => this.#rows(arm));
    // On a phone all of A comes before B.
    const place = (arm: Experiment, row: number) => `--place: ${arm.name === 'a' ? row : row + 3}`;
    return html`
      <div class="arms stacked">
        ${both.map(
          (arm) => html`<p class="words small muted ${this.#off(arm)}" style=${place(arm, 0)}>
            <b class="which ${arm.name}">${arm.name.toUpperCase()}</b>${this.#says(arm)}
          </p>`,
        )}
        ${both.map(
          (arm, index) => html`<div class="figures ${this.#off(arm)}" style=${place(arm, 1)}>
            ${
              this.#showsMaps
                ? html`<rouse-feature-maps
                    .page=${this.page}
                    .arm=${arm}
                    .layer=${lab.layer}
                  ></rouse-feature-maps>`
                : html`<rouse-spike-raster
                    .page=${this.page}
                    .arm=${arm}
                    .layer=${lab.layer}
                    .outputs=${false}
                    .rows=${rows[index]}
                  ></rouse-spike-raster>`
            }
            <rouse-threshold-bars
              .page=${this.page}
              .arm=${arm}
              .layer=${lab.layer}
              .rows=${rows[index]}
            ></rouse-threshold-bars>
          </div>`,
        )}
        ${both.map(
          (arm) => html`<div class="caption chosen ${this.#off(arm)}" style=${place(arm, 2)}>
            <span>${this.#chosenSays(arm)}</span>
            <span class="muted">${closer.barsAre}</span>
          </div>`,
        )}
      </div>
      <div class="foot">
        <label class="small muted"
          >${closer.sortedBy}
          <select
            @change=${(event: Event) => {
              this.order = (event.target as HTMLSelectElement).value as Order;
            }}
          >
            ${orders.map(
              (order) =>
                html`<option value=${order} ?selected=${order === this.order}>
                  ${closer.orders[order]}
                </option>`,
            )}
          </select>
        </label>
        ${
          this.#maps === null
            ? nothing
            : html`<label class="small muted"
                >${closer.mapsOrRaster}
                <select
                  @change=${(event: Event) => {
                    this.raster = (event.target as HTMLSelectElement).value === 'raster';
                  }}
                >
                  <option value="maps" ?selected=${!this.raster}>${closer.featureMaps}</option>
                  <option value="raster" ?selected=${this.raster}>${closer.spikeRaster}</option>
                </select>
              </label>`
        }
        <span class="small muted">${closer.deadSign}</span>
        <rouse-tip .page=${this.page} about=${closer.orders.threshold} topic="threshold">
          ${closer.thresholdsTip}
        </rouse-tip>
      </div>
    `;
  }

  /** Of the watched layer; null where it does not convolve. */
  get #maps(): Maps | null {
    const { active, layer } = this.page.lab;
    const spec = active[0]?.spec;
    return spec ? mapsOf(spec, layer) : null;
  }

  get #showsMaps(): boolean {
    return this.#maps !== null && !this.raster;
  }

  #off(arm: Experiment): string {
    return this.page.lab.active.includes(arm) ? '' : 'off';
  }

  #rows(arm: Experiment): Uint32Array | undefined {
    const raster = arm.trace?.layers[this.page.lab.layer];
    const { thresholds } = arm;
    if (!raster || !thresholds) return undefined;
    if (this.order === 'neuron') return this.#maps ? byChannel(this.#maps) : undefined;
    return rowsBy(this.order, thresholds, raster);
  }

  #says(arm: Experiment): TemplateResult | string {
    if (arm.traceProblem !== '') return this.text.activity.doesNotFit(arm.traceProblem);
    const { layer } = this.page.lab;
    const figures = arm.trace && layerFigures(arm.trace, layer);
    if (!figures) return '';
    const { closer } = this.later;
    if (!firesAt(arm.spec, layer)) return closer.readByPotential;
    const epoch = arm.epochs.at(-1)?.epoch;
    return closer.layerInWords(figures, epoch);
  }

  #chosenSays(arm: Experiment): string {
    const { layer, neuron } = this.page.lab;
    const raster = arm.trace?.layers[layer];
    const threshold = arm.thresholds?.[neuron];
    if (!raster || threshold === undefined) return '';
    const spikes = spikeCounts(raster)[neuron] ?? 0;
    return this.later.closer.neuronSays(neuron, compact(threshold), spikes);
  }
}

customElements.define('rouse-layer-detail', LayerDetail);
