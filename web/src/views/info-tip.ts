/** A small "what is this?" beside a word: opens a short explanation. */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { shared } from '../styles/shared';

export class InfoTip extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        display: inline-flex;
      }

      button {
        position: relative;
        width: 24px;
        height: 24px;
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 50%;
        background: none;
        color: var(--muted);
      }

      /* A finger needs more than the sign itself. */
      @media (pointer: coarse) {
        button::before {
          content: '';
          position: absolute;
          inset: -8px;
        }
      }

      button:hover {
        color: var(--ink);
      }

      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        width: min(300px, calc(100vw - 24px));
        padding: 12px 14px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
        font-size: 13px;
        line-height: 19px;
        white-space: normal;
        font-weight: 400;
      }
    `,
  ];
  static override properties = { about: { type: String } };
  /** The word that is explained. */
  declare about: string;

  override render(): TemplateResult {
    return html`
      <button type="button" popovertarget="tip" aria-label=${`What is this: ${this.about}?`}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" fill="none">
          <circle cx="8" cy="8" r="6.4" stroke="currentColor" stroke-width="1.2" />
          <path
            d="M6.2 6.3c.1-1 .8-1.6 1.8-1.6s1.8.6 1.8 1.6c0 1.2-1.7 1.3-1.7 2.6M8 11.1v.2"
            stroke="currentColor"
            stroke-width="1.3"
            stroke-linecap="round"
          />
        </svg>
      </button>
      <div id="tip" popover @beforetoggle=${this.#place}><slot></slot></div>
    `;
  }

  /** Below the button, pushed in from the window's edges. */
  #place(event: ToggleEvent): void {
    if (event.newState !== 'open') return;
    const tip = event.target as HTMLElement;
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    if (!button) return;
    const width = Math.min(300, innerWidth - 24);
    tip.style.left = `${Math.max(12, Math.min(button.left - 12, innerWidth - width - 12))}px`;
    const above = button.bottom + 180 > innerHeight;
    tip.style.top = above ? 'auto' : `${button.bottom + 6}px`;
    tip.style.bottom = above ? `${innerHeight - button.top + 6}px` : 'auto';
  }
}

customElements.define('rouse-tip', InfoTip);
