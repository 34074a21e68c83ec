/**
 * Each neuron's threshold as a bar from the layer's initial threshold, in the rows of the raster
 * beside it. The neuron is chosen here, by pointer or with the arrow keys.
 */
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { spikeCounts } from '../layer_figures';
import { CanvasView, type Drawing } from './canvas-view';

/** Room at the left for the signs of dead neurons. */
const signs = 12;
const page = 16;

export class ThresholdBars extends CanvasView {
  static override styles = [
    ...CanvasView.styles,
    css`
      canvas {
        cursor: crosshair;
      }
    `,
  ];
  static override properties = {
    ...CanvasView.properties,
    arm: { attribute: false },
    layer: { attribute: false },
    rows: { attribute: false },
  };
  declare arm: Experiment;
  declare layer: number;
  /** The neuron of each row; in the order of their numbers when missing. */
  declare rows?: Uint32Array;

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [lab.on('trace', changed), store.on('change', changed)];
  }

  get #neuron(): number {
    return this.page.lab.neuron;
  }

  protected override describe(): string {
    const { activity } = this.text;
    const { closer } = this.later;
    const title = closer.barsTitle(this.arm.name.toUpperCase());
    return this.arm.thresholds ? title : activity.nothingYet(title);
  }

  /** The canvas is a slider over the layer's neurons. */
  override render(): TemplateResult {
    const size = this.arm.thresholds?.length ?? 1;
    return html`<canvas
      role="slider"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${this.describe()}
      aria-valuemin="0"
      aria-valuemax=${size - 1}
      aria-valuenow=${Math.min(this.#neuron, size - 1)}
      aria-valuetext=${this.#valueText()}
      @keydown=${this.#key}
    ></canvas>`;
  }

  #valueText(): string {
    const { arm } = this;
    const raster = arm.trace?.layers[this.layer];
    const threshold = arm.thresholds?.[this.#neuron];
    if (!raster || threshold === undefined) return this.text.activity.nothingYet('');
    const spikes = spikeCounts(raster)[this.#neuron] ?? 0;
    const said = this.later.closer.neuronSays(this.#neuron, compact(threshold), spikes);
    const dead = arm.trace?.epochSpikes[this.layer]?.[this.#neuron] === 0;
    return dead ? `${said}; ${this.later.closer.dead}` : said;
  }

  #key(event: KeyboardEvent): void {
    const size = this.arm.thresholds?.length ?? 0;
    const moves: Record<string, number> = {
      ArrowUp: -1,
      ArrowLeft: -1,
      ArrowDown: 1,
      ArrowRight: 1,
      PageUp: -page,
      PageDown: page,
      Home: -size,
      End: size,
    };
    const by = moves[event.key];
    if (event.key === 'Enter') this.page.store.set({ zoom: 'neuron' });
    else if (by === undefined || size === 0) return;
    else this.#choose(this.#rowOf(this.#neuron) + by, size);
    event.preventDefault();
  }

  override firstUpdated(_changed: PropertyValues): void {
    this.addEventListener('click', (event) => {
      const size = this.arm.thresholds?.length ?? 0;
      if (size === 0) return;
      const row = Math.floor((event.offsetY / this.clientHeight) * size);
      // A first click chooses, another one on the same neuron goes to it.
      const before = this.#neuron;
      this.#choose(row, size);
      if (this.#neuron === before) this.page.store.set({ zoom: 'neuron' });
    });
  }

  #choose(row: number, size: number): void {
    const inside = Math.min(Math.max(0, row), size - 1);
    this.page.store.set({ layer: this.layer, neuron: this.rows?.[inside] ?? inside });
  }

  #rowOf(neuron: number): number {
    return this.rows ? this.rows.indexOf(neuron) : neuron;
  }

  /** Bounds of both experiments' thresholds and the initial one, with some room. */
  #range(initial: number): [number, number] {
    let low = initial;
    let high = initial;
    for (const { thresholds } of this.page.lab.active) {
      for (const value of thresholds ?? []) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    const room = Math.max((high - low) * 0.06, Math.abs(initial) * 0.05);
    return [Math.max(0, low - room), high + room];
  }

  protected override draw(drawing: Drawing): void {
    const { context, width, height, colour } = drawing;
    const initial = this.arm.spec?.layers[this.layer]?.initial_threshold;
    const { thresholds } = this.arm;
    const plot = { left: signs, right: width - 1, top: 1, bottom: height - 1 };
    context.fillStyle = colour('screen');
    context.fillRect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
    if (!thresholds || initial === undefined) return;
    const [low, high] = this.#range(initial);
    const x = (value: number) =>
      plot.left + ((value - low) / (high - low)) * (plot.right - plot.left);
    const rowHeight = (plot.bottom - plot.top) / thresholds.length;
    const thick = Math.max(1, rowHeight * 0.7);
    const epochSpikes = this.arm.trace?.epochSpikes[this.layer];
    const from = x(initial);
    for (let row = 0; row < thresholds.length; row++) {
      const neuron = this.rows?.[row] ?? row;
      const to = x(thresholds[neuron] ?? initial);
      const y = plot.top + (row + 0.5) * rowHeight;
      context.fillStyle = colour(this.arm.name);
      context.globalAlpha = rowHeight < 1 ? 0.6 : 0.85;
      context.fillRect(
        Math.min(from, to),
        y - thick / 2,
        Math.max(1.5, Math.abs(to - from)),
        thick,
      );
      context.globalAlpha = 1;
      if (epochSpikes?.[neuron] === 0) drawSign(context, y, rowHeight, colour('error'));
    }
    context.strokeStyle = colour('ink');
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(Math.round(from) + 0.5, plot.top);
    context.lineTo(Math.round(from) + 0.5, plot.bottom);
    context.stroke();
    context.setLineDash([]);
    this.#labelEnds(drawing, low, high);
    this.#markChosen(drawing, rowHeight);
  }

  /** On plates, since the bars go on behind. */
  #labelEnds({ context, width, height, colour }: Drawing, low: number, high: number): void {
    context.textBaseline = 'middle';
    for (const [value, align, x] of [
      [low, 'left', signs + 3],
      [high, 'right', width - 4],
    ] as const) {
      const text = compact(Number(value.toPrecision(3)));
      const wide = context.measureText(text).width + 6;
      context.fillStyle = colour('surface');
      context.fillRect(align === 'left' ? x - 3 : x + 3 - wide, height - 17, wide, 16);
      context.fillStyle = colour('muted');
      context.textAlign = align;
      context.fillText(text, x, height - 8.5);
    }
  }

  #markChosen({ context, width, height, colour }: Drawing, rowHeight: number): void {
    const half = Math.max(1.5, rowHeight / 2);
    const middle = 1 + (this.#rowOf(this.#neuron) + 0.5) * rowHeight;
    const y = Math.min(height - 1 - half, Math.max(1 + half, middle));
    context.strokeStyle = colour('ink');
    context.globalAlpha = 0.8;
    context.strokeRect(signs + 0.5, y - half, width - signs - 1.5, half * 2);
    context.globalAlpha = 1;
  }
}

/** A cross where there is room, else a tick. */
function drawSign(
  context: CanvasRenderingContext2D,
  y: number,
  rowHeight: number,
  colour: string,
): void {
  if (rowHeight < 5) {
    context.fillStyle = colour;
    context.fillRect(3, y - Math.max(0.5, rowHeight / 2), 6, Math.max(1, rowHeight));
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(3, y - 2.5);
  context.lineTo(8, y + 2.5);
  context.moveTo(8, y - 2.5);
  context.lineTo(3, y + 2.5);
  context.stroke();
}

customElements.define('rouse-threshold-bars', ThresholdBars);
