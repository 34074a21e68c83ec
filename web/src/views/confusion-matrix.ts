/** Which classes are taken for which, over the test samples of the latest epoch. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { Experiment } from '../experiment';
import { areWords } from '../format';
import type { Lab } from '../lab';
import { shared } from '../styles/shared';
import { View } from './view';

export class ConfusionMatrix extends View {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
      }

      .enclosed {
        position: absolute;
        inset: 0;
        container-type: size;
      }

      table {
        width: 100%;
        height: 100%;
        border-collapse: separate;
        border-spacing: 1px;
        table-layout: fixed;
        font-size: 11px;
        line-height: 1;
      }

      th {
        padding: 0;
        font-weight: 400;
        color: var(--muted);
        text-align: center;
      }

      td {
        padding: 0;
        text-align: center;
        vertical-align: middle;
        background: var(--screen);
        border-radius: 2px;
      }

      /* Beside each row, and upright above each column. */
      .words {
        font-size: clamp(7px, 3.4cqh, 11px);
      }

      .words th[scope='row'] {
        padding-right: 3px;
        text-align: right;
        white-space: nowrap;
      }

      .words th[scope='col'] {
        vertical-align: bottom;
      }

      .words span {
        writing-mode: vertical-rl;
        text-orientation: sideways;
        rotate: 180deg;
      }

      /* Too small for words: the table is a picture. */
      @container (max-height: 180px) {
        .words {
          font-size: 0;
        }

        .words tr:first-child {
          height: 0;
        }
      }

      td.strong {
        color: var(--surface);
      }
    `,
  ];
  static override properties = { ...View.properties, arm: { attribute: false } };
  declare arm: Experiment;

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.lab.on('epoch', changed)];
  }

  override render(): TemplateResult {
    const { matrix, classes, names } = confusionTable(this.arm, this.page.lab);
    const name = this.arm.name.toUpperCase();
    return html`<div class="enclosed">
      <table class=${areWords(names) ? 'words' : ''}>
        <caption class="visually-hidden">
          ${this.text.learning.confusionTable(name)}
        </caption>
        <col style=${styleMap(areWords(names) ? { width: `${widthOf(names)}em` } : {})} />
        <tr>
          <td aria-hidden="true" style="background: none"></td>
          ${names.map((one) => html`<th scope="col"><span>${one}</span></th>`)}
        </tr>
        ${classes.map((_, row) => {
          const total = matrix[row]?.reduce((sum, n) => sum + n, 0) ?? 0;
          return html`<tr>
            <th scope="row">${names[row]}</th>
            ${classes.map((_, column) => this.#cell(matrix[row]?.[column] ?? 0, total))}
          </tr>`;
        })}
      </table>
    </div>`;
  }

  #cell(samples: number, total: number): TemplateResult {
    const share = total > 0 ? samples / total : 0;
    const accent = `var(--${this.arm.name}-ink) ${Math.round(strengthOf(share) * 100)}%`;
    const colour = `color-mix(in oklab, ${accent}, var(--screen))`;
    return html`<td
      class=${share > strongShare ? 'strong' : ''}
      style=${styleMap(samples > 0 ? { background: colour } : {})}
    >
      ${samples > 0 ? samples : nothing}
    </td>`;
  }
}

/** Of the longest one in the size of its font: letters are about half as wide as high. */
function widthOf(names: readonly string[]): number {
  const widths = names.map((name) => name.replace(/[^\0-\xff]/g, '  ').length);
  return 0.3 + 0.52 * Math.max(...widths);
}

/** From this share of a class on, the number stands light on dark, or dark on light. */
export const strongShare = 0.55;

/** How much of the accent a cell has. Between the two ends no text would have enough contrast. */
export function strengthOf(share: number): number {
  return share > strongShare ? 0.88 + ((share - strongShare) / (1 - strongShare)) * 0.12 : share;
}

export interface ConfusionTable {
  classes: number[];
  /** What each of them is called. */
  names: string[];
  /** Samples by class and predicted class. */
  matrix: number[][];
}

/** Only the classes that the data has; empty rows before the first epoch. */
export function confusionTable(arm: Experiment, lab: Lab): ConfusionTable {
  const flat = arm.epochs.at(-1)?.confusion ?? [];
  const { labels = new Uint32Array(), classCount = 10 } = lab.shelf.prepared?.test ?? {};
  const size = flat.length > 0 ? Math.round(Math.sqrt(flat.length)) : classCount;
  const present = new Set(labels);
  const all = Array.from({ length: size }, (_, index) => index);
  const classes = all.filter(
    (c) => present.size === 0 || present.has(c) || all.some((k) => (flat[c * size + k] ?? 0) > 0),
  );
  const matrix = classes.map((row) => classes.map((column) => flat[row * size + column] ?? 0));
  return { classes, names: classes.map((c) => lab.shelf.nameOf(c, arm.dataVersion)), matrix };
}

customElements.define('rouse-confusion-matrix', ConfusionMatrix);
