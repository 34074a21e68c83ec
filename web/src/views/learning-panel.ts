/** How both experiments learn: curves over epochs, thresholds, confusion. */
import { css, html, type TemplateResult } from 'lit';
import type { Experiment } from '../experiment';
import { compact, percent } from '../format';
import type { ArmName } from '../specification';
import { shared } from '../styles/shared';
import './confusion-matrix';
import './info-tip';
import './line-chart';
import type { Line } from './line-chart';
import './threshold-histogram';
import './verdict-line';
import { View } from './view';

/** Dashes tell the layers apart: the first is solid. */
const layerDashes: readonly (number[] | undefined)[] = [undefined, [6, 3], [2, 3], [8, 3, 2, 3]];

export class LearningPanel extends View {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 10px;
        min-height: 0;
      }

      section {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 16px;
        min-height: 0;
      }

      .pair:has(> [hidden]) {
        grid-template-columns: minmax(0, 1fr);
      }

      .pair:not(:has(> :not([hidden]))) {
        display: none;
      }

      .accuracy {
        flex: 1.25 1 0;
        min-height: 168px;
      }

      .curves {
        flex: 1 1 0;
        min-height: 136px;
      }

      .tables {
        flex: 1.1 1 0;
        min-height: 168px;
      }

      rouse-line-chart,
      rouse-threshold-histogram,
      rouse-confusion-matrix {
        flex: 1;
        min-height: 0;
      }

      .heading {
        display: flex;
        align-items: center;
        gap: 2px;
        height: 24px;
      }

      .heading > :last-child:not(:first-child):not(rouse-tip) {
        margin-left: auto;
      }

      .toggle {
        display: flex;
      }

      .toggle button {
        height: 22px;
        min-height: 22px;
        padding: 0 9px;
        border-radius: 4px 0 0 4px;
      }

      .toggle button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
      }

      .toggle button + button {
        border-left: 0;
        border-radius: 0 4px 4px 0;
      }

      @media (pointer: coarse) {
        .toggle button {
          height: 40px;
          min-width: 44px;
        }

        .heading:has(.toggle) {
          height: 40px;
        }
      }

      @container (max-width: 899px) {
        .accuracy {
          height: 240px;
          flex: none;
        }

        .curves {
          height: 200px;
          flex: none;
        }

        .tables {
          flex: none;
          grid-template-columns: minmax(0, 1fr);
        }

        .tables section {
          height: 180px;
        }

        .tables section + section {
          height: 320px;
        }
      }
    `,
  ];
  static override properties = { ...View.properties, confused: { state: true } };
  /** Whose confusion matrix is shown. */
  declare confused: ArmName;

  constructor() {
    super();
    this.confused = 'b';
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [
      lab.on('epoch', changed),
      lab.on('progress', changed),
      lab.on('run', changed),
      store.on('change', changed),
    ];
  }

  override render(): TemplateResult {
    const arms = this.page.lab.active;
    const text = this.text.learning;
    const share = (value: number) => percent(value);
    const wholeShare = (value: number) => percent(value, 0);
    return html`
      <rouse-verdict-line .page=${this.page} data-part="verdict"></rouse-verdict-line>
      <section class="accuracy" data-part="accuracy">
        <div class="heading">
          <h2>${text.title}</h2>
          <rouse-tip .page=${this.page} about=${text.accuracy} topic="accuracy">
            ${text.accuracySays}
          </rouse-tip>
          <span class="small muted">${text.legend}</span>
        </div>
        <rouse-line-chart
          .page=${this.page}
          .lines=${arms.flatMap((arm) => accuracyLines(arm, text.test))}
          .label=${text.accuracy}
          .empty=${text.accuracyEmpty}
          .format=${share}
          .axisFormat=${wholeShare}
          .range=${[0, 1]}
        ></rouse-line-chart>
      </section>
      <div class="pair curves">
        <section data-part="loss">
          <div class="heading">
            <h3>${text.loss}</h3>
            <rouse-tip .page=${this.page} about=${text.loss} topic="loss">
            ${text.lossSays}
          </rouse-tip>
          </div>
          <rouse-line-chart
            .page=${this.page}
            .lines=${arms.flatMap((arm) => lossLines(arm))}
            .label=${text.lossOver}
            .empty=${text.lossEmpty}
            .format=${twoDigits}
            .axisFormat=${compact}
            .range=${[0, null]}
          ></rouse-line-chart>
        </section>
        <section data-part="dead">
          <div class="heading">
            <h3>${text.dead}</h3>
            <rouse-tip .page=${this.page} about=${text.dead} topic="dead">
            ${text.deadSays}
          </rouse-tip>
          </div>
          <rouse-line-chart
            .page=${this.page}
            .lines=${arms.flatMap((arm) => deadLines(arm))}
            .label=${text.deadOver}
            .empty=${text.deadEmpty}
            .format=${wholeShare}
            .axisFormat=${wholeShare}
            .range=${[0, 1]}
          ></rouse-line-chart>
        </section>
      </div>
      <div class="pair tables">
        <section data-part="thresholds">
          <div class="heading">
            <h3>${text.thresholds}</h3>
            <rouse-tip .page=${this.page} about=${text.thresholds} topic="histogram">
            ${text.thresholdsSay}
          </rouse-tip>
            <span class="small muted">${this.#watchedLayer()}</span>
          </div>
          <rouse-threshold-histogram .page=${this.page}></rouse-threshold-histogram>
        </section>
        <section data-part="confusion">
          <div class="heading">
            <h3>${text.confusion}</h3>
            <rouse-tip .page=${this.page} about=${text.confusion} topic="confusion">
            ${text.confusionSays}
          </rouse-tip>
            <div class="toggle" role="group" aria-label=${text.confusionOf}>
              ${(['a', 'b'] as const).map(
                (name) => html`<button
                  data-arm=${name}
                  aria-pressed=${this.confused === name}
                  @click=${() => {
                    this.confused = name;
                  }}
                >
                  ${name.toUpperCase()}
                </button>`,
              )}
            </div>
          </div>
          <rouse-confusion-matrix
            .page=${this.page}
            .arm=${this.page.lab.arms[this.confused]}
          ></rouse-confusion-matrix>
        </section>
      </div>
    `;
  }

  #watchedLayer(): string {
    const { lab, store } = this.page;
    const layers = lab.active[0]?.spec?.layers.length ?? store.settings.hidden.length + 1;
    const layer = Math.min(store.settings.layer, layers - 1);
    return this.text.words.layer(layer, layers);
  }
}

const twoDigits = (value: number) => (value < 0.001 ? compact(value) : value.toPrecision(2));

export function accuracyLines(arm: Experiment, title: (arm: string) => string): Line[] {
  const name = arm.name.toUpperCase();
  const tested = arm.epochs.filter((report) => report.test_accuracy >= 0);
  const trained = arm.epochs.filter((report) => report.epoch > 0);
  const { liveAccuracy } = arm;
  return [
    { name: '', colour: arm.name, width: 1, alpha: 0.4, x: liveAccuracy.x, y: liveAccuracy.y },
    {
      name: '',
      colour: arm.name,
      width: 1.5,
      dash: [4, 3],
      x: trained.map((report) => report.epoch),
      y: trained.map((report) => report.train_accuracy),
    },
    {
      name: title(name),
      mark: name,
      colour: arm.name,
      width: 2.2,
      x: tested.map((report) => report.epoch),
      y: tested.map((report) => report.test_accuracy),
    },
  ];
}

export function lossLines(arm: Experiment): Line[] {
  const name = arm.name.toUpperCase();
  const tested = arm.epochs.filter((report) => report.test_accuracy >= 0);
  const trained = arm.epochs.filter((report) => report.epoch > 0);
  return [
    {
      name: '',
      colour: arm.name,
      width: 1.5,
      dash: [4, 3],
      x: trained.map((report) => report.epoch),
      y: trained.map((report) => report.loss),
    },
    {
      name,
      mark: name,
      colour: arm.name,
      width: 2.2,
      x: tested.map((report) => report.epoch),
      y: tested.map((report) => report.test_loss),
    },
  ];
}

/** One line for each layer; the legend tells the first one's share. */
export function deadLines(arm: Experiment): Line[] {
  const layers = arm.spec?.layers ?? [];
  const name = arm.name.toUpperCase();
  return layers.map((layer, index) => {
    const dash = layerDashes[index % layerDashes.length];
    const line: Line = {
      name: index === 0 ? name : '',
      mark: name,
      number: index + 1,
      colour: arm.name,
      width: index === 0 ? 2.2 : 1.5,
      x: arm.epochs.map((report) => report.epoch),
      y: arm.epochs.map((report) => (report.dead[index] ?? 0) / layer.neurons),
    };
    return dash ? { ...line, dash } : line;
  });
}

customElements.define('rouse-learning-panel', LearningPanel);
