/** A lesson about a single neuron, which a worker of its own computes. */
import { createNeuronClient, type NeuronClient } from 'rouse-snn/neuron';
import type { Subject } from '../subject';
import { Lesson } from './lesson';
import type { LessonId } from './lessons';

export abstract class NeuronLesson<
  Id extends LessonId,
  Model extends Subject<'change'>,
> extends Lesson<Id> {
  protected model: Model | null = null;
  #client: NeuronClient | null = null;
  #stop: () => void = () => {};

  /** The model of the lesson's figure. */
  protected abstract begin(client: NeuronClient): Model;

  /** Finishes the tasks that are done, at every change of the model. */
  protected abstract judge(model: Model): void;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#client = createNeuronClient();
    const model = this.begin(this.#client);
    this.model = model;
    this.#stop = model.on('change', () => this.judge(model));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#client?.close();
  }
}
