/**
 * A small "what is this?" beside a word: one sentence on hover, focus or press, and a longer
 * explanation with the equation for those who want more.
 */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Explanations, Topic } from '../explanations/topics';
import { shared } from '../styles/shared';
import { View } from './view';

const showAfterMs = 350;
const hideAfterMs = 200;

export class InfoTip extends View {
  static override styles = [
    shared,
    css`
      :host {
        display: inline-flex;
      }

      button[popovertarget] {
        position: relative;
        flex: none;
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
        button[popovertarget]::before {
          content: '';
          position: absolute;
          inset: -8px;
        }
      }

      button[popovertarget]:hover {
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
        overflow: auto;
      }

      .long {
        width: min(420px, calc(100vw - 24px));
      }

      .longer {
        margin-top: 8px;
        padding-top: 8px;
        border-top: 1px solid var(--line);
      }

      .longer p {
        margin: 0 0 8px;
      }

      math {
        margin: 4px 0 12px;
        font: 16px math;
      }

      .more {
        height: 24px;
        margin: 4px 0 -4px -10px;
        color: var(--muted);
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    about: { type: String },
    topic: { type: String },
    more: { state: true },
    pinned: { state: true },
  };
  /** The word that is explained. */
  declare about: string;
  /** What the longer explanation is about; empty when there is none. */
  declare topic: Topic | '';
  /** The longer explanation, once it is asked for. */
  declare more: 'closed' | 'loading' | 'failed' | 'open';
  /** Opened by a press: stays until it is closed. */
  declare pinned: boolean;

  #timer: ReturnType<typeof setTimeout> | undefined;
  #explanations: Explanations | null = null;

  constructor() {
    super();
    this.topic = '';
    this.more = 'closed';
    this.pinned = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    return [
      this.page.language.on('change', () => {
        this.#explanations = null;
        this.more = 'closed';
      }),
      this.page.store.on('change', changed),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const text = this.text.tip;
    return html`
      <button
        type="button"
        popovertarget="tip"
        aria-label=${text.about(this.about)}
        aria-describedby="says"
        @click=${this.#press}
        @pointerenter=${this.#enter}
        @pointerleave=${this.#leave}
        @focus=${this.#focus}
        @blur=${this.#leave}
      >
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
      <div
        id="tip"
        popover
        class=${this.more === 'open' ? 'long' : ''}
        @toggle=${this.#toggled}
        @pointerenter=${this.#enter}
        @pointerleave=${this.#leave}
        @focusout=${this.#leave}
      >
        <div id="says"><slot></slot></div>
        ${this.topic === '' ? nothing : this.#longer(this.topic)}
      </div>
    `;
  }

  /** No stop of Tab until the tip is pressed: passing by costs one stop, not two. */
  #longer(topic: Topic): TemplateResult {
    const text = this.text.tip;
    const open = this.more === 'open';
    return html`
      <div class="longer" ?hidden=${this.more === 'closed'} aria-live="polite">
        ${this.more === 'loading' ? text.loading : nothing}
        ${this.more === 'failed' ? text.failed : nothing}
        ${open ? this.#explanations?.[topic](this.page.store.settings) : nothing}
      </div>
      <button
        class="quiet more"
        tabindex=${this.pinned ? 0 : -1}
        aria-expanded=${open}
        @click=${this.#toggleMore}
      >
        ${open ? text.less : text.more}
      </button>
    `;
  }

  override updated(): void {
    if (this.#tip?.matches(':popover-open')) this.#place(this.#tip);
  }

  get #tip(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('#tip');
  }

  #show(): void {
    const tip = this.#tip;
    if (!tip) return;
    if (!tip.matches(':popover-open')) tip.showPopover();
    this.#place(tip);
  }

  /** The button is the popover's invoker, so that a press on it is none outside of it. */
  #press(event: Event): void {
    event.preventDefault();
    clearTimeout(this.#timer);
    if (this.pinned) {
      this.#tip?.hidePopover();
      return;
    }
    this.pinned = true;
    this.#show();
  }

  #enter(event: PointerEvent): void {
    clearTimeout(this.#timer);
    if (event.pointerType === 'mouse') this.#timer = setTimeout(() => this.#show(), showAfterMs);
  }

  #focus(event: FocusEvent): void {
    if ((event.target as Element).matches(':focus-visible')) this.#show();
  }

  /** Leaves time to move from the button into the explanation. */
  #leave(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const inside = this.#tip?.matches(':hover, :focus-within');
      if (!this.pinned && !inside) this.#tip?.hidePopover();
    }, hideAfterMs);
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState === 'open') return;
    this.pinned = false;
    this.more = 'closed';
  }

  async #toggleMore(): Promise<void> {
    this.pinned = true;
    if (this.more === 'open') {
      this.more = 'closed';
      return;
    }
    this.more = 'loading';
    try {
      const { text } = this;
      const explanations = await text.explanations();
      // The language was changed meanwhile.
      if (text !== this.text) return;
      this.#explanations = explanations;
      this.more = 'open';
    } catch {
      this.more = 'failed';
    }
  }

  /** Beside the button where there is more room, pushed in from the window's edges. */
  #place(tip: HTMLElement): void {
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    if (!button) return;
    const left = Math.min(button.left - 12, innerWidth - tip.offsetWidth - 12);
    tip.style.left = `${Math.max(12, left)}px`;
    const below = innerHeight - button.bottom - 18;
    const above = button.top - 18;
    tip.style.maxHeight = 'none';
    const under = tip.offsetHeight <= below || below >= above;
    tip.style.maxHeight = `${under ? below : above}px`;
    tip.style.top = under ? `${button.bottom + 6}px` : 'auto';
    tip.style.bottom = under ? 'auto' : `${innerHeight - button.top + 6}px`;
  }
}

customElements.define('rouse-tip', InfoTip);
