/** The data sets kept on this device: to load them again and to remove them. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { KeptData } from 'rouse-snn';
import { icons } from '../icons';
import type { KeptSets } from '../kept_sets';
import { momentOf } from '../moment';
import { shared } from '../styles/shared';
import { View } from './view';

export class KeptList extends View {
  static override styles = [
    shared,
    css`
      summary {
        font-weight: 600;
        line-height: 20px;
        cursor: pointer;
      }

      ul {
        margin: 4px 0 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        column-gap: 4px;
        padding: 6px 0;
      }

      li + li {
        border-top: 1px solid var(--line);
      }

      .text {
        height: auto;
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 2px;
        background: none;
        text-align: left;
        white-space: normal;
        overflow-wrap: anywhere;
        text-decoration: underline;
        text-decoration-color: var(--line-strong);
        text-underline-offset: 3px;
      }

      .text:hover:not(:disabled) {
        background: none;
        text-decoration-color: currentColor;
      }

      .name {
        justify-content: flex-start;
        width: 100%;
        font-weight: 600;
        line-height: 20px;
      }

      [aria-current] .name {
        text-decoration: none;
        cursor: default;
      }

      .remove {
        width: 24px;
        height: 24px;
        min-height: 0;
      }

      .ask {
        grid-column: 1 / -1;
        margin-top: 6px;
      }

      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-top: 6px;
      }

      .notes p {
        margin-bottom: 6px;
      }

      .notes .text {
        color: var(--ink);
      }

      .facts {
        display: flex;
        flex-wrap: wrap;
        column-gap: 8px;
        overflow-wrap: anywhere;
      }

      .all {
        margin-top: 6px;
      }

      @media (pointer: coarse) {
        summary {
          line-height: 40px;
        }

        .text {
          min-height: 40px;
        }

        .remove {
          width: 40px;
          height: 40px;
        }

        .line button,
        .all {
          min-height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    asking: { state: true },
    problem: { state: true },
  };
  /** The id of the set that is about to be removed, or `all`. */
  declare asking: string;
  /** Why something could not be removed. */
  declare problem: boolean;

  constructor() {
    super();
    this.asking = '';
    this.problem = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const look = () => {
      if (!document.hidden) void this.page.lab.shelf.lookForKept();
    };
    document.addEventListener('visibilitychange', look);
    return [
      this.page.lab.on('data', changed),
      () => document.removeEventListener('visibilitychange', look),
    ];
  }

  override render(): TemplateResult | typeof nothing {
    const { kept } = this.page.lab.shelf;
    if (!kept) return nothing;
    const text = this.later.kept;
    const { sets, bytes } = kept;
    return html`
      <div class="notes small muted" role="status">${this.#notes(kept)}</div>
      ${
        sets.length === 0
          ? nothing
          : html`<details class="small" @keydown=${this.#key}>
              <summary>${text.title} <span class="muted">${sizeOf(bytes)}</span></summary>
              <ul>
                ${sets.map((set) => this.#row(set, set.id === kept.used))}
              </ul>
              ${this.#removeAll(kept)}
            </details>`
      }
    `;
  }

  #notes({ keeping, trouble }: KeptSets): TemplateResult {
    const { lab } = this.page;
    const text = this.later.kept;
    return html`
      ${keeping ? html`<p>${text.keeping}</p>` : nothing}
      ${trouble === '' ? nothing : html`<p>${text.troubles[trouble]}</p>`}
      ${this.problem ? html`<p>${text.notRemoved}</p>` : nothing}
      ${
        lab.shelf.reused
          ? html`<p>
              ${text.reused}
              <button class="text" @click=${() => void lab.fetchAfresh()}>${text.afresh}</button>
            </p>`
          : nothing
      }
    `;
  }

  #row(set: KeptData, used: boolean): TemplateResult {
    const { lab, language } = this.page;
    const text = this.later.kept;
    const { id, recordings, bytes, when } = set;
    const name = nameOf(set);
    const licence = set.about?.licence ?? '';
    return html`<li aria-current=${used ? 'true' : nothing}>
      <div>
        <button
          class="text name"
          aria-label=${text.load(name)}
          @click=${() => {
            if (!used) void lab.loadKept(set);
          }}
        >
          ${name}
        </button>
        <p class="muted facts">
          <span>${text.holds(recordings, sizeOf(bytes))}</span>
          ${licence === '' ? nothing : html`<span>${licence}</span>`}
        </p>
        <p class="muted facts">
          <span>${momentOf(new Date(when), new Date(), language.code)}</span>
          ${used ? html`<b>${text.inUse}</b>` : nothing}
        </p>
      </div>
      <button
        class="icon quiet remove"
        data-hint=${text.remove(name)}
        aria-label=${text.remove(name)}
        @click=${() => this.#ask(id)}
      >
        ${icons.close}
      </button>
      ${this.asking === id ? this.#question(text.reallyRemove(sizeOf(bytes)), [id]) : nothing}
    </li>`;
  }

  #removeAll({ sets, bytes }: KeptSets): TemplateResult | typeof nothing {
    const text = this.later.kept;
    if (sets.length < 2) return nothing;
    if (this.asking !== 'all') {
      return html`<button class="all" @click=${() => this.#ask('all')}>${text.removeAll}</button>`;
    }
    const ids = sets.map(({ id }) => id);
    return this.#question(text.reallyRemoveAll(sets.length, sizeOf(bytes)), ids);
  }

  #question(says: string, ids: readonly string[]): TemplateResult {
    const text = this.later.kept;
    return html`<div class="ask" role="group" aria-label=${says}>
      <p>${says}</p>
      <div class="line">
        <button class="primary" @click=${() => void this.#remove(ids)}>${text.confirm}</button>
        <button @click=${() => this.#ask('')}>${text.refuse}</button>
      </div>
    </div>`;
  }

  /** The focus goes to the question and, when it is answered, back to the list. */
  async #ask(about: string): Promise<void> {
    this.asking = about;
    await this.updateComplete;
    const target = this.renderRoot.querySelector<HTMLElement>(
      about === '' ? 'summary' : '.primary',
    );
    target?.focus();
  }

  async #remove(ids: readonly string[]): Promise<void> {
    this.problem = false;
    try {
      await this.page.lab.shelf.kept?.forget(ids);
    } catch {
      this.problem = true;
    }
    await this.#ask('');
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.asking === '') return;
    event.stopPropagation();
    void this.#ask('');
  }
}

customElements.define('rouse-kept-list', KeptList);

/** A pack's own name says more than its file's. */
function nameOf({ name, about }: KeptData): string {
  return about?.name || name;
}

/** 3456789 -> "3.5 MB": as disks and downloads count. */
function sizeOf(bytes: number): string {
  if (bytes < 1e5) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
