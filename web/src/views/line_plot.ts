/** What a line chart draws with: uPlot and its options, fetched when there is a line to draw. */
import { unsafeCSS } from 'lit';
import uPlot from 'uplot';
import styles from 'uplot/dist/uPlot.min.css?inline';
import { marksOf } from './line_marks';
import type { Line } from './line-chart';

export const plotStyles = unsafeCSS(styles);

/** One x for all lines, as uPlot wants it; where a line has no point stands null. */
export function aligned(lines: readonly Line[]): uPlot.AlignedData {
  if (lines.length === 0) return [[0], [null]];
  return uPlot.join(lines.map(({ x, y }) => [[...x], [...y]] as unknown as uPlot.AlignedData));
}

export interface PlotOptions {
  /** As they are now: their points grow, their number and looks stay. */
  lines: () => readonly Line[];
  /** The value of a colour token now. */
  colour: (token: string) => string;
  font: string;
  /** The end of the x axis, which begins at 0. */
  xEnd: () => number;
  yRange: (low: number | null, high: number | null) => [number, number];
  axisFormat: (value: number) => string;
  /** Told the x under the pointer, or null. */
  hover: (x: number | null) => void;
}

/** The letters of the lines, with a rim that keeps them apart from what they stand on. */
function drawMarks(plot: uPlot, { lines, colour, font }: PlotOptions): void {
  const { ctx: context, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const toX = (x: number) => plot.valToPos(x, 'x', true);
  const toY = (y: number) => plot.valToPos(y, 'y', true);
  context.save();
  context.font = font.replace(/^\d+px/, `600 ${11 * ratio}px`);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3 * ratio;
  context.strokeStyle = colour('surface');
  for (const mark of marksOf(lines(), toX, toY, bbox.top + bbox.height, ratio)) {
    context.strokeText(mark.text, mark.left, mark.top);
    context.fillStyle = colour(mark.colour);
    context.fillText(mark.text, mark.left, mark.top);
  }
  context.restore();
}

export function createPlot(plotOptions: PlotOptions, parent: HTMLElement): uPlot {
  const { colour, font, xEnd, yRange, axisFormat, hover } = plotOptions;
  const lines = plotOptions.lines();
  /** Whether epochs lie so far from each other that their points do not make a thick line. */
  const apart = () => parent.clientWidth / xEnd() >= 8;
  const grid = { stroke: () => colour('line'), width: 1 };
  const ticks = { show: false };
  const axis = { stroke: () => colour('muted'), font, grid, ticks };
  const options: uPlot.Options = {
    width: parent.clientWidth,
    height: parent.clientHeight,
    // Room for the marks.
    padding: [6, lines.some(({ number }) => number) ? 32 : 14, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: {
      x: { time: false, range: () => [0, xEnd()] },
      y: { range: (_, low, high) => yRange(low, high) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 20,
        gap: 4,
        space: 30,
        incrs: [1, 2, 5, 10, 20, 50, 100],
      },
      {
        ...axis,
        size: 42,
        gap: 6,
        space: 26,
        values: (_, splits) => splits.map((v) => axisFormat(v)),
      },
    ],
    series: [
      {},
      ...lines.map(
        (line): uPlot.Series => ({
          stroke: () => colour(line.colour),
          width: line.width,
          spanGaps: true,
          ...(line.dash ? { dash: line.dash } : {}),
          ...(line.alpha === undefined ? {} : { alpha: line.alpha }),
          points: {
            show: () => line.width >= 2 && apart(),
            size: 5,
            fill: () => colour(line.colour),
          },
        }),
      ),
    ],
    hooks: {
      setCursor: [
        ({ cursor: { idx }, data }) =>
          hover(typeof idx === 'number' ? (data[0][idx] ?? null) : null),
      ],
      draw: [(plot) => drawMarks(plot, plotOptions)],
    },
  };
  return new uPlot(options, aligned(lines), parent);
}
