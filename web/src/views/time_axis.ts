/** Times below a drawing. */
import { type Plot, ticks } from './axes';
import type { Drawing } from './canvas-view';

/** Round times from 0 to `spanMs`, below the plot; the unit stands at the first one or at the end. */
export function drawTimes(
  { context, colour }: Drawing,
  plot: Plot,
  spanMs: number,
  unit: 'first' | 'end' = 'end',
): void {
  if (spanMs <= 0) return;
  const y = plot.bottom + 14;
  context.fillStyle = colour('muted');
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  for (const tick of ticks(0, spanMs, Math.max(2, (plot.right - plot.left) / 80))) {
    const x = plot.left + (tick / spanMs) * (plot.right - plot.left);
    context.fillText(tick === 0 && unit === 'first' ? '0 ms' : String(tick), x, y);
  }
  if (unit === 'first') return;
  context.textAlign = 'left';
  context.fillText('ms', plot.right + 17, y);
}
