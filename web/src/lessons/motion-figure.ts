/** Something that moves, its events, and four channels that fire for motion in one direction each. */
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { createLiveCameraClient } from 'rouse-snn/live-camera';
import { icons } from '../icons';
import { LiveEvents } from '../live_events';
import { en, type MotionMessages } from '../messages/en_motion';
import { shared } from '../styles/shared';
import { type CameraTrouble, Webcam } from '../webcam';
import { figure } from './figure';
import { binUs, type Direction, directions, mirrored, side, steps } from './motion_filters';
import { type MotionModel, sharesOf } from './motion_model';
import { choices } from './parts';

const cameraSize = 128;
const lookEveryMs = 250;
/** How many times slower than life recordings play. */
const slowness = 2;
/** In which events fade to 1/e, in bins. */
const fadeBins = 6;
const durationUs = steps * binUs;

const strip = { width: 720, left: 28, row: 26, high: 20 } as const;

const arrows: Readonly<Record<Direction, string>> = {
  right: '→',
  left: '←',
  down: '↓',
  up: '↑',
};

export class MotionFigure extends LitElement {
  static override styles = [
    shared,
    figure,
    choices,
    css`
      .settings {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
      }

      select {
        width: auto;
        height: 40px;
      }

      legend {
        line-height: 40px;
      }

      .pictures {
        display: grid;
        grid-template-columns: 2fr 1fr 1fr;
        gap: 8px 12px;
        max-width: 600px;
        margin: 16px 0;
      }

      .events {
        grid-row: span 2;
      }

      .pictures > div {
        font-size: 13px;
        line-height: 20px;
      }

      canvas {
        display: block;
        width: 100%;
        aspect-ratio: 1;
        border: 1px solid var(--line);
        border-radius: 6px;
        background: var(--screen);
        image-rendering: pixelated;
      }

      .time {
        display: flex;
        align-items: center;
        gap: 4px;
      }

      .time button {
        flex: none;
        width: 40px;
        height: 40px;
      }

      input[type='range'] {
        width: 100%;
        min-height: 40px;
        margin: 0;
        accent-color: var(--ink);
      }

      label {
        display: grid;
        grid-template-columns: 1fr auto;
        margin-top: 8px;
        font-size: 13px;
      }

      label input {
        grid-column: 1 / -1;
      }

      .spikes {
        fill: var(--ink);
      }

      .time svg {
        width: 16px;
      }

      svg text {
        fill: var(--ink);
        font-size: 16px;
      }

      line {
        stroke: var(--line-strong);
      }

      .now {
        stroke: var(--b);
        stroke-width: 2;
      }

      .says {
        margin-top: 8px;
        min-height: 48px;
        font-size: 14px;
        line-height: 24px;
      }

      .note {
        margin-top: 8px;
      }

      @media (max-width: 640px) {
        .pictures {
          grid-template-columns: 1fr 1fr;
        }

        .events {
          grid-row: auto;
          grid-column: span 2;
        }
      }
    `,
  ];
  static override properties = {
    model: { attribute: false },
    text: { attribute: false },
    live: { state: true },
    playing: { state: true },
    trouble: { state: true },
  };
  declare model: MotionModel | null;
  declare text: MotionMessages['figure'];
  /** Whether the camera is on, or asked for. */
  declare live: boolean;
  declare playing: boolean;
  /** Why the camera stopped. */
  declare trouble: string;

  #stop: () => void = () => {};
  #shown: unknown = null;
  #timeUs = 0;
  #frame = 0;
  #before = 0;
  #webcam: Webcam | null = null;
  #looked = 0;

  constructor() {
    super();
    this.model = null;
    this.text = en.figure;
    this.live = false;
    this.playing = false;
    this.trouble = '';
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('model')) return;
    this.#stop();
    this.#stop = this.model?.on('change', () => this.#follow()) ?? (() => {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#pause();
    this.#off();
  }

  override render(): TemplateResult | typeof nothing {
    const { model, text } = this;
    if (!model) return nothing;
    if (model.problem !== '') {
      return html`<p class="error" role="alert">${model.problem}</p>`;
    }
    return html`
      ${this.#choices(model)}
      ${this.trouble === '' ? nothing : html`<p class="error" role="alert">${this.trouble}</p>`}
      ${this.#pictures(model)} ${this.#strips(model)}
      <label>
        <span>${text.inhibition}</span><b>${model.inhibition.toFixed(1)}</b>
        <input
          type="range"
          min="0"
          max="2"
          step="0.1"
          .value=${String(model.inhibition)}
          @input=${(event: Event) =>
            model.setInhibition(Number((event.target as HTMLInputElement).value))}
        />
      </label>
      <p class="says" role="status">${this.#says(model)}</p>
      <p class="note small muted">${text.privacy}</p>
    `;
  }

  override updated(): void {
    this.#paint();
  }

  #choices(model: MotionModel): TemplateResult {
    const { text } = this;
    const { source } = model.seen ?? {};
    const gesture = source?.kind === 'gesture' ? source.label : -1;
    return html`<div class="settings">
      <fieldset>
        <legend>${text.bar}</legend>
        ${directions.map(
          (direction) => html`<button
            aria-label=${text.barTo(direction)}
            aria-pressed=${source?.kind === 'bar' && source.direction === direction}
            @click=${() => {
              this.#off();
              model.showBar(direction);
            }}
          >
            ${arrows[direction]}
          </button>`,
        )}
      </fieldset>
      <select
        aria-label=${text.gesture}
        ?disabled=${model.gestureNames.length === 0}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.#off();
          if (value !== '') void model.showGesture(Number(value));
        }}
      >
        <option value="" ?selected=${gesture < 0}>${text.gesture}</option>
        ${model.gestureNames.map(
          (name, label) => html`<option value=${label} ?selected=${label === gesture}>
            ${text.className(name)}
          </option>`,
        )}
      </select>
      <button
        aria-pressed=${this.live}
        ?disabled=${model.gestureNames.length === 0}
        @click=${() => (this.live ? this.#off() : void this.#on(model))}
      >
        ${this.live ? text.cameraOff : text.cameraOn}
      </button>
    </div>`;
  }

  #pictures({ seen }: MotionModel): TemplateResult {
    const { text } = this;
    const shares = sharesOf(seen?.counts ?? []);
    return html`<div class="pictures">
      <div class="events">
        <canvas width=${side} height=${side} role="img" aria-label=${text.events(seen?.recording.times.length ?? 0)}></canvas>
        ${this.#time()}
      </div>
      ${directions.map((direction, channel) => {
        const count = seen?.counts[channel] ?? 0;
        const percent = Math.round(100 * (shares[channel] ?? 0));
        return html`<div>
          <canvas
            width=${side}
            height=${side}
            role="img"
            aria-label=${text.channel(direction, count)}
          ></canvas>
          <b>${arrows[direction]}</b> ${percent} %
        </div>`;
      })}
    </div>`;
  }

  #time(): TemplateResult {
    const { text } = this;
    return html`<div class="time">
      <button
        class="icon quiet"
        aria-label=${this.playing ? text.pause : text.play}
        ?disabled=${this.live}
        @click=${() => (this.playing ? this.#pause() : this.#play())}
      >
        ${this.playing ? icons.pause : icons.play}
      </button>
      <input
        class="clock"
        type="range"
        min="0"
        max=${steps - 1}
        aria-label=${text.time}
        ?disabled=${this.live}
        @input=${(event: Event) => {
          this.#pause();
          this.#seek(Number((event.target as HTMLInputElement).value) * binUs);
        }}
      />
    </div>`;
  }

  /** Each channel's spikes over time. */
  #strips({ seen }: MotionModel): TemplateResult {
    const rows = directions.map(() => new Array<number>(steps).fill(0));
    if (seen) {
      const { offsets, columns } = seen.raster;
      for (let bin = 0; bin < steps; bin++) {
        for (let i = offsets[bin] ?? 0; i < (offsets[bin + 1] ?? 0); i++) {
          const row = rows[(columns[i] ?? 0) % directions.length];
          if (row) row[bin] = (row[bin] ?? 0) + 1;
        }
      }
    }
    const most = Math.max(1, ...rows.flat());
    const height = strip.row * directions.length;
    const wide = (strip.width - strip.left) / steps;
    const bars = (row: readonly number[], floor: number) =>
      row
        .map((spikes, bin) => {
          const high = (spikes / most) * strip.high;
          return spikes === 0
            ? ''
            : `M${strip.left + bin * wide},${floor}v${-high}h${wide}v${high}z`;
        })
        .join('');
    return html`<svg
      viewBox="0 0 ${strip.width} ${height}"
      role="img"
      aria-label=${this.text.overTime(seen?.counts ?? [])}
    >
      ${directions.map((direction, channel) => {
        const floor = (channel + 1) * strip.row - 2;
        return svg`<text x="2" y=${floor - 3}>${arrows[direction]}</text>
          <line x1=${strip.left} x2=${strip.width} y1=${floor} y2=${floor} />
          <path class="spikes" d=${bars(rows[channel] ?? [], floor)} />`;
      })}
      <line class="now" y1="0" y2=${height} />
    </svg>`;
  }

  #says({ seen, progress, gestureNames }: MotionModel): string | TemplateResult {
    const { text } = this;
    if (!seen) return text.waiting(Math.round(100 * progress));
    const { source, counts } = seen;
    const what =
      source.kind === 'bar'
        ? text.barTo(source.direction)
        : source.kind === 'camera'
          ? text.camera
          : text.className(gestureNames[source.label] ?? '');
    return text.says(
      what,
      sharesOf(counts).map((share, channel) => [
        arrows[directions[channel] ?? 'right'],
        Math.round(100 * share),
      ]),
    );
  }

  /** There is news of the model. */
  #follow(): void {
    this.requestUpdate();
    const seen = this.model?.seen ?? null;
    if (seen?.recording === this.#shown) return;
    this.#shown = seen?.recording;
    if (!seen) return;
    if (seen.source.kind === 'camera') {
      this.#pause();
      this.#timeUs = durationUs - 1;
      return;
    }
    // Those who want less motion see it at rest; play still plays.
    this.#timeUs = durationUs / 3;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#timeUs = 0;
    this.#play();
  }

  #play(): void {
    if (this.playing) return;
    this.playing = true;
    this.#before = performance.now();
    const advance = (now: number) => {
      if (!this.playing) return;
      this.#frame = requestAnimationFrame(advance);
      const passed = Math.min(100, now - this.#before);
      this.#before = now;
      this.#seek((this.#timeUs + (passed * 1000) / slowness) % durationUs);
    };
    this.#frame = requestAnimationFrame(advance);
  }

  #pause(): void {
    this.playing = false;
    cancelAnimationFrame(this.#frame);
  }

  #seek(timeUs: number): void {
    this.#timeUs = timeUs;
    this.#paint();
  }

  /** Draws the moment at hand; renders nothing. */
  #paint(): void {
    const { seen } = this.model ?? {};
    const bin = Math.floor(this.#timeUs / binUs);
    const clock = this.renderRoot.querySelector<HTMLInputElement>('.clock');
    if (clock) {
      clock.value = String(bin);
      clock.ariaValueText = `${Math.round(this.#timeUs / 1000)} ms`;
    }
    const x = strip.left + ((strip.width - strip.left) * bin) / steps;
    const now = this.renderRoot.querySelector('.now');
    now?.setAttribute('x1', String(x));
    now?.setAttribute('x2', String(x));
    const [events, ...maps] = this.renderRoot.querySelectorAll('canvas');
    if (!events || !seen) return;
    const style = getComputedStyle(this);
    const colour = (token: string) => style.getPropertyValue(`--${token}`).trim();
    const { times, channels } = seen.recording;
    const pixels = side * side;
    const on = new Float32Array(pixels);
    const off = new Float32Array(pixels);
    for (let i = 0; i < times.length; i++) {
      const age = bin - Math.floor((times[i] ?? 0) / binUs);
      if (age < 0 || age > 6 * fadeBins) continue;
      const channel = channels[i] ?? 0;
      const target = channel >= pixels ? on : off;
      target[channel % pixels] = Math.exp(-age / fadeBins);
    }
    paintMap(events, [
      [off, colour('off')],
      [on, colour('on')],
    ]);
    const { offsets, columns } = seen.raster;
    maps.forEach((canvas, channel) => {
      const fired = new Float32Array(pixels);
      for (let past = Math.max(0, bin - 3 * fadeBins); past <= bin; past++) {
        for (let i = offsets[past] ?? 0; i < (offsets[past + 1] ?? 0); i++) {
          const neuron = columns[i] ?? 0;
          if (neuron % directions.length !== channel) continue;
          fired[Math.floor(neuron / directions.length)] = Math.exp((past - bin) / fadeBins);
        }
      }
      paintMap(canvas, [[fired, colour('ink')]]);
    });
  }

  async #on(model: MotionModel): Promise<void> {
    this.#pause();
    this.trouble = '';
    this.live = true;
    const events = new LiveEvents(cameraSize, durationUs);
    this.#webcam = new Webcam(
      createLiveCameraClient(),
      { size: cameraSize },
      {
        seen: (film, beginUs, endUs) => {
          events.add(film, beginUs, endUs);
          const now = performance.now();
          if (now - this.#looked < lookEveryMs) return;
          this.#looked = now;
          const recording = events.recording(durationUs, { width: side, quantumUs: binUs / 2 });
          model.show({ kind: 'camera' }, mirrored(recording));
        },
        failed: (trouble: CameraTrouble, why: string) => {
          this.#off();
          this.trouble = this.text.troubles[trouble](why);
        },
      },
    );
    await this.#webcam.start();
  }

  #off(): void {
    this.live = false;
    this.#webcam?.stop();
    this.#webcam = null;
  }
}

/** Paints layers of shares, 0..1, one over the other. */
function paintMap(
  canvas: HTMLCanvasElement,
  layers: readonly (readonly [shares: Float32Array, colour: string])[],
): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, side, side);
  for (const [shares, colour] of layers) {
    context.fillStyle = colour;
    shares.forEach((share, pixel) => {
      if (share === 0) return;
      context.globalAlpha = share;
      context.fillRect(pixel % side, Math.floor(pixel / side), 1, 1);
    });
  }
  context.globalAlpha = 1;
}

customElements.define('rouse-motion-figure', MotionFigure);
