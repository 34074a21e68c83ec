/** Lesson 6: the paper's claim, checked by runs of the reader's own. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { type Effect, effectOf } from '../experiments/results';
import { confidence, mean } from '../experiments/statistics';
import { compact, percent } from '../format';
import type { LanguageCode } from '../language';
import { en, type TruthMessages } from '../messages/en_truth';
import { Lesson } from './lesson';
import { runTable } from './parts';
import { truthBox, truthFigure } from './truth_figure';
import { ownStarts, type Pair, starts, TruthModel } from './truth_model';

const predicted = ['low', 'good', 'high'] as const;
type Prediction = Readonly<Partial<Record<(typeof predicted)[number], Effect>>>;
const effects = ['helps', 'none', 'hurts'] as const satisfies readonly Effect[];

const shares = (values: readonly number[]) => values.map((one) => percent(one, 0)).join(', ');
/** "+24.8", "−3.2" */
const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;

export class IsItTrue extends Lesson<'truth'> {
  static override styles = [
    ...Lesson.styles,
    runTable,
    css`
      .bench {
        margin: 24px 0;
        padding: 16px 20px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface);
      }

      fieldset {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
        margin: 0;
        padding: 4px 0;
        border: 0;
      }

      legend {
        float: left;
        width: 210px;
        font-size: 14px;
        line-height: 40px;
      }

      label {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 40px;
        font-size: 14px;
      }

      input {
        width: 18px;
        height: 18px;
        margin: 0;
        accent-color: var(--ink);
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        margin-bottom: 12px;
      }

      .row button,
      .row select {
        width: auto;
        height: 40px;
      }

      .row p {
        margin: 0;
        font-size: 14px;
      }

      progress {
        width: 140px;
        accent-color: var(--ink);
      }

      svg {
        display: block;
        width: 100%;
        height: auto;
        font-size: 12px;
      }

      svg text {
        fill: var(--muted);
      }

      .grid {
        stroke: var(--line);
      }

      circle {
        fill: none;
        stroke: var(--a);
        stroke-width: 2;
      }

      rect {
        fill: var(--b);
        fill-opacity: 0.75;
      }

      .of-a {
        stroke: var(--a);
        stroke-width: 2;
        stroke-dasharray: 4 3;
      }

      .of-b {
        stroke: var(--b);
        stroke-width: 2;
      }

      .key {
        display: flex;
        gap: 18px;
        margin: 0 0 4px;
        font-size: 13px;
      }

      .table {
        overflow-x: auto;
      }

      table {
        width: 100%;
        margin: 0;
      }

      th,
      td {
        white-space: nowrap;
      }

      td.helps {
        color: var(--b-ink);
        font-weight: 600;
      }

      td.hurts {
        color: var(--error);
        font-weight: 600;
      }

      @media (max-width: 640px) {
        .bench {
          margin-inline: -8px;
          padding-inline: 12px;
        }

        /* In the units of a figure that is drawn half as large. */
        svg {
          font-size: 20px;
        }

        legend {
          float: none;
          width: 100%;
          line-height: 24px;
        }
      }
    `,
  ];
  static override properties = {
    ...Lesson.properties,
    language: { attribute: false },
    says: { state: true },
    prediction: { state: true },
    own: { state: true },
    begun: { state: true },
  };
  declare language: LanguageCode;
  /** Texts of this lesson, in the language at hand once they are there. */
  declare says: TruthMessages;
  declare prediction: Prediction;
  /** A start of the reader's own. */
  declare own: number;
  declare begun: boolean;

  protected override readonly lesson = 'truth';
  #model: TruthModel | null = null;

  constructor() {
    super();
    this.language = 'en';
    this.says = en;
    this.prediction = {};
    this.own = 20;
    this.begun = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const model = new TruthModel();
    model.on('change', () => this.#judge(model));
    this.#model = model;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#model?.close();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('language')) void this.#speak();
  }

  override render(): TemplateResult {
    const { says: text } = this;
    const model = this.#model;
    const pairs = this.begun && model ? model.pairs : [];
    const whole = this.begun && model?.complete === true;
    return html`
      <p>${text.claim}</p>
      <p>${text.guess}</p>
      <div class="bench">${predicted.map((name) => this.#predict(name))}</div>
      ${this.task('predicted', text.predicted)}
      <div class="bench">
        ${this.#controls()}
        <p class="key">
          <span class="a">○ ${text.fixed}</span><span class="b">■ ${text.trainable}</span>
          <span class="muted">${text.accuracy}</span>
        </p>
        <svg viewBox=${truthBox} role="img" aria-label=${this.#figureSays(pairs)}>
          ${truthFigure(pairs)}
        </svg>
      </div>
      ${this.task('ran', text.ran)}
      <p>${text.seeds}</p>
      <p>${text.interval}</p>
      ${pairs.length === 0 ? nothing : this.#table(pairs)}
      <div class="bench">
        <div class="row">
          <label>
            ${text.own}
            <select @change=${this.#choose}>
              ${ownStarts.map(
                (start) =>
                  html`<option value=${start} ?selected=${start === this.own}>${start}</option>`,
              )}
            </select>
          </label>
          <button ?disabled=${!whole || model?.running} @click=${() => void model?.run(this.own)}>
            ${text.runOwn(this.own)}
          </button>
        </div>
      </div>
      ${this.task('own', text.another)}
      ${this.question(
        () => (whole && model ? [model.helped] : []),
        text.question,
        text.because(model?.helped ?? 0, pairs.length),
      )}
      <p>${text.settings}</p>
      <p><a href=${model?.address ?? './index.html'}>${text.link}</a></p>
      <p>${text.summary}</p>
    `;
  }

  #predict(name: (typeof predicted)[number]): TemplateResult {
    const { says: text, prediction } = this;
    return html`<fieldset ?disabled=${this.begun}>
      <legend>${text.from[name]}</legend>
      ${effects.map(
        (effect) => html`<label>
          <input
            type="radio"
            name=${name}
            .checked=${prediction[name] === effect}
            @change=${() => {
              this.prediction = { ...prediction, [name]: effect };
              if (this.#isPredicted) this.finish('predicted');
            }}
          />${text.effects[effect]}
        </label>`,
      )}
    </fieldset>`;
  }

  get #isPredicted(): boolean {
    return predicted.every((name) => this.prediction[name] !== undefined);
  }

  #controls(): TemplateResult {
    const { says: text } = this;
    const model = this.#model;
    const problem = model?.problem ?? '';
    if (model?.running) {
      return html`<div class="row">
        <button @click=${() => model.cancel()}>${text.cancel}</button>
        <progress max="1" .value=${model.progress} aria-label=${text.figure}></progress>
        <p role="status">${text.progress(model.progress, model.secondsToGo)}</p>
      </div>`;
    }
    const done = this.begun && model?.complete;
    const state = done ? text.finished : this.#isPredicted ? text.ready : text.waiting;
    return html`<div class="row">
        <button class="primary" ?disabled=${!this.#isPredicted || done} @click=${this.#run}>
          ${text.run}
        </button>
        <p role="status">${state}</p>
      </div>
      ${problem === '' ? nothing : html`<p class="error" role="alert">${problem}</p>`}`;
  }

  readonly #run = (): void => {
    this.begun = true;
    void this.#model?.run();
  };

  readonly #choose = (event: Event): void => {
    this.own = Number((event.target as HTMLSelectElement).value);
  };

  #judge(model: TruthModel): void {
    if (model.complete && !model.running) {
      this.finish('ran');
      if (model.plan.thresholds.length > starts.length) this.finish('own');
    }
    this.requestUpdate();
  }

  #figureSays(pairs: readonly Pair[]): string {
    const { says: text } = this;
    return text.figureSays(
      pairs.map(({ threshold, fixed, trainable }) =>
        text.startSays(threshold, shares(fixed.accuracy), shares(trainable.accuracy)),
      ),
    );
  }

  #table(pairs: readonly Pair[]): TemplateResult {
    const { says: text } = this;
    return html`<div class="bench table" tabindex="0" role="group" aria-label=${text.table}>
      <table>
        <caption>${text.table}</caption>
        <tr>
          ${text.columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
        ${pairs.map((pair) => this.#row(pair))}
      </table>
    </div>`;
  }

  #row({ threshold, fixed, trainable }: Pair): TemplateResult {
    const { says: text } = this;
    const effect = effectOf(trainable.difference);
    const interval = confidence(trainable.difference);
    const share = (values: readonly number[]) => (values.length > 0 ? percent(mean(values)) : '');
    const said = predicted[(starts as readonly number[]).indexOf(threshold)];
    const prediction = said && this.prediction[said];
    return html`<tr>
      <td>${compact(threshold)}</td>
      <td class="a">${share(fixed.accuracy)}</td>
      <td class="b">${share(trainable.accuracy)}</td>
      <td>
        ${
          interval
            ? text.between(
                points(mean(trainable.difference)),
                points(interval[0]),
                points(interval[1]),
              )
            : ''
        }
      </td>
      <td class=${effect}>${text.effects[effect]}</td>
      <td>${prediction ? text.effects[prediction] : ''}</td>
    </tr>`;
  }

  async #speak(): Promise<void> {
    const { language } = this;
    const text = language === 'zh' ? (await import('../messages/zh_truth')).zh : en;
    if (language === this.language) this.says = text;
  }
}

customElements.define('rouse-is-it-true', IsItTrue);
