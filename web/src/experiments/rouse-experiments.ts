/** <rouse-experiments>: the paper's experiments on the laboratory's data, in the laboratory's place. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { fieldOf, type Settings, settingNames } from '../state';
import { shared } from '../styles/shared';
import '../views/copy-button';
import { ExperimentView, parts, third } from './experiment-view';
import './experiment-verdict';
import './figure-list';
import type { PlannedRun } from './plan';
import './plan-form';
import './result-table';
import { jobsOf, type RunnerState } from './runner';
import './take-away';

export class RouseExperiments extends ExperimentView {
  static override styles = [
    shared,
    parts,
    css`
      :host {
        flex: 1;
        display: flex;
        flex-direction: column;
        container-type: inline-size;
      }

      .bar {
        position: sticky;
        top: 0;
        z-index: 5;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 8px 16px;
        min-height: 54px;
        padding: 7px 24px;
        border-block: 1px solid var(--line);
        background: var(--surface);
      }

      .buttons {
        display: flex;
        gap: 6px;
      }

      .buttons button {
        height: 38px;
        min-width: 96px;
      }

      progress {
        display: block;
        width: 100%;
        height: 6px;
        margin-bottom: 4px;
        border: 0;
        border-radius: 3px;
        overflow: hidden;
        background: var(--line);
        appearance: none;
      }

      progress::-webkit-progress-bar {
        background: var(--line);
      }

      progress::-webkit-progress-value {
        background: var(--b);
      }

      progress::-moz-progress-bar {
        background: var(--b);
      }

      main {
        flex: 1;
        display: grid;
        grid-template-columns: 316px minmax(0, 1fr);
      }

      .plan {
        padding: 14px 24px 24px;
        border-right: 1px solid var(--line);
      }

      rouse-plan-form {
        position: sticky;
        top: 68px;
      }

      .results {
        display: grid;
        align-content: start;
        gap: 26px;
        min-width: 0;
        max-width: 1180px;
        padding: 14px 28px 48px;
      }

      .intro {
        display: flex;
        align-items: baseline;
        gap: 4px 14px;
        padding: 2px 24px 10px;
      }

      .intro h2 {
        font-size: 19px;
      }

      .intro p {
        flex: 1;
        color: var(--muted);
      }

      .problems {
        display: flex;
        align-items: flex-start;
        gap: 8px;
        margin: 8px 24px 0;
      }

      .problems div {
        flex: 1;
      }

      .problems button {
        flex: none;
        width: 24px;
        height: 24px;
        padding: 0;
        border: 0;
        background: none;
      }

      /* Where reading goes on; it is no control. */
      h2:focus {
        outline: 0;
      }

      .primary:disabled,
      .primary:disabled:hover {
        border-color: transparent;
        background: var(--sunken);
        color: var(--muted);
      }

      /* Where it is higher than the window, its end must come with the page. */
      @media (max-height: 699px) {
        rouse-plan-form {
          position: static;
        }
      }

      @container (max-width: 1100px) {
        main {
          grid-template-columns: 276px minmax(0, 1fr);
        }

        .plan,
        .results {
          padding-inline: 16px;
        }
      }

      @container (max-width: 799px) {
        main {
          display: block;
        }

        .plan {
          border-right: 0;
          border-bottom: 1px solid var(--line);
        }

        rouse-plan-form {
          position: static;
        }

        .intro {
          flex-wrap: wrap;
          align-items: center;
          padding-inline: 16px;
        }

        .intro h2 {
          flex: 1;
        }

        .intro p {
          order: 1;
          flex: none;
          width: 100%;
        }

        .bar {
          grid-template-columns: minmax(0, 1fr) auto;
          padding-inline: 16px;
        }

        .state {
          order: 1;
          grid-column: 1 / -1;
        }

        .buttons button {
          flex: 1;
        }
      }
    `,
  ];
  static override properties = { ...ExperimentView.properties, spoken: { state: true } };
  /** Goes back to the laboratory. */
  declare leave: () => void;
  /** Goes to the laboratory, so that the way back leads here. */
  declare look: () => void;
  /** Told that it is not in the document any more. */
  declare ended: () => void;
  /** What assistive technology is told. */
  declare spoken: string;

  #before: RunnerState = 'idle';
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.spoken = '';
  }

  protected override watch(changed: () => void): (() => void)[] {
    return [
      ...super.watch(changed),
      this.model.on('change', () => this.#speak()),
      this.page.store.on('change', changed),
      this.page.theme.on('change', changed),
    ];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The time to go passes between the epochs, too.
    this.#clock = setInterval(() => {
      if (this.model.runner.state === 'running' && this.model.open) this.requestUpdate();
    }, 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    this.ended();
  }

  /** Somebody has come here. */
  async begin(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  override render(): TemplateResult {
    const { own, page, model } = this;
    this.style.setProperty('--third', third[page.theme.name]);
    return html`
      <section class="intro" aria-label=${own.title}>
        <h2 tabindex="-1">${own.title}</h2>
        <p>${own.intro}</p>
        <button @click=${() => this.leave()}>${icons.previous} ${own.toLaboratory}</button>
      </section>
      ${this.#bar()} ${this.#problems()}
      <main>
        <section class="plan" aria-label=${own.plan.title}>
          <rouse-plan-form .page=${page} .model=${model}></rouse-plan-form>
        </section>
        <div class="results">
          <section aria-label=${own.verdict.title}>
            <rouse-experiment-verdict .page=${page} .model=${model}></rouse-experiment-verdict>
          </section>
          <section aria-label=${own.table.title}>
            <rouse-result-table
              .page=${page}
              .model=${model}
              .open=${(run: PlannedRun) => this.#open(run)}
            ></rouse-result-table>
          </section>
          <section aria-label=${own.figures.title}>
            <rouse-figure-list .page=${page} .model=${model}></rouse-figure-list>
          </section>
          <section aria-label=${own.exports.title}>
            <rouse-take-away .page=${page} .model=${model}></rouse-take-away>
          </section>
        </div>
      </main>
      <div class="visually-hidden" role="status" aria-live="polite">${this.spoken}</div>
    `;
  }

  // --- the bar -----------------------------------------------------------------------------------

  #bar(): TemplateResult {
    const text = this.own.bar;
    const { runner } = this.model;
    const { state, setup, active, held } = runner;
    const rests = state === 'paused' && !held;
    const ready = setup !== null && state !== 'looking' && state !== 'done';
    const press = () => {
      if (!active) void this.model.start();
      else if (rests) void this.page.lab.pause().then(() => runner.resume());
      else runner.pause();
    };
    return html`<div class="bar" role="region" aria-label=${text.name}>
      <div class="buttons">
        <button
          class=${active && !rests ? '' : 'primary'}
          ?disabled=${!active && !ready}
          @click=${press}
        >
          ${active && !rests ? icons.pause : icons.play}
          ${active ? (rests ? text.goOn : text.pause) : text.run}
        </button>
        ${
          active
            ? html`<button @click=${() => runner.cancel()}>${icons.stop} ${text.cancel}</button>`
            : nothing
        }
      </div>
      <div class="state">
        ${
          active || (runner.done > 0 && state !== 'done')
            ? html`<progress
                max="1"
                .value=${runner.progress}
                aria-label=${text.progress}
              ></progress>`
            : nothing
        }
        <p data-test="experiment-state">${this.#says()}</p>
      </div>
      <rouse-copy-button
        what=${text.link}
        .words=${this.own.exports.copying}
        .text=${location.href}
      ></rouse-copy-button>
    </div>`;
  }

  #says(): string {
    const text = this.own.bar;
    const { runner, plan, untested } = this.model;
    const { state, runs, done, held, secondsToGo, setup } = runner;
    if (state === 'failed') return text.failed(runner.problem);
    if (untested) return text.noTest;
    if (!setup) return text.noData;
    if (state === 'looking') return text.looking;
    if (state === 'done') return text.done(runs.length);
    if (!runner.active) {
      if (done > 0) return text.partly(done, runs.length);
      return text.ready(runs.length, plan.epochs, jobsOf(plan));
    }
    const far = text.running(done, runs.length);
    if (held) return far + text.held;
    if (state === 'paused') return far + text.paused;
    return far + (secondsToGo === null ? text.starting : text.toGo(secondsToGo));
  }

  #speak(): void {
    const text = this.own.spoken;
    const { state, done, runs } = this.model.runner;
    const before = this.#before;
    this.#before = state;
    if (state === before) return;
    if (state === 'running') this.spoken = text.running;
    else if (state === 'paused') this.spoken = text.paused;
    else if (state === 'done') this.spoken = text.done;
    else if (before === 'running' || before === 'paused') {
      this.spoken = `${text.cancelled} ${text.some(done, runs.length)}`;
    }
  }

  #problems(): TemplateResult | typeof nothing {
    const { problems } = this.model;
    if (problems.length === 0) return nothing;
    const { addressProblem } = this.text.fields;
    return html`<div class="error problems" role="alert">
      <div>${problems.map((problem) => html`<p>${addressProblem(problem)}</p>`)}</div>
      <button aria-label=${this.text.top.dismiss} @click=${() => this.model.dismiss()}>
        ${icons.close}
      </button>
    </div>`;
  }

  /** The setting of a run in the laboratory, A against B. */
  #open({ threshold, arm, seed }: PlannedRun): void {
    const { setup } = this.model.runner;
    if (!setup) return;
    const { lab, store } = this.page;
    const built = settingNames.filter(
      (name) => fieldOf(name).effect === 'reset' || /learningRate$/i.test(name),
    );
    const own = Object.fromEntries(built.map((name) => [name, setup.settings[name]]));
    const trained =
      arm.mode === 'fixed' ? {} : { thresholdMode: arm.mode, thresholdLearningRate: arm.rate };
    this.look();
    store.set({
      ...(own as Partial<Settings>),
      ...{ threshold, seed, ...trained, runA: true, runB: true },
    });
    if (lab.pendingSettings.length > 0) void lab.reset();
  }
}

customElements.define('rouse-experiments', RouseExperiments);
