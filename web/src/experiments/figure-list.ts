/** All figures with what they mean, each to be saved as it is seen. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { download } from '../download';
import { type Look, pngOf, svgOf } from '../export/figures';
import { messageOf } from '../format';
import { icons } from '../icons';
import { shared } from '../styles/shared';
import { tokens } from '../styles/tokens';
import { fileFigure } from './drawing';
import { ExperimentView, parts, third } from './experiment-view';
import { figuresOf, isEmpty, type PanelFigure } from './figures';
import './panel-figure';

export class FigureList extends ExperimentView {
  static override styles = [
    shared,
    parts,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 16px;
        margin-bottom: 8px;
      }

      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
        margin: 0;
        padding: 0;
        list-style: none;
        font-size: 12px;
        line-height: 20px;
        color: var(--muted);
      }

      .legend i {
        display: inline-block;
        width: 20px;
        margin-right: 6px;
        vertical-align: 3px;
        border-top: 2px solid var(--colour);
      }

      .legend .dashed {
        border-top-style: dashed;
      }

      .figures {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 24px;
      }

      .card .head {
        flex-wrap: wrap;
        margin-bottom: 4px;
      }

      .card .head h3 {
        flex: 0 1 auto;
      }

      .saves {
        display: flex;
        flex: 1;
        justify-content: flex-end;
        gap: 4px;
      }

      .card button.save {
        height: 26px;
        padding: 0 8px;
        font-size: 12px;
        color: var(--muted);
      }
    `,
  ];
  static override properties = { ...ExperimentView.properties, problem: { state: true } };
  declare problem: string;

  constructor() {
    super();
    this.problem = '';
  }

  protected override watch(changed: () => void): (() => void)[] {
    return [...super.watch(changed), this.page.theme.on('change', changed)];
  }

  get figures(): PanelFigure[] {
    const { summary } = this.model;
    if (!summary) return [];
    return figuresOf({
      summary,
      recordsOf: (threshold, arm) => this.model.recordsOf(threshold, arm),
      text: this.own.figures,
      layerName: this.text.words.layer,
    });
  }

  override render(): TemplateResult | typeof nothing {
    const text = this.own.figures;
    const all = this.figures;
    const none = all.every(isEmpty);
    const [first] = all.filter(({ id }) => id !== 'ablation');
    if (!first) return nothing;
    return html`<div class="top">
        <h2>${text.title}</h2>
        ${none ? html`<p class="muted">${text.empty}</p>` : legend(first)}
      </div>
      ${this.problem === '' ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
      <div class="figures">${all.map((figure) => this.#card(figure))}</div>`;
  }

  #card(figure: PanelFigure): TemplateResult {
    const text = this.own.figures;
    const save = (kind: 'PNG' | 'SVG') => html`<button
      class="save"
      aria-label=${text.save(figure.title, kind)}
      @click=${() => void this.#save(figure, kind)}
    >
      ${icons.save} ${kind}
    </button>`;
    return html`<section
      class="card"
      data-figure=${figure.id}
      aria-label=${figure.title}
      ?hidden=${isEmpty(figure)}
    >
      <div class="head">
        <h3>${figure.title}</h3>
        <rouse-tip .page=${this.page} about=${figure.title} topic=${figure.topic}>
          ${figure.says}
        </rouse-tip>
        <span class="saves">${save('PNG')} ${save('SVG')}</span>
      </div>
      ${figure.id === 'ablation' ? legend(figure) : nothing}
      <rouse-panel-figure
        .page=${this.page}
        .figure=${figure}
        .nothing=${text.nothing}
      ></rouse-panel-figure>
    </section>`;
  }

  async #save(figure: PanelFigure, kind: 'PNG' | 'SVG'): Promise<void> {
    const name = `rouse-experiment-${figure.id}`;
    const file = fileFigure(figure);
    const look = this.#look();
    try {
      if (kind === 'SVG') download(`${name}.svg`, svgOf(file, look), 'image/svg+xml');
      else download(`${name}.png`, await pngOf(file, look), 'image/png');
      this.problem = '';
    } catch (error) {
      this.problem = this.own.figures.notSaved(messageOf(error));
    }
  }

  /** The light colours, which print well, whatever the page's are. */
  #look(): Look {
    const font = getComputedStyle(this).fontFamily.replaceAll('"', "'");
    const colour = (token: string) =>
      token === 'third' ? third.light : (lightColours.get(token) ?? '');
    return { colour, font };
  }
}

const legend = ({ styles, note }: PanelFigure) => html`<ul class="legend">
  ${styles.map(
    ({ name, colour, dash }) => html`<li>
      <i class=${dash.length > 0 ? 'dashed' : ''} style=${`--colour: var(--${colour})`}></i>${name}
    </li>`,
  )}
  <li>${note}</li>
</ul>`;

const lightColours = new Map(
  [...(tokens.cssText.split('}')[0] ?? '').matchAll(/--([\w-]+):.*?(#[\da-f]{6})/g)].map(
    ([, token = '', colour = '']) => [token, colour] as const,
  ),
);

customElements.define('rouse-figure-list', FigureList);
