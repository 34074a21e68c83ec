/** Curves over epochs for paper: what the page's charts show, with axes to read values from. */
import { ticks } from '../views/axes';
import type { Drawing } from '../views/canvas-view';
import { marksOf } from '../views/line_marks';
import type { Line } from '../views/line-chart';

const room = { left: 52, right: 34, top: 8, bottom: 40 };

export interface Axes {
  /** Lower and upper bound of y; null adapts to the data. */
  range: readonly [number, number | null];
  format: (value: number) => string;
  /** What x is. */
  x: string;
}

export function drawLines(drawing: Drawing, lines: readonly Line[], axes: Axes): void {
  const { context, width, height, colour } = drawing;
  const left = room.left;
  const right = width - room.right;
  const bottom = height - room.bottom;
  const lastX = Math.max(1, ...lines.map(({ x }) => x.at(-1) ?? 0));
  const [low, high] = bounds(lines, axes.range);
  const toX = (x: number) => left + (x / lastX) * (right - left);
  const toY = (y: number) => bottom - ((y - low) / (high - low)) * (bottom - room.top);

  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const tick of ticks(low, high, 5)) {
    context.fillStyle = colour('line');
    context.fillRect(left, toY(tick) - 0.5, right - left, 1);
    context.fillStyle = colour('muted');
    context.fillText(axes.format(tick), left - 8, toY(tick));
  }
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const tick of ticks(0, lastX, 8).filter(Number.isInteger)) {
    context.fillText(String(tick), toX(tick), bottom + 6);
  }
  context.fillText(axes.x, (left + right) / 2, bottom + 24);
  for (const line of lines) drawLine(drawing, line, toX, toY);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  for (const mark of marksOf(lines, toX, toY, bottom)) {
    context.fillStyle = colour(mark.colour);
    context.fillText(mark.text, mark.left, mark.top);
  }
}

function drawLine(
  { context, colour }: Drawing,
  { colour: token, width, dash = [], alpha = 1, x, y }: Line,
  toX: (x: number) => number,
  toY: (y: number) => number,
): void {
  if (x.length === 0) return;
  context.globalAlpha = alpha;
  context.strokeStyle = colour(token);
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.setLineDash(dash);
  context.beginPath();
  x.forEach((at, index) => {
    context.lineTo(toX(at), toY(y[index] ?? 0));
  });
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function bounds(lines: readonly Line[], [bottom, top]: Axes['range']): [number, number] {
  if (top !== null) return [bottom, top];
  const values = lines.flatMap(({ y }) => [...y]);
  const high = values.reduce((most, y) => Math.max(most, y), 1e-3);
  return [values.reduce((least, y) => Math.min(least, y), bottom), high * 1.08];
}
