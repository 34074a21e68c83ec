/** The page's figures as files: with a title and a legend, as pixels or as SVG. */
import type { Experiment } from '../experiment';
import { areWords, compact, percent } from '../format';
import type { ArmName } from '../specification';
import { margin } from '../views/axes';
import type { CanvasView, Drawing } from '../views/canvas-view';
import {
  type ConfusionTable,
  confusionTable,
  strengthOf,
  strongShare,
} from '../views/confusion-matrix';
import { accuracyLines, deadLines, lossLines } from '../views/learning-panel';
import type { PotentialPlot } from '../views/potential-plot';
import type { SpikeRaster } from '../views/spike-raster';
import { drawTimes } from '../views/time_axis';
import type { Page } from '../views/view';
import { drawLines } from './line_figure';
import { SvgContext } from './svg_context';
import '../views/potential-plot';
import '../views/spike-raster';
import '../views/threshold-histogram';
import '../views/threshold-history';

interface Sign {
  name: string;
  /** A colour token. */
  colour: string;
  dash?: number[];
}

export interface Figure {
  /** Part of a file's name. */
  id: string;
  /** Whose figure it is, when it is one network's. */
  of?: ArmName;
  title: string;
  legend: readonly Sign[];
  /** Of the drawing, without title and legend; in CSS pixels. */
  width: number;
  height: number;
  draw(drawing: Drawing): void;
}

/** Colours by token, and the typeface. */
export interface Look {
  colour: (token: string) => string;
  font: string;
}

const pad = 20;
const timesHeight = 18;
const titleHeight = 28;
const legendHeight = 24;

/** Of everything that can be seen now; the words are those of the page's language. */
export function figuresOf(page: Page): Figure[] {
  const { exports: text } = page.language.later;
  const arms = page.lab.active.filter(({ spec }) => spec !== null);
  const both = arms.map(({ name, fixed }) => ({ name: text.arm(name, fixed), colour: name }));
  const share = (value: number) => percent(value, 0);
  const chart = { legend: both, width: 640, height: 360 };
  const x = text.epoch;
  const kinds: Sign[] = [
    { name: text.test, colour: 'muted' },
    { name: text.train, colour: 'muted', dash: [4, 3] },
  ];
  const named = (name: string) => name;
  return [
    {
      ...{ id: 'accuracy', title: text.figures.accuracy, ...chart, legend: [...both, ...kinds] },
      draw(drawing) {
        const lines = arms.flatMap((arm) => accuracyLines(arm, named));
        drawLines(drawing, lines, { range: [0, 1], format: share, x });
      },
    },
    {
      ...{ id: 'loss', title: text.figures.loss, ...chart, legend: [...both, ...kinds] },
      draw(drawing) {
        drawLines(drawing, arms.flatMap(lossLines), { range: [0, null], format: compact, x });
      },
    },
    {
      ...{ id: 'dead-neurons', title: text.figures.dead, ...chart },
      legend: [...both, ...layerSigns(page, arms)],
      draw(drawing) {
        drawLines(drawing, arms.flatMap(deadLines), { range: [0, 1], format: share, x });
      },
    },
    {
      ...{ id: 'thresholds', title: text.thresholdsOf(layerOf(page)) },
      ...{ legend: both, width: 640, height: 260 },
      draw: drawnBy(page, 'rouse-threshold-histogram'),
    },
    ...arms.flatMap((arm) => figuresOfArm(page, arm)),
  ];
}

function figuresOfArm(page: Page, arm: Experiment): Figure[] {
  const { exports: text } = page.language.later;
  const { words } = page.language.text;
  const own = {
    of: arm.name,
    legend: [{ name: text.arm(arm.name, arm.fixed), colour: arm.name }],
    width: 640,
  };
  const layers = arm.spec?.layers ?? [];
  const { neuron } = page.lab;
  const figures: Figure[] = layers.map((_, layer) => ({
    ...{ id: `spikes-${arm.name}-layer-${layer + 1}`, ...own, height: 360 },
    title: text.spikesOf(words.layer(layer, layers.length), ...shownRecording(page)),
    draw: overTime(
      arm,
      drawnBy<SpikeRaster>(page, 'rouse-spike-raster', {
        ...{ arm, layer, outputs: layer === layers.length - 1 },
      }),
    ),
  }));
  const table = confusionTable(arm, page.lab);
  return [
    {
      ...{ id: `confusion-${arm.name}`, title: text.figures.confusion, ...own },
      ...{ width: 480, height: 480 },
      draw: (drawing) => drawConfusion(drawing, arm, table, [text.answer, text.right]),
    },
    ...figures,
    {
      ...{ id: `potential-${arm.name}`, ...own, height: 260 },
      title: text.potentialOf(neuron, layerOf(page)),
      draw: drawnBy<PotentialPlot>(page, 'rouse-potential-plot', { arm }),
    },
    {
      ...{ id: `threshold-${arm.name}`, ...own, height: 220 },
      title: text.thresholdOf(neuron, layerOf(page)),
      draw: drawnBy<CanvasView & { arm: Experiment }>(page, 'rouse-threshold-history', { arm }),
    },
  ];
}

function layerOf({ lab, language }: Page): string {
  return language.text.words.layer(lab.layer, lab.layerSizes.length);
}

function layerSigns({ language }: Page, arms: readonly Experiment[]): Sign[] {
  const [arm] = arms;
  const lines = arm ? deadLines(arm) : [];
  return lines.map(({ dash }, layer) => ({
    name: language.text.words.layer(layer, lines.length),
    colour: 'muted',
    ...(dash ? { dash } : {}),
  }));
}

/** What a view of the page draws, without the view being on the page. */
function drawnBy<V extends CanvasView>(page: Page, name: string, values: Partial<V> = {}) {
  return (drawing: Drawing) => {
    const view = Object.assign(document.createElement(name) as V, { page }, values);
    view.drawInto(drawing);
  };
}

/** A drawing without times of its own, with them below it. */
function overTime({ options }: Experiment, draw: (drawing: Drawing) => void) {
  return (drawing: Drawing) => {
    const bottom = drawing.height - timesHeight;
    draw({ ...drawing, height: bottom });
    const { steps = 0, bin_us: width = 0 } = options?.bins ?? {};
    const plot = { left: margin.left, right: drawing.width - margin.right, top: 0, bottom };
    drawTimes(drawing, plot, (steps * width) / 1000);
  };
}

/** The class and the name of the recording that is shown. */
function shownRecording({ lab }: Page): [label: string, name: string] {
  const { recording } = lab;
  return recording ? [lab.nameOf(recording.label), recording.name] : ['–', ''];
}

function drawConfusion(
  { context, width, height, colour }: Drawing,
  arm: Experiment,
  { names, matrix }: ConfusionTable,
  [across, down]: readonly [string, string],
): void {
  // Words stand upright above their columns.
  const upright = areWords(names);
  // A pack's names may be of any length.
  const letters = Math.min(14, Math.max(...names.map(({ length }) => length)));
  const left = Math.max(44, letters * 7 + 8);
  const top = upright ? left + 16 : 44;
  const cell = Math.min((width - left) / names.length, (height - top) / names.length);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colour('muted');
  context.fillText(across, left + (cell * names.length) / 2, 8);
  context.textAlign = 'left';
  context.fillText(down, 0, top - 16);
  context.textAlign = 'center';
  names.forEach((name, index) => {
    const middle = (index + 0.5) * cell;
    context.fillStyle = colour('muted');
    context.textAlign = upright ? 'right' : 'center';
    context.fillText(name, left - (upright ? 8 : 16), top + middle);
    if (!upright) {
      context.fillText(name, left + middle, top - 16);
      return;
    }
    context.save();
    context.translate(left + middle, top - 8);
    context.rotate(-Math.PI / 2);
    context.textAlign = 'left';
    context.fillText(name, 0, 0);
    context.restore();
  });
  context.textAlign = 'center';
  matrix.forEach((row, y) => {
    const total = row.reduce((sum, samples) => sum + samples, 0);
    row.forEach((samples, x) => {
      const place = [left + x * cell, top + y * cell] as const;
      const share = total > 0 ? samples / total : 0;
      context.fillStyle = colour('screen');
      context.fillRect(...place, cell - 1, cell - 1);
      if (samples === 0) return;
      context.fillStyle = colour(`${arm.name}-ink`);
      context.globalAlpha = strengthOf(share);
      context.fillRect(...place, cell - 1, cell - 1);
      context.globalAlpha = 1;
      context.fillStyle = colour(share > strongShare ? 'surface' : 'ink');
      context.fillText(String(samples), place[0] + cell / 2, place[1] + cell / 2);
    });
  });
}

/** Size of the whole picture in CSS pixels. */
export function sizeOf({ width, height }: Figure): { width: number; height: number } {
  return { width: width + 2 * pad, height: height + titleHeight + legendHeight + 2 * pad };
}

export function svgOf(figure: Figure, look: Look): string {
  const context = new SvgContext();
  paint(figure, look, context as unknown as CanvasRenderingContext2D, { ratio: 1, vector: true });
  const { width, height } = sizeOf(figure);
  return context.document(width, height, figure.title);
}

/** Paints on a canvas of so many pixels to a CSS pixel. */
export function paintOn(
  canvas: HTMLCanvasElement,
  figure: Figure,
  look: Look,
  ratio: number,
): void {
  const { width, height } = sizeOf(figure);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to paint on.');
  context.scale(ratio, ratio);
  paint(figure, look, context, { ratio });
}

export function pngOf(figure: Figure, look: Look): Promise<Blob> {
  const canvas = document.createElement('canvas');
  paintOn(canvas, figure, look, 2);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('This browser could not write the PNG.'));
    }, 'image/png');
  });
}

function paint(
  figure: Figure,
  { colour, font }: Look,
  context: CanvasRenderingContext2D,
  kind: Pick<Drawing, 'ratio' | 'vector'>,
): void {
  const size = sizeOf(figure);
  context.fillStyle = colour('surface');
  context.fillRect(0, 0, size.width, size.height);
  context.fillStyle = colour('ink');
  context.font = `600 15px ${font}`;
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText(figure.title, pad, pad);
  context.font = `12px ${font}`;
  drawLegend(figure.legend, context, colour, font);
  context.save();
  context.translate(pad, pad + titleHeight + legendHeight);
  context.font = `11px ${font}`;
  const { width, height } = figure;
  figure.draw({ context, width, height, colour, ...kind });
  context.restore();
}

function drawLegend(
  legend: readonly Sign[],
  context: CanvasRenderingContext2D,
  colour: (token: string) => string,
  font: string,
): void {
  const ruler = new OffscreenCanvas(1, 1).getContext('2d');
  if (ruler) ruler.font = `12px ${font}`;
  const y = pad + titleHeight + 6;
  let x = pad;
  for (const sign of legend) {
    context.strokeStyle = colour(sign.colour);
    context.lineWidth = 2.2;
    context.setLineDash(sign.dash ?? []);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 20, y);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = colour('muted');
    context.textBaseline = 'middle';
    context.fillText(sign.name, x + 26, y);
    x += 26 + (ruler?.measureText(sign.name).width ?? 80) + 18;
  }
}
