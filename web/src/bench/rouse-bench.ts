/** <rouse-bench>: measures the library's speed where it is opened, and shows what comes out. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { runBench, type Sweep, type SweepPoint } from 'rouse-snn/bench';
import { count } from '../format';
import { icons, logo } from '../icons';
import { shared } from '../styles/shared';
import { tokens } from '../styles/tokens';
import { top } from '../styles/top';
import { Theme } from '../theme';
import '../views/copy-button';
import { browserOf } from './environment';
import { lineInWords, nanosecondsPerEvent, significant } from './figures';
import { Measurement } from './measurement';
import './roofline-chart';
import { styles } from './styles';
import './sweep-chart';
import { kernelTable, limitTable, sweepTable, trainingTable } from './tables';

/** Seconds of a measurement that are offered, and about how long all of them take. */
const lengths: readonly (readonly [seconds: number, words: string])[] = [
  [0.1, 'Quick, 10 s'],
  [0.3, 'Usual, 20 s'],
  [1, 'Thorough, 1 min'],
];

export class RouseBench extends LitElement {
  static override styles = [tokens, shared, top, styles];
  static override properties = {
    theme: { reflect: true, attribute: 'data-theme' },
    seconds: { state: true },
  };
  /** 'light' or 'dark', reflected for the colour tokens. */
  declare theme: string;
  /** Of each measurement. */
  declare seconds: number;

  readonly #environment = browserOf(navigator.userAgent);
  readonly #measurement = new Measurement(runBench);
  readonly #colours = new Theme();
  #stops: (() => void)[] = [];

  constructor() {
    super();
    this.theme = this.#colours.name;
    this.seconds = secondsOf(location.hash) ?? 0.3;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const showTheme = () => {
      this.theme = this.#colours.name;
    };
    // The time to go passes between the events, too.
    const clock = setInterval(() => {
      if (this.#measurement.running) this.requestUpdate();
    }, 500);
    this.#stops = [
      this.#colours.on('change', showTheme),
      this.#measurement.on('change', () => this.requestUpdate()),
      () => clearInterval(clock),
      () => this.#measurement.close(),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  override render(): TemplateResult {
    return html`
      <header class="top">
        <h1>${logo} Rouse <span>bench</span></h1>
        <p>How fast this browser trains spiking networks, and how far that is from its limits.</p>
        <a href="./">Laboratory</a>
        <button
          class="icon quiet"
          title="Light or dark"
          aria-label=${this.theme === 'dark' ? 'Use light colours' : 'Use dark colours'}
          @click=${() => this.#colours.toggle()}
        >
          ${this.theme === 'dark' ? icons.light : icons.dark}
        </button>
      </header>
      ${this.#bar()}
      <main>${this.#machine()} ${this.#training()} ${this.#sweeps()} ${this.#roofline()}</main>
      <div class="visually-hidden" role="status" data-test="status">${this.#spoken()}</div>
    `;
  }

  // --- the bar ----------------------------------------------------------------------------------

  #bar(): TemplateResult {
    const { running, json, markdown } = this.#measurement;
    return html`<div class="bar" role="region" aria-label="Measuring">
      <button
        class="start ${running ? '' : 'primary'}"
        @click=${() => (running ? this.#measurement.cancel() : this.#start())}
      >
        ${running ? html`${icons.stop} Cancel` : html`${icons.play} Start`}
      </button>
      <label>
        <span class="visually-hidden">Length of the measurement</span>
        <select
          ?disabled=${running}
          @change=${(event: Event) => {
            this.seconds = Number((event.target as HTMLSelectElement).value);
          }}
        >
          ${this.#lengths().map(
            ([seconds, words]) =>
              html`<option value=${seconds} ?selected=${seconds === this.seconds}>${words}</option>`,
          )}
        </select>
      </label>
      <div class="progress">${this.#progress()}</div>
      <div class="copies">
        <rouse-copy-button what="JSON" .text=${json}></rouse-copy-button>
        <rouse-copy-button what="Markdown" .text=${markdown}></rouse-copy-button>
      </div>
    </div>`;
  }

  #lengths(): readonly (readonly [number, string])[] {
    if (lengths.some(([seconds]) => seconds === this.seconds)) return lengths;
    return [...lengths, [this.seconds, `${this.seconds} s each`]];
  }

  #start(): void {
    this.#measurement.start(this.seconds, `${this.#environment}, WebAssembly`);
  }

  #progress(): TemplateResult | string {
    const { status, index, cases, name, done, toGo, problem } = this.#measurement;
    switch (status) {
      case 'idle':
        return 'Nothing is sent anywhere. Leave this tab in front while it measures.';
      case 'running':
        return html`<progress max="1" .value=${done} aria-label="Progress"></progress>
          <p>
            <span class="name">
              ${name === '' ? 'Loading' : `${index + 1} of ${cases}: ${name}`}
            </span>
            <span class="muted">${toGo}</span>
          </p>`;
      case 'finished':
        return 'Finished. Run it again to see how steady the figures are.';
      case 'cancelled':
        return `Cancelled after ${index} of ${cases} measurements.`;
      case 'failed':
        return html`<p class="error" role="alert">${problem}</p>`;
    }
  }

  /** For assistive technology: the beginning and the end, not every case. */
  #spoken(): string {
    const words = {
      idle: '',
      running: 'Measuring.',
      finished: 'Finished.',
      cancelled: 'Cancelled.',
      failed: '',
    };
    return words[this.#measurement.status];
  }

  // --- what is measured -------------------------------------------------------------------------

  #machine(): TemplateResult {
    const { report } = this.#measurement;
    const cores = navigator.hardwareConcurrency;
    const vectors = report ? `vectors of ${report.vector_floats} floats` : 'SIMD';
    return html`<p class="machine" data-test="machine">
      ${this.#environment}, ${cores} ${cores === 1 ? 'core' : 'cores'}, WebAssembly with ${vectors},
      one thread
    </p>`;
  }

  #training(): TemplateResult {
    const { report } = this.#measurement;
    return html`<section class="beside" aria-labelledby="training">
      <div>
        <h2 id="training">Training</h2>
        <p class="about">
          Whole training steps on built-in saccade digits: binning into 300 bins of 1 ms, forward,
          backward, Adam. A synaptic operation adds a weight in the forward pass. The streaming limit
          is the speed of reading as many bytes as the largest layer's weights and adding them up,
          measured in the same seconds. The backward pass adds at least as often again, so that half
          of it cannot be reached.
        </p>
      </div>
      <div>${report ? trainingTable(report) : nothing}</div>
    </section>`;
  }

  #roofline(): TemplateResult {
    const { report } = this.#measurement;
    return html`<section class="beside" aria-labelledby="roofline">
      <div>
        <h2 id="roofline">Roofline</h2>
        <p class="about">
          Each kernel alone: what it computes in a second, and with each byte that it reads. The
          roofs are limits of this machine, measured here too. The sloping ones read arrays of
          several sizes, for the closer and the farther caches; the flat ones compute with a few numbers over and over.
          Event kernels have the colour of the roof above them.
        </p>
        ${report ? limitTable(report) : nothing}
      </div>
      <div>
        ${
          report && report.kernels.length > 0
            ? html`<rouse-roofline-chart .report=${report}></rouse-roofline-chart>`
            : nothing
        }
        ${report ? kernelTable(report) : nothing}
      </div>
    </section>`;
  }

  #sweeps(): TemplateResult {
    const { report } = this.#measurement;
    const { events, widths, inputs } = report ?? {};
    return html`<div class="pair">
      <section aria-labelledby="events">
        <h2 id="events">Cost follows the events</h2>
        <p class="about">
          Forward and backward pass of 2312-256-10 on random events, and the straight line through
          the times. ${events?.line ? html`<b>${lineInWords(events.line, 'event')}</b>.` : nothing}
        </p>
        ${events ? this.#sweep(events, eventsOf, 'event', 16500) : nothing}
        ${this.#inputs(inputs)}
      </section>
      <section aria-labelledby="widths">
        <h2 id="widths">Wider hidden layers</h2>
        <p class="about">
          The same with 4 000 events a sample and 64 to 1024 hidden neurons. The line bends where the
          weights outgrow a cache.
          ${widths?.line ? html`<b>${lineInWords(widths.line, 'hidden neuron')}</b>.` : nothing}
        </p>
        ${widths ? this.#sweep(widths, widthOf, 'hidden neuron', 1060) : nothing}
      </section>
    </div>`;
  }

  #sweep(
    sweep: Sweep,
    of: (point: SweepPoint) => number,
    unit: string,
    most: number,
  ): TemplateResult | typeof nothing {
    if (sweep.points.length === 0) return nothing;
    return html`<rouse-sweep-chart .sweep=${sweep} .of=${of} unit=${unit} most=${most}>
      </rouse-sweep-chart>
      ${sweepTable(sweep, `By ${unit}s`, `${unit}s`, (point) => count(of(point)))}`;
  }

  #inputs(sweep: Sweep | undefined): TemplateResult | typeof nothing {
    const [few, many] = sweep?.points ?? [];
    if (!few || !many) return nothing;
    const ratio = nanosecondsPerEvent(many) / nanosecondsPerEvent(few);
    return html`<p class="about after">
      An event costs what its weights cost, whatever the number of inputs: of ${count(many.inputs)}
      inputs it takes ${significant(nanosecondsPerEvent(many))} ns, of ${count(few.inputs)} inputs
      ${significant(nanosecondsPerEvent(few))} ns (${many.width} hidden neurons), which is
      <b>${significant(ratio)} times</b> as long for ${significant(many.inputs / few.inputs)} times
      as many inputs.
    </p>`;
  }
}

const eventsOf = (point: SweepPoint) => point.events_per_sample;
const widthOf = (point: SweepPoint) => point.width;

/** "#seconds=0.05": a length that the list does not offer, 0.01 to 60. */
function secondsOf(hash: string): number | null {
  const text = new URLSearchParams(hash.slice(1)).get('seconds');
  const seconds = text === null ? Number.NaN : Number(text);
  return seconds >= 0.01 && seconds <= 60 ? seconds : null;
}

customElements.define('rouse-bench', RouseBench);
