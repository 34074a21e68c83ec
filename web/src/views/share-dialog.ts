/** Gives an experiment away as a link, as a frame for other pages, or as an element. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { elementOf, frameOf, linkOf, type Sharing } from '../embed/tags';
import { icons } from '../icons';
import { defaultOptions, type FigureName, figureNames, roomy } from '../options';
import { rooms } from '../shown';
import { dialog } from '../styles/dialog';
import { shared } from '../styles/shared';
import { hereBase, pinnedBase, version } from '../version';
import './copy-button';
import { type Page, View } from './view';

const roomNames = Object.keys(rooms);
const leastSize = { width: 320, height: 240 };
const mostSize = 4000;
/** Those that one shows that is not told which. */
const usualFigures = String(figureNames.slice(0, 2));

export class ShareDialog extends View {
  static override styles = [
    shared,
    dialog,
    css`
      dialog {
        width: min(720px, calc(100vw - 32px));
        max-height: calc(100dvh - 32px);
        overflow: auto;
      }

      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin: 12px 0 0;
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0;
        font-weight: 600;
        line-height: 24px;
      }

      label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-height: 28px;
      }

      label input {
        margin: 0;
        accent-color: var(--ink);
      }

      input[type='text'] {
        width: 72px;
      }

      section {
        margin-top: 16px;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
      }

      .head p {
        flex: 1;
      }

      pre {
        margin: 6px 0 0;
        padding: 8px 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        font: 12px / 17px ui-monospace, monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .notes {
        margin-top: 12px;
      }

      @container (max-width: 899px) {
        .head {
          justify-content: space-between;
        }

        .head p {
          flex: none;
          order: 1;
          width: 100%;
        }
      }

      @media (pointer: coarse) {
        label {
          min-height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    left: { state: true },
    figures: { state: true },
    width: { state: true },
    height: { state: true },
    autoplay: { state: true },
  };
  /** Rooms that are left out. */
  declare left: readonly string[];
  /** What a small one shows at first. */
  declare figures: readonly FigureName[];
  declare width: number;
  declare height: number;
  declare autoplay: boolean;

  constructor() {
    super();
    this.left = ['header'];
    this.figures = figureNames.slice(0, 2);
    this.width = 960;
    this.height = 640;
    this.autoplay = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.store.on('change', changed), this.page.lab.on('data', changed)];
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async show(): Promise<void> {
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  override render(): TemplateResult {
    const text = this.later.share;
    const sharing = this.#sharing();
    return html`<dialog aria-labelledby="title">
      <header role="presentation">
        <h2 id="title">${text.title}</h2>
        <button class="icon quiet" aria-label=${text.close} @click=${() => this.#dialog?.close()}>
          ${icons.close}
        </button>
      </header>
      <p class="muted">${text.says}</p>
      ${this.#text(text.link, text.linkSays, linkOf({ ...sharing, options: defaultOptions() }))}
      <fieldset>
        <legend>${text.show}</legend>
        ${(this.#small ? ['transport'] : roomNames).map((room) => this.#check(room))}
        ${this.#small ? [0, 1].map((place) => this.#figure(place)) : nothing}
        ${this.#toggle(text.autoplay, this.autoplay, (on) => {
          this.autoplay = on;
        })}
      </fieldset>
      <fieldset>
        <legend>${text.size}</legend>
        ${this.#number('width', text.width)} ${this.#number('height', text.height)}
        <p class="small muted">${text.sizeSays(roomy.width, roomy.height)}</p>
      </fieldset>
      ${this.#text(text.frame, text.frameSays, frameOf(sharing))}
      ${this.#text(text.element, text.elementSays, elementOf(sharing))}
      <div class="notes small muted">
        <p>${pinnedBase === null ? text.here(version) : text.pinned(version)}</p>
        ${this.page.lab.shelf.source === 'files' ? html`<p>${text.ownData}</p>` : nothing}
      </div>
    </dialog>`;
  }

  /** Whether there is room for chosen figures only. */
  get #small(): boolean {
    return this.width < roomy.width || this.height < roomy.height;
  }

  #sharing(): Sharing {
    // An element has no header unless one asks for it.
    const header = !this.left.includes('header');
    const rest = roomNames.filter((room) => !this.left.includes(room));
    const hide = this.left.filter((room) => room !== 'header');
    const options = {
      ...defaultOptions(),
      autoplay: this.autoplay,
      figures: this.#small && String(this.figures) !== usualFigures ? this.figures : [],
      ...(header ? { controls: rest } : { hide }),
    };
    const { settings } = this.page.store;
    return {
      base: pinnedBase ?? hereBase(),
      settings,
      options,
      width: this.width,
      height: this.height,
    };
  }

  #check(room: string): TemplateResult {
    const names = this.later.share.rooms;
    return this.#toggle(names[room as keyof typeof names], !this.left.includes(room), (on) => {
      this.left = on ? this.left.filter((one) => one !== room) : [...this.left, room];
    });
  }

  #figure(place: number): TemplateResult {
    const { figure, secondFigure, figures: names } = this.later.embed;
    return html`<label>
      ${place > 0 ? secondFigure : figure}
      <select
        @change=${(event: Event) => {
          const chosen = (event.target as HTMLSelectElement).value as FigureName;
          this.figures = this.figures.with(place, chosen);
        }}
      >
        ${figureNames.map(
          (name) => html`<option value=${name} .selected=${name === this.figures[place]}>
            ${names[name]}
          </option>`,
        )}
      </select>
    </label>`;
  }

  #toggle(label: string, on: boolean, change: (on: boolean) => void): TemplateResult {
    return html`<label>
      <input
        type="checkbox"
        .checked=${on}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)}
      />
      ${label}
    </label>`;
  }

  #number(name: 'width' | 'height', label: string): TemplateResult {
    return html`<label>
      ${label}
      <input
        type="text"
        inputmode="numeric"
        .value=${String(this[name])}
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          const value = Math.round(Number(input.value)) || this[name];
          this[name] = Math.min(Math.max(leastSize[name], value), mostSize);
          input.value = String(this[name]);
        }}
      />
    </label>`;
  }

  #text(name: string, says: string, content: string): TemplateResult {
    return html`<section aria-label=${name}>
      <div class="head">
        <h3>${name}</h3>
        <p class="small muted">${says}</p>
        <rouse-copy-button what=${name} .words=${this.later.share} .text=${content}>
        </rouse-copy-button>
      </div>
      <pre>${content}</pre>
    </section>`;
  }
}

customElements.define('rouse-share-dialog', ShareDialog);

/** Opens the dialog of a laboratory; there is one, made when it is first wanted. */
export function openShareDialog(page: Page, root: ShadowRoot): void {
  let found = root.querySelector<ShareDialog>('rouse-share-dialog');
  if (!found) {
    found = document.createElement('rouse-share-dialog') as ShareDialog;
    found.page = page;
    root.append(found);
  }
  void found.show();
}
