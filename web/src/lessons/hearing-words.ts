/** Lesson 5: a cochlea, memory in networks, and a digit that the reader says. */

import { html, nothing, type TemplateResult } from 'lit';
import { createDataClient, type DataClient } from 'rouse-snn';
import { createNeuronClient, type NeuronClient } from 'rouse-snn/neuron';
import type { RouseEvents, RouseLabElement } from '../../public/rouse-lab';
import { messageOf, percent } from '../format';
import { en, type HearingMessages } from '../messages/en_hearing';
import {
  type HeardRuns,
  heardTasks,
  type Memory,
  memories,
  memoryOf,
  memorySettings,
} from './heard_runs';
import { LabLesson } from './lab-lesson';
import { choices, runTable } from './parts';
import './neuron-figure';
import { NeuronModel } from './neuron_model';
import type { Run } from './runs';
import './tone-figure';
import { ToneModel } from './tone_model';

/** Of the data: so few are spoken in seconds. */
const words = [0, 1, 2, 3, 4, 5] as const;
const perClass = 10;
const epochs = 30;
/** Hz */
const firstTone = 500;
const askedTone = 1000;
const deep = 200;
const high = 3000;
/** Channels by which an answer may differ. */
const tolerance = 20;
/** Forgets the first pulse before the second: its potential does not reach 3 with one of them. */
const forgetful = { weight: 1, currentRetention: 0.5, membraneRetention: 0.9, threshold: 2.5 };
const pulses = [10, 40] as const;

export class HearingWords extends LabLesson<'hearing'> {
  static override styles = [...LabLesson.styles, choices, runTable];
  static override properties = {
    ...LabLesson.properties,
    says: { state: true },
    memory: { state: true },
    heard: { state: true },
    problem: { state: true },
  };
  /** Texts of this lesson, in the language at hand once they are there. */
  declare says: HearingMessages;
  declare memory: Memory;
  declare heard: HeardRuns;
  /** Why no word could be said. */
  declare problem: string;

  protected override readonly lesson = 'hearing';
  #data: DataClient | null = null;
  #neurons: NeuronClient | null = null;
  #tones: ToneModel | null = null;
  #neuron: NeuronModel | null = null;
  #stops: (() => void)[] = [];
  #sample = 0;
  #said = 0;
  readonly #seen = new Set<number>();
  readonly #toned = { deep: false, high: false };

  constructor() {
    super();
    this.says = en;
    this.memory = 'leak';
    this.heard = {};
    this.problem = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#data = createDataClient();
    this.#neurons = createNeuronClient();
    const tones = new ToneModel(this.#data, firstTone, askedTone);
    const neuron = new NeuronModel(this.#neurons, forgetful, pulses);
    this.#tones = tones;
    this.#neuron = neuron;
    this.#stops = [
      tones.on('change', () => this.#judgeTone(tones)),
      neuron.on('change', () => this.#judgeNeuron(neuron)),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#data?.close();
    this.#neurons?.close();
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('language')) void this.#speak();
  }

  override render(): TemplateResult {
    const { says: text } = this;
    return html`
      <p>${text.cochlea}</p>
      <rouse-tone-figure .model=${this.#tones} .text=${text.tone}></rouse-tone-figure>
      ${this.task('tones', text.tones)}
      <p>${text.words}</p>
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
          data="builtin:spoken-digits"
          classes=${words.join()}
          per-class=${perClass}
          hidden-sizes="64"
          threshold="2"
          current-retention="0.5"
          membrane-retention="0.9"
          reset-gradient="masked"
          scale="1"
          width="5"
          occupancy="counts"
          readout="mean_potential"
          loss="cross_entropy"
          lr="0.005"
          lr-threshold="0.01"
          lr-delay="0.05"
          batch="8"
          epochs=${epochs}
          @done=${this.end}
          @sample=${this.#look}
        ></rouse-lab>
        ${this.second('rasters')}
      </div>
      ${this.task('look', text.look)}
      <p>${text.order}</p>
      <rouse-neuron-figure .model=${this.#neuron} .text=${this.text.figure}></rouse-neuron-figure>
      ${this.task('remember', text.remember)}
      <p>${text.memories}</p>
      <div class="bench">
        <div class="settings">
          <fieldset>
            <legend>${text.memory}</legend>
            ${memories.map(
              (memory) => html`<button
                aria-pressed=${memory === this.memory}
                @click=${() => void this.#take(memory)}
              >
                ${text.memoryNames[memory]}
              </button>`,
            )}
          </fieldset>
        </div>
        ${this.figures('accuracy', 'confusion', 'transport')} ${this.#table()}
      </div>
      ${this.task('train', text.train(epochs, words.length))} ${this.task('compare', text.compare)}
      <p>${text.few}</p>
      <p>${text.speak}</p>
      <div class="bench">
        <div class="settings">
          <button @click=${() => void this.#say()}>${text.own}</button>
        </div>
        ${this.figures('recording', 'rasters')}
        ${this.problem === '' ? nothing : html`<p class="error" role="alert">${this.problem}</p>`}
      </div>
      ${this.task('say', text.say)}
      ${this.question(
        () => (this.#tones?.asked ? [this.#tones.asked.centre] : []),
        text.question(askedTone),
        text.because(this.#tones?.asked?.centre ?? 0),
        tolerance,
      )}
      <p>${text.summary}</p>
    `;
  }

  protected override judge(run: Run): void {
    const { lab } = this;
    if (!lab) return;
    this.heard = { ...this.heard, [memoryOf(lab.settings)]: run };
    for (const task of heardTasks(this.heard)) this.finish(task);
  }

  async #speak(): Promise<void> {
    const { language } = this;
    const text = language === 'zh' ? (await import('../messages/zh_hearing')).zh : en;
    if (language === this.language) this.says = text;
  }

  #judgeTone({ heard }: ToneModel): void {
    this.requestUpdate();
    if (!heard) return;
    if (heard.frequency < deep) this.#toned.deep = true;
    if (heard.frequency > high) this.#toned.high = true;
    if (this.#toned.deep && this.#toned.high) this.finish('tones');
  }

  #judgeNeuron({ spikes, moved, pulses: set }: NeuronModel): void {
    const [first = 0, last = 0] = set;
    const apart = set.length === 2 && last - first >= pulses[1] - pulses[0];
    if (apart && spikes > 0 && moved.every((name) => name === 'membraneRetention')) {
      this.finish('remember');
    }
  }

  readonly #look = ({ detail }: CustomEvent<RouseEvents['sample']>): void => {
    if (detail.part === 'unlabelled') {
      if (Object.keys(this.heard).length > 0) this.finish('say');
      return;
    }
    this.#sample = detail.index;
    this.#seen.add(detail.label);
    if (this.#seen.size >= 3) this.finish('look');
  };

  #move(by: 1 | -1): void {
    const sample = Math.max(0, this.#sample + by);
    if (this.lab) this.lab.settings = { part: 'test', sample };
  }

  async #take(memory: Memory): Promise<void> {
    this.memory = memory;
    const { lab } = this;
    if (!lab) return;
    await lab.pause();
    lab.settings = memorySettings[memory];
    await lab.reset();
  }

  async #say(): Promise<void> {
    const lab: RouseLabElement | null = this.lab;
    if (!lab || !this.#tones) return;
    this.problem = '';
    try {
      const wav = await this.#tones.word(this.#said++);
      await lab.load([new File([wav], 'word.wav')]);
    } catch (error) {
      this.problem = messageOf(error);
    }
  }

  #table(): TemplateResult | typeof nothing {
    const { says: text, heard } = this;
    if (Object.keys(heard).length === 0) return nothing;
    return html`<table>
      <caption>${text.runs}</caption>
      <tr>
        ${text.columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
      ${memories.map((memory) => {
        const run = heard[memory];
        return run
          ? html`<tr>
              <td>${text.memoryNames[memory]}</td>
              <td class="a">${percent(run.a.test, 0)}</td>
              <td class="b">${percent(run.b.test, 0)}</td>
              <td class="b">${percent(run.b.train, 0)}</td>
            </tr>`
          : nothing;
      })}
    </table>`;
  }
}

customElements.define('rouse-hearing-words', HearingWords);
