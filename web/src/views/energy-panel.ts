/** What a sample costs in each layer, beside what it would cost a dense network. */
import { css, html, type TemplateResult } from 'lit';
import { costsOf, type LayerCost, picojoules, total } from '../energy';
import type { Experiment } from '../experiment';
import { compact, count } from '../format';
import { shared } from '../styles/shared';
import { View } from './view';

export class EnergyPanel extends View {
  static override styles = [
    shared,
    css`
      :host {
        display: block;
        padding-top: 8px;
      }

      .tables {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 28px;
      }

      table {
        flex: 1 1 260px;
        width: auto;
        border-collapse: collapse;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }

      caption {
        font-weight: 600;
        text-align: left;
      }

      th,
      td {
        padding: 3px 0 3px 12px;
        text-align: right;
        white-space: nowrap;
      }

      th {
        font-weight: 400;
        color: var(--muted);
      }

      th:first-child {
        padding-left: 0;
        text-align: left;
      }

      .total > * {
        border-top: 1px solid var(--line);
        font-weight: 600;
        color: var(--ink);
      }

      .a {
        color: var(--a);
      }

      .b {
        color: var(--b);
      }

      p {
        margin: 6px 0 0;
        max-width: 80ch;
      }
    `,
  ];

  protected override watch(changed: () => void): (() => void)[] {
    const { lab } = this.page;
    return [lab.on('run', changed), lab.on('data', changed)];
  }

  override render(): TemplateResult {
    const { energy: text } = this.later;
    const { lab } = this.page;
    const seen = lab.active.flatMap((arm) => {
      const costs = this.#costs(arm);
      return costs ? [{ arm, costs }] : [];
    });
    const [first] = seen;
    if (!first) return html`<p class="small muted">${text.none}</p>`;
    const sparse = (cost: LayerCost) => [cost.spikes, cost.additions, cost.energy];
    const dense = (cost: LayerCost) => [cost.multiplyAccumulates, cost.denseEnergy];
    return html`
      <div class="tables" role="group" aria-label=${text.title}>
        ${seen.map(({ arm, costs }) =>
          this.#table(
            arm.name,
            arm.name.toUpperCase(),
            [text.spikes, text.additions],
            costs,
            sparse,
          ),
        )}
        ${this.#table('dense', text.dense, [text.multiplyAccumulates], first.costs, dense)}
      </div>
      <p class="small muted">${text.note(picojoules.addition, picojoules.multiplyAccumulate)}</p>
    `;
  }

  /** A row for each layer and one for all; the last of the figures is an energy in nJ. */
  #table(
    style: string,
    title: string,
    heads: readonly string[],
    costs: readonly LayerCost[],
    figures: (cost: LayerCost) => number[],
  ): TemplateResult {
    const { energy: text } = this.later;
    const row = (name: string, cost: LayerCost, style = '') => {
      const counts = figures(cost);
      const energy = counts.pop() ?? 0;
      return html`<tr class=${style}>
        <th scope="row">${name}</th>
        ${counts.map((one) => html`<td>${count(one)}</td>`)}
        <td>${compact(Number(energy.toPrecision(3)))}</td>
      </tr>`;
    };
    return html`<table>
      <caption class=${style}>
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">${text.layer}</th>
          ${[...heads, 'nJ'].map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${costs.map((cost, layer) => row(this.text.words.layer(layer, costs.length), cost))}
        ${row(text.total, total(costs), 'total')}
      </tbody>
    </table>`;
  }

  #costs(arm: Experiment): LayerCost[] | null {
    const report = arm.epochs.at(-1);
    const steps = arm.options?.bins.steps;
    return report && arm.spec && steps ? costsOf(arm.spec, report, steps) : null;
  }
}

customElements.define('rouse-energy-panel', EnergyPanel);
