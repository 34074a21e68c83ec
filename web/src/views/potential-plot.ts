/** Membrane potential of the watched neuron for the shown sample, with its threshold and spikes. */

import type { Experiment } from '../experiment';
import { compact } from '../format';
import { heightOf, margin, type Plot, ticks } from './axes';
import type { Drawing } from './canvas-view';
import { TimeView } from './time-view';

export class PotentialPlot extends TimeView {
  static override properties = { ...TimeView.properties, arm: { attribute: false } };
  declare arm: Experiment;

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
    const trace = this.arm.trace;
    const title = `Membrane potential, experiment ${this.arm.name.toUpperCase()}`;
    if (!trace) return `${title}: nothing yet.`;
    const highest = trace.potential.reduce((max, v) => Math.max(max, v), -Infinity);
    return (
      `${title}, neuron ${trace.neuron}: highest ${compact(highest)}, ` +
      `threshold ${compact(trace.threshold)}, ${this.#spikes().length} spikes.`
    );
  }

  /** Time bins in which the watched neuron fired. */
  #spikes(): number[] {
    const trace = this.arm.trace;
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
    this.#drawTimeAxis(drawing, plot);
    const trace = this.arm.trace;
    if (!trace) return;
    let low = Math.min(0, trace.threshold);
    let high = Math.max(0, trace.threshold);
    for (const v of trace.potential) {
      if (v < low) low = v;
      if (v > high) high = v;
    }
    const pad = (high - low || 1) * 0.06;
    low -= pad;
    high += pad;
    this.#drawValueAxis(drawing, plot, low, high);
    this.#drawPotential(drawing, plot, low, high);
    this.#drawThreshold(drawing, plot, heightOf(trace.threshold, low, high, plot));
    context.fillStyle = drawing.colour('ink');
    const steps = trace.potential.length;
    for (const t of this.#spikes()) {
      const x = plot.left + ((t + 0.5) / steps) * (plot.right - plot.left);
      context.fillRect(x - 0.75, 1, 1.5, 6);
    }
  }

  #drawTimeAxis(drawing: Drawing, plot: Plot): void {
    const { context } = drawing;
    const span = this.spanUs() / 1000;
    context.fillStyle = drawing.colour('screen');
    context.fillRect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
    if (span <= 0) return;
    context.fillStyle = drawing.colour('muted');
    context.textBaseline = 'alphabetic';
    context.textAlign = 'center';
    for (const tick of ticks(0, span, Math.max(2, (plot.right - plot.left) / 80))) {
      const x = plot.left + (tick / span) * (plot.right - plot.left);
      context.fillText(String(tick), x, plot.bottom + 13);
    }
    context.textAlign = 'left';
    context.fillText('ms', plot.right + 12, plot.bottom + 13);
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
      context.fillText(compact(tick), plot.left - 6, y);
    }
  }

  #drawPotential(drawing: Drawing, plot: Plot, low: number, high: number): void {
    const { context } = drawing;
    const potential = this.arm.trace?.potential ?? new Float32Array();
    context.beginPath();
    potential.forEach((v, t) => {
      const x = plot.left + ((t + 0.5) / potential.length) * (plot.right - plot.left);
      context.lineTo(x, heightOf(v, low, high, plot));
    });
    context.strokeStyle = drawing.colour(this.arm.name);
    context.lineWidth = 1.6;
    context.lineJoin = 'round';
    context.stroke();
  }

  #drawThreshold(drawing: Drawing, plot: Plot, y: number): void {
    const { context } = drawing;
    context.strokeStyle = drawing.colour('ink');
    context.lineWidth = 1;
    context.setLineDash([4, 3]);
    context.beginPath();
    context.moveTo(plot.left, Math.round(y) + 0.5);
    context.lineTo(plot.right, Math.round(y) + 0.5);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = drawing.colour('ink');
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(compact(this.arm.trace?.threshold), plot.right + 4, y);
  }
}

customElements.define('rouse-potential-plot', PotentialPlot);
