/** The list of keys, opened by "?". */
import { css, html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { dialog } from '../styles/dialog';
import { shared } from '../styles/shared';
import { type Page, View } from './view';

/** Which keys do what; Space is a word of the language. */
const keys = [
  [['Space', 'k'], 'toggle'],
  [['b'], 'batch'],
  [['e'], 'epoch'],
  [['r'], 'reset'],
  [['p'], 'play'],
  [['←', '→'], 'samples'],
  [['z', 'Shift z'], 'zoom'],
  [[',', '.'], 'bins'],
  [['?'], 'keys'],
] as const;

export class KeyList extends View {
  static override styles = [
    shared,
    dialog,
    css`
      dialog {
        width: min(380px, calc(100vw - 32px));
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 8px 16px;
        margin: 0;
      }

      dt {
        display: flex;
        align-items: start;
        gap: 4px;
      }

      dd {
        margin: 0;
        line-height: 22px;
      }

      .introduction {
        margin-top: 16px;
      }

      kbd {
        min-width: 22px;
        padding: 0 6px;
        border: 1px solid var(--line);
        border-bottom-width: 2px;
        border-radius: 4px;
        background: var(--raised);
        font: inherit;
        font-size: 12px;
        line-height: 20px;
        text-align: center;
      }
    `,
  ];

  static override properties = { ...View.properties, introduce: { attribute: false } };
  /** Shows the introduction, where there is one. */
  declare introduce: (() => void) | null;

  constructor() {
    super();
    this.introduce = null;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async toggle(): Promise<void> {
    await this.updateComplete;
    if (this.#dialog?.open) this.#dialog.close();
    else this.#dialog?.showModal();
  }

  #introduce(): void {
    this.#dialog?.close();
    this.introduce?.();
  }

  override render(): TemplateResult {
    const text = this.text.keys;
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${text.title}</h2>
        <button
          class="icon quiet"
          aria-label=${this.text.words.close}
          @click=${() => this.#dialog?.close()}
        >
          ${icons.close}
        </button>
      </header>
      <dl>
        ${keys.map(
          ([names, does]) =>
            html`<dt>
                ${names.map((name) => html`<kbd>${name === 'Space' ? text.space : name}</kbd>`)}
              </dt>
              <dd>${text[does]}</dd>`,
        )}
      </dl>
      ${
        this.introduce
          ? html`<button class="introduction" @click=${this.#introduce}>${text.introduction}</button>`
          : nothing
      }
    </dialog>`;
  }
}

customElements.define('rouse-key-list', KeyList);

/** Opens or closes the list of a laboratory; there is one, made when it is first wanted. */
export function toggleKeyList(page: Page, root: ShadowRoot, introduce: (() => void) | null): void {
  let found = root.querySelector<KeyList>('rouse-key-list');
  if (!found) {
    found = document.createElement('rouse-key-list') as KeyList;
    found.page = page;
    root.append(found);
  }
  found.introduce = introduce;
  void found.toggle();
}
