/** The numbers as files, and the command line that repeats the experiment elsewhere. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { download } from '../download';
import { messageOf } from '../format';
import { icons } from '../icons';
import { shared } from '../styles/shared';
import '../views/copy-button';
import { ExperimentView, parts } from './experiment-view';
import { csvOf, summaryJson, sweepCommand } from './files';
import { finished, type Setup } from './runner';

export class TakeAway extends ExperimentView {
  static override styles = [
    shared,
    parts,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
        padding: 5px 0;
        border-top: 1px solid var(--line);
      }

      .row p {
        flex: 1 1 200px;
      }

      .row button {
        min-width: 84px;
      }

      .command {
        position: relative;
        margin-top: 8px;
      }

      pre {
        margin: 4px 0 8px;
        padding: 10px 12px;
        border-radius: var(--radius);
        background: var(--raised);
        font: 12px / 18px ui-monospace, monospace;
        overflow-x: auto;
      }
    `,
  ];
  static override properties = { ...ExperimentView.properties, command: { state: true } };
  /** The command line of a setup, or what is wrong with it. */
  declare command: { setup: Setup; line: string; problem: string } | null;

  constructor() {
    super();
    this.command = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { summary, runner } = this.model;
    if (!summary) return nothing;
    const text = this.own.exports;
    const whole = summary.done === summary.runs;
    return html`<h2>${text.title}</h2>
      ${this.#row('CSV', text.csv, runner.done > 0, () =>
        download('rouse-experiment-runs.csv', csvOf(finished(runner.runs)), 'text/csv'),
      )}
      ${this.#row('JSON', whole ? text.json : `${text.json}, ${text.whole}`, whole, () =>
        download('rouse-experiment-summary.json', summaryJson(summary), 'application/json'),
      )}
      ${
        runner.done > 0 && !runner.active
          ? html`<div class="row">
              <p><b>${text.kept}</b> <span class="muted">${text.keptSays(runner.done)}</span></p>
              <button @click=${() => void runner.forget()}>${text.forget}</button>
            </div>`
          : nothing
      }
      <div class="row">
        <p><b>${text.command}</b></p>
        ${
          this.#line
            ? nothing
            : html`<button @click=${() => void this.#ask()}>${text.show}</button>`
        }
      </div>
      ${this.#command()}`;
  }

  #row(kind: string, says: string, ready: boolean, save: () => void): TemplateResult {
    return html`<div class="row">
      <p><b>${kind}</b> <span class="muted">${says}</span></p>
      <button ?disabled=${!ready} aria-label=${this.own.exports.save(kind)} @click=${save}>
        ${icons.save} ${kind}
      </button>
    </div>`;
  }

  /** What was asked for, of what is shown now. */
  get #line() {
    return this.command?.setup === this.model.runner.setup ? this.command : null;
  }

  #command(): TemplateResult | typeof nothing {
    const shown = this.#line;
    if (!shown) return nothing;
    const text = this.own.exports;
    const { data } = shown.setup;
    if (shown.problem !== '') return html`<p class="error" role="alert">${shown.problem}</p>`;
    if (shown.line === '') return html`<p class="small">${text.noCommand}</p>`;
    return html`<div class="command">
      <p class="small muted">
        ${data.kind === 'builtin' ? nothing : text.needsData(data.name)} ${text.commandSays}
      </p>
      <pre tabindex="0" role="region" aria-label=${text.commandLine}>${shown.line}</pre>
      <rouse-copy-button
        what=${text.commandLine}
        .words=${text.copying}
        .text=${shown.line}
      ></rouse-copy-button>
    </div>`;
  }

  async #ask(): Promise<void> {
    const { runner } = this.model;
    const { setup } = runner;
    if (!setup) return;
    try {
      const { spec, options } = await runner.complete();
      this.command = { setup, line: sweepCommand(setup, spec, options), problem: '' };
    } catch (error) {
      this.command = { setup, line: '', problem: messageOf(error) };
    }
  }
}

customElements.define('rouse-take-away', TakeAway);
