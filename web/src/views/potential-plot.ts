/**
 * Synaptic current and membrane potential of the watched neuron for the shown sample, with its
 * threshold and spikes; or its surrogate value. Both experiments share an axis.
 */

import { css, type PropertyValues } from 'lit';
import type { Inspection } from 'rouse-snn';
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { firesAt } from '../specification';
import { heightOf, margin, type Plot, ticks } from './axes';
import type { Drawing } from './canvas-view';
import { drawTimes } from './time_axis';
import { TimeView } from './time-view';

export class PotentialPlot extends TimeView {
  static override styles = [
    ...TimeView.styles,
    css`
      canvas {
        cursor: crosshair;
      }
    `,
  ];
  static override properties = {
    ...TimeView.properties,
    arm: { attribute: false },
    surrogate: { type: Boolean },
  };
  declare arm: Experiment;
  /** Shows the surrogate value instead. */
  declare surrogate: boolean;

  constructor() {
    super();
    this.surrogate = false;
  }

  /** A moment that is chosen here is looked at step by step. */
  override firstUpdated(_changed: PropertyValues): void {
    this.addEventListener('click', (event) => {
      const { left, right } = this.timeAxis();
      const share = Math.min(0.9999, Math.max(0, (event.offsetX - left) / (right - left)));
      this.page.playback.pause();
      this.page.playback.seek(share * this.spanUs());
      this.page.store.set({ zoom: 'step' });
    });
  }

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.lab.on('trace', changed)];
  }

  protected override timeAxis() {
    return { left: margin.left, right: this.size.width - margin.right };
  }

  protected override spanUs(): number {
    const bins = this.arm.options?.bins;
    return bins ? bins.steps * bins.bin_us : 0;
  }

  protected override describe(): string {
    const { activity } = this.text;
    const { closer } = this.later;
    const seen = this.arm.inspection;
    const name = this.arm.name.toUpperCase();
    const title = this.surrogate ? closer.surrogateTitle(name) : closer.potentialTitle(name);
    if (!seen) return activity.nothingYet(title);
    const highest = highestOf(this.surrogate ? seen.surrogate : seen.potential);
    if (this.surrogate) return closer.surrogateSays(title, seen.neuron, highest);
    const spikes = this.#spikes().length;
    return closer.potentialSays(title, seen.neuron, highest, seen.threshold, spikes);
  }

  /** Time bins in which the watched neuron fired. */
  #spikes(): number[] {
    const trace = this.arm.inspection;
    const raster = trace?.layers[trace.layer];
    if (!trace || !raster) return [];
    const bins: number[] = [];
    for (let t = 0; t + 1 < raster.offsets.length; t++) {
      const fired = raster.columns.subarray(raster.offsets[t], raster.offsets[t + 1]);
      if (fired.includes(trace.neuron)) bins.push(t);
    }
    return bins;
  }

  protected override draw(drawing: Drawing): void {
    const { context, width, height } = drawing;
    const plot = { left: margin.left, right: width - margin.right, top: 10, bottom: height - 18 };
    context.fillStyle = drawing.colour('screen');
    context.fillRect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
    drawTimes(drawing, plot, this.spanUs() / 1000);
    const trace = this.arm.inspection;
    if (!trace) return;
    const [low, high] = this.#range();
    this.#drawValueAxis(drawing, plot, low, high);
    if (this.surrogate) {
      this.#drawLine(drawing, plot, trace.surrogate, low, high);
      return;
    }
    context.globalAlpha = 0.45;
    this.#drawLine(drawing, plot, trace.current, low, high);
    if (trace.adaptation && !this.#rises) {
      context.setLineDash([1, 2]);
      this.#drawLine(drawing, plot, trace.adaptation, low, high);
      context.setLineDash([]);
    }
    context.globalAlpha = 1;
    this.#drawLine(drawing, plot, trace.potential, low, high);
    this.#drawThreshold(drawing, plot, this.#thresholds(trace), low, high);
    context.fillStyle = drawing.colour('ink');
    const steps = trace.potential.length;
    for (const t of this.#spikes()) {
      const x = plot.left + ((t + 0.5) / steps) * (plot.right - plot.left);
      context.fillRect(x - 0.75, 1, 1.5, 6);
    }
  }

  get #rises(): boolean {
    const layer = this.arm.inspection?.layer ?? -1;
    return this.arm.spec?.layers[layer]?.adaptation?.kind === 'threshold';
  }

  /** What the potential has to reach in each bin; nothing where it cannot fire. */
  #thresholds({ threshold, adaptation, potential, layer }: Inspection): Float32Array {
    if (!firesAt(this.arm.spec, layer)) return new Float32Array();
    const rise = this.#rises ? adaptation : undefined;
    return potential.map((_, t) => threshold + (rise?.[t] ?? 0));
  }

  /** From the lowest to the highest value of both experiments, with 0 and some room. */
  #range(): [number, number] {
    let low = 0;
    let high = 0;
    for (const { inspection } of this.page.lab.active) {
      if (!inspection) continue;
      const { current, potential, surrogate, adaptation = [] } = inspection;
      const lists = this.surrogate
        ? [surrogate]
        : [current, potential, this.#thresholds(inspection), this.#rises ? [] : adaptation];
      for (const list of lists) {
        for (const value of list) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    const room = (high - low || 1) * 0.06;
    return [this.surrogate ? 0 : low - room, high + room];
  }

  #drawValueAxis(drawing: Drawing, plot: Plot, low: number, high: number): void {
    const { context } = drawing;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const tick of ticks(low, high, 3)) {
      const y = Math.round(heightOf(tick, low, high, plot)) + 0.5;
      context.fillStyle = drawing.colour('line');
      context.fillRect(plot.left, y - 0.5, plot.right - plot.left, 1);
      context.fillStyle = drawing.colour('muted');
      // Round values need no digits behind the point: "1e-5" and ".005" fit beside the axis.
      const text = compact(tick)
        .replace('.0e', 'e')
        .replace(/^0(?=\.\d{3})/, '');
      context.fillText(text, plot.left - 6, y);
    }
  }

  #drawLine(drawing: Drawing, plot: Plot, values: Float32Array, low: number, high: number): void {
    const { context } = drawing;
    context.beginPath();
    values.forEach((v, t) => {
      const x = plot.left + ((t + 0.5) / values.length) * (plot.right - plot.left);
      context.lineTo(x, heightOf(v, low, high, plot));
    });
    context.strokeStyle = drawing.colour(this.arm.name);
    context.lineWidth = context.globalAlpha < 1 ? 1 : 1.6;
    context.lineJoin = 'round';
    context.stroke();
  }

  #drawThreshold(
    drawing: Drawing,
    plot: Plot,
    thresholds: Float32Array,
    low: number,
    high: number,
  ): void {
    const last = thresholds.at(-1);
    if (last === undefined) return;
    const { context } = drawing;
    const heights = Array.from(thresholds, (one) => heightOf(one, low, high, plot));
    const wide = (plot.right - plot.left) / heights.length;
    const flat = heights.every((one) => one === heights[0]);
    context.strokeStyle = drawing.colour('ink');
    context.lineWidth = 1;
    context.setLineDash([4, 3]);
    context.beginPath();
    heights.forEach((height, t) => {
      // A straight line is sharp between pixels.
      const y = flat ? Math.round(height) + 0.5 : height;
      context.lineTo(plot.left + t * wide, y);
      context.lineTo(plot.left + (t + 1) * wide, y);
    });
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = drawing.colour('ink');
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(compact(last), plot.right + 4, heightOf(last, low, high, plot));
  }
}

function highestOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}

customElements.define('rouse-potential-plot', PotentialPlot);
