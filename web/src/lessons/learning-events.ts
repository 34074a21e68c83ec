/** Lesson 4: training on events, and reading the figures of one's own run. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { RouseEvents } from '../../public/rouse-lab';
import { messageOf } from '../format';
import { LabLesson } from './lab-lesson';
import { choices } from './parts';
import { mostConfused, type Run } from './runs';

/** Recordings of each digit to train on: with few, the networks learn them by heart. */
const amounts = [10, 30, 100] as const;
const epochs = 10;
/** Training minus test accuracy that counts as closed. */
const closed = 0.05;

export class LearningEvents extends LabLesson<'events'> {
  static override styles = [
    ...LabLesson.styles,
    choices,
    css`
      form {
        display: flex;
        flex: 1 1 260px;
        gap: 8px;
      }

      form input[type='text'] {
        flex: 1;
        min-width: 0;
        height: 40px;
      }

      .real {
        padding: 16px 20px;
      }

      .real p:first-child {
        margin-top: 0;
      }

      .real .settings {
        padding: 0;
        border: 0;
      }
    `,
  ];
  static override properties = {
    ...LabLesson.properties,
    sample: { state: true },
    seen: { state: true },
    amount: { state: true },
    loading: { state: true },
    loaded: { state: true },
    problem: { state: true },
  };
  /** The recording shown. */
  declare sample: RouseEvents['sample'] | null;
  /** Digits whose recordings were looked at. */
  declare seen: ReadonlySet<number>;
  declare amount: number;
  /** Whether recordings of the reader's own are on their way, or there. */
  declare loading: boolean;
  declare loaded: boolean;
  /** Why they could not be loaded. */
  declare problem: string;

  protected override readonly lesson = 'events';

  constructor() {
    super();
    this.sample = null;
    this.seen = new Set();
    this.amount = amounts[0];
    this.loading = false;
    this.loaded = false;
    this.problem = '';
  }

  override render(): TemplateResult {
    const { events: text } = this.text;
    const run = this.runs.at(-1);
    const confused = run ? mostConfused(run.b.confusion) : null;
    return html`
      <p>${text.event}</p>
      <div class="bench">
        <div class="settings">
          <button @click=${() => this.#move(-1)}>${text.previous}</button>
          <button @click=${() => this.#move(1)}>${text.next}</button>
        </div>
        <rouse-lab
          id="lab"
          theme=${this.theme}
          lang=${this.language}
          figures="recording,rasters"
          hidden-sizes="128"
          batch="8"
          lr-threshold="0.02"
          per-class=${amounts[0]}
          epochs=${epochs}
          @done=${this.end}
          @sample=${this.#look}
        ></rouse-lab>
        ${this.second('rasters')}
        <div class="says">${this.sample ? text.sampleSays(this.sample) : nothing}</div>
      </div>
      ${this.task('look', text.look)}
      <p>${text.bins}</p>
      ${this.task('train', text.train(epochs))}
      <p>${text.curves}</p>
      <div class="bench">
        ${this.figures('accuracy', 'loss')}
        <div class="says">${run ? text.curvesSay(run.b) : text.untrained}</div>
      </div>
      <p>${text.confusion}</p>
      <div class="bench">
        ${this.figures('confusion', 'dead')}
        <div class="says">${run ? text.layerSays(run.b) : text.untrained}</div>
      </div>
      ${this.question(
        () => confused?.answers ?? [],
        text.question(confused?.label ?? null),
        confused ? text.because(confused) : html``,
      )}
      <p>${text.heart}</p>
      <div class="bench">
        <div class="settings">
          <fieldset>
            <legend>${text.amount}</legend>
            ${amounts.map(
              (amount) => html`<button
                aria-pressed=${amount === this.amount}
                @click=${() => void this.#take(amount)}
              >
                ${amount}
              </button>`,
            )}
          </fieldset>
        </div>
        ${this.figures('accuracy', 'confusion', 'transport')}
      </div>
      ${this.task('more', text.more(closed))} ${this.#own()}
      <p>${text.summary}</p>
    `;
  }

  protected override judge(run: Run): void {
    this.finish('train');
    if (run.perClass !== amounts[0] && run.b.train - run.b.test < closed) this.finish('more');
  }

  readonly #look = ({ detail }: CustomEvent<RouseEvents['sample']>): void => {
    this.sample = detail;
    this.seen = new Set([...this.seen, detail.label]);
    if (this.seen.size >= 3) this.finish('look');
  };

  #move(by: 1 | -1): void {
    const index = Math.max(0, (this.sample?.index ?? 0) + by);
    if (this.lab) this.lab.settings = { sample: index };
  }

  async #take(amount: number): Promise<void> {
    this.amount = amount;
    // A network that has not begun to train follows its data by itself.
    await this.lab?.reset();
    if (this.lab) this.lab.settings = { perClass: amount };
  }

  #own(): TemplateResult {
    const { events: text } = this.text;
    return html`<div class="bench real">
      <p>${text.real}</p>
      <div class="settings">
        <input id="files" type="file" hidden multiple accept=".zip,.bin,.bs2,.rouse"
          @change=${this.#chosen} />
        <input id="folder" type="file" hidden webkitdirectory @change=${this.#chosen} />
        <button ?disabled=${this.loading} @click=${() => this.#choose('files')}>${text.files}</button>
        <button ?disabled=${this.loading} @click=${() => this.#choose('folder')}>${text.folder}</button>
        <form @submit=${this.#submit}>
          <input type="text" inputmode="url" required placeholder="https://" aria-label=${text.address} />
          <button ?disabled=${this.loading}>${text.load}</button>
        </form>
      </div>
      <p role="status">
        ${this.loading ? text.loading : this.problem !== '' ? nothing : this.loaded ? text.loaded : nothing}
      </p>
      ${this.problem === '' ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
    </div>`;
  }

  #choose(id: string): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click();
  }

  readonly #chosen = ({ target }: Event): void => {
    const input = target as HTMLInputElement;
    if (input.files && input.files.length > 0) void this.#load([...input.files]);
    // The same files may be chosen again.
    input.value = '';
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    void this.#load(form.querySelector('input')?.value ?? '');
  };

  async #load(source: File[] | string): Promise<void> {
    const { lab } = this;
    if (!lab) return;
    this.loading = true;
    this.problem = '';
    try {
      await lab.load(source);
      await lab.reset();
      this.loaded = true;
    } catch (error) {
      this.problem = messageOf(error);
    } finally {
      this.loading = false;
    }
  }
}

customElements.define('rouse-learning-events', LearningEvents);
