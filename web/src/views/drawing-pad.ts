/** Draws a digit for the camera to see, and tells what both networks take it for. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { createCameraClient } from 'rouse-snn/camera';
import { answerOf } from '../answer';
import type { Experiment } from '../experiment';
import { Filming } from '../filming';
import { messageOf } from '../format';
import { icon } from '../icons';
import { Sketch } from '../sketch';
import { isCochlea } from '../specification';
import { arms } from '../styles/arms';
import { chips } from '../styles/chips';
import { shared } from '../styles/shared';
import './answer-bars';
import './info-tip';
import './sketch-canvas';
import type { SketchCanvas } from './sketch-canvas';
import { View } from './view';

const undoIcon = icon(svg`<path d="M5.8 3 2.6 6.2l3.2 3.2M3 6.2h6.2a3.6 3.6 0 0 1 0 7.2H6.5"/>`);
const clearIcon = icon(
  svg`<path d="M2.8 4.3h10.4M6.2 4.1V2.5h3.6v1.6M4.3 4.5l.6 9h6.2l.6-9M6.8 7v4M9.2 7v4"/>`,
);
/** While they train, networks change their minds faster than anybody wants to hear it. */
const spokenEveryMs = 4000;

export class DrawingPad extends View {
  static override styles = [
    shared,
    arms,
    chips,
    css`
      /* On a page of its own paper need not be larger than a hand. */
      :host {
        max-width: 400px;
      }

      header {
        display: flex;
        align-items: center;
        gap: 4px;
      }

      .paper {
        position: relative;
        aspect-ratio: 1;
        margin-top: 4px;
        border: 1px solid var(--line-strong);
        border-radius: 8px;
        background: var(--screen);
      }

      rouse-sketch-canvas {
        position: absolute;
        inset: 0;
        border-radius: 7px;
      }

      .hint {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding: 24px;
        text-align: center;
        color: var(--muted);
        pointer-events: none;
      }

      .tools {
        display: flex;
        margin: 0 -7px 0 auto;
      }

      .tools button {
        height: 24px;
        min-height: 0;
      }

      .chips {
        margin-top: 8px;
      }

      .answers {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: 1fr;
        gap: 12px;
        margin-top: 6px;
      }

      .answer {
        height: 36px;
        border-bottom: 2px solid var(--accent);
      }

      .answer .enclosed {
        display: flex;
        align-items: baseline;
        gap: 6px;
      }

      .answer b {
        font-size: 24px;
        line-height: 32px;
        color: var(--accent);
      }

      rouse-answer-bars {
        height: 64px;
        margin-top: 6px;
      }

      .note,
      .error {
        margin-top: 8px;
      }

      @media (pointer: coarse) {
        .tools button {
          width: 40px;
          height: 40px;
        }
      }

      /* So that a laptop shows paper and answers at once. */
      @media (min-width: 900px) {
        .paper {
          width: clamp(128px, 50vh - 195px, 100%);
          margin-inline: auto;
        }
      }

      /* In little room the answers stand beside the paper, and its figure has a title. */
      :host([beside]) {
        display: grid;
        grid-template-columns: min(55cqi, 100cqb) minmax(0, 1fr);
        align-content: start;
        column-gap: 12px;
        max-width: none;
      }

      :host([beside]) > * {
        grid-column: 2;
      }

      :host([beside]) .paper {
        position: sticky;
        top: 0;
        grid-area: 1 / 1 / span 9;
        align-self: start;
        width: auto;
        margin: 0;
      }

      :host([beside]) .chips {
        grid-template-columns: repeat(5, 1fr);
      }

      :host([beside]) :is(h3, rouse-tip) {
        display: none;
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    problem: { state: true },
    spoken: { state: true },
  };
  /** Why the camera failed. */
  declare problem: string;
  /** What assistive technology is told. */
  declare spoken: string;

  readonly #sketch = new Sketch();
  #filming: Filming | null = null;
  #hand = 0;
  #lastSpoken = 0;

  constructor() {
    super();
    this.problem = '';
    this.spoken = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { lab } = this.page;
    this.#filming = new Filming(
      this.#sketch,
      createCameraClient,
      (film) => {
        this.problem = '';
        this.#lastSpoken = 0;
        lab.showDrawing(film);
      },
      (error) => this.#complain(error),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#filming?.close();
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab } = this.page;
    return [
      lab.on('data', changed),
      lab.on('run', changed),
      lab.on('trace', () => {
        this.#speak();
        changed();
      }),
      this.#sketch.on('ink', changed),
      this.#sketch.on('rest', changed),
    ];
  }

  override render(): TemplateResult {
    const text = this.later.drawing;
    const { page } = this;
    const empty = this.#sketch.strokes.length === 0;
    return html`
      <header>
        <h3>${text.title}</h3>
        <rouse-tip .page=${page} about=${text.tipAbout} topic="camera">${text.tip}</rouse-tip>
        <div class="tools">
          ${this.#tool(text.undo, undoIcon, !this.#sketch.canUndo, () => this.#sketch.undo())}
          ${this.#tool(text.clear, clearIcon, empty, () => this.#sketch.clear())}
        </div>
      </header>
      ${page.lab.shelf.drawable ? this.#pad() : this.#otherSensor()}
    `;
  }

  #pad(): TemplateResult {
    const text = this.later.drawing;
    const { page } = this;
    const { active } = page.lab;
    const empty = this.#sketch.strokes.length === 0;
    return html`
      <div class="paper">
        <rouse-sketch-canvas
          .page=${this.page}
          .sketch=${this.#sketch}
          @write=${(event: CustomEvent<number>) => void this.#write(event.detail)}
        ></rouse-sketch-canvas>
        ${empty ? html`<p class="hint small">${text.hint}</p>` : nothing}
      </div>
      <div class="answers">${active.map((arm) => this.#answer(arm))}</div>
      ${page.lab.begun ? html`<rouse-answer-bars .page=${page}></rouse-answer-bars>` : nothing}
      <div class="chips" role="group" aria-label=${text.write}>
        ${Array.from(
          { length: 10 },
          (_, digit) => html`<button
            data-hint=${text.writeOne(digit)}
            aria-label=${text.writeOne(digit)}
            @click=${() => void this.#write(digit)}
          >
            ${digit}
          </button>`,
        )}
      </div>
      ${this.#notes().map((note) => html`<p class="note small muted">${note}</p>`)}
      ${this.problem === '' ? nothing : html`<div class="error" role="alert">${text.failed(this.problem)}</div>`}
      <div class="visually-hidden" role="status">${this.spoken}</div>
    `;
  }

  #otherSensor(): TemplateResult {
    const { shape } = this.page.lab.shelf.prepared?.train ?? {};
    const { drawing, hearing } = this.later;
    const { width = 0, height = 0 } = shape ?? {};
    return html`<p class="note small">
      ${isCochlea(shape) ? hearing.noDrawing : drawing.otherSensor(width, height)}
    </p>`;
  }

  #tool(says: string, icon: TemplateResult, disabled: boolean, press: () => void): TemplateResult {
    return html`<button
      class="icon quiet"
      data-hint=${says}
      aria-label=${says}
      ?disabled=${disabled}
      @click=${press}
    >
      ${icon}
    </button>`;
  }

  #answer(arm: Experiment): TemplateResult {
    const says = this.#saidBy(arm);
    return html`<div class="answer" data-arm=${arm.name}>
      <div class="enclosed">
        <span class=${arm.name}>${this.later.drawing.sees(arm.name.toUpperCase())}</span>
        <b>${says === undefined ? '' : (says ?? '–')}</b>
      </div>
    </div>`;
  }

  /** The class that a network takes the drawing for, null for none, undefined if it was not asked. */
  #saidBy({ trace }: Experiment): number | null | undefined {
    // Right after the pad is opened, a trace may still be of a recording of the data.
    return trace && trace.label < 0 ? answerOf(trace).says : undefined;
  }

  /** What one should know of the answers. */
  #notes(): string[] {
    const { lab } = this.page;
    const { train } = lab.shelf.prepared ?? {};
    const text = this.later.drawing;
    if (!lab.begun) return [text.untrained];
    if (lab.active.some((arm) => this.#saidBy(arm) === null)) return [text.silent];
    const taught = [...new Set(train?.labels)].toSorted((one, other) => one - other);
    const some = !lab.pendingData && train && taught.length < train.classCount;
    return some ? [text.taught(taught)] : [];
  }

  #complain(error: unknown): void {
    this.problem = messageOf(error);
  }

  async #write(digit: number): Promise<void> {
    try {
      this.#hand += 1;
      const strokes = await this.#filming?.camera.writeDigit(digit, this.#hand);
      if (!strokes) return;
      this.#sketch.replace(strokes);
      this.renderRoot.querySelector<SketchCanvas>('rouse-sketch-canvas')?.write();
    } catch (error) {
      this.#complain(error);
    }
  }

  #speak(): void {
    const { lab } = this.page;
    const answers = lab.active.map((arm) => ({ arm, says: this.#saidBy(arm) }));
    const waiting = answers.some(({ says }) => says === undefined);
    const early = performance.now() - this.#lastSpoken < spokenEveryMs;
    if (waiting || early || this.#sketch.strokes.length === 0) return;
    const text = this.later.drawing;
    const spoken = answers.map(({ arm, says }) => text.says(arm.name.toUpperCase(), says ?? null));
    if (spoken.join(' ') === this.spoken) return;
    this.#lastSpoken = performance.now();
    this.spoken = spoken.join(' ');
  }
}

customElements.define('rouse-drawing-pad', DrawingPad);
