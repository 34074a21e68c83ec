/** The difference between A and B in a sentence. */
import { css, html, type TemplateResult } from 'lit';
import { shared } from '../styles/shared';
import { verdictOf } from '../verdict';
import { View } from './view';

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

  protected override watch(changed: () => void): (() => void)[] {
    const { lab } = this.page;
    return [lab.on('epoch', changed), lab.on('run', changed)];
  }

  override render(): TemplateResult {
    const verdict = verdictOf(this.page.lab.active);
    const { verdict: text } = this.text;
    return html`<div class="enclosed">
      <p data-test="verdict">${verdict ? text.says(verdict) : text.empty}</p>
    </div>`;
  }
}

customElements.define('rouse-verdict-line', VerdictLine);
