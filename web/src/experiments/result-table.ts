/** A cell for every initial threshold and kind of thresholds, which fills in as runs end. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { shared } from '../styles/shared';
import { ExperimentView, parts } from './experiment-view';
import { hasRates, styleOf } from './figures';
import { type Arm, type PlannedRun, sameArm } from './plan';
import { effectOf, epochsOf, isFixed, type Row, type Summary } from './results';
import type { Run } from './runner';
import { confidence, deviation, mean } from './statistics';

export class ResultTable extends ExperimentView {
  static override styles = [
    shared,
    parts,
    css`
      .scroll {
        overflow-x: auto;
      }

      table {
        width: 100%;
        min-width: calc(64px + var(--columns) * 132px);
        table-layout: fixed;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }

      caption {
        padding: 0 0 4px;
        text-align: left;
        font-size: 12px;
        color: var(--muted);
      }

      th {
        padding: 6px 12px 6px 0;
        font-weight: 600;
        text-align: left;
        white-space: nowrap;
      }

      thead th {
        border-bottom: 2px solid var(--line);
        color: var(--colour, var(--ink));
        white-space: normal;
      }

      thead th:first-child {
        width: 64px;
        padding-right: 0;
        white-space: nowrap;
      }

      thead th:not(:first-child),
      td {
        padding-left: 10px;
      }

      tbody tr {
        border-bottom: 1px solid var(--line);
      }

      td {
        padding: 4px 0 6px 0;
        vertical-align: top;
      }

      .cell {
        display: block;
        width: 100%;
        height: auto;
        padding: 4px 10px;
        border-color: transparent;
        background: none;
        text-align: left;
        line-height: 20px;
      }

      .cell:hover:not(:disabled) {
        border-color: var(--line-strong);
        background: var(--raised);
      }

      .cell:disabled {
        color: inherit;
      }

      .cell b {
        font-size: 15px;
        font-weight: 600;
      }

      .cell .faint {
        color: var(--muted);
      }

      .line {
        display: block;
        font-size: 12px;
        line-height: 17px;
        white-space: normal;
      }

      .effect {
        display: inline-block;
        padding: 0 6px;
        border-radius: 8px;
        background: var(--sunken);
        white-space: nowrap;
      }

      .effect[data-effect='helps'] {
        background: var(--b-wash);
        color: var(--b-ink);
      }

      .effect[data-effect='hurts'] {
        background: var(--error-wash);
        color: var(--error);
      }

      .seeds {
        display: flex;
        gap: 3px;
        height: 4px;
        margin: 3px 10px 2px;
        max-width: 150px;
      }

      .seeds i {
        flex: 1;
        border-radius: 2px;
        background: linear-gradient(
          to right,
          var(--colour) calc(var(--share) * 100%),
          var(--line) calc(var(--share) * 100%)
        );
      }

      .now {
        margin-top: 10px;
      }

      .now ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(240px, 1fr));
        gap: 2px 20px;
        margin: 2px 0 0;
        padding: 0;
        list-style: none;
        font-size: 12px;
      }

      .now li {
        display: flex;
        justify-content: space-between;
        gap: 8px;
      }

      .legend {
        margin-top: 6px;
      }
    `,
  ];
  static override properties = { ...ExperimentView.properties, open: { attribute: false } };
  /** Opens the setting of a run in the laboratory. */
  declare open: (run: PlannedRun) => void;

  override render(): TemplateResult | typeof nothing {
    const { summary } = this.model;
    if (!summary) return nothing;
    const text = this.own.table;
    const rates = hasRates(summary.arms);
    // What may have to be scrolled sideways is a stop of Tab.
    const wide = summary.arms.length > 2;
    return html`
      <div class="head">
        <h2>${text.title}</h2>
        <rouse-tip .page=${this.page} about=${text.about} topic="pairs">${text.tip}</rouse-tip>
      </div>
      <div
        class="scroll"
        role=${wide ? 'region' : nothing}
        aria-label=${wide ? text.caption(summary.epochs) : nothing}
        tabindex=${wide ? 0 : nothing}
      >
        <table style=${`--columns: ${summary.arms.length}`}>
          <caption>
            ${text.caption(summary.epochs)}
          </caption>
          <thead>
            <tr>
              <th scope="col">${text.start}</th>
              ${summary.arms.map(
                (arm) => html`<th scope="col" style=${this.#colour(summary, arm)}>
                  ${text.arm(arm, rates)}
                </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${summary.thresholds.map(
              (threshold) => html`<tr>
                <th scope="row">${threshold}</th>
                ${summary.rows
                  .filter((row) => row.threshold === threshold)
                  .map((row) => this.#cell(summary, row, rates))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="legend small muted">${text.legend}</p>
      ${this.#now(rates)}
    `;
  }

  #colour(summary: Summary, arm: Arm): string {
    const { colour } = styleOf(summary, arm, this.own.figures);
    const ink = ['a', 'b'].includes(colour) ? `${colour}-ink` : colour;
    return `--colour: var(--${ink})`;
  }

  #cell(summary: Summary, row: Row, rates: boolean): TemplateResult {
    const text = this.own.table;
    const { threshold, arm, accuracy } = row;
    const [seed = 1] = summary.seeds;
    const runs = this.model.runner.runs.filter(
      (run) => run.threshold === threshold && sameArm(run.arm, arm),
    );
    const share = (value: number) => (100 * value).toFixed(1);
    const spread = accuracy.length > 1 ? ` ± ${share(deviation(accuracy))}` : '';
    return html`<td data-threshold=${threshold} data-arm-name=${text.arm(arm, rates)} style=${this.#colour(summary, arm)}>
      <button
        class="cell"
        aria-description=${text.open(threshold, arm, rates)}
        @click=${() => this.open({ threshold, arm, seed })}
      >
        ${
          accuracy.length > 0
            ? html`<b>${share(mean(accuracy))}${spread} %</b>`
            : html`<span class="faint">${this.#state(runs)}</span>`
        }
        ${this.#difference(row)}
        ${accuracy.length > 0 ? html`<span class="line muted">${this.#small(summary, row)}</span>` : nothing}
      </button>
      ${
        accuracy.length === summary.seeds.length
          ? nothing
          : html`<div class="seeds" role="img" aria-label=${text.of(accuracy.length, summary.seeds.length)}>
              ${runs.map(({ progress }) => html`<i style=${`--share: ${progress}`}></i>`)}
            </div>`
      }
    </td>`;
  }

  #state(runs: readonly Run[]): string {
    const running = runs.find(({ state }) => state === 'running');
    const { waiting, training } = this.own.table;
    return running ? training(Math.max(0, running.record.length)) : waiting;
  }

  #difference({ arm, difference }: Row): TemplateResult | typeof nothing {
    if (isFixed(arm) || difference.length === 0) return nothing;
    const text = this.own.table;
    const effect = effectOf(difference);
    return html`<span class="line">
      ${text.difference(mean(difference), confidence(difference))}
      <span class="effect" data-effect=${effect}>${text.effects[effect]}</span>
    </span>`;
  }

  #small({ epochs }: Summary, row: Row): string {
    const text = this.own.table;
    const { mean: first, reached } = epochsOf(row, epochs);
    const goal =
      row.epochsToGoal.length === 0 ? [] : [text.epochs(first, reached, row.epochsToGoal.length)];
    return [...goal, text.dead(row.dead.map(mean))].join(' · ');
  }

  /** The runs at hand. */
  #now(rates: boolean): TemplateResult | typeof nothing {
    const { runs, setup } = this.model.runner;
    const running = runs.filter(({ state }) => state === 'running');
    if (running.length === 0 || !setup) return nothing;
    const text = this.own.table;
    return html`<div class="now">
      <h3>${text.now}</h3>
      <ul>
        ${running.map(
          ({ threshold, arm, seed, record }) => html`<li>
            <span>${text.run(threshold, arm, rates, seed)}</span>
            <span class="muted">${text.epochOf(record.length, setup.plan.epochs)}</span>
          </li>`,
        )}
      </ul>
    </div>`;
  }
}

customElements.define('rouse-result-table', ResultTable);
