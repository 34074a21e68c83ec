/** Draws figures of panels, on the page and into files alike. */

import { logarithmic } from '../bench/scales';
import type { Figure } from '../export/figures';
import { heightOf, type Plot, ticks } from '../views/axes';
import type { Drawing } from '../views/canvas-view';
import type { Curve, Panel, PanelFigure, Point, Style } from './figures';

const left = 38;
const right = 10;
const gap = 16;
const leastPanel = 112;
/** Between the frame and the first and last value of x. */
const inset = 7;
const yNameHeight = 20;
const rowNameHeight = 20;
const panelNameHeight = 18;
const tickHeight = 18;
const xNameHeight = 18;

interface Layout {
  perLine: number;
  /** Lines of panels in each row of the figure. */
  lines: number;
  panel: { width: number; height: number };
  height: number;
}

/** Where panels do not stand side by side they go on below. */
export function layoutOf(figure: PanelFigure, width: number): Layout {
  const columns = Math.max(1, ...figure.rows.map(({ panels }) => panels.length));
  const single = columns === 1;
  const room = width - left - right;
  const fitting = Math.max(1, Math.floor((room + gap) / (leastPanel + gap)));
  const lines = Math.ceil(columns / fitting);
  // Lines of one length, or nearly.
  const perLine = Math.ceil(columns / lines);
  const panel = {
    width: Math.max(40, Math.min((room - (perLine - 1) * gap) / perLine, single ? 1000 : 480)),
    height: single && figure.rows.length === 1 ? 220 : 104,
  };
  const rowHeight = rowHead(figure) + lines * (panelNameHeight + panel.height + tickHeight);
  const height = yNameHeight + figure.rows.length * rowHeight + xNameHeight;
  return { perLine, lines, panel, height };
}

const rowHead = ({ rows }: PanelFigure) => (rows.length > 1 ? rowNameHeight : 0);

interface Axes {
  toX: (x: number, plot: Plot) => number;
  xTicks: readonly number[];
  high: number;
  yTicks: readonly number[];
}

/** A place in the picture that is pointed at, whose values are told. */
export interface Pointed {
  x: number;
  y: number;
}

export function drawFigure(drawing: Drawing, figure: PanelFigure, pointed?: Pointed | null): void {
  const { context, width, colour } = drawing;
  const layout = layoutOf(figure, width);
  const { panel, perLine } = layout;
  const axes = axesOf(figure, panel);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.fillStyle = colour('muted');
  context.fillText(figure.y, 0, yNameHeight / 2);
  let top = yNameHeight;
  for (const { name, panels } of figure.rows) {
    if (rowHead(figure) > 0) {
      context.fillStyle = colour('ink');
      context.textAlign = 'left';
      context.fillText(name, left, top + rowNameHeight / 2);
      top += rowNameHeight;
    }
    panels.forEach((one, index) => {
      const column = index % perLine;
      if (index > 0 && column === 0) top += panelNameHeight + panel.height + tickHeight;
      const x = left + column * (panel.width + gap);
      const y = top + panelNameHeight;
      const plot = { left: x, right: x + panel.width, top: y, bottom: y + panel.height };
      drawPanel(drawing, one, plot, axes, column === 0);
      if (pointed && isIn(plot, pointed)) tellValues(drawing, one.curves, plot, axes, pointed);
    });
    top += panelNameHeight + panel.height + tickHeight;
  }
  context.fillStyle = colour('muted');
  context.textAlign = 'center';
  const end = left + perLine * (panel.width + gap) - gap;
  context.fillText(figure.x.name, (left + end) / 2, top + xNameHeight / 2);
}

function drawPanel(
  drawing: Drawing,
  { title, curves }: Panel,
  plot: Plot,
  axes: Axes,
  named: boolean,
): void {
  const { context, colour } = drawing;
  drawFrame(drawing, plot, axes, named);
  context.fillStyle = colour('ink');
  context.textAlign = 'left';
  if (title !== '') context.fillText(title, plot.left, plot.top - panelNameHeight / 2 - 1);
  for (const curve of curves) drawBand(drawing, curve, plot, axes);
  for (const curve of curves) drawCurve(drawing, curve, plot, axes);
}

function axesOf(figure: PanelFigure, panel: { width: number; height: number }): Axes {
  const points = figure.rows.flatMap(({ panels }) =>
    panels.flatMap(({ curves }) => curves.flatMap((curve) => [...curve.points])),
  );
  const [low, last] = figure.x.range;
  const most = points.reduce((high, { y, spread }) => Math.max(high, y + spread), 0);
  const high = figure.highest ?? (most > 0 ? most * 1.06 : 1);
  const yTicks = ticks(0, high, panel.height > 200 ? 5 : 4);
  const between = (plot: Plot) => plot.right - plot.left - 2 * inset;
  if (figure.x.logarithmic) {
    const scale = logarithmic(low, last, 0, 1);
    const toX = (x: number, plot: Plot) => plot.left + inset + scale.at(x) * between(plot);
    return { toX, xTicks: thinned(scale.labelled, panel.width), high, yTicks };
  }
  const toX = (x: number, plot: Plot) =>
    plot.left + inset + (last > low ? (x - low) / (last - low) : 0.5) * between(plot);
  const all = ticks(low, last, panel.width > 300 ? 10 : 4);
  return { toX, xTicks: figure.x.whole ? all.filter(Number.isInteger) : all, high, yTicks };
}

/** Labels need room: powers of ten are the last to go. */
function thinned(values: readonly number[], width: number): readonly number[] {
  const most = width / 34;
  if (values.length <= most) return values;
  const powers = values.filter((value) => Number.isInteger(Math.log10(value)));
  const every = Math.ceil(powers.length / most);
  return powers.length < 2 ? values.slice(0, 1) : powers.filter((_, i) => i % every === 0);
}

function drawFrame(
  { context, colour }: Drawing,
  plot: Plot,
  { toX, xTicks, high, yTicks }: Axes,
  named: boolean,
): void {
  context.fillStyle = colour('screen');
  context.fillRect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
  for (const tick of yTicks) {
    const y = heightOf(tick, 0, high, plot);
    context.fillStyle = colour('line');
    context.fillRect(plot.left, y - 0.5, plot.right - plot.left, 1);
    if (!named) continue;
    context.fillStyle = colour('muted');
    context.textAlign = 'right';
    context.fillText(String(tick), plot.left - 6, y);
  }
  context.fillStyle = colour('muted');
  context.textAlign = 'center';
  for (const tick of xTicks) context.fillText(String(tick), toX(tick, plot), plot.bottom + 10);
}

function drawBand({ context, colour }: Drawing, curve: Curve, plot: Plot, axes: Axes): void {
  const { points, style } = curve;
  if (points.every(({ spread }) => spread === 0)) return;
  const at = ({ x, y }: Point, by: number) => {
    const value = Math.min(axes.high, Math.max(0, y + by));
    context.lineTo(axes.toX(x, plot), heightOf(value, 0, axes.high, plot));
  };
  context.globalAlpha = 0.16;
  context.fillStyle = colour(style.colour);
  context.beginPath();
  for (const point of points) at(point, point.spread);
  for (const point of [...points].reverse()) at(point, -point.spread);
  context.closePath();
  context.fill();
  context.globalAlpha = 1;
}

function drawCurve({ context, colour }: Drawing, curve: Curve, plot: Plot, axes: Axes): void {
  const { style, points } = curve;
  const places = points.map(
    ({ x, y }) =>
      [axes.toX(x, plot), heightOf(Math.min(y, axes.high), 0, axes.high, plot)] as const,
  );
  context.strokeStyle = colour(style.colour);
  context.lineWidth = 1.8;
  context.lineJoin = 'round';
  context.setLineDash([...style.dash]);
  context.beginPath();
  for (const place of places) context.lineTo(...place);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = colour(style.colour);
  for (const place of places) drawMark(context, style.mark, ...place);
}

const isIn = ({ left, right, top, bottom }: Plot, { x, y }: Pointed) =>
  x >= left && x <= right && y >= top && y <= bottom;

/** The values at the x that is nearest, in the colours of their curves, over the panel's name. */
function tellValues(
  { context, colour }: Drawing,
  curves: readonly Curve[],
  plot: Plot,
  { toX }: Axes,
  pointed: Pointed,
): void {
  const away = ({ x }: Point) => Math.abs(toX(x, plot) - pointed.x);
  const nearest = curves
    .flatMap(({ points }) => [...points])
    .reduce<Point | null>(
      (best, point) => (best && away(best) <= away(point) ? best : point),
      null,
    );
  if (!nearest) return;
  context.fillStyle = colour('line-strong');
  context.fillRect(toX(nearest.x, plot) - 0.5, plot.top, 1, plot.bottom - plot.top);
  const y = plot.top - panelNameHeight / 2 - 1;
  context.fillStyle = colour('surface');
  context.fillRect(plot.left, plot.top - panelNameHeight, plot.right - plot.left, panelNameHeight);
  context.textAlign = 'left';
  let x = plot.left;
  const tell = (words: string, token: string) => {
    context.fillStyle = colour(token);
    context.fillText(words, x, y);
    x += context.measureText(words).width + 7;
  };
  tell(`${nearest.x}:`, 'ink');
  for (const { style, points } of curves) {
    const point = points.find((one) => one.x === nearest.x);
    const ink = style.colour === 'a' || style.colour === 'b' ? `${style.colour}-ink` : style.colour;
    if (point) tell(String(Number(point.y.toPrecision(3))), ink);
  }
}

/** Of lines alone: every canvas and the SVG have these. */
const corners: Readonly<Record<Style['mark'], readonly (readonly [number, number])[]>> = {
  circle: Array.from({ length: 12 }, (_, i) => {
    const angle = (i / 6) * Math.PI;
    return [2.6 * Math.cos(angle), 2.6 * Math.sin(angle)] as const;
  }),
  square: [
    [-2.5, -2.5],
    [2.5, -2.5],
    [2.5, 2.5],
    [-2.5, 2.5],
  ],
  diamond: [
    [0, -3.5],
    [3.5, 0],
    [0, 3.5],
    [-3.5, 0],
  ],
  triangle: [
    [0, -3.2],
    [3.2, 2.4],
    [-3.2, 2.4],
  ],
};

function drawMark(
  context: CanvasRenderingContext2D,
  mark: Style['mark'],
  x: number,
  y: number,
): void {
  context.beginPath();
  for (const [dx, dy] of corners[mark]) context.lineTo(x + dx, y + dy);
  context.closePath();
  context.fill();
}

/** Paper's widths: one panel, or as many side by side as there are. */
const single = 560;
const perPanel = 150;
const widest = 1240;
/** Of a name in the legend, with its sign. */
const letter = 7;

/** For files: with a title and a legend. */
export function fileFigure(figure: PanelFigure): Figure {
  const columns = Math.max(1, ...figure.rows.map(({ panels }) => panels.length));
  const legend = [
    ...figure.styles.map(({ name, colour, dash }) => ({ name, colour, dash: [...dash] })),
    { name: figure.note, colour: 'surface' },
  ];
  const named = legend.reduce((sum, { name }) => sum + 46 + name.length * letter, 0);
  const width = Math.max(single, Math.min(widest, columns * perPanel + left), named);
  return {
    ...{ id: figure.id, title: figure.title, legend, width },
    height: layoutOf(figure, width).height,
    draw: (drawing) => drawFigure(drawing, figure),
  };
}
