/** The difference between A and B in a sentence. */
import { css, html, type TemplateResult } from 'lit';
import { shared } from '../styles/shared';
import type { verdictOf } from '../verdict';
import { fetchView, View } from './view';

export class VerdictLine extends View {
  static override styles = [
    shared,
    css`
      :host {
        flex: none;
        height: 36px;
      }

      p {
        line-height: 18px;
      }

      @container (max-width: 899px) {
        :host {
          height: 54px;
        }
      }
    `,
  ];

  static override properties = { ...View.properties, verdictOf: { state: true } };
  /** Comes with the first epoch. */
  declare verdictOf: typeof verdictOf | undefined;

  protected override watch(changed: () => void): (() => void)[] {
    const { lab } = this.page;
    return [lab.on('epoch', changed), lab.on('run', changed)];
  }

  override render(): TemplateResult {
    const { active } = this.page.lab;
    if (!this.verdictOf && active.some(({ epoch }) => epoch > 0)) void this.#fetch();
    const verdict = this.verdictOf?.(active);
    return html`<div class="enclosed">
      <p data-test="verdict">
        ${verdict ? this.later.verdict.says(verdict) : this.text.verdict.empty}
      </p>
    </div>`;
  }

  async #fetch(): Promise<void> {
    const { verdictOf } = await fetchView(this.page, import('../verdict'));
    this.verdictOf = verdictOf;
  }
}

customElements.define('rouse-verdict-line', VerdictLine);
