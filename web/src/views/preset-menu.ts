/** The choice of a preset: what each is, beside the curves of a real run of it. */
import { css, html, svg, type TemplateResult } from 'lit';
import { percent } from '../format';
import { icons } from '../icons';
import runs from '../preset_runs.json';
import { choosePreset, type Preset, type PresetGroup, presetOf, presets } from '../presets';
import { shared } from '../styles/shared';
import { View } from './view';

/** One experiment's share of right answers on the test samples and of dead hidden neurons, 0..1, by epoch. */
interface Curves {
  accuracy: number[];
  dead: number[];
}

const groups = [...new Set(presets.map(({ group }) => group))];
const panel = { width: 60, height: 44 } as const;

export class PresetMenu extends View {
  static override styles = [
    shared,
    css`
      [popover] {
        position: fixed;
        inset: var(--top) auto auto var(--left);
        width: min(852px, calc(100vw - 24px));
        max-height: calc(100dvh - var(--top) - 12px);
        margin: 0;
        padding: 10px 12px 12px;
        border: 1px solid var(--line);
        border-radius: 10px;
        /* A shadow at an edge behind which the list goes on; at its ends a cover hides it. */
        background:
          linear-gradient(var(--surface) 20px, transparent) top / 100% 48px no-repeat local,
          linear-gradient(transparent, var(--surface) calc(100% - 20px)) bottom / 100% 48px no-repeat
            local,
          linear-gradient(var(--line-strong), transparent) top / 100% 14px no-repeat,
          linear-gradient(transparent, var(--line-strong)) bottom / 100% 14px no-repeat,
          var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
        overflow: auto;
      }

      header {
        display: none;
      }

      [role='listbox'] {
        columns: 2;
        column-gap: 16px;
      }

      h3 {
        padding: 6px 8px 2px;
        color: var(--muted);
        font-size: 12px;
      }

      [role='option'] {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        column-gap: 14px;
        align-items: center;
        padding: 7px 8px;
        border-radius: var(--radius);
        cursor: pointer;
        break-inside: avoid;
      }

      /* Where both columns are about as high. */
      [data-group='motion'] {
        break-before: column;
      }

      [role='option']:hover {
        background: var(--raised);
      }

      [role='option'][aria-selected='true'] {
        background: var(--sunken);
      }

      [role='option']:focus-visible {
        outline-offset: -2px;
      }

      .head {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        white-space: nowrap;
      }

      .reached {
        display: flex;
        gap: 10px;
        font-size: 12px;
        line-height: 19px;
      }

      .says {
        min-height: 32px;
      }

      .frame {
        fill: var(--screen);
      }

      polyline {
        fill: none;
        stroke-width: 1.8;
        stroke-linejoin: round;
        stroke-linecap: round;
      }

      .of-a {
        stroke: var(--a);
        stroke-dasharray: 4 3;
      }

      .of-b {
        stroke: var(--b);
      }

      .legend {
        margin-top: 8px;
        padding: 8px 8px 0;
        border-top: 1px solid var(--line);
      }

      /* On a phone it is a sheet at the bottom. */
      @container (max-width: 899px) {
        [popover] {
          inset: auto 0 0;
          width: 100%;
          max-width: none;
          max-height: 86dvh;
          padding: 0 12px calc(12px + env(safe-area-inset-bottom));
          border-width: 1px 0 0;
          border-radius: 14px 14px 0 0;
        }

        [popover]::backdrop {
          background: rgb(0 0 0 / 35%);
        }

        header {
          position: sticky;
          top: 0;
          display: flex;
          align-items: center;
          justify-content: space-between;
          padding: 8px 0 4px 8px;
          background: var(--surface);
        }

        header button.icon {
          width: 40px;
          height: 40px;
        }

        [role='listbox'] {
          columns: auto;
        }

        [data-group='motion'] {
          break-before: auto;
        }

        .head {
          flex-wrap: wrap;
          gap: 0 8px;
        }
      }
    `,
  ];

  /** Is told when it has opened or closed. */
  toggled: (open: boolean) => void = () => {};
  #opener: HTMLElement | null = null;

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.store.on('change', changed)];
  }

  /** Opens below a button, or as a sheet on a phone, with the focus on the present preset. */
  async show(below: HTMLElement): Promise<void> {
    await this.updateComplete;
    this.#opener = below;
    const box = below.getBoundingClientRect();
    const menu = this.#menu;
    if (!menu) return;
    menu.showPopover();
    const left = Math.max(12, Math.min(box.left, innerWidth - menu.offsetWidth - 12));
    menu.style.setProperty('--left', `${left}px`);
    menu.style.setProperty('--top', `${box.bottom + 6}px`);
    const current = menu.querySelector<HTMLElement>('[aria-selected=true]') ?? this.#options[0];
    current?.focus();
  }

  #toggled({ newState }: ToggleEvent): void {
    this.toggled(newState === 'open');
    // Not away from what was pressed outside.
    const here = document.activeElement === document.body || this.shadowRoot?.activeElement;
    if (newState === 'closed' && here) this.#opener?.focus();
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('[popover]');
  }

  get #options(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role=option]')];
  }

  override render(): TemplateResult {
    const text = this.later.presetMenu;
    return html`<div
      popover
      role="dialog"
      aria-label=${text.title}
      @toggle=${this.#toggled}
      @keydown=${this.#key}
    >
      <header role="presentation">
        <h2>${text.title}</h2>
        <button
          class="icon quiet"
          aria-label=${this.text.words.close}
          @click=${() => this.#menu?.hidePopover()}
        >
          ${icons.close}
        </button>
      </header>
      <div role="listbox" aria-label=${text.title}>${groups.map((group) => this.#group(group))}</div>
      <p class="legend small muted">${text.legend}</p>
    </div>`;
  }

  #group(group: PresetGroup): TemplateResult {
    const current = presetOf(this.page.store.settings);
    return html`<div role="group" data-group=${group} aria-labelledby=${group}>
      <h3 id=${group} role="presentation">${this.later.presetMenu.groups[group]}</h3>
      ${presets
        .filter((preset) => preset.group === group)
        .map((preset) => this.#option(preset, preset === current))}
    </div>`;
  }

  #option(preset: Preset, selected: boolean): TemplateResult {
    const { label, says } = this.text.presets[preset.id];
    const { a, b } = runs[preset.id];
    return html`<div
      role="option"
      tabindex="-1"
      aria-selected=${selected}
      @click=${() => this.#choose(preset)}
    >
      ${thumbnail(a, b)}
      <div>
        <div class="head">
          <b>${label}</b>
          <span class="reached">
            <span class="a">A ${percent(a.accuracy.at(-1), 0)}</span>
            <span class="b">B ${percent(b.accuracy.at(-1), 0)}</span>
          </span>
        </div>
        <p class="says small muted">${says}</p>
      </div>
    </div>`;
  }

  #choose(preset: Preset): void {
    this.#menu?.hidePopover();
    void choosePreset(preset, this.page.lab);
  }

  #key(event: KeyboardEvent): void {
    const options = this.#options;
    const at = options.findIndex((option) => option.matches(':focus'));
    const last = options.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: Math.max(0, at - 1),
      ArrowDown: Math.min(last, at + 1),
      Home: 0,
      End: last,
    };
    const preset = presets[at];
    const target = moves[event.key] ?? beginningWith(event.key, options, at);
    if ((event.key === 'Enter' || event.key === ' ') && preset) this.#choose(preset);
    else if (target >= 0) options[target]?.focus();
    else return;
    // Else it were a key of the page, too.
    event.preventDefault();
  }
}

/** The next option after `at` whose name begins with the typed letter, or -1. */
function beginningWith(key: string, options: readonly HTMLElement[], at: number): number {
  const order = options.map((_, index) => (at + 1 + index) % options.length);
  const begins = (index: number) =>
    options[index]?.querySelector('b')?.textContent?.toLowerCase().startsWith(key.toLowerCase());
  return order.find(begins) ?? -1;
}

/** Test accuracy and share of dead hidden neurons, both from 0 to 1, over the epochs. */
function thumbnail(a: Curves, b: Curves): TemplateResult {
  const plot = (name: keyof Curves, left: number) => svg`<g transform="translate(${left})">
    <rect class="frame" width=${panel.width} height=${panel.height} rx="3" />
    <polyline class="of-a" points=${points(a[name])} />
    <polyline class="of-b" points=${points(b[name])} />
  </g>`;
  const width = 2 * panel.width + 8;
  return html`<svg viewBox="0 0 ${width} ${panel.height}" width=${width} height=${panel.height}
    aria-hidden="true">${plot('accuracy', 0)}${plot('dead', panel.width + 8)}</svg>`;
}

function points(shares: readonly number[]): string {
  const x = (epoch: number) => 4 + (epoch / (shares.length - 1)) * (panel.width - 8);
  const y = (share: number) => 4 + (1 - share) * (panel.height - 8);
  return shares.map((share, epoch) => `${x(epoch).toFixed(1)},${y(share).toFixed(1)}`).join(' ');
}

customElements.define('rouse-preset-menu', PresetMenu);
