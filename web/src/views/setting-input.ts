/** One setting as a labelled input; a wrong text is explained below it and not taken. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Topic } from '../explanations/topics';
import { FieldError, type Remedy } from '../fields';
import { isCochlea } from '../specification';
import { fieldOf, type SettingName, type Settings } from '../state';
import { shared } from '../styles/shared';
import './info-tip';
import { type Page, View } from './view';

export class SettingInput extends View {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
        min-width: 0;
      }

      label,
      .label {
        display: flex;
        align-items: center;
        gap: 2px;
        height: 20px;
        font-size: 12px;
        line-height: 20px;
        color: var(--muted);
        white-space: nowrap;
      }

      .box {
        position: relative;
      }

      .unit {
        position: absolute;
        right: 9px;
        top: 0;
        line-height: 30px;
        color: var(--muted);
        pointer-events: none;
      }

      :host([pending]) input,
      :host([pending]) select {
        border-color: var(--ink);
        border-style: dashed;
      }

      input[aria-invalid='true'] {
        border-color: var(--error);
        outline-color: var(--error);
      }

      .error {
        position: absolute;
        z-index: 3;
        top: calc(100% + 4px);
        left: 0;
        width: max(100%, 210px);
        border: 1px solid var(--error);
        box-shadow: var(--shadow);
      }

      @container (max-width: 599px) {
        .error {
          width: 100%;
        }
      }

      @media (pointer: coarse) {
        .unit {
          line-height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    name: { type: String },
    unit: { type: String },
    placeholder: { type: String },
    choices: { attribute: false },
    pending: { type: Boolean, reflect: true },
    problem: { state: true },
    typed: { state: true },
  };
  declare name: SettingName;
  declare unit: string;
  declare placeholder: string;
  /** Pairs of value and what the menu says; makes a menu of the input. */
  declare choices: readonly (readonly [string, string])[] | undefined;
  /** Whether the value waits for a reset. */
  declare pending: boolean;
  /** What to write instead of what was typed. */
  declare problem: Remedy | null;
  /** The text as typed while it is wrong. */
  declare typed: string | null;

  constructor() {
    super();
    this.problem = null;
    this.typed = null;
    this.pending = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    let shown = this.#printed;
    return [
      this.page.store.on('change', () => {
        // A value that came from elsewhere, a preset for example, ends the correction.
        if (this.#printed !== shown) this.#accept();
        shown = this.#printed;
        changed();
      }),
      this.page.lab.on('run', changed),
    ];
  }

  get #printed(): string {
    const text = fieldOf(this.name).print(this.page.store.settings[this.name]);
    if (text === 'auto') return '';
    return text.replace(/[,;]/g, '$& ');
  }

  /** A cochlea's events are others than a camera's. */
  get #topic(): Topic | '' {
    const topic = this.page.language.topicOf(this.name);
    const { prepared } = this.page.lab.shelf;
    return topic === 'events' && isCochlea(prepared?.train.shape) ? 'hearing' : topic;
  }

  override render(): TemplateResult {
    const { label, short = label, says } = this.page.language.settingText(this.name);
    return html`
      <div class="label">
        <label for="input">${short}</label>
        <rouse-tip .page=${this.page} about=${label} topic=${this.#topic}>
          ${says}
        </rouse-tip>
      </div>
      <div class="box">
        ${this.choices ? this.#menu(this.choices) : this.#input()}
        ${this.unit ? html`<span class="unit" aria-hidden="true">${this.unit}</span>` : nothing}
      </div>
      <div id="problem" class="error" role="alert" ?hidden=${this.problem === null}>
        ${this.problem && this.text.fields.remedy(this.problem)}
      </div>
    `;
  }

  #input(): TemplateResult {
    const wrong = this.problem !== null;
    const spelled = ['classes', 'hidden', 'threshold', 'dropout'].includes(this.name);
    return html`<input
      id="input"
      type="text"
      inputmode=${spelled ? 'text' : 'decimal'}
      autocomplete="off"
      spellcheck="false"
      placeholder=${this.placeholder ?? ''}
      aria-invalid=${wrong}
      aria-describedby=${wrong ? 'problem' : nothing}
      .value=${this.typed ?? this.#printed}
      @input=${this.#typing}
      @change=${this.#change}
    />`;
  }

  #menu(choices: readonly (readonly [string, string])[]): TemplateResult {
    return html`<select id="input" .value=${this.#printed} @change=${this.#change}>
      ${choices.map(
        ([value, says]) =>
          html`<option value=${value} ?selected=${value === this.#printed}>${says}</option>`,
      )}
    </select>`;
  }

  /** While typing, only a former complaint is withdrawn: half a number is no mistake yet. */
  #typing(event: Event): void {
    this.typed = (event.target as HTMLInputElement).value;
    if (this.problem !== null) this.#check(this.typed);
  }

  #change(event: Event): void {
    const text = (event.target as HTMLInputElement).value;
    const value = this.#check(text);
    if (value === undefined) {
      this.typed = text;
      return;
    }
    this.typed = null;
    this.page.store.set({ [this.name]: value } as Partial<Settings>);
    // The same value spelled otherwise changes no setting, yet the input must show its spelling.
    this.requestUpdate('typed', text);
  }

  #check(text: string): unknown {
    try {
      const value = fieldOf(this.name).parse(text);
      this.problem = null;
      return value;
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.problem = error.remedy;
      return undefined;
    }
  }

  #accept(): void {
    this.typed = null;
    this.problem = null;
  }
}

customElements.define('rouse-setting', SettingInput);

interface Extra {
  choices?: readonly (readonly [string, string])[];
  unit?: string;
  placeholder?: string;
}

/** A setting in a panel of settings; `layout` is its class there. */
export function settingInput(
  page: Page,
  name: SettingName,
  layout = '',
  { choices, unit = '', placeholder = '' }: Extra = {},
): TemplateResult {
  return html`<rouse-setting
    class=${layout}
    data-part=${fieldOf(name).key}
    .page=${page}
    name=${name}
    unit=${unit}
    placeholder=${placeholder}
    .choices=${choices}
    ?pending=${page.lab.pendingSettings.includes(name)}
  ></rouse-setting>`;
}
