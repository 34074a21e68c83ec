/** Lesson 1: pulses, leak, threshold, spike, reset. */
import { html, LitElement, type TemplateResult } from 'lit';
import { createNeuronClient, type NeuronClient } from 'rouse-snn/neuron';
import { en, type LessonMessages } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { article } from './article';
import './neuron-figure';
import { NeuronModel } from './neuron_model';
import './question-box';
import { Tasks } from './tasks';

/** One pulse rises to 3.3 here, so that it needs a second one close by. */
const start = { weight: 1, currentRetention: 0.75, membraneRetention: 0.97, threshold: 4.5 };
const firstPulse = 10;
/** Of the question. */
const later = 13;
const leakAsked = 0.5;

export class OneNeuron extends LitElement {
  static override styles = [shared, article];
  static override properties = { text: { attribute: false } };
  declare text: LessonMessages;

  #client: NeuronClient | null = null;
  #model: NeuronModel | null = null;
  readonly #tasks = new Tasks(['together', 'leak', 'threshold', 'rate'] as const);
  #stop: () => void = () => {};

  constructor() {
    super();
    this.text = en;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#client = createNeuronClient();
    const model = new NeuronModel(this.#client, start, [firstPulse]);
    this.#model = model;
    this.#stop = model.on('change', () => this.#judge(model));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#client?.close();
  }

  override render(): TemplateResult {
    const { neuron: text, task, figure, question } = this.text;
    return html`
      <p>${text.leak}</p>
      <rouse-neuron-figure .model=${this.#model} .text=${figure}></rouse-neuron-figure>
      ${this.#tasks.line('together', task, text.twoPulses)}
      <p>${text.threshold}</p>
      ${this.#tasks.line('leak', task, text.leaky)} ${this.#tasks.line('threshold', task, text.rouse)}
      ${this.#tasks.line('rate', task, text.rate)}
      <rouse-question
        .text=${question}
        .answer=${() => leakAsked ** (later - firstPulse)}
        @answered=${() => this.dispatchEvent(new CustomEvent('lesson-done'))}
      >
        ${text.question}
        <p slot="because">${text.because}</p>
      </rouse-question>
      <p>${text.summary}</p>
    `;
  }

  #judge(model: NeuronModel): void {
    const { pulses, spikes, moved, settings } = model;
    const fast = settings.membraneRetention < 0.9;
    if (pulses.length >= 2 && spikes > 0 && moved.length === 0) this.#tasks.finish('together');
    if (this.#tasks.done('together') && pulses.length >= 2 && spikes === 0 && fast) {
      this.#tasks.finish('leak');
    }
    const roused = spikes > 0 && fast && settings.threshold < start.threshold;
    if (this.#tasks.done('leak') && roused && settings.weight === start.weight) {
      this.#tasks.finish('threshold');
    }
    if (spikes >= 6 && pulses.length <= 2) this.#tasks.finish('rate');
    this.requestUpdate();
  }
}

customElements.define('rouse-one-neuron', OneNeuron);
