/** Lesson 1: pulses, leak, threshold, spike, reset. */
import { html, type TemplateResult } from 'lit';
import type { NeuronClient } from 'rouse-snn/neuron';
import './neuron-figure';
import { NeuronModel } from './neuron_model';
import { NeuronLesson } from './neuron-lesson';

/** One pulse rises to 3.3 here, so that it needs a second one close by. */
const start = { weight: 1, currentRetention: 0.75, membraneRetention: 0.97, threshold: 4.5 };
const firstPulse = 10;
/** Of the question. */
const later = 13;
const leakAsked = 0.5;

export class OneNeuron extends NeuronLesson<'neuron', NeuronModel> {
  protected override readonly lesson = 'neuron';

  protected override begin(client: NeuronClient): NeuronModel {
    return new NeuronModel(client, start, [firstPulse]);
  }

  override render(): TemplateResult {
    const { neuron: text, figure } = this.text;
    return html`
      <p>${text.leak}</p>
      <rouse-neuron-figure .model=${this.model} .text=${figure}></rouse-neuron-figure>
      ${this.task('together', text.twoPulses)}
      <p>${text.threshold}</p>
      ${this.task('leak', text.leaky)} ${this.task('threshold', text.rouse)}
      ${this.task('rate', text.rate)}
      ${this.question(() => [leakAsked ** (later - firstPulse)], text.question, text.because, 0.005)}
      <p>${text.summary}</p>
    `;
  }

  protected override judge({ pulses, spikes, moved, settings }: NeuronModel): void {
    const fast = settings.membraneRetention < 0.9;
    if (pulses.length >= 2 && spikes > 0 && moved.length === 0) this.finish('together');
    if (this.done('together') && pulses.length >= 2 && spikes === 0 && fast) this.finish('leak');
    const roused = spikes > 0 && fast && settings.threshold < start.threshold;
    if (this.done('leak') && roused && settings.weight === start.weight) this.finish('threshold');
    if (spikes >= 6 && pulses.length <= 2) this.finish('rate');
  }
}

customElements.define('rouse-one-neuron', OneNeuron);
