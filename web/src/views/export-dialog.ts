/** Takes an experiment away: models, numbers, figures, and what repeats it elsewhere. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { download } from '../download';
import type { Experiment } from '../experiment';
import { aboutCheckpoint } from '../export/checkpoint_file';
import {
  type Figure,
  figuresOf,
  type Look,
  paintOn,
  pngOf,
  sizeOf,
  svgOf,
} from '../export/figures';
import { jsonLines, metricsCsv, settingsJson } from '../export/files';
import { messageOf } from '../format';
import { icons } from '../icons';
import { commandLine, hasCommand, type Run, snippet } from '../repeat';
import type { ArmName } from '../specification';
import { dialog } from '../styles/dialog';
import { shared } from '../styles/shared';
import { tokens } from '../styles/tokens';
import './copy-button';
import { type Page, View } from './view';

/** Epochs to repeat when none was trained yet: those of the command. */
const usualEpochs = 10;

export class ExportDialog extends View {
  static override styles = [
    shared,
    dialog,
    css`
      dialog {
        width: min(860px, calc(100vw - 32px));
        max-height: calc(100dvh - 32px);
        overflow: auto;
      }

      section {
        margin-top: 16px;
      }

      .row {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 38px;
        padding-block: 6px;
        border-top: 1px solid var(--line);
      }

      .row p {
        flex: 1;
      }

      .row p b {
        margin-right: 6px;
        font-weight: 600;
      }

      .row button {
        min-width: 40px;
      }

      [data-arm] {
        color: var(--accent);
        font-weight: 600;
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-bottom: 8px;
      }

      .head h3 {
        flex: 1 0 auto;
      }

      .head select {
        flex: 0 1 auto;
        width: auto;
        min-width: 0;
      }

      .head select.figure {
        flex: 0 1 360px;
      }

      .picture {
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }

      canvas {
        display: block;
        width: 100%;
        height: 400px;
        object-fit: contain;
      }

      .toggle {
        display: flex;
      }

      .toggle button {
        min-width: 40px;
        border-radius: 4px 0 0 4px;
      }

      .toggle button + button {
        border-left: 0;
        border-radius: 0 4px 4px 0;
      }

      .toggle button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--surface);
      }

      .code {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        margin-top: 10px;
      }

      .code h4 {
        flex: 1;
        margin: 0;
        font-size: 12px;
        font-weight: 600;
      }

      pre {
        width: 100%;
        max-height: 260px;
        margin: 0;
        padding: 8px 10px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        font: 12px / 17px ui-monospace, monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .error {
        margin-top: 12px;
      }

      @media (pointer: coarse) {
        button,
        select {
          min-height: 40px;
        }

        .row {
          min-height: 48px;
        }
      }

      @media (max-width: 600px) {
        .row p span {
          display: block;
        }

        canvas {
          height: 220px;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    figure: { state: true },
    colours: { state: true },
    repeated: { state: true },
    problem: { state: true },
    open: { state: true },
  };
  /** The id of the figure that is shown. */
  declare figure: string;
  declare colours: 'light' | 'page';
  /** Whose run is repeated. */
  declare repeated: ArmName;
  /** Why a file could not be written. */
  declare problem: string;
  declare open: boolean;

  constructor() {
    super();
    this.figure = 'accuracy';
    this.colours = 'light';
    this.repeated = 'b';
    this.problem = '';
    this.open = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab } = this.page;
    const changedIfOpen = () => {
      if (this.open) changed();
    };
    const topics = ['epoch', 'run', 'trace', 'data'] as const;
    return topics.map((topic) => lab.on(topic, changedIfOpen));
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  async show(): Promise<void> {
    this.open = true;
    this.problem = '';
    // The membrane potential is among the figures, whatever the page shows.
    this.page.lab.lookClosely(true);
    await this.updateComplete;
    this.#dialog?.showModal();
    this.requestUpdate();
  }

  #closed(): void {
    this.open = false;
    this.page.lab.lookClosely(false);
  }

  override render(): TemplateResult {
    const text = this.later.exports;
    return html`<dialog aria-labelledby="title" @close=${() => this.#closed()}>
      <header role="presentation">
        <h2 id="title">${text.title}</h2>
        <button
          class="icon quiet"
          aria-label=${this.text.words.close}
          @click=${() => this.#dialog?.close()}
        >
          ${icons.close}
        </button>
      </header>
      ${this.open ? [this.#files(), this.#figures(), this.#repeat()] : nothing}
      ${this.problem === '' ? nothing : html`<div class="error" role="alert">${this.problem}</div>`}
    </dialog>`;
  }

  // --- files ---------------------------------------------------------------------------------------

  get #arms(): Experiment[] {
    const { a, b } = this.page.lab.arms;
    return [a, b].filter((arm) => arm.prepared);
  }

  #files(): TemplateResult {
    const text = this.later.exports;
    const { lab } = this.page;
    return html`<section aria-label=${text.files}>
      ${this.#rowOfArms(text.model, text.modelSays, async (arm) =>
        this.#save(`${stemOf(arm)}.safetensors`, await arm.saveModel()),
      )}
      ${this.#rowOfArms(
        text.checkpoint,
        text.checkpointSays,
        async (arm) => this.#save(`${stemOf(arm)}.checkpoint`, await arm.checkpoint()),
        html`<button @click=${() => this.renderRoot.querySelector('input')?.click()}>
            ${text.open}
          </button>
          <input
            type="file"
            hidden
            aria-label=${text.checkpoint}
            @change=${(event: Event) => void this.#openCheckpoint(event.target as HTMLInputElement)}
          />`,
      )}
      ${this.#row(text.metrics, text.metricsSays, [
        this.#button('CSV', text.save(`${text.metrics}, CSV`), async () =>
          download('rouse-metrics.csv', metricsCsv(this.#arms), 'text/csv'),
        ),
      ])}
      ${this.#rowOfArms(text.lines, text.linesSay, async (arm) =>
        download(`${stemOf(arm)}.jsonl`, jsonLines(arm), 'application/jsonl'),
      )}
      ${this.#row(text.settings, text.settingsSay, [
        this.#button('JSON', text.save(`${text.settings}, JSON`), async () =>
          download('rouse-settings.json', settingsJson(lab), 'application/json'),
        ),
      ])}
    </section>`;
  }

  #row(name: string, says: string, buttons: TemplateResult[]): TemplateResult {
    return html`<div class="row">
      <p><b>${name}</b> <span class="muted">${says}</span></p>
      ${buttons}
    </div>`;
  }

  #rowOfArms(
    name: string,
    says: string,
    save: (arm: Experiment) => Promise<void>,
    ...more: TemplateResult[]
  ): TemplateResult {
    const buttons = this.#arms.map((arm) => {
      const letter = arm.name.toUpperCase();
      const label = this.later.exports.save(`${name}, ${letter}`);
      return this.#button(letter, label, () => save(arm), arm.name);
    });
    return this.#row(name, says, [...more, ...buttons]);
  }

  #button(word: string, label: string, act: () => Promise<void>, arm?: ArmName): TemplateResult {
    return html`<button
      data-arm=${arm ?? nothing}
      data-hint=${label}
      aria-label=${label}
      @click=${() => void this.#attempt(act)}
    >
      ${icons.save} ${word}
    </button>`;
  }

  #save(name: string, bytes: Uint8Array): void {
    download(name, new Uint8Array(bytes), 'application/octet-stream');
  }

  async #openCheckpoint(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    input.value = '';
    if (!file) return;
    const text = this.later.exports;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const about = aboutCheckpoint(bytes);
      if (!about) throw new Error(text.noCheckpoint(file.name));
      await this.page.lab.openCheckpoint(about.arm, about.settings, bytes);
      this.#dialog?.close();
    } catch (error) {
      this.problem = text.notOpened(messageOf(error));
    }
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.problem = '';
    } catch (error) {
      this.problem = this.later.exports.failed(messageOf(error));
    }
  }

  // --- figures -------------------------------------------------------------------------------------

  #shownFigure(all: readonly Figure[] = figuresOf(this.page)): Figure | undefined {
    return all.find(({ id }) => id === this.figure) ?? all[0];
  }

  #figures(): TemplateResult {
    const text = this.later.exports;
    const all = figuresOf(this.page);
    const shown = this.#shownFigure(all);
    const name = `rouse-${shown?.id}`;
    const saved = (kind: string) => text.save(`${shown?.title}, ${kind}`);
    return html`<section aria-label=${text.figuresAre}>
      <div class="head">
        <h3>${text.figuresAre}</h3>
        <select
          class="figure"
          aria-label=${text.figure}
          @change=${(event: Event) => {
            this.figure = (event.target as HTMLSelectElement).value;
          }}
        >
          ${all.map(
            (one) => html`<option value=${one.id} ?selected=${one.id === shown?.id}>
              ${one.of ? `${one.of.toUpperCase()}: ${one.title}` : one.title}
            </option>`,
          )}
        </select>
        <select
          aria-label=${text.colours}
          @change=${(event: Event) => {
            this.colours = (event.target as HTMLSelectElement).value as 'light' | 'page';
          }}
        >
          <option value="light" ?selected=${this.colours === 'light'}>${text.light}</option>
          <option value="page" ?selected=${this.colours === 'page'}>${text.pageColours}</option>
        </select>
        ${this.#button('PNG', saved('PNG'), async () => {
          if (shown) download(`${name}.png`, await pngOf(shown, this.#look()), 'image/png');
        })}
        ${this.#button('SVG', saved('SVG'), async () => {
          if (shown) download(`${name}.svg`, svgOf(shown, this.#look()), 'image/svg+xml');
        })}
      </div>
      <div class="picture">
        <canvas role="img" aria-label=${shown?.title ?? ''}></canvas>
      </div>
    </section>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const canvas = this.renderRoot.querySelector('canvas');
    const figure = this.open ? this.#shownFigure() : undefined;
    if (!canvas || !figure) return;
    const look = this.#look();
    canvas.style.background = look.colour('surface');
    // As large as it is shown: a preview is no reason to paint millions of pixels.
    const shownHeight = canvas.clientHeight * devicePixelRatio;
    paintOn(canvas, figure, look, Math.max(1, shownHeight / sizeOf(figure).height));
  }

  #look(): Look {
    const style = getComputedStyle(this);
    const font = style.fontFamily.replaceAll('"', "'");
    if (this.colours === 'light') return { colour: (token) => lightColours.get(token) ?? '', font };
    return { colour: (token) => style.getPropertyValue(`--${token}`).trim(), font };
  }

  // --- repeating -----------------------------------------------------------------------------------

  #repeat(): TemplateResult | typeof nothing {
    const text = this.later.exports;
    const arms = this.#arms;
    const arm = arms.find(({ name }) => name === this.repeated) ?? arms[0];
    const run = arm && runOf(arm);
    if (!arm || !run) return nothing;
    return html`<section aria-label=${text.repeat}>
      <div class="head">
        <h3>${text.repeat}</h3>
        <div class="toggle" role="group" aria-label=${text.whose}>
          ${arms.map(
            ({ name }) => html`<button
              data-arm=${name}
              aria-pressed=${name === arm.name}
              @click=${() => {
                this.repeated = name;
              }}
            >
              ${name.toUpperCase()}
            </button>`,
          )}
        </div>
      </div>
      ${this.#notes(arm, run).map((note) => html`<p class="small">${note}</p>`)}
      ${hasCommand(run) ? this.#code(text.command, text.commandLine, commandLine(run)) : nothing}
      ${this.#code('JavaScript', 'JavaScript', snippet(run))}
    </section>`;
  }

  /** What the two below do, and honestly what they cannot. */
  #notes({ ratesChanges, epoch, opened }: Experiment, run: Run): string[] {
    const text = this.later.exports;
    const changes = ratesChanges.length;
    return [
      changes === 0 ? text.repeats(run.epochs, epoch > 0) : text.ratesChanged(changes),
      ...(opened ? [text.opened] : []),
      ...(hasCommand(run) ? [] : [text.noCommand]),
      ...(run.data.kind === 'builtin' ? [] : [text.needsData(run.data.name)]),
    ];
  }

  #code(name: string, what: string, code: string): TemplateResult {
    return html`<div class="code">
      <h4>${name}</h4>
      <rouse-copy-button what=${what} .words=${this.later.exports} .text=${code}></rouse-copy-button>
      <pre tabindex="0" role="region" aria-label=${name}>${code}</pre>
    </div>`;
  }
}

customElements.define('rouse-export-dialog', ExportDialog);

/** Of the light theme, whatever the page's is. */
const lightColours = new Map(
  [...(tokens.cssText.split('}')[0] ?? '').matchAll(/--([\w-]+):.*?(#[\da-f]{6})/g)].map(
    ([, token = '', colour = '']) => [token, colour] as const,
  ),
);

const stemOf = ({ name }: Experiment) => `rouse-${name === 'a' ? 'fixed' : 'trainable'}`;

function runOf({ spec, options, origin, epoch }: Experiment): Run | null {
  if (!spec || !options || !origin) return null;
  return { spec, options, data: origin.data, epochs: epoch || usualEpochs };
}

/** Opens the dialog of a laboratory; there is one, made when it is first wanted. */
export function openExportDialog(page: Page, root: ShadowRoot): void {
  let found = root.querySelector<ExportDialog>('rouse-export-dialog');
  if (!found) {
    found = document.createElement('rouse-export-dialog') as ExportDialog;
    found.page = page;
    root.append(found);
  }
  void found.show();
}
