/** Lesson 7: events of what moves, and channels that tell where it moves to. */
import { html, type TemplateResult } from 'lit';
import {
  createDataClient,
  createNetworkClient,
  type DataClient,
  type NetworkClient,
} from 'rouse-snn';
import type { LanguageCode } from '../language';
import { en, type MotionMessages } from '../messages/en_motion';
import { Lesson } from './lesson';
import './motion-figure';
import { type Direction, directions } from './motion_filters';
import { isWave, laboratory, MotionModel, usualInhibition } from './motion_model';

/** In percent, by which an answer may differ. */
const tolerance = 1.5;
/** From so many spikes on, shares say something. */
const leastSpikes = 200;

export class SeeingMotion extends Lesson<'motion'> {
  static override properties = {
    ...Lesson.properties,
    language: { attribute: false },
    says: { state: true },
  };
  declare language: LanguageCode;
  /** Texts of this lesson, in the language at hand once they are there. */
  declare says: MotionMessages;

  protected override readonly lesson = 'motion';
  #data: DataClient | null = null;
  #network: NetworkClient | null = null;
  #model: MotionModel | null = null;
  #stop: () => void = () => {};
  readonly #bars = new Set<Direction>();

  constructor() {
    super();
    this.language = 'en';
    this.says = en;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#data = createDataClient();
    this.#network = createNetworkClient();
    const model = new MotionModel(this.#data, this.#network);
    this.#model = model;
    this.#stop = model.on('change', () => this.#judge(model));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#data?.close();
    this.#network?.close();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('language')) void this.#speak();
  }

  override render(): TemplateResult {
    const { says: text } = this;
    return html`
      <p>${text.events}</p>
      <p>${text.channels}</p>
      <rouse-motion-figure .model=${this.#model} .text=${text.figure}></rouse-motion-figure>
      ${this.task('bars', text.bars)}
      <p>${text.why}</p>
      ${this.task('blind', text.blind)}
      <p>${text.wave}</p>
      ${this.task('wave', text.find)}
      ${this.question(
        () => (this.#model?.asked == null ? [] : [this.#model.asked]),
        text.question,
        text.because,
        tolerance,
      )}
      <p>${text.summary}</p>
      <p><a href=${laboratory}>${text.link}</a></p>
    `;
  }

  async #speak(): Promise<void> {
    const { language } = this;
    const text = language === 'zh' ? (await import('../messages/zh_motion')).zh : en;
    if (language === this.language) this.says = text;
  }

  #judge({ seen, asked }: MotionModel): void {
    // What the question asks for may be known by now.
    if (asked !== null) this.requestUpdate();
    if (!seen) return;
    const { source, counts, inhibition } = seen;
    if (source.kind === 'bar') {
      if (inhibition === 0) this.finish('blind');
      if (inhibition >= usualInhibition) this.#bars.add(source.direction);
      if (this.#bars.size === directions.length) this.finish('bars');
      return;
    }
    const spikes = counts.reduce((sum, one) => sum + one, 0);
    if (spikes >= leastSpikes && inhibition >= usualInhibition && isWave(counts)) {
      this.finish('wave');
    }
  }
}

customElements.define('rouse-seeing-motion', SeeingMotion);
