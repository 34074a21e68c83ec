/** What the runs say, in plain words: where trainable thresholds help, hurt, or make no difference. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Found } from '../messages/en_experiments';
import { shared } from '../styles/shared';
import { ExperimentView, parts } from './experiment-view';
import { hasRates } from './figures';
import { type Arm, sameArm } from './plan';
import { type Effect, effectOf, isFixed, type Summary } from './results';
import { confidence, mean } from './statistics';

export class ExperimentVerdict extends ExperimentView {
  static override styles = [
    shared,
    parts,
    css`
      p {
        max-width: 78ch;
        line-height: 20px;
      }

      ul {
        margin: 2px 0 6px;
        padding: 0;
        list-style: none;
      }

      li {
        max-width: 92ch;
        margin: 0 0 4px;
        padding-left: 10px;
        border-left: 3px solid var(--line-strong);
        line-height: 20px;
      }

      [data-effect='helps'] {
        border-color: var(--b);
      }

      [data-effect='hurts'] {
        border-color: var(--error);
      }

      h3 {
        margin-top: 6px;
      }

      .small {
        margin-top: 6px;
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { summary } = this.model;
    if (!summary) return nothing;
    const text = this.own.verdict;
    return html`<div class="head">
        <h2>${text.title}</h2>
        <rouse-tip .page=${this.page} about=${text.about} topic="pairs">${text.tip}</rouse-tip>
      </div>
      <div data-test="experiment-verdict">${this.#words(summary)}</div>`;
  }

  #words(summary: Summary): TemplateResult | TemplateResult[] {
    const text = this.own.verdict;
    const trained = summary.arms.filter((arm) => !isFixed(arm));
    const only = (words: string) => html`<p class="muted">${words}</p>`;
    if (trained.length === 0 || trained.length === summary.arms.length) return only(text.noPair);
    if (summary.seeds.length < 2) return only(text.oneSeed);
    const told = trained.flatMap((arm) => this.#ofArm(summary, arm, trained.length > 1) ?? []);
    if (told.length === 0) return only(text.empty);
    const left = summary.runs - summary.done;
    return [
      ...told,
      html`<p class="small muted">${left > 0 ? text.waiting(left) : text.chance}</p>`,
    ];
  }

  #ofArm(summary: Summary, arm: Arm, named: boolean): TemplateResult | null {
    const text = this.own.verdict;
    const found = (wanted: Effect): Found[] =>
      summary.rows.flatMap((row) => {
        const interval = confidence(row.difference);
        const own = sameArm(row.arm, arm) && effectOf(row.difference) === wanted;
        if (!own || !interval) return [];
        return [{ threshold: row.threshold, difference: mean(row.difference), interval }];
      });
    const [helps, hurts, none] = [found('helps'), found('hurts'), found('none')];
    if (helps.length + hurts.length + none.length === 0) return null;
    const all = summary.comparisons.find((one) => sameArm(one.arm, arm));
    const line = (effect: Effect, words: string) => html`<li data-effect=${effect}>${words}</li>`;
    return html`
      ${named ? html`<h3>${text.arm(arm, hasRates(summary.arms))}</h3>` : nothing}
      <ul>
        ${helps.length > 0 ? line('helps', text.helps(helps)) : nothing}
        ${none.length > 0 ? line('none', text.none(none, summary.seeds.length)) : nothing}
        ${hurts.length > 0 ? line('hurts', text.hurts(hurts)) : nothing}
      </ul>
      ${
        all && summary.thresholds.length > 1
          ? html`<p>${text.overall(
              summary.thresholds.length,
              mean(all.difference),
              confidence(all.difference),
              all.epochsSaved,
            )}
            ${text.deadLayers(all.deadLayers, all.deadLayersFixed)}</p>`
          : nothing
      }
    `;
  }
}

customElements.define('rouse-experiment-verdict', ExperimentVerdict);
