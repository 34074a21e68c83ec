/** Lesson 2: why spikes have no gradient, and what the surrogate does about it. */
import { html, LitElement, type TemplateResult } from 'lit';
import { createNeuronClient, type NeuronClient } from 'rouse-snn/neuron';
import { en, type LessonMessages } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { article } from './article';
import './question-box';
import './surrogate-figure';
import { SurrogateModel, wantedSpikes } from './surrogate_model';
import { Tasks } from './tasks';

/** Of the question: the least width with which a triangle reaches from the threshold so far down. */
const asked = { threshold: 5, peak: 2 };

export class WhySurrogate extends LitElement {
  static override styles = [shared, article];
  static override properties = { text: { attribute: false } };
  declare text: LessonMessages;

  #client: NeuronClient | null = null;
  #model: SurrogateModel | null = null;
  readonly #tasks = new Tasks(['flat', 'wide', 'learn'] as const);
  #stop: () => void = () => {};

  constructor() {
    super();
    this.text = en;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#client = createNeuronClient();
    const model = new SurrogateModel(this.#client);
    this.#model = model;
    this.#stop = model.on('change', () => this.#judge(model));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#client?.close();
  }

  override render(): TemplateResult {
    const { surrogate: text, task, surrogateFigure, question } = this.text;
    return html`
      <p>${text.stairs}</p>
      <rouse-surrogate-figure .model=${this.#model} .text=${surrogateFigure}></rouse-surrogate-figure>
      <p>${text.bell}</p>
      ${this.#tasks.line('flat', task, text.flat)} ${this.#tasks.line('wide', task, text.wide)}
      ${this.#tasks.line('learn', task, text.learn(wantedSpikes))}
      <rouse-question
        .text=${question}
        .answer=${() => asked.threshold - asked.peak}
        .tolerance=${0.05}
        @answered=${() => this.dispatchEvent(new CustomEvent('lesson-done'))}
      >
        ${text.question(asked.peak, asked.threshold)}
        <p slot="because">${text.because}</p>
      </rouse-question>
      <p>${text.summary}</p>
    `;
  }

  #judge(model: SurrogateModel): void {
    if (model.learned > 0 && model.moved === 0 && model.gradient === 0 && model.spikes === 0) {
      this.#tasks.finish('flat');
    }
    if (this.#tasks.done('flat') && model.spikes === 0 && model.gradient !== 0) {
      this.#tasks.finish('wide');
    }
    if (model.learned > 0 && model.spikes === wantedSpikes) this.#tasks.finish('learn');
    this.requestUpdate();
  }
}

customElements.define('rouse-why-surrogate', WhySurrogate);
