/** Lesson 2: why spikes have no gradient, and what the surrogate does about it. */
import { html, type TemplateResult } from 'lit';
import type { NeuronClient } from 'rouse-snn/neuron';
import { NeuronLesson } from './neuron-lesson';
import './surrogate-figure';
import { SurrogateModel, wantedSpikes } from './surrogate_model';

/** Of the question: the least width with which a triangle reaches from the threshold so far down. */
const asked = { threshold: 5, peak: 2 };

export class WhySurrogate extends NeuronLesson<'surrogate', SurrogateModel> {
  protected override readonly lesson = 'surrogate';

  protected override begin(client: NeuronClient): SurrogateModel {
    return new SurrogateModel(client);
  }

  override render(): TemplateResult {
    const { surrogate: text, surrogateFigure } = this.text;
    const { peak, threshold } = asked;
    return html`
      <p>${text.stairs}</p>
      <rouse-surrogate-figure .model=${this.model} .text=${surrogateFigure}></rouse-surrogate-figure>
      <p>${text.bell}</p>
      ${this.task('flat', text.flat)} ${this.task('wide', text.wide)}
      ${this.task('learn', text.learn(wantedSpikes))}
      ${this.question(() => [threshold - peak], text.question(peak, threshold), text.because, 0.05)}
      <p>${text.summary}</p>
    `;
  }

  protected override judge(model: SurrogateModel): void {
    const { learned, moved, gradient, spikes } = model;
    if (learned > 0 && moved === 0 && gradient === 0 && spikes === 0) this.finish('flat');
    if (this.done('flat') && spikes === 0 && gradient !== 0) this.finish('wide');
    if (learned > 0 && spikes === wantedSpikes) this.finish('learn');
  }
}

customElements.define('rouse-why-surrogate', WhySurrogate);
