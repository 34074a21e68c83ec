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

      .scroll {
        overflow-x: auto;
      }

      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
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
    const layers = first.costs.length;
    const row = (name: string, of: (costs: LayerCost[]) => LayerCost, style = '') => html`<tr
      class=${style}
    >
      <th scope="row">${name}</th>
      ${seen.map(({ costs }) => {
        const cost = of(costs);
        return html`<td>${count(cost.spikes)}</td>
          <td>${count(cost.additions)}</td>
          <td>${compact(Number(cost.energy.toPrecision(3)))}</td>`;
      })}
      <td>${count(of(first.costs).multiplyAccumulates)}</td>
      <td>${compact(Number(of(first.costs).denseEnergy.toPrecision(3)))}</td>
    </tr>`;
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label=${text.title}>
        <table>
          <thead>
            <tr>
              <th scope="col" rowspan="2">${text.layer}</th>
              ${seen.map(
                ({ arm }) => html`<th scope="colgroup" colspan="3" class=${arm.name}>
                  ${arm.name.toUpperCase()}
                </th>`,
              )}
              <th scope="colgroup" colspan="2">${text.dense}</th>
            </tr>
            <tr>
              ${seen.map(
                () => html`<th scope="col">${text.spikes}</th>
                  <th scope="col">${text.additions}</th>
                  <th scope="col">nJ</th>`,
              )}
              <th scope="col">${text.multiplyAccumulates}</th>
              <th scope="col">nJ</th>
            </tr>
          </thead>
          <tbody>
            ${first.costs.map((_, layer) =>
              row(this.text.words.layer(layer, layers), (costs) => costs[layer] as LayerCost),
            )}
            ${row(text.total, total, 'total')}
          </tbody>
        </table>
      </div>
      <p class="small muted">${text.note(picojoules.addition, picojoules.multiplyAccumulate)}</p>
    `;
  }

  #costs(arm: Experiment): LayerCost[] | null {
    const report = arm.epochs.at(-1);
    const steps = arm.options?.bins.steps;
    return report && arm.spec && steps ? costsOf(arm.spec, report, steps) : null;
  }
}

customElements.define('rouse-energy-panel', EnergyPanel);
