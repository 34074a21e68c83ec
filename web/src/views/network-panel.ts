/** The settings of both networks and their training. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { fieldOf, type SettingName } from '../state';
import { shared } from '../styles/shared';
import './setting-input';
import { fetchView, View } from './view';

const editorParts = ['threshold_editor', 'threshold_mode', 'minimum_threshold'];

export class NetworkPanel extends View {
  static override styles = [
    shared,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 24px;
      }

      .grid {
        display: grid;
        grid-template-columns: repeat(8, minmax(0, 1fr));
        gap: 6px 10px;
        margin-top: 4px;
      }

      .wide {
        grid-column: span 2;
      }

      .pending {
        display: flex;
        align-items: center;
        gap: 10px;
        margin-left: auto;
      }

      .pending button {
        flex: none;
        height: 24px;
        border-color: var(--ink);
      }

      .more {
        height: 24px;
        margin-left: auto;
        margin-right: -10px;
        color: var(--muted);
      }

      .pending ~ .more,
      .more + .more {
        margin-left: 0;
      }

      .more::after {
        content: '';
        width: 5px;
        height: 5px;
        margin: 0 2px 3px;
        border: solid currentColor;
        border-width: 0 1.5px 1.5px 0;
        transform: rotate(45deg);
      }

      .more[aria-expanded='true']::after {
        margin: 3px 2px 0;
        transform: rotate(225deg);
      }

      .error {
        margin-top: 8px;
      }

      @container (max-width: 1340px) {
        .grid {
          gap: 6px 8px;
        }
      }

      @container (max-width: 899px) {
        header {
          flex-wrap: wrap;
        }

        .pending {
          margin-left: 0;
        }

        .grid {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }

      @container (max-width: 599px) {
        .grid > * {
          grid-column: span 2;
        }
      }
    `,
  ];

  static override properties = {
    ...View.properties,
    advanced: { state: true },
    thresholds: { state: true },
    editorReady: { state: true },
  };
  /** Whether loss, augmentation and remedies are shown. */
  declare advanced: boolean;
  /** Whether the threshold editor is open; undefined until somebody decides. */
  declare thresholds: boolean | undefined;
  /** Whether it has been fetched. */
  declare editorReady: boolean;

  constructor() {
    super();
    this.advanced = false;
    this.editorReady = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [store.on('change', changed), lab.on('run', changed), lab.on('data', changed)];
  }

  override render(): TemplateResult {
    const { lab } = this.page;
    const text = this.text.network;
    return html`
      <header>
        <h2>${text.title}</h2>
        ${this.#pending()}
        ${this.#thresholdsButton()}
        <button
          class="quiet more"
          aria-expanded=${this.advanced}
          aria-controls="advanced"
          @click=${() => {
            this.advanced = !this.advanced;
          }}
        >
          ${this.advanced ? text.less : text.advanced}
        </button>
      </header>
      <div class="grid">
        ${this.#setting('hidden', 'wide')} ${this.#setting('threshold', 'wide')}
        ${this.#setting('learningRate', 'wide')}
        ${this.#setting('thresholdLearningRate', 'wide')}
        ${this.#setting('surrogate', 'wide', { choices: Object.entries(text.surrogates) })}
        ${this.#setting('surrogateWidth')} ${this.#setting('surrogateScale')}
        ${this.#setting('batch')} ${this.#setting('seed')}
        ${this.#setting('steps', '', { placeholder: String(lab.bins.steps) })}
        ${this.#setting('binUs', '', { unit: 'µs', placeholder: String(lab.bins.bin_us) })}
      </div>
      <div id="advanced" ?hidden=${!this.advanced}>
        <div class="grid">
          ${this.#setting('loss', 'wide', { choices: Object.entries(text.losses) })}
          ${this.#setting('shift', '', { unit: 'px' })} ${this.#setting('cores')}
          ${this.#setting('surrogateFloor')}
          ${this.#setting('resetGradient', 'wide', { choices: Object.entries(text.resets) })}
          ${this.#setting('firingRateStrength', 'wide')}
          ${this.#setting('firingRateMinimum', 'wide')}
        </div>
      </div>
      <div id="thresholds">${this.#editor()}</div>
      ${
        lab.networkProblem === ''
          ? nothing
          : html`<div class="error" role="alert">${lab.networkProblem}</div>`
      }
      ${[lab.arms.a, lab.arms.b]
        .filter((arm) => arm.status === 'failed')
        .map(
          (arm) => html`<div class="error" role="alert">
            ${text.stopped(arm.name.toUpperCase(), arm.failure)}
          </div>`,
        )}
    `;
  }

  #thresholdsButton(): TemplateResult | typeof nothing {
    const { shown } = this.page;
    if (!editorParts.some((part) => shown.has(part))) return nothing;
    const open = this.#editing;
    return html`<button
      class="quiet more"
      aria-expanded=${open}
      aria-controls="thresholds"
      @click=${() => {
        this.thresholds = !open;
      }}
    >
      ${this.text.network.thresholds}
    </button>`;
  }

  /** Whoever asks for a part of the editor by name wants to see it. */
  get #editing(): boolean {
    return this.thresholds ?? this.page.shown.asks(...editorParts);
  }

  /** The editor comes when it is wanted. */
  #editor(): TemplateResult | typeof nothing {
    if (!this.#editing) return nothing;
    if (this.editorReady) {
      return html`<rouse-threshold-editor .page=${this.page}></rouse-threshold-editor>`;
    }
    void fetchView(this.page, import('./threshold-editor')).then(() => {
      this.editorReady = true;
    });
    return nothing;
  }

  #setting(
    name: SettingName,
    layout = '',
    extra: {
      choices?: readonly (readonly [string, string])[];
      unit?: string;
      placeholder?: string;
    } = {},
  ): TemplateResult {
    return html`<rouse-setting
      class=${layout}
      data-part=${fieldOf(name).key}
      .page=${this.page}
      name=${name}
      unit=${extra.unit ?? ''}
      placeholder=${extra.placeholder ?? ''}
      .choices=${extra.choices}
      ?pending=${this.page.lab.pendingSettings.includes(name)}
    ></rouse-setting>`;
  }

  /** What waits for a reset; a run is never ended by typing. */
  #pending(): TemplateResult | typeof nothing {
    const { lab } = this.page;
    const { network: text, settings } = this.text;
    const words = [
      ...(lab.pendingData ? [text.newData] : []),
      ...lab.pendingSettings.map((name) => settings[name].label),
    ];
    if (words.length === 0) return nothing;
    const few = words.length > 3 ? [...words.slice(0, 2), text.others(words.length - 2)] : words;
    return html`<div class="pending" role="status">
      <span class="small">${text.pending(few)}</span>
      <button @click=${() => void lab.reset()}>${text.apply}</button>
    </div>`;
  }
}

customElements.define('rouse-network-panel', NetworkPanel);
