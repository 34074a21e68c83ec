/** The settings of both networks and their training. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { enumerate } from '../format';
import { fields, type SettingName } from '../state';
import { shared } from '../styles/shared';
import './info-tip';
import './setting-input';
import { View } from './view';

const surrogates = [
  ['exponential', 'exponential'],
  ['fast_sigmoid', 'fast sigmoid'],
  ['arctan', 'arctan'],
  ['triangular', 'triangular'],
  ['boxcar', 'boxcar'],
] as const;

const resets = [
  ['paper', 'not seen (paper)'],
  ['masked', 'masked'],
] as const;

const losses = [
  ['rate_mse', 'firing rate, squared'],
  ['cross_entropy', 'cross entropy'],
] as const;

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

      .pending + .more {
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

        .grid > * {
          grid-column: span 2;
        }
      }
    `,
  ];

  static override properties = { ...View.properties, advanced: { state: true } };
  /** Whether loss, augmentation and remedies are shown. */
  declare advanced: boolean;

  constructor() {
    super();
    this.advanced = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [store.on('change', changed), lab.on('run', changed), lab.on('data', changed)];
  }

  override render(): TemplateResult {
    const { lab } = this.page;
    return html`
      <header>
        <h2>Network</h2>
        ${this.#pending()}
        <button
          class="quiet more"
          aria-expanded=${this.advanced}
          aria-controls="advanced"
          @click=${() => {
            this.advanced = !this.advanced;
          }}
        >
          ${this.advanced ? 'Less' : 'Advanced'}
        </button>
      </header>
      <div class="grid">
        ${this.#setting('hidden', 'Hidden sizes', 'wide')}
        ${this.#setting('threshold', 'Initial threshold', 'wide', {
          tip: html`A neuron fires when its membrane potential reaches its threshold. Far too high
          and it never fires; far too low and it fires all the time. B learns each neuron's
          threshold along with the weights, A keeps this value.`,
        })}
        ${this.#setting('learningRate', 'Learning rate, weights', 'wide')}
        ${this.#setting('thresholdLearningRate', 'Learning rate, thresholds', 'wide')}
        ${this.#setting('surrogate', 'Surrogate', 'wide', {
          choices: surrogates,
          tip: html`A spike has no useful derivative. Training uses a smooth stand-in around the
          threshold. Its width says how far from its threshold a neuron still learns: a narrow
          surrogate cannot wake a neuron that is far away.`,
        })}
        ${this.#setting('surrogateWidth', 'Its width')}
        ${this.#setting('surrogateScale', 'Its scale')}
        ${this.#setting('batch', 'Batch')} ${this.#setting('seed', 'Seed')}
        ${this.#setting('steps', 'Time bins')}
        ${this.#setting('binUs', 'Bin width', '', { unit: 'µs' })}
      </div>
      <div id="advanced" ?hidden=${!this.advanced}>
        <div class="grid">
          ${this.#setting('loss', 'Loss', 'wide', { choices: losses })}
          ${this.#setting('shift', 'Random shift', '', { unit: 'px' })}
          ${this.#setting('cores', 'Cores', '', {
            tip: html`Processor cores for each network: a batch is parted between so many workers,
            whose gradients are added in a fixed order. The last digits of a run depend on this
            number, but not on how many cores there are.`,
          })}
          ${this.#setting('surrogateFloor', 'Floor', '', {
            tip: html`A lower bound of the surrogate: even a neuron far from its threshold gets a
            gradient. A remedy for layers that are silent altogether. 0 is the paper's rule.`,
          })}
          ${this.#setting('resetGradient', 'Reset in training', 'wide', {
            choices: resets,
            tip: html`Whether the backward pass knows that a spike ends what came before it. The
            paper's does not. From thresholds that are far too low, where neurons spike at almost
            every step, only the masked one tells B to raise them.`,
          })}
          ${this.#setting('firingRateStrength', 'Firing-rate pull', 'wide', {
            tip: html`Adds to the loss for each hidden neuron that fires less than the least rate
            (in spikes per time bin), which pulls silent neurons up. 0 switches it off.`,
          })}
          ${this.#setting('firingRateMinimum', 'Least firing rate', 'wide')}
        </div>
      </div>
      ${
        lab.networkProblem === ''
          ? nothing
          : html`<div class="error" role="alert">${lab.networkProblem}</div>`
      }
      ${[lab.arms.a, lab.arms.b]
        .filter((arm) => arm.status === 'failed')
        .map(
          (arm) => html`<div class="error" role="alert">
            Experiment ${arm.name.toUpperCase()} stopped: ${arm.failure} Press Reset to build it
            anew.
          </div>`,
        )}
    `;
  }

  #setting(
    name: SettingName,
    label: string,
    layout = '',
    extra: {
      choices?: readonly (readonly [string, string])[];
      unit?: string;
      tip?: TemplateResult;
    } = {},
  ): TemplateResult {
    const pending = this.page.lab.pendingSettings.includes(name);
    return html`<rouse-setting
      class=${layout}
      data-part=${fields[name].key}
      .page=${this.page}
      name=${name}
      label=${label}
      unit=${extra.unit ?? ''}
      .choices=${extra.choices}
      ?pending=${pending}
    >
      ${extra.tip ? html`<rouse-tip slot="tip" about=${label}>${extra.tip}</rouse-tip>` : nothing}
    </rouse-setting>`;
  }

  /** What waits for a reset; a run is never ended by typing. */
  #pending(): TemplateResult | typeof nothing {
    const { lab } = this.page;
    const words = [
      ...(lab.pendingData ? ['the new data'] : []),
      ...lab.pendingSettings.map((name) => fields[name].label.toLowerCase()),
    ];
    if (words.length === 0) return nothing;
    const few = words.length > 3 ? [...words.slice(0, 2), `${words.length - 2} more`] : words;
    return html`<div class="pending" role="status">
      <span class="small">Takes effect on reset: ${enumerate(few)}.</span>
      <button @click=${() => void lab.reset()}>Apply and reset</button>
    </div>`;
  }
}

customElements.define('rouse-network-panel', NetworkPanel);
