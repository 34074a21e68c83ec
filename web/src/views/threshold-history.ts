/** How the watched neuron's threshold moved over the optimiser's steps. */
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { heightOf, margin, ticks } from './axes';
import { CanvasView, type Drawing } from './canvas-view';

export class ThresholdHistoryPlot extends CanvasView {
  static override properties = { ...CanvasView.properties, arm: { attribute: false } };
  declare arm: Experiment;

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.lab.on('trace', changed)];
  }

  protected override describe(): string {
    const { activity } = this.text;
    const { closer } = this.later;
    const title = closer.historyTitle(this.arm.name.toUpperCase());
    const { values, steps } = this.arm.history ?? {};
    if (!values || !steps || values.length === 0) return activity.nothingYet(title);
    return closer.historySays(title, values[0] ?? 0, this.#now ?? 0, steps.at(-1) ?? 0);
  }

  /** The history of a long run has not every step: the latest may be missing. */
  get #now(): number | undefined {
    return this.arm.trace?.threshold ?? this.arm.history?.values.at(-1);
  }

  protected override draw(drawing: Drawing): void {
    const { context, width, height, colour } = drawing;
    const plot = { left: margin.left, right: width - margin.right, top: 7, bottom: height - 18 };
    context.fillStyle = colour('screen');
    context.fillRect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
    const history = this.arm.history;
    const now = this.#now;
    const values = history && history.values.length > 0 ? history.values : null;
    if (now === undefined) return;
    const { low, high } = bounds([...(values ?? []), now]);
    const last = Math.max(1, this.arm.optimiserSteps, history?.steps.at(-1) ?? 0);

    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const tick of ticks(low, high, 2)) {
      const y = Math.round(heightOf(tick, low, high, plot));
      context.fillStyle = colour('line');
      context.fillRect(plot.left, y, plot.right - plot.left, 1);
      context.fillStyle = colour('muted');
      context.fillText(compact(tick), plot.left - 6, y);
    }

    context.beginPath();
    const x = (step: number) => plot.left + (step / last) * (plot.right - plot.left);
    if (values && history) {
      values.forEach((v, index) => {
        context.lineTo(x(history.steps[index] ?? 0), heightOf(v, low, high, plot));
      });
    }
    // The line goes on to the step at hand, and a single value is a level line.
    context.lineTo(x(values ? last : 0), heightOf(now, low, high, plot));
    context.lineTo(plot.right, heightOf(now, low, high, plot));
    context.strokeStyle = colour(this.arm.name);
    context.lineWidth = 1.6;
    context.stroke();

    context.fillStyle = colour('ink');
    context.textAlign = 'left';
    context.fillText(compact(now), plot.right + 4, heightOf(now, low, high, plot));
    context.fillStyle = colour('muted');
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    context.fillText('0', plot.left, plot.bottom + 13);
    context.textAlign = 'right';
    context.fillText(this.later.closer.optimiserSteps(last), plot.right, plot.bottom + 13);
  }
}

/** Bounds with room, so that a threshold that hardly moves does not look as if it jumped. */
function bounds(values: ArrayLike<number>): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (let index = 0; index < values.length; index++) {
    low = Math.min(low, values[index] ?? 0);
    high = Math.max(high, values[index] ?? 0);
  }
  const room = Math.max((high - low) * 0.15, Math.abs(high) * 0.05, 0.01);
  return { low: low - room, high: high + room };
}

customElements.define('rouse-threshold-history', ThresholdHistoryPlot);
