/** Lesson 3: dead neurons and trainable thresholds. The reader breaks a network and rouses it. */
import { html, nothing, type TemplateResult } from 'lit';
import { compact, percent } from '../format';
import { LabLesson } from './lab-lesson';
import { runTable } from './parts';
import './reach-figure';
import type { Surrogate } from './reach_model';
import { type ArmRun, type Run, roused } from './runs';

/** The paper's surrogate; a wider one keeps its height, which is scale / width. */
const paper = { width: 3.75, scale: 1.5 } as const;
/** What the sliders offer: least, most, step. */
const ranges = { threshold: [5, 100, 5], width: [paper.width, 15, 1.25] } as const;
/** Of both networks; measured so that a run takes seconds and shows the same with every seed. */
const hidden = 100;
const thresholdRate = 0.3;
const batch = 8;
const epochs = 6;
/** Of the question: the built-in training samples, and the way that an output's threshold goes. */
const asked = { samples: 1000, from: 50, to: 20 } as const;

export class RousingDead extends LabLesson<'rousing'> {
  static override styles = [...LabLesson.styles, runTable];
  static override properties = {
    ...LabLesson.properties,
    threshold: { state: true },
    width: { state: true },
  };
  declare threshold: number;
  declare width: number;

  protected override readonly lesson = 'rousing';
  /** A new one only when it has changed. */
  #surrogate: Surrogate = { threshold: 0, width: 0, scale: 0 };

  constructor() {
    super();
    this.threshold = ranges.threshold[0];
    this.width = paper.width;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('threshold') && !changed.has('width')) return;
    const scale = (this.width * paper.scale) / paper.width;
    this.#surrogate = { threshold: this.threshold, width: this.width, scale };
  }

  override render(): TemplateResult {
    const { rousing: text, reachFigure } = this.text;
    const way = asked.from - asked.to;
    const steps = way / thresholdRate;
    return html`
      <p>${text.twins(hidden)}</p>
      <div class="bench">
        ${this.#sliders()}
        <rouse-lab
          id="lab"
          theme=${this.theme}
          lang=${this.language}
          figures="dead,accuracy"
          hidden-sizes=${hidden}
          threshold=${this.threshold}
          width=${this.width}
          scale=${this.#surrogate.scale}
          lr="0.0001"
          lr-threshold=${thresholdRate}
          reset-gradient="masked"
          batch=${batch}
          epochs=${epochs}
          @done=${this.end}
        ></rouse-lab>
        ${this.second('accuracy')}
      </div>
      ${this.task('healthy', text.healthy(epochs))}
      <p>${text.dead}</p>
      ${this.task('broken', text.broken)}
      <p>${text.why}</p>
      <rouse-reach-figure .surrogate=${this.#surrogate} .text=${reachFigure}></rouse-reach-figure>
      <p>${text.trains}</p>
      <div class="bench">
        ${this.#sliders()}
        ${this.figures('dead', 'thresholds', 'transport')} ${this.#table()}
      </div>
      ${this.task('roused', text.roused)}
      <p>${text.order}</p>
      ${this.task('lost', text.lost)}
      <p>${text.faint}</p>
      ${this.task('reached', text.reached)}
      ${this.question(
        () => [steps],
        text.question(thresholdRate, asked.from, asked.to),
        text.because(way, thresholdRate, steps, asked.samples / batch),
        0.5,
      )}
      <p>${text.summary}</p>
    `;
  }

  protected override judge(run: Run, before: readonly Run[]): void {
    for (const task of roused(run, before, paper.width)) this.finish(task);
  }

  #sliders(): TemplateResult {
    return html`<div class="settings">${this.#slider('threshold')} ${this.#slider('width')}</div>`;
  }

  #slider(name: 'threshold' | 'width'): TemplateResult {
    const [least, most, step] = ranges[name];
    return html`<label>
      <span>${this.text.rousing.settings[name]}</span><b>${compact(this[name])}</b>
      <input
        type="range"
        min=${least}
        max=${most}
        step=${step}
        .value=${String(this[name])}
        @input=${(event: Event) => {
          this[name] = Number((event.target as HTMLInputElement).value);
        }}
        @change=${() => void this.#rebuild()}
      />
    </label>`;
  }

  /** The laboratory takes the sliders over as soon as one is let go. */
  async #rebuild(): Promise<void> {
    await this.updateComplete;
    await this.lab?.reset();
  }

  #table(): TemplateResult | typeof nothing {
    if (this.runs.length === 0) return nothing;
    const { rousing: text } = this.text;
    const cells = ({ test, dead, hidden: all }: ArmRun, name: string) => html`
      <td class=${name}>${percent(test, 0)}</td>
      <td class=${name}>${text.deadOf(dead, all)}</td>
    `;
    return html`<table>
      <caption>${text.runs}</caption>
      <tr>
        ${text.columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
      ${this.runs.map(
        (run) => html`<tr>
          <td>${compact(run.threshold)}</td>
          <td>${compact(run.width)}</td>
          ${cells(run.a, 'a')} ${cells(run.b, 'b')}
        </tr>`,
      )}
    </table>`;
  }
}

customElements.define('rouse-rousing-dead', RousingDead);
