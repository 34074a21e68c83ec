/** <rouse-lab>: the whole laboratory as one element. Joins the models to the views. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { createDataClient, createNetworkClient } from 'rouse-snn';
import { followAddress } from './address';
import { filesOfDrop } from './dropped_files';
import { percent } from './format';
import { icons, logo } from './icons';
import { actionOf } from './keys';
import { Lab, type Workers } from './lab';
import { Language, type LanguageCode, languageCodes, languages } from './language';
import type { Messages } from './messages/en';
import { Painter } from './painter';
import { Playback } from './playback';
import { type AddressProblem, Store } from './state';
import { layout } from './styles/layout';
import { shared } from './styles/shared';
import { tokens } from './styles/tokens';
import { top } from './styles/top';
import { Theme } from './theme';
import './views/activity-panel';
import './views/data-panel';
import './views/key-list';
import type { KeyList } from './views/key-list';
import './views/learning-panel';
import './views/network-panel';
import './views/transport-bar';
import type { Page } from './views/view';

/** Epochs can pass several times a second; speech cannot. */
const spokenEveryMs = 5000;

const ownWorkers: Workers = { data: createDataClient, network: createNetworkClient };

export class RouseLab extends LitElement {
  static override styles = [tokens, shared, top, layout];
  static override properties = {
    theme: { reflect: true },
    address: { type: Boolean },
    dragging: { state: true },
    spoken: { state: true },
    problems: { state: true },
  };
  /** 'light' or 'dark', reflected for the colour tokens. */
  declare theme: string;
  /** Whether the settings are kept in the page's address. */
  declare address: boolean;
  /** Whether files are being dragged over the page. */
  declare dragging: boolean;
  /** What assistive technology is told. */
  declare spoken: string;
  /** What was wrong with the address. */
  declare problems: AddressProblem[];

  readonly store = new Store();
  #page: Page | null = null;
  #stops: (() => void)[] = [];
  #lastSpoken = 0;

  constructor() {
    super();
    this.dragging = false;
    this.spoken = '';
    this.theme = 'light';
    this.address = false;
    this.problems = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Before the laboratory starts: it must not prepare the defaults first.
    const leaveAddress = this.address
      ? followAddress(this.store, (problems) => {
          this.problems = problems;
        })
      : () => {};
    const lab = new Lab(this.store, ownWorkers);
    const page: Page = {
      store: this.store,
      lab,
      playback: new Playback(),
      painter: new Painter(),
      theme: new Theme(),
      language: Language.ofPlayground(),
    };
    this.#page = page;
    const showTheme = () => {
      this.theme = page.theme.name;
      this.dispatchEvent(new CustomEvent('rouse-theme', { detail: page.theme.name }));
    };
    showTheme();
    const showLanguage = () => {
      this.lang = page.language.code;
      this.dispatchEvent(new CustomEvent('rouse-language', { detail: page.language.code }));
      this.requestUpdate();
    };
    const stopped = new AbortController();
    const { signal } = stopped;
    const watchVisibility = () => lab.rest(document.hidden);
    watchVisibility();
    document.addEventListener('visibilitychange', watchVisibility, { signal });
    window.addEventListener('keydown', (event) => this.#key(event), { signal });
    window.addEventListener('dragover', (event) => this.#drag(event), { signal });
    window.addEventListener('dragleave', (event) => this.#leave(event), { signal });
    window.addEventListener('drop', (event) => void this.#drop(event), { signal });
    this.#stops = [
      () => stopped.abort(),
      leaveAddress,
      page.theme.on('change', showTheme),
      page.language.on('change', showLanguage),
      lab.on('sample', () => this.#openRecording(page)),
      lab.on('epoch', () => this.#speakEpoch(page)),
      lab.on('run', () => this.#speakState(page)),
      () => lab.close(),
      () => page.playback.pause(),
    ];
    void page.language.begin();
    void lab.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#page = null;
  }

  override render(): TemplateResult | typeof nothing {
    const page = this.#page;
    if (!page) return nothing;
    const text = page.language.text.top;
    return html`
      <header class="top">
        <h1>${logo} Rouse</h1>
        <p>${text.intro}</p>
        ${this.#languages(page)} ${this.address ? speedLink(text) : nothing}
        <button
          class="icon quiet"
          title="${text.keys} (?)"
          aria-label=${text.keys}
          @click=${() => this.#showKeys()}
        >
          ${icons.keyboard}
        </button>
        <button
          class="icon quiet"
          title=${text.theme}
          aria-label=${this.theme === 'dark' ? text.useLight : text.useDark}
          @click=${() => page.theme.toggle()}
        >
          ${this.theme === 'dark' ? icons.light : icons.dark}
        </button>
      </header>
      <rouse-transport-bar .page=${page}></rouse-transport-bar>
      ${this.#addressProblems(page)}
      <main>
        <section class="data" aria-label="Data">
          <rouse-data-panel .page=${page}></rouse-data-panel>
        </section>
        <section class="network" aria-label="Network">
          <rouse-network-panel .page=${page}></rouse-network-panel>
          <rouse-activity-panel .page=${page}></rouse-activity-panel>
        </section>
        <section class="learning" aria-label="Learning">
          <rouse-learning-panel .page=${page}></rouse-learning-panel>
        </section>
      </main>
      <div class="visually-hidden spoken" role="status" aria-live="polite">${this.spoken}</div>
      <div class="drop-here" ?hidden=${!this.dragging} aria-hidden="true">
        <p>${text.dropHere}</p>
      </div>
      <rouse-key-list .page=${page}></rouse-key-list>
    `;
  }

  #languages({ language }: Page): TemplateResult {
    return html`<select
      class="language"
      aria-label=${language.text.top.language}
      @change=${(event: Event) =>
        void language.choose((event.target as HTMLSelectElement).value as LanguageCode)}
    >
      ${languageCodes.map(
        (code) =>
          html`<option value=${code} lang=${code} ?selected=${code === language.code}>
            ${languages[code].name}
          </option>`,
      )}
    </select>`;
  }

  #addressProblems({ language }: Page): TemplateResult | typeof nothing {
    if (this.problems.length === 0) return nothing;
    return html`<div class="error" role="alert">
      ${this.problems.map((one) => html`<p>${language.text.fields.addressProblem(one)}</p>`)}
    </div>`;
  }

  #openRecording({ lab, playback }: Page): void {
    playback.open(lab.recording?.times.at(-1) ?? 1);
    // Those who want less motion see the whole recording at rest; play still plays.
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (still) playback.seek(playback.durationUs / 3);
    else playback.play();
  }

  #showKeys(): void {
    this.renderRoot.querySelector<KeyList>('rouse-key-list')?.toggle();
  }

  #key(event: KeyboardEvent): void {
    const page = this.#page;
    const action = actionOf(event);
    if (!page || !action) return;
    event.preventDefault();
    const repeats = ['previous', 'next', 'binBefore', 'binAfter'].includes(action);
    if (event.repeat && !repeats) return;
    const { lab, playback } = page;
    const does: Record<typeof action, () => void> = {
      toggle: () => lab.toggle(),
      batch: () => void lab.step('batch'),
      epoch: () => void lab.step('epoch'),
      reset: () => void lab.reset(),
      play: () => playback.toggle(),
      previous: () => lab.moveSample(-1),
      next: () => lab.moveSample(1),
      deeper: () => lab.zoom(1),
      back: () => lab.zoom(-1),
      binBefore: () => playback.moveBin(-1, lab.binUs),
      binAfter: () => playback.moveBin(1, lab.binUs),
      keys: () => this.#showKeys(),
    };
    does[action]();
  }

  #drag(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dragging = true;
  }

  #leave(event: DragEvent): void {
    // Moving from one element to the next leaves nothing but the former one.
    if (event.relatedTarget === null) this.dragging = false;
  }

  async #drop(event: DragEvent): Promise<void> {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dragging = false;
    const lab = this.#page?.lab;
    try {
      const { files, name } = await filesOfDrop(event.dataTransfer);
      await lab?.loadFiles(files, name);
    } catch (error) {
      lab?.shelf.complain(error);
    }
  }

  #speakState({ lab }: Page): void {
    if (lab.running) this.spoken = 'Training.';
    else if (lab.arms.a.status === 'paused' || lab.arms.b.status === 'paused') {
      this.spoken = 'Paused.';
    } else if (lab.active.every((arm) => arm.status === 'ready')) {
      this.spoken = 'Ready to train.';
    }
  }

  #speakEpoch({ lab }: Page): void {
    if (performance.now() - this.#lastSpoken < spokenEveryMs) return;
    this.#lastSpoken = performance.now();
    const parts = lab.active.flatMap((arm) => {
      const latest = arm.epochs.at(-1);
      if (!latest) return [];
      return [
        `${arm.name.toUpperCase()} ${percent(latest.test_accuracy)} after epoch ${latest.epoch}`,
      ];
    });
    if (parts.length > 0) this.spoken = `Test accuracy: ${parts.join(', ')}.`;
  }
}

const speedLink = (text: Messages['top']): TemplateResult => html`<a
  class="icon quiet"
  href="./bench.html"
  title=${text.measureSpeed}
  aria-label=${text.speed}
  >${icons.speed}</a
>`;

customElements.define('rouse-lab', RouseLab);
