/** What is varied, and what the laboratory gives to it. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ThresholdMode } from 'rouse-snn';
import { shared } from '../styles/shared';
import { ExperimentView, parts } from './experiment-view';
import {
  comparedModes,
  type PlanPresetId,
  planOfPreset,
  planPresetIds,
  presetOfPlan,
} from './plan';
import './plan-input';
import { jobsOf } from './runner';

export class PlanForm extends ExperimentView {
  static override styles = [
    shared,
    parts,
    css`
      .presets {
        display: grid;
        grid-template-columns: repeat(3, auto);
        gap: 4px;
        margin: 4px 0 2px;
      }

      .presets button {
        padding: 0 6px;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .says {
        min-height: 18px;
      }

      .fields {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px 12px;
        margin-top: 8px;
      }

      .wide {
        grid-column: 1 / -1;
      }

      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      .label {
        display: flex;
        align-items: center;
        gap: 2px;
        height: 24px;
        font-size: 12px;
        color: var(--muted);
      }

      .modes {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
      }

      .modes label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 28px;
      }

      .modes input {
        margin: 0;
        accent-color: var(--ink);
      }

      h3 {
        margin-top: 16px;
        padding-top: 12px;
        border-top: 1px solid var(--line);
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px 12px;
        margin: 4px 0 0;
        font-size: 12px;
        line-height: 18px;
      }

      dt {
        color: var(--muted);
      }

      dd {
        margin: 0;
        text-align: right;
        overflow-wrap: anywhere;
      }

      .stale {
        margin-top: 10px;
        padding: 8px 10px;
        border-radius: var(--radius);
        background: var(--raised);
        font-size: 12px;
        line-height: 16px;
      }

      .stale button {
        margin-top: 6px;
      }

      @media (pointer: coarse) {
        .modes label {
          min-height: 40px;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { plan, runner } = this.model;
    const text = this.own.plan;
    const settings = this.page.store.settings;
    const input = (name: string, more: { unit?: string; placeholder?: string } = {}) =>
      html`<rouse-plan-input
        class=${['thresholds', 'rates'].includes(name) ? 'wide' : ''}
        .page=${this.page}
        .model=${this.model}
        name=${name}
        unit=${more.unit ?? ''}
        placeholder=${more.placeholder ?? ''}
      ></rouse-plan-input>`;
    return html`
      <h2>${text.title}</h2>
      ${this.#presets()}
      <div class="fields">
        ${input('thresholds')} ${this.#modes()}
        ${input('rates', { placeholder: `${text.laboratory}, ${settings.thresholdLearningRate}` })}
        ${input('seeds')} ${input('epochs')}
        ${input('goal', { unit: plan.goal > 0 ? '%' : '', placeholder: text.fixedGoal })}
        ${input('jobs', { placeholder: text.automatic(jobsOf({ ...plan, jobs: 0 })) })}
      </div>
      ${runner.active ? html`<p class="small muted" style="margin-top: 8px">${text.frozen}</p>` : nothing}
      ${this.#base()}
    `;
  }

  #presets(): TemplateResult {
    const text = this.own.plan;
    const chosen = presetOfPlan(this.model.plan);
    const choose = (id: PlanPresetId) => this.model.setPlan(planOfPreset(id, this.model.plan));
    return html`<div class="presets" role="group" aria-label=${text.preset}>
        ${planPresetIds.map(
          (id) => html`<button
            aria-pressed=${id === chosen}
            data-hint=${text.presets[id].says}
            ?disabled=${this.model.runner.active}
            @click=${() => choose(id)}
          >
            ${text.presets[id].label}
          </button>`,
        )}
      </div>
      <p class="says small muted">${chosen ? text.presets[chosen].says : text.ownPlan}</p>`;
  }

  #modes(): TemplateResult {
    const text = this.own.plan;
    const { label, says } = text.fields.modes;
    const { plan, runner } = this.model;
    const last = plan.modes.length === 1;
    return html`<fieldset class="wide" aria-label=${label}>
      <div class="label">
        <span>${label}</span>
        <rouse-tip .page=${this.page} about=${label}>${says}</rouse-tip>
      </div>
      <div class="modes">
        ${comparedModes.map((mode) => {
          const on = plan.modes.includes(mode);
          return html`<label
            ><input
              type="checkbox"
              .checked=${on}
              ?disabled=${runner.active || (on && last)}
              @change=${() => this.#toggle(mode)}
            />${text.modes[mode]}</label
          >`;
        })}
      </div>
    </fieldset>`;
  }

  #toggle(mode: ThresholdMode): void {
    const { plan } = this.model;
    const modes = comparedModes.filter((one) => plan.modes.includes(one) !== (one === mode));
    this.model.setPlan({ ...plan, modes });
  }

  /** What the laboratory gives, of the runs that are shown. */
  #base(): TemplateResult {
    const text = this.own.plan;
    const { setup } = this.model.runner;
    const settings = setup?.settings ?? this.page.store.settings;
    const data = setup?.data;
    const name = data && data.kind !== 'builtin' ? data.name : text.builtin;
    const train = setup?.prepared.train;
    const sizes = [
      ...(train ? [train.shape.width * train.shape.height * train.shape.polarities] : []),
      ...settings.hidden,
      ...(train ? [train.classCount] : []),
    ];
    return html`<h3>${text.base}</h3>
      <dl>
        <dt>${text.data}</dt>
        <dd>
          ${name}${
            setup
              ? html`, ${text.recordings(
                  setup.prepared.train.labels.length,
                  setup.prepared.test.labels.length,
                )}`
              : nothing
          }
        </dd>
        <dt>${text.network}</dt>
        <dd>${sizes.join('-')}</dd>
        <dt>${text.rates}</dt>
        <dd>${text.rateOf(settings.learningRate, settings.thresholdLearningRate)}</dd>
        <dt>${text.batchSeed}</dt>
        <dd>${settings.batch}, ${settings.seed}</dd>
      </dl>
      ${
        this.model.stale
          ? html`<div class="stale">
              ${text.stale}
              ${
                this.model.runner.active
                  ? nothing
                  : html`<button @click=${() => this.model.refresh()}>${text.takeOver}</button>`
              }
            </div>`
          : nothing
      }`;
  }
}

customElements.define('rouse-plan-form', PlanForm);
