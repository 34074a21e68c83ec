/** Copies a text; where the clipboard is closed to pages, shows it selected instead. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { dialog } from '../styles/dialog';
import { shared } from '../styles/shared';

const thanksMs = 2000;

export interface CopyWords {
  copy: (what: string) => string;
  copied: string;
  byHand: string;
  close: string;
}

const english: CopyWords = {
  copy: (what) => `Copy ${what}`,
  copied: 'Copied.',
  byHand: 'Copy this with Ctrl+C or ⌘C',
  close: 'Close',
};

export class CopyButton extends LitElement {
  static override styles = [
    shared,
    dialog,
    css`
      :host {
        display: inline-block;
      }

      .copy {
        width: 100%;
        height: 38px;
      }

      @media (pointer: coarse) {
        .copy {
          height: 40px;
        }
      }

      dialog {
        width: min(720px, calc(100vw - 32px));
      }

      textarea {
        display: block;
        width: 100%;
        height: min(420px, 60vh);
        padding: 8px 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        color: inherit;
        font: 12px / 16px ui-monospace, monospace;
        white-space: pre;
        resize: none;
      }
    `,
  ];
  static override properties = {
    what: { type: String },
    words: { attribute: false },
    text: { attribute: false },
    copied: { state: true },
    shown: { state: true },
  };
  /** "JSON". */
  declare what: string;
  /** What the button and its dialog say, in the page's language. */
  declare words: CopyWords;
  /** Nothing disables the button. */
  declare text: string;
  declare copied: boolean;
  /** The text that could not be copied. */
  declare shown: string;

  #timer = 0;

  constructor() {
    super();
    this.what = '';
    this.words = english;
    this.text = '';
    this.copied = false;
    this.shown = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    return html`<button class="copy" ?disabled=${this.text === ''} @click=${this.#copy}>
        ${this.copied ? icons.check : icons.copy} ${this.words.copy(this.what)}
      </button>
      <span class="visually-hidden" role="status">${this.copied ? this.words.copied : ''}</span>
      <dialog aria-labelledby="title" @close=${this.#forget}>
        <header role="presentation">
          <h2 id="title">${this.words.byHand}</h2>
          <button class="icon quiet" aria-label=${this.words.close} @click=${() => this.#dialog?.close()}>
            ${icons.close}
          </button>
        </header>
        ${
          this.shown === ''
            ? nothing
            : html`<textarea readonly aria-label=${this.what} .value=${this.shown}></textarea>`
        }
      </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
    } catch {
      await this.#show();
      return;
    }
    this.copied = true;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.copied = false;
    }, thanksMs);
  }

  async #show(): Promise<void> {
    this.shown = this.text;
    await this.updateComplete;
    this.#dialog?.showModal();
    const area = this.renderRoot.querySelector('textarea');
    area?.focus();
    area?.select();
  }

  #forget(): void {
    this.shown = '';
  }
}

customElements.define('rouse-copy-button', CopyButton);
