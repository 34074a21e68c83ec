/** The webcam before the networks: its events as they come, and what A and B take them for. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { createLiveCameraClient, type LiveCameraOptions } from 'rouse-snn/live-camera';
import { type Answer, answerOf } from '../answer';
import type { Experiment } from '../experiment';
import { count } from '../format';
import { icon, icons } from '../icons';
import { LiveEvents } from '../live_events';
import type { Settings } from '../state';
import { arms } from '../styles/arms';
import { shared } from '../styles/shared';
import { type CameraTrouble, Webcam } from '../webcam';
import './info-tip';
import './live-canvas';
import type { LiveCanvas } from './live-canvas';
import './setting-input';
import { View } from './view';

const cameraIcon = icon(
  svg`<rect x="1.8" y="4" width="8.4" height="8" rx="1.6"/><path d="m10.2 7.2 4-2.2v6l-4-2.2z"/>`,
);
/** Networks look anew this often, in ms: less often while they train, which has the right of way. */
const lookEvery = { resting: 200, training: 500 };
const ratesEveryMs = 500;
/** Networks change their minds faster than anybody wants to hear it. */
const spokenEveryMs = 4000;
/** Of built-in gestures' pooled channels: see docs/gestures.md. */
const quantumUs = 5000;

const sizes = [32, 64, 128] as const;
type Size = (typeof sizes)[number];

export class CameraPanel extends View {
  static override styles = [
    shared,
    arms,
    css`
      :host {
        max-width: 400px;
      }

      header,
      .line,
      .options {
        display: flex;
        align-items: center;
        gap: 4px 6px;
      }

      .paper {
        position: relative;
        aspect-ratio: 1;
        margin-top: 4px;
        border: 1px solid var(--line-strong);
        border-radius: 8px;
        background: var(--screen);
        overflow: hidden;
      }

      rouse-live-canvas {
        position: absolute;
        inset: 0;
      }

      .hint {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        padding: 24px;
        text-align: center;
        color: var(--muted);
      }

      .line {
        flex-wrap: wrap;
        margin-top: 8px;
      }

      .rates {
        margin-left: auto;
        text-align: right;
      }

      .answers {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
        gap: 0 12px;
        margin-top: 6px;
      }

      .answer {
        min-height: 44px;
        padding-bottom: 3px;
        border-bottom: 2px solid var(--accent);
      }

      .answer b {
        display: block;
        color: var(--accent);
      }

      .scores {
        display: grid;
        grid-template-columns: auto minmax(60px, 1fr);
        gap: 2px 8px;
        align-items: center;
        margin-top: 8px;
      }

      .scores i {
        display: block;
        height: 5px;
        margin: 1px 0;
        border-radius: 2px;
        background: var(--accent);
        opacity: 0.4;
      }

      .scores i.said {
        opacity: 1;
      }

      .scores .said {
        font-weight: 600;
        color: var(--ink);
      }

      .options {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
        align-items: end;
        margin-top: 12px;
      }

      .note,
      .error {
        margin-top: 8px;
      }

      @media (pointer: coarse) {
        .line button {
          min-height: 40px;
        }
      }

      /* So that a laptop shows picture and answers at once. */
      @media (min-width: 900px) {
        .paper {
          width: clamp(128px, 50vh - 195px, 100%);
          margin-inline: auto;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    trouble: { state: true },
    why: { state: true },
    live: { state: true },
    held: { state: true },
    spoken: { state: true },
  };
  /** Why the camera stopped, and the browser's word for it. */
  declare trouble: CameraTrouble | null;
  declare why: string;
  /** Whether the camera is on, or asked for. */
  declare live: boolean;
  /** Whether the networks keep the recording that they have, so that one can look at it. */
  declare held: boolean;
  /** What assistive technology is told. */
  declare spoken: string;

  #webcam: Webcam | null = null;
  #events: LiveEvents | null = null;
  #looked = 0;
  #rated = 0;
  #lastSpoken = 0;
  /** The recording that is shown at its end: only what happens to it later is somebody's wish. */
  #settled: object | null = null;

  constructor() {
    super();
    this.trouble = null;
    this.why = '';
    this.live = false;
    this.held = false;
    this.spoken = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, playback, store } = this.page;
    let before = store.settings;
    return [
      lab.on('run', changed),
      lab.on('data', () => {
        this.#adapt();
        changed();
      }),
      lab.on('trace', () => {
        this.#speak();
        changed();
      }),
      lab.on('sample', () => this.#settle()),
      // Whoever plays or moves the recording wants to look at it.
      playback.on('state', () => playback.playing && this.#hold()),
      playback.on('time', () => playback.timeUs < playback.durationUs && this.#hold()),
      store.on('change', () => {
        const { settings } = store;
        if (settings.part !== before.part && settings.part !== 'unlabelled') this.#hold();
        if (settings.camera !== before.camera || settings.contrast !== before.contrast) {
          this.#adapt();
        }
        before = settings;
        changed();
      }),
    ];
  }

  override render(): TemplateResult {
    const text = this.later.camera;
    const { page, live, held } = this;
    const { lab } = page;
    if (this.#sizes.length === 0) return html``;
    return html`
      <header>
        <h3>${text.title}</h3>
        <rouse-tip .page=${page} about=${text.tipAbout} topic="events">${text.tip}</rouse-tip>
      </header>
      <div class="paper">
        <rouse-live-canvas .page=${page} .events=${this.#events}></rouse-live-canvas>
        ${live ? nothing : html`<p class="hint small">${text.hint}</p>`}
      </div>
      <div class="line">
        <button
          aria-label=${live ? text.stop.all : text.start.all}
          @click=${() => (live ? this.#stop() : void this.#start())}
        >
          ${live ? icons.stop : cameraIcon} ${live ? text.stop.short : text.start.short}
        </button>
        ${
          live
            ? html`<button aria-pressed=${held} @click=${() => this.#toggleHold()}>
                ${held ? icons.play : icons.pause} ${held ? text.follow : text.hold}
              </button>`
            : nothing
        }
        <span class="rates small muted">${live ? this.#rates() : ''}</span>
      </div>
      ${
        this.trouble === null
          ? nothing
          : html`<div class="error" role="alert">${text.troubles[this.trouble](this.why)}</div>`
      }
      ${
        this.#answers().length === 0
          ? nothing
          : html`<div class="answers">${lab.active.map((arm) => this.#answer(arm))}</div>
              ${lab.begun ? this.#scores() : nothing}`
      }
      ${this.#notes().map((note) => html`<p class="note small muted">${note}</p>`)}
      <div class="options">
        <rouse-setting
          .page=${page}
          name="camera"
          .choices=${this.#sizes.map((size) => [String(size), `${size} × ${size}`])}
        ></rouse-setting>
        <rouse-setting .page=${page} name="contrast"></rouse-setting>
      </div>
      <div class="visually-hidden" role="status">${this.spoken}</div>
    `;
  }

  #rates(): string {
    const { frames, events } = this.#events?.rates ?? { frames: 0, events: 0 };
    return this.later.camera.rates(Math.round(frames), count(events));
  }

  #answer({ name, trace }: Experiment): TemplateResult {
    const says = trace && trace.label < 0 ? answerOf(trace).says : undefined;
    const word = says === undefined ? '' : says === null ? '–' : this.page.lab.nameOf(says);
    return html`<div class="answer" data-arm=${name}>
      <span class="small ${name}">${this.later.drawing.sees(name.toUpperCase())}</span>
      <b>${word}</b>
    </div>`;
  }

  /** What the networks say of what the camera saw. */
  #answers(): { arm: Experiment; answer: Answer }[] {
    return this.page.lab.active.flatMap((arm) => {
      const { trace } = arm;
      return trace && trace.label < 0 ? [{ arm, answer: answerOf(trace) }] : [];
    });
  }

  #scores(): TemplateResult {
    const { lab } = this.page;
    const answers = this.#answers();
    const all = answers.flatMap(({ answer }) => [...answer.scores]);
    // Potentials may be below 0.
    const least = Math.min(0, ...all);
    const range = Math.max(0, ...all) - least || 1;
    const classes = Math.max(0, ...answers.map(({ answer }) => answer.scores.length));
    const says = answers
      .map(({ arm, answer }) =>
        this.later.camera.scoresOf(
          arm.name.toUpperCase(),
          [...answer.scores].map((score, one) => [lab.nameOf(one), score]),
        ),
      )
      .join(' ');
    return html`<div class="scores small muted" role="img" aria-label=${says}>
      ${Array.from({ length: classes }, (_, one) => {
        const said = answers.some(({ answer }) => answer.says === one);
        return html`<span class=${said ? 'said' : ''}>${lab.nameOf(one)}</span>
          <span>
            ${answers.map(({ arm, answer }) => {
              const share = ((answer.scores[one] ?? least) - least) / range;
              return html`<i
                data-arm=${arm.name}
                class=${answer.says === one ? 'said' : ''}
                style="width: ${(100 * share).toFixed(1)}%"
              ></i>`;
            })}
          </span>`;
      })}
    </div>`;
  }

  /** What one should know. */
  #notes(): string[] {
    const { lab } = this.page;
    const text = this.later.camera;
    const silent = this.#answers().some(({ answer }) => answer.says === null);
    return [
      ...(this.live && !lab.begun ? [this.later.drawing.untrained] : []),
      ...(lab.begun && silent ? [this.later.drawing.silent] : []),
      ...(this.held ? [text.held] : []),
      text.mirror,
    ];
  }

  /** Sizes that the data's sensor can be pooled from. */
  get #sizes(): readonly Size[] {
    const { width = 0 } = this.page.lab.shelf.prepared?.train.shape ?? {};
    return sizes.filter((size) => width > 0 && size % width === 0);
  }

  get #options(): LiveCameraOptions {
    const { camera, contrast } = this.page.store.settings;
    const size = this.#sizes.find((one) => String(one) === camera) ?? this.#sizes[0] ?? 128;
    return { size, contrast };
  }

  /** As much time as the networks look at. */
  get #windowUs(): number {
    const { lab } = this.page;
    const { steps, bin_us } = lab.active[0]?.options?.bins ?? lab.bins;
    return steps * bin_us;
  }

  async #start(): Promise<void> {
    this.trouble = null;
    this.live = true;
    this.held = false;
    this.#settled = null;
    this.#events = new LiveEvents(this.#options.size, this.#windowUs);
    this.#webcam = new Webcam(createLiveCameraClient(), this.#options, {
      seen: (film, beginUs, endUs) => {
        this.#events?.add(film, beginUs, endUs);
        this.renderRoot.querySelector<LiveCanvas>('rouse-live-canvas')?.advance();
        this.#look();
      },
      failed: (trouble, why) => {
        this.#stop();
        this.trouble = trouble;
        this.why = why;
      },
    });
    await this.#webcam.start();
  }

  #stop(): void {
    this.live = false;
    this.held = false;
    this.#webcam?.stop();
    this.#webcam = null;
  }

  /** Another size or contrast, or other data. */
  #adapt(): void {
    if (!this.#webcam) return;
    const options = this.#options;
    this.#events = new LiveEvents(options.size, this.#windowUs);
    this.#webcam.change(options);
    this.requestUpdate();
  }

  /** Has the networks look at the latest events, now and then. */
  #look(): void {
    const { lab } = this.page;
    const { shape } = lab.shelf.prepared?.train ?? {};
    const now = performance.now();
    if (now - this.#rated > ratesEveryMs) {
      this.#rated = now;
      this.requestUpdate();
    }
    const wait = lab.running ? lookEvery.training : lookEvery.resting;
    if (this.held || !this.#events || !shape || now - this.#looked < wait) return;
    this.#looked = now;
    const { width } = shape;
    const thinned = lab.shelf.source === 'builtin' && width < 128;
    const reduction = { width, quantumUs: thinned ? quantumUs : 1 };
    lab.showOwn(this.#events.recording(this.#windowUs, reduction));
  }

  /** All of what is shown is past. */
  #settle(): void {
    const { lab, playback } = this.page;
    if (!this.live || this.held || lab.part !== 'unlabelled') return;
    playback.pause();
    playback.seek(playback.durationUs);
    this.#settled = lab.recording;
  }

  #hold(): void {
    const { lab } = this.page;
    const settled = this.#settled !== null && this.#settled === lab.recording;
    if (this.live && settled) this.held = true;
  }

  #toggleHold(): void {
    this.held = !this.held;
    this.#settled = null;
  }

  #speak(): void {
    const { lab } = this.page;
    const early = performance.now() - this.#lastSpoken < spokenEveryMs;
    if (!this.live || !lab.begun || early) return;
    const spoken = this.#answers()
      .map(({ arm, answer }) =>
        this.later.camera.says(
          arm.name.toUpperCase(),
          answer.says === null ? null : lab.nameOf(answer.says),
        ),
      )
      .join(' ');
    if (spoken === this.spoken) return;
    this.#lastSpoken = performance.now();
    this.spoken = spoken;
  }
}

customElements.define('rouse-camera-panel', CameraPanel);

/** Opens the panel, and closes it. */
export class CameraButton extends View {
  static override styles = [
    shared,
    css`
      [aria-pressed='true'] {
        background: var(--ink);
        color: var(--surface);
      }

      @media (pointer: coarse) {
        button {
          min-height: 40px;
        }
      }
    `,
  ];

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.store.on('change', changed)];
  }

  override render(): TemplateResult {
    const open = this.page.store.settings.camera !== 'off';
    return html`<button aria-pressed=${open} @click=${() => void this.#toggle(open)}>
      ${cameraIcon} ${this.later.camera.title}
    </button>`;
  }

  async #toggle(open: boolean): Promise<void> {
    const { lab, store } = this.page;
    if (open) {
      lab.shelf.unlabelled = { recordings: [], warnings: [] };
      store.set({ camera: 'off', part: 'test', sample: 0 });
      return;
    }
    const { width = 32 } = lab.shelf.prepared?.train.shape ?? {};
    const fits = sizes.findLast((size) => size % width === 0) ?? 128;
    store.set({ camera: String(fits) as Settings['camera'] });
    await new Promise(requestAnimationFrame);
    const root = this.getRootNode() as ShadowRoot;
    root.querySelector('rouse-camera-panel')?.scrollIntoView({ block: 'nearest' });
  }
}

customElements.define('rouse-camera-button', CameraButton);
