/**
 * One layer's membrane potentials on an axis: how high each neuron's came in A (upwards) and B
 * (downwards), with the threshold, the surrogate around it and the lowest threshold to drag.
 */

import { css, html, type TemplateResult } from 'lit';
import type { SurrogateSpec } from 'rouse-snn';
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { countReached, type Reached, reachedBy, reachOf, surrogateValue } from '../reach';
import { surrogateOf, thresholdOf } from '../specification';
import type { Settings } from '../state';
import { type Scale, scaleOf, snapped, stepAt } from '../threshold_scale';
import { ticks } from './axes';
import { CanvasView, type Drawing } from './canvas-view';

/** What can be dragged. */
export const grips = ['threshold', 'width', 'minimum'] as const;
export type Grip = (typeof grips)[number];

const bounds: Readonly<Record<Grip, readonly [number, number]>> = {
  threshold: [0.001, 10000],
  width: [0.001, 100000],
  minimum: [0.0001, 10000],
};

/** Room above for the threshold's grip, below for the ticks and the lowest threshold's grip. */
const margin = { left: 14, right: 10, top: 24, bottom: 22 } as const;
const barWidth = 8;
/** Height of the marks at the edges that tell the thresholds of now. */
const rug = 6;

export class ThresholdFigure extends CanvasView {
  static override styles = [
    ...CanvasView.styles,
    css`
      [role='slider'] {
        position: absolute;
        top: 0;
        left: 0;
        touch-action: none;
        user-select: none;
        cursor: ew-resize;
      }

      /* A finger needs more than the sign itself. */
      [role='slider']::before {
        content: '';
        position: absolute;
        inset: -6px;
      }

      .threshold {
        height: 20px;
        padding: 0 8px;
        border-radius: 10px;
        background: var(--ink);
        color: var(--surface);
        font-size: 12px;
        font-weight: 600;
        line-height: 20px;
        white-space: nowrap;
      }

      .width {
        width: 14px;
        height: 14px;
        border: 2px solid var(--ink);
        border-radius: 50%;
        background: var(--surface);
      }

      .minimum {
        width: 14px;
        height: 12px;
        background: var(--ink);
        clip-path: polygon(50% 0, 100% 100%, 0 100%);
      }

      .minimum:focus-visible {
        /* The outline would be cut off with the corners. */
        clip-path: none;
        border-radius: 2px;
      }

      @media (pointer: coarse) {
        [role='slider']::before {
          inset: -14px;
        }
      }
    `,
  ];
  static override properties = {
    ...CanvasView.properties,
    layer: { attribute: false },
    settings: { attribute: false },
    drag: { attribute: false },
    drop: { attribute: false },
  };
  declare layer: number;
  /** The page's, with what is being dragged. */
  declare settings: Settings;
  /** Called with each value on the way, and once at the end: whether it is to stay. */
  declare drag: (grip: Grip, value: number) => void;
  declare drop: (take: boolean) => void;

  /** While something is dragged the axis keeps still. */
  #held: Scale | null = null;
  /** From the pointer to what it holds, in pixels. */
  #offset = 0;

  protected override resized(): void {
    this.requestUpdate();
  }

  get #arms(): Experiment[] {
    return this.page.lab.active.filter((arm) => arm.trace?.peaks[this.layer]);
  }

  get #surrogate(): SurrogateSpec {
    return surrogateOf(this.settings);
  }

  #value(grip: Grip): number {
    const { settings } = this;
    if (grip === 'threshold') return thresholdOf(settings, this.layer);
    return grip === 'width' ? settings.surrogateWidth : settings.minimumThreshold;
  }

  protected override describe(): string {
    const { thresholds: text } = this.later;
    const { lab } = this.page;
    const title = text.figure(this.text.words.layer(this.layer, lab.layerSizes.length));
    return [title, ...this.#reachSays()].join(' ');
  }

  #reachSays(): string[] {
    const { thresholds: text } = this.later;
    return this.#arms.map(
      (arm) =>
        `${arm.name.toUpperCase()}: ${text.reaches(reachIn(arm, this.layer, this.settings))}`,
    );
  }

  // --- the sliders -------------------------------------------------------------------------------

  override render(): TemplateResult {
    const scale = this.#scale();
    return html`
      <canvas role="img" aria-label=${this.describe()}></canvas>
      ${grips.map((grip) => this.#slider(grip, scale))}
    `;
  }

  #slider(grip: Grip, scale: Scale): TemplateResult {
    const value = this.#value(grip);
    const [least] = bounds[grip];
    const { thresholds: text } = this.later;
    const layer = this.text.words.layer(this.layer, this.page.lab.layerSizes.length);
    const [x, y] = this.#place(grip, scale);
    const inside = Math.min(this.size.width - margin.right, Math.max(margin.left, x));
    // Centred on its place, but never out of the figure.
    const shift =
      grip === 'threshold'
        ? `clamp(${-inside}px, -50%, ${this.size.width - inside}px - 100%)`
        : '-50%';
    return html`<div
      role="slider"
      tabindex="0"
      class=${grip}
      style="transform: translate(${inside}px, ${y}px) translate(${shift}, -50%)"
      aria-orientation="horizontal"
      aria-label=${text.grips[grip](layer)}
      aria-valuemin=${least}
      aria-valuemax=${Math.max(value, scale.high)}
      aria-valuenow=${value}
      aria-valuetext=${[compact(value), ...(this.#held ? this.#reachSays() : [])].join('. ')}
      @pointerdown=${(event: PointerEvent) => this.#take(event, grip)}
      @pointermove=${(event: PointerEvent) => this.#move(event, grip)}
      @pointerup=${() => this.#release(true)}
      @pointercancel=${() => this.#release(false)}
      @keydown=${(event: KeyboardEvent) => this.#key(event, grip)}
      @keyup=${() => this.#release(true)}
      @blur=${() => this.#release(true)}
    >
      ${grip === 'threshold' ? `θ ${compact(value)}` : ''}
    </div>`;
  }

  /** Where a grip is, in pixels of the figure. */
  #place(grip: Grip, scale: Scale): [number, number] {
    const { height } = this.size;
    const threshold = this.#value('threshold');
    if (grip === 'threshold') return [this.#x(threshold, scale), 11];
    if (grip === 'minimum') return [this.#x(this.#value(grip), scale), height - margin.bottom + 8];
    const middle = this.#middle;
    const share = this.#share(this.#value(grip));
    const y = middle - share * (middle - margin.top);
    const x = this.#x(threshold + this.#value(grip), scale);
    return [x, Math.min(middle - 10, Math.max(margin.top + 10, y))];
  }

  #take(event: PointerEvent, grip: Grip): void {
    if (event.button !== 0) return;
    const target = event.currentTarget as HTMLElement;
    target.setPointerCapture(event.pointerId);
    const scale = this.#scale();
    this.#held = scale;
    this.#offset = this.#place(grip, scale)[0] - event.clientX;
  }

  #move(event: PointerEvent, grip: Grip): void {
    const scale = this.#held;
    if (!scale || !(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    const share = (event.clientX + this.#offset - margin.left) / this.#wide;
    const at = scale.low + share * (scale.high - scale.low);
    this.#change(grip, grip === 'width' ? at - this.#value('threshold') : at, scale);
  }

  #change(grip: Grip, value: number, scale: Scale): void {
    const [least, most] = bounds[grip];
    const highest = grip === 'minimum' ? this.#value('threshold') : most;
    this.drag(grip, snapped(value, scale, least, highest));
  }

  #release(take: boolean): void {
    if (!this.#held) return;
    this.#held = null;
    this.drop(take);
    this.requestUpdate();
  }

  /** A key that is held down goes on; what it led to is taken when it is let go. */
  #key(event: KeyboardEvent, grip: Grip): void {
    const scale = this.#held ?? this.#scale();
    const value = this.#value(grip);
    const step = stepAt(value, scale);
    const moves: Record<string, number> = {
      ArrowLeft: value - step,
      ArrowDown: value - step,
      ArrowRight: value + step,
      ArrowUp: value + step,
      PageDown: value - 10 * step,
      PageUp: value + 10 * step,
      Home: bounds[grip][0],
      End: scale.high,
    };
    const to = moves[event.key];
    if (event.key === 'Escape' && this.#held) this.#release(false);
    else if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    else {
      this.#held = scale;
      this.#change(grip, to, scale);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // --- the axis ----------------------------------------------------------------------------------

  get #wide(): number {
    return Math.max(1, this.size.width - margin.left - margin.right);
  }

  /** Where A's half meets B's. */
  get #middle(): number {
    return (margin.top + this.size.height - margin.bottom) / 2;
  }

  #x(value: number, { low, high }: Scale): number {
    return margin.left + ((value - low) / (high - low)) * this.#wide;
  }

  /** With some room to drag to on the right. */
  #scale(): Scale {
    const threshold = this.#value('threshold');
    const width = this.#value('width');
    if (this.#held) {
      const { low, high } = this.#held;
      return { low, high: Math.max(high, threshold * 1.02, (threshold + width) * 1.02) };
    }
    const all = [threshold * 1.5, (threshold + width) * 1.05, this.#value('minimum') * 1.05];
    for (const arm of this.#arms) {
      for (const peak of arm.trace?.peaks[this.layer] ?? []) all.push(peak * 1.05);
      for (const one of arm.allThresholds[this.layer] ?? []) all.push(one * 1.05);
    }
    return scaleOf(all);
  }

  /** The surrogate so far from the threshold, of its value there. */
  #share(distance: number): number {
    const surrogate = this.#surrogate;
    return surrogateValue(surrogate, distance) / surrogateValue(surrogate, 0);
  }

  // --- the drawing -------------------------------------------------------------------------------

  protected override draw(drawing: Drawing): void {
    const { context, width, height, colour } = drawing;
    const scale = this.#scale();
    const bottom = height - margin.bottom;
    context.fillStyle = colour('screen');
    context.fillRect(0, margin.top, width, bottom - margin.top);
    this.#drawSurrogate(drawing, scale);
    const bars = this.#arms.map((arm) => [arm, this.#bars(arm, scale)] as const);
    const most = Math.max(1, ...bars.flatMap(([, all]) => all.map(total)));
    for (const [arm, all] of bars) {
      this.#drawBeyond(drawing, arm, scale);
      this.#drawBars(drawing, arm, all, most);
      this.#drawRug(drawing, arm, scale);
    }
    this.#drawAxis(drawing, scale);
  }

  /** A lens around the threshold, as high as the surrogate is there. */
  #drawSurrogate({ context, width, colour }: Drawing, scale: Scale): void {
    const middle = this.#middle;
    const threshold = this.#value('threshold');
    const half = (middle - margin.top) * 0.96;
    const potential = (x: number) =>
      scale.low + ((x - margin.left) / this.#wide) * (scale.high - scale.low);
    const points: [number, number][] = [];
    for (let x = 0; x <= width; x += 2) {
      points.push([x, half * this.#share(potential(x) - threshold)]);
    }
    context.beginPath();
    for (const [x, high] of points) context.lineTo(x, middle - high);
    for (const [x, high] of points.toReversed()) context.lineTo(x, middle + high);
    context.closePath();
    context.fillStyle = colour('ink');
    context.globalAlpha = 0.09;
    context.fill();
    context.globalAlpha = 0.5;
    context.strokeStyle = colour('line-strong');
    context.lineWidth = 1;
    context.stroke();
    context.globalAlpha = 1;
  }

  #bars(arm: Experiment, scale: Scale): Record<Reached, number>[] {
    const peaks = arm.trace?.peaks[this.layer] ?? [];
    const thresholds = thresholdsFor(arm, this.layer, this.settings);
    const reach = reachOf(this.#surrogate);
    const count = Math.max(1, Math.floor(this.#wide / barWidth));
    const bars = Array.from({ length: count }, () => ({ fires: 0, reached: 0, beyond: 0 }));
    peaks.forEach((peak, neuron) => {
      const share = (peak - scale.low) / (scale.high - scale.low);
      const bar = bars[Math.min(count - 1, Math.max(0, Math.floor(share * count)))];
      if (bar) bar[reachedBy(reach, peak, thresholds[neuron] ?? 0)] += 1;
    });
    return bars;
  }

  /** Filled for those with a gradient, the others on top of them as outlines. */
  #drawBars(
    { context, colour }: Drawing,
    { name }: Experiment,
    bars: readonly Record<Reached, number>[],
    most: number,
  ): void {
    const middle = this.#middle;
    const up = name === 'a' ? -1 : 1;
    const room = middle - margin.top - rug - 4;
    const wide = this.#wide / bars.length;
    context.strokeStyle = colour('line-strong');
    context.lineWidth = 1;
    bars.forEach((bar, index) => {
      const all = total(bar);
      if (all === 0) return;
      const high = Math.max(2, (all / most) * room);
      const filled = high * ((all - bar.beyond) / all);
      const x = margin.left + index * wide + 0.5;
      context.fillStyle = colour(name);
      context.fillRect(x, middle + Math.min(0, up * filled), wide - 1, filled);
      if (bar.beyond === 0) return;
      context.fillStyle = colour('surface');
      const from = middle + up * filled;
      const [top, tall] = up < 0 ? [from - (high - filled), high - filled] : [from, high - filled];
      context.fillRect(x, top, wide - 1, tall);
      context.strokeRect(x + 0.5, top + 0.5, wide - 2, Math.max(0, tall - 1));
    });
  }

  /** Hatched: where no silent neuron is reached. B's neurons have no such place once they differ. */
  #drawBeyond({ context, colour, vector }: Drawing, arm: Experiment, scale: Scale): void {
    const thresholds = thresholdsFor(arm, this.layer, this.settings);
    const [first = 0] = thresholds;
    if (vector || thresholds.some((one) => one !== first)) return;
    const end = this.#x(first - reachOf(this.#surrogate), scale);
    if (!(end > margin.left)) return;
    const middle = this.#middle;
    const [top, bottom] =
      arm.name === 'a' ? [margin.top, middle] : [middle, this.size.height - margin.bottom];
    context.save();
    context.beginPath();
    context.rect(0, top, end, bottom - top);
    context.clip();
    context.strokeStyle = colour('line');
    context.beginPath();
    for (let x = -(bottom - top); x < end; x += 8) {
      context.moveTo(x, bottom);
      context.lineTo(x + bottom - top, top);
    }
    context.moveTo(end - 0.5, top);
    context.lineTo(end - 0.5, bottom);
    context.stroke();
    context.restore();
  }

  /** The thresholds of now, as marks along the edge. */
  #drawRug({ context, height, colour }: Drawing, arm: Experiment, scale: Scale): void {
    const y = arm.name === 'a' ? margin.top : height - margin.bottom - rug;
    context.fillStyle = colour(`${arm.name}-ink`);
    const places = new Set<number>();
    for (const threshold of arm.allThresholds[this.layer] ?? []) {
      places.add(Math.round(this.#x(threshold, scale)));
    }
    for (const x of places) context.fillRect(x - 0.5, y, 1, rug);
  }

  #drawAxis({ context, width, height, colour }: Drawing, scale: Scale): void {
    const middle = Math.round(this.#middle) + 0.5;
    const bottom = height - margin.bottom;
    const line = (from: [number, number], to: [number, number]) => {
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(...to);
      context.stroke();
    };
    context.lineWidth = 1;
    context.strokeStyle = colour('line-strong');
    line([0, middle], [width, middle]);
    const lowest = Math.round(this.#x(this.#value('minimum'), scale)) + 0.5;
    context.setLineDash([3, 3]);
    context.strokeStyle = colour('ink');
    line([lowest, middle], [lowest, bottom]);
    context.setLineDash([]);
    context.lineWidth = 2;
    const threshold = Math.round(this.#x(this.#value('threshold'), scale));
    line([threshold, margin.top - 4], [threshold, bottom]);
    context.font = `600 ${context.font}`;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    for (const { name } of this.#arms) {
      context.fillStyle = colour(`${name}-ink`);
      context.fillText(name.toUpperCase(), 2, middle + (name === 'a' ? -9 : 9));
    }
    context.font = context.font.replace('600 ', '');
    context.fillStyle = colour('muted');
    context.textAlign = 'right';
    const { axis } = this.later.thresholds;
    context.fillText(axis, width, bottom + 11);
    const end = width - context.measureText(axis).width - 12;
    context.textAlign = 'center';
    for (const tick of ticks(scale.low, scale.high, Math.max(3, this.#wide / 90))) {
      const x = this.#x(tick, scale);
      if (Math.abs(x - lowest) < 22 || x > end - 8) continue;
      context.fillText(compact(tick), x, bottom + 11);
    }
  }
}

const total = ({ fires, reached, beyond }: Record<Reached, number>) => fires + reached + beyond;

/**
 * The thresholds that a layer's peaks are held against: those that its neurons have, or with other
 * settings than the network was built from, the one that all of them would begin with.
 */
function thresholdsFor(arm: Experiment, layer: number, settings: Settings): Float32Array {
  const size = arm.trace?.peaks[layer]?.length ?? 0;
  const initial = thresholdOf(settings, layer);
  const now = arm.allThresholds[layer];
  const same =
    Math.fround(initial) === Math.fround(arm.spec?.layers[layer]?.initial_threshold ?? 0);
  return now?.length === size && same ? now : new Float32Array(size).fill(initial);
}

/** How many neurons of a layer the surrogate reaches. */
export function reachIn(arm: Experiment, layer: number, settings: Settings) {
  const thresholds = thresholdsFor(arm, layer, settings);
  return countReached(reachOf(surrogateOf(settings)), arm.trace?.peaks[layer] ?? [], thresholds);
}

customElements.define('rouse-threshold-figure', ThresholdFigure);
