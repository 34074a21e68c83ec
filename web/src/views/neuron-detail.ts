/** One neuron in both experiments: what it weighs, what it does in time, how its threshold moves. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Experiment } from '../experiment';
import type { Topic } from '../explanations/topics';
import { arms } from '../styles/arms';
import { shared } from '../styles/shared';
import './info-tip';
import './potential-plot';
import './threshold-history';
import { View } from './view';
import './weight-image';

export class NeuronDetail extends View {
  static override styles = [
    shared,
    arms,
    css`
      .first {
        display: grid;
        grid-template-columns: minmax(0, 57fr) minmax(0, 43fr);
        column-gap: 10px;
      }

      rouse-weight-image {
        height: clamp(108px, 17vh, 150px);
      }

      .threshold {
        display: flex;
        flex-direction: column;
        min-width: 0;
      }

      .says {
        flex: 1;
        contain: strict;
        overflow: hidden;
      }

      rouse-threshold-history {
        height: 52px;
        margin-left: -8px;
      }

      rouse-potential-plot {
        height: clamp(96px, 36vh - 144px, 240px);
      }

      rouse-potential-plot[surrogate] {
        height: clamp(62px, 24vh - 100px, 160px);
      }

      @media (max-width: 899px) {
        .says {
          min-height: 70px;
        }
      }
    `,
  ];

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [lab.on('trace', changed), lab.on('run', changed), store.on('change', changed)];
  }

  override render(): TemplateResult {
    const { closer } = this.later;
    return html`<div class="arms stacked">
      ${this.#row(closer.weights, ['membrane', closer.weightsTip], closer.itsThreshold, (arm) =>
        this.#first(arm),
      )}
      ${this.#row(
        closer.potential,
        ['membrane', closer.potentialTip],
        this.#adaptsByCurrent ? closer.potentialAndAdaptationKey : closer.potentialKey,
        (arm) => html`<rouse-potential-plot .page=${this.page} .arm=${arm}></rouse-potential-plot>`,
      )}
      ${this.#row(
        closer.surrogate,
        ['surrogate', closer.surrogateTip],
        closer.surrogateKey,
        (arm) => html`<rouse-potential-plot
          surrogate
          .page=${this.page}
          .arm=${arm}
        ></rouse-potential-plot>`,
      )}
    </div>`;
  }

  get #adaptsByCurrent(): boolean {
    const { spec, inspection } = this.page.lab.arms.a;
    return spec?.layers[inspection?.layer ?? -1]?.adaptation?.kind === 'current';
  }

  #row(
    name: string,
    [topic, says]: readonly [topic: Topic, says: string],
    key: string,
    figure: (arm: Experiment) => TemplateResult,
  ): TemplateResult[] {
    const { lab } = this.page;
    return [lab.arms.a, lab.arms.b].map(
      (arm) => html`<div class=${lab.active.includes(arm) ? '' : 'off'}>
        <div class="caption">
          <span><b class="which ${arm.name}">${arm.name.toUpperCase()}</b>${name}</span>
          ${
            arm === lab.active[0]
              ? html`<rouse-tip .page=${this.page} about=${name} topic=${topic}>${says}</rouse-tip>`
              : nothing
          }
          <span class="muted">${key}</span>
        </div>
        ${figure(arm)}
      </div>`,
    );
  }

  #first(arm: Experiment): TemplateResult {
    const { closer } = this.later;
    const seen = arm.inspection;
    const known = seen && seen.potentialGradient.length > 0;
    return html`<div class="first">
      <rouse-weight-image .page=${this.page} .arm=${arm}></rouse-weight-image>
      <div class="threshold">
        <p class="says small">
          ${known ? closer.gradientSays(seen.thresholdGradient, arm.fixed) : ''}
        </p>
        <rouse-threshold-history .page=${this.page} .arm=${arm}></rouse-threshold-history>
      </div>
    </div>`;
  }
}

customElements.define('rouse-neuron-detail', NeuronDetail);
