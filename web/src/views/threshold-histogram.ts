/** Thresholds of the watched layer, A and B over one axis. */
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { type Plot, ticks } from './axes';
import { CanvasView, type Drawing } from './canvas-view';

const bins = 28;

export class ThresholdHistogram extends CanvasView {
  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [lab.on('trace', changed), lab.on('run', changed), store.on('change', changed)];
  }

  get #arms(): Experiment[] {
    return this.page.lab.active.filter((arm) => (arm.thresholds?.length ?? 0) > 0);
  }

  protected override describe(): string {
    const text = this.text.learning;
    const parts = this.#arms.map((arm) => {
      const values = arm.thresholds ?? new Float32Array();
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      const [low, high] = extremes([values]);
      return text.spread(arm.name.toUpperCase(), compact(mean), compact(low), compact(high));
    });
    const spec = this.page.lab.active[0]?.spec;
    const layers = spec?.layers.length ?? 0;
    const layer = Math.min(this.page.store.settings.layer, Math.max(0, layers - 1));
    if (parts.length === 0) return `${text.histogram}: ${text.nothingYet}.`;
    const name = this.text.words.layer(layer, layers);
    return `${text.histogramOf(name)}: ${parts.join('; ')}.`;
  }

  protected override draw(drawing: Drawing): void {
    const { context, width, height, colour } = drawing;
    const plot = { left: 2, right: width - 2, top: 6, bottom: height - 18 };
    const arms = this.#arms;
    context.fillStyle = colour('line-strong');
    context.fillRect(plot.left, plot.bottom, plot.right - plot.left, 1);
    if (arms.length === 0) return;
    const [low, high] = padded(extremes(arms.map((arm) => arm.thresholds ?? [])));
    context.fillStyle = colour('muted');
    context.textBaseline = 'alphabetic';
    for (const tick of ticks(low, high, 4)) {
      const x = plot.left + ((tick - low) / (high - low)) * (plot.right - plot.left);
      if (x < plot.left + 8 || x > plot.right - 10) continue;
      context.textAlign = 'center';
      context.fillText(compact(tick), x, plot.bottom + 14);
    }
    // A last: its single post must not vanish behind B's bars.
    for (const arm of arms.toReversed()) this.#drawBars(drawing, plot, arm, low, high);
  }

  #drawBars(drawing: Drawing, plot: Plot, arm: Experiment, low: number, high: number): void {
    const { context, colour } = drawing;
    const values = arm.thresholds ?? new Float32Array();
    const counts = new Array<number>(bins).fill(0);
    for (const value of values) {
      const bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const most = Math.max(...counts);
    const barWidth = (plot.right - plot.left) / bins;
    const room = plot.bottom - plot.top;
    context.fillStyle = colour(arm.name);
    context.strokeStyle = colour(arm.name);
    context.globalAlpha = arm.name === 'a' ? 0.85 : 0.75;
    counts.forEach((n, bin) => {
      if (n === 0) return;
      const height = Math.max(1.5, (n / most) * room);
      const x = plot.left + bin * barWidth;
      if (n === values.length) {
        // All thresholds are one value: a post, A's beside B's.
        const side = arm.name === 'a' ? -3 : 0;
        context.fillRect(x + barWidth / 2 + side, plot.top, 3, room);
      } else {
        context.fillRect(x + 0.5, plot.bottom - height, barWidth - 1, height);
      }
    });
    context.globalAlpha = 1;
  }
}

function extremes(lists: readonly ArrayLike<number>[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const list of lists) {
    for (let index = 0; index < list.length; index++) {
      low = Math.min(low, list[index] ?? 0);
      high = Math.max(high, list[index] ?? 0);
    }
  }
  return [low, high];
}

function padded([low, high]: [number, number]): [number, number] {
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 0.2, 0.01);
  return [Math.max(0, low - room), high + room];
}

customElements.define('rouse-threshold-histogram', ThresholdHistogram);
