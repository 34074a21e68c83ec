/**
 * The incoming weights of a neuron over a cochlea's channels: in each place the mean of the channels
 * there, and fainter the least and the greatest of them.
 */
import { compact } from '../format';
import { heightOf, type Plot, ticks } from './axes';
import type { Drawing } from './canvas-view';

export interface Column {
  mean: number;
  low: number;
  high: number;
}

/** The weights side by side in so many columns, or one column each where they are fewer. */
export function columnsOf(weights: Float32Array, most: number): Column[] {
  const columns = Math.max(1, Math.min(weights.length, Math.floor(most)));
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * weights.length) / columns);
    const part = weights.subarray(from, Math.floor(((column + 1) * weights.length) / columns));
    return {
      mean: part.reduce((sum, weight) => sum + weight, 0) / part.length,
      low: Math.min(...part),
      high: Math.max(...part),
    };
  });
}

/** `most` is the end of the axis, up and down; `accent` the token of positive weights' colour. */
export function drawWeightCurve(
  { context, width, height, colour }: Drawing,
  weights: Float32Array,
  most: number,
  accent: string,
  channel: string,
): void {
  const plot: Plot = { left: 38, right: width - 4, top: 6, bottom: height - 18 };
  context.fillStyle = colour('screen');
  context.fillRect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
  const y = (weight: number) => heightOf(weight, -most, most, plot);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const value of [-most, 0, most]) {
    context.fillStyle = colour('muted');
    const text = compact(Number(Math.abs(value).toPrecision(2)));
    context.fillText(value < 0 ? `−${text}` : text, plot.left - 5, y(value));
  }
  const columns = columnsOf(weights, plot.right - plot.left);
  const wide = (plot.right - plot.left) / columns.length;
  const bars = (alpha: number, ends: (column: Column) => readonly number[]) => {
    context.globalAlpha = alpha;
    columns.forEach((column, index) => {
      for (const end of ends(column)) {
        if (end === 0) continue;
        context.fillStyle = colour(end > 0 ? accent : 'off');
        const top = Math.min(y(0), y(end));
        context.fillRect(plot.left + index * wide, top, wide, Math.abs(y(end) - y(0)));
      }
    });
    context.globalAlpha = 1;
  };
  bars(0.3, ({ low, high }) => [Math.min(0, low), Math.max(0, high)]);
  bars(1, ({ mean }) => [mean]);
  context.fillStyle = colour('line-strong');
  context.fillRect(plot.left, Math.round(y(0)), plot.right - plot.left, 1);
  context.fillStyle = colour('muted');
  context.textBaseline = 'alphabetic';
  const last = weights.length - 1;
  for (const tick of ticks(0, last, Math.max(2, (plot.right - plot.left) / 60))) {
    context.textAlign = tick === 0 ? 'left' : 'center';
    const x = plot.left + ((tick + 0.5) / weights.length) * (plot.right - plot.left);
    context.fillText(tick === 0 ? `${channel} 0` : String(tick), x, plot.bottom + 13);
  }
}
