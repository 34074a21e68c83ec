/** The settings of both networks and their training. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { fieldOf, type SettingName } from '../state';
import { settingsGrid } from '../styles/settings_grid';
import { shared } from '../styles/shared';
import { settingInput } from './setting-input';
import { fetchView, type Page, View } from './view';

const keysOf = (...names: SettingName[]) => names.map((name) => fieldOf(name).key);

/** Each opens below the settings: the parts in it, and how it comes. */
const panels = {
  thresholds: {
    parts: ['threshold_editor', ...keysOf('thresholdMode', 'minimumThreshold')],
    fetch: (): Promise<unknown> => import('./threshold-editor'),
    show: (page: Page) => html`<rouse-threshold-editor .page=${page}></rouse-threshold-editor>`,
  },
  memory: {
    parts: keysOf(
      'currentRetention',
      'membraneRetention',
      'retentions',
      'retentionLearningRate',
      'recurrence',
      'adaptation',
      'adaptationRetention',
      'adaptationStrength',
      'adaptationCoupling',
      'maximumDelay',
      'delayLearningRate',
      'dropout',
    ),
    fetch: (): Promise<unknown> => import('./memory-settings'),
    show: (page: Page) => html`<rouse-memory-settings .page=${page}></rouse-memory-settings>`,
  },
  advanced: {
    parts: keysOf(
      'loss',
      'readout',
      'learningRateDecay',
      'cores',
      'surrogateFloor',
      'gradientThinning',
      'shift',
      'resetGradient',
      'firingRateStrength',
      'firingRateMinimum',
      'firingRateMaximum',
      'occupancy',
      'drop',
      'flip',
      'rotation',
      'timeScale',
    ),
    fetch: (): Promise<unknown> => import('./advanced-settings'),
    show: (page: Page) => html`<rouse-advanced-settings .page=${page}></rouse-advanced-settings>`,
  },
  energy: {
    parts: ['energy'],
    fetch: (): Promise<unknown> => import('./energy-panel'),
    show: (page: Page) => html`<rouse-energy-panel .page=${page}></rouse-energy-panel>`,
  },
};
type PanelName = keyof typeof panels;
const panelNames = Object.keys(panels) as PanelName[];

export class NetworkPanel extends View {
  static override styles = [
    shared,
    settingsGrid,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 24px;
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

      @container (max-width: 899px) {
        header {
          flex-wrap: wrap;
        }

        h2 {
          flex-basis: 100%;
        }

        .pending {
          margin-left: 0;
        }

        .more {
          margin: 0;
          padding: 0;
        }
      }
    `,
  ];

  static override properties = {
    ...View.properties,
    opened: { state: true },
    fetched: { state: true },
  };
  /** Whether each panel is open; left out until somebody decides. */
  declare opened: Readonly<Partial<Record<PanelName, boolean>>>;
  declare fetched: readonly PanelName[];

  constructor() {
    super();
    this.opened = {};
    this.fetched = [];
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
        ${this.#pending()} ${panelNames.map((name) => this.#button(name))}
      </header>
      <div class="grid">
        ${settingInput(this.page, 'hidden', 'wide')} ${settingInput(this.page, 'threshold', 'wide')}
        ${settingInput(this.page, 'learningRate', 'wide')}
        ${settingInput(this.page, 'thresholdLearningRate', 'wide')}
        ${settingInput(this.page, 'surrogate', 'wide', { choices: Object.entries(text.surrogates) })}
        ${settingInput(this.page, 'surrogateWidth')} ${settingInput(this.page, 'surrogateScale')}
        ${settingInput(this.page, 'batch')} ${settingInput(this.page, 'seed')}
        ${settingInput(this.page, 'steps', '', { placeholder: String(lab.bins.steps) })}
        ${settingInput(this.page, 'binUs', '', { unit: 'µs', placeholder: String(lab.bins.bin_us) })}
      </div>
      ${panelNames.map((name) => html`<div id=${name}>${this.#panel(name)}</div>`)}
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

  #button(name: PanelName): TemplateResult | typeof nothing {
    const { shown } = this.page;
    if (!panels[name].parts.some((part) => shown.has(part))) return nothing;
    const open = this.#isOpen(name);
    return html`<button
      class="quiet more"
      aria-expanded=${open}
      aria-controls=${name}
      aria-description=${this.text.network.says[name]}
      @click=${() => {
        this.opened = { ...this.opened, [name]: !open };
      }}
    >
      ${this.text.network[name]}
    </button>`;
  }

  /** Whoever asks for a part of a panel by name wants to see it. */
  #isOpen(name: PanelName): boolean {
    return this.opened[name] ?? this.page.shown.asks(...panels[name].parts);
  }

  /** A panel comes when it is wanted. */
  #panel(name: PanelName): TemplateResult | typeof nothing {
    if (!this.#isOpen(name)) return nothing;
    if (this.fetched.includes(name)) return panels[name].show(this.page);
    void fetchView(this.page, panels[name].fetch()).then(() => {
      this.fetched = [...this.fetched, name];
    });
    return nothing;
  }

  /** What waits for a reset; a run is never ended by typing. */
  #pending(): TemplateResult | typeof nothing {
    const { lab } = this.page;
    const { network: text } = this.text;
    const words = [
      ...(lab.pendingData ? [text.newData] : []),
      ...lab.pendingSettings.map((name) => this.page.language.settingText(name).label),
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
