/** Spikes of one layer for the shown sample: time to the right, neurons from top to bottom. */

import { css, type PropertyValues } from 'lit';
import type { Raster } from 'rouse-snn';
import { answerOf } from '../answer';
import type { Experiment } from '../experiment';
import { spikeCounts } from '../layer_figures';
import { margin, type Plot } from './axes';
import { channelsOf, type Drawing } from './canvas-view';
import { TimeView } from './time-view';

/** Up to so many neurons, each row gets its number and its count of spikes. */
const labelledRows = 20;

export class SpikeRaster extends TimeView {
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
    layer: { attribute: false },
    outputs: { attribute: false },
    rows: { attribute: false },
  };
  declare arm: Experiment;
  declare layer: number;
  /** Whether this layer's neurons are the classes. */
  declare outputs: boolean;
  /** The neuron of each row; in the order of their numbers when missing. */
  declare rows?: Uint32Array;

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [lab.on('trace', changed), store.on('change', changed)];
  }

  /** Kept from drawing to drawing: large ones would keep the garbage collector busy. */
  #layer: OffscreenCanvas | null = null;
  #image: ImageData | null = null;

  /** The row of each neuron, when they are in another order. */
  get #rowOf(): Uint32Array | undefined {
    const { rows } = this;
    if (!rows) return undefined;
    const rowOf = new Uint32Array(rows.length);
    rows.forEach((neuron, row) => {
      rowOf[neuron] = row;
    });
    return rowOf;
  }

  get #raster(): Raster | undefined {
    return this.arm.trace?.layers[this.layer];
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
    const raster = this.#raster;
    const layer = this.text.words.layer(this.layer, this.arm.spec?.layers.length ?? 0);
    const title = activity.rasterTitle(this.arm.name.toUpperCase(), layer);
    if (!raster) return activity.nothingYet(title);
    const silent = spikeCounts(raster).filter((n) => n === 0).length;
    const said = activity.rasterSays(title, raster.columns.length, silent, raster.neurons);
    const { trace } = this.arm;
    if (!this.outputs || !trace) return said;
    return said + activity.answerSays(...this.page.lab.answerIn(this.arm, trace));
  }

  override firstUpdated(_changed: PropertyValues): void {
    this.addEventListener('click', (event) => {
      const raster = this.#raster;
      if (!raster) return;
      const share = (event.offsetY - 1) / (this.clientHeight - 2);
      const row = Math.floor(Math.min(0.9999, Math.max(0, share)) * raster.neurons);
      this.page.store.set({ layer: this.layer, neuron: this.rows?.[row] ?? row, zoom: 'neuron' });
    });
  }

  protected override draw(drawing: Drawing): void {
    const { context, width, height } = drawing;
    const plot = { left: margin.left, right: width - margin.right, top: 1, bottom: height - 1 };
    context.fillStyle = drawing.colour('screen');
    context.fillRect(plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
    const raster = this.#raster;
    if (!raster) return;
    const counts = spikeCounts(raster);
    const labelled = this.outputs && raster.neurons <= labelledRows;
    if (labelled) this.#markClass(drawing, plot, raster.neurons);
    this.#drawSpikes(drawing, plot, raster);
    if (labelled) this.#labelRows(drawing, plot, counts);
    else this.#drawMargin(drawing, plot, counts);
    this.#markNeuron(drawing, plot, raster.neurons);
  }

  #drawSpikes(drawing: Drawing, plot: Plot, raster: Raster): void {
    const { context, ratio } = drawing;
    if (drawing.vector) {
      context.fillStyle = drawing.colour(this.arm.name);
      traceCells(context, plot, raster, this.#rowOf);
      return;
    }
    const wide = Math.round((plot.right - plot.left) * ratio);
    const high = Math.round((plot.bottom - plot.top) * ratio);
    if (wide <= 0 || high <= 0) return;
    if (this.#layer?.width !== wide || this.#layer.height !== high) {
      this.#layer = new OffscreenCanvas(wide, high);
      this.#image = new ImageData(wide, high);
    }
    const layer = this.#layer;
    const image = this.#image;
    const inner = layer.getContext('2d');
    if (!inner || !image) return;
    image.data.fill(0);
    fillCells(image, raster, channelsOf(drawing.colour(this.arm.name)), this.#rowOf);
    inner.putImageData(image, 0, 0);
    context.drawImage(layer, plot.left, plot.top, plot.right - plot.left, plot.bottom - plot.top);
  }

  /** At the right edge, how much each neuron fired: a gap is a silent neuron. */
  #drawMargin(drawing: Drawing, plot: Plot, counts: Uint32Array): void {
    const { context } = drawing;
    const most = counts.reduce((max, n) => Math.max(max, n), 1);
    const room = margin.right - 4;
    const rowHeight = (plot.bottom - plot.top) / counts.length;
    context.fillStyle = drawing.colour(this.arm.name);
    context.globalAlpha = 0.55;
    const rowOf = this.#rowOf;
    counts.forEach((spikes, neuron) => {
      const y = plot.top + (rowOf?.[neuron] ?? neuron) * rowHeight;
      context.fillRect(plot.right + 3, y, (spikes / most) * room, Math.max(0.5, rowHeight));
    });
    context.globalAlpha = 1;
    if (rowOf) return;
    context.fillStyle = drawing.colour('muted');
    context.textAlign = 'right';
    context.textBaseline = 'top';
    context.fillText('0', plot.left - 6, plot.top);
    context.textBaseline = 'bottom';
    context.fillText(String(counts.length - 1), plot.left - 6, plot.bottom);
  }

  #markClass(drawing: Drawing, plot: Plot, neurons: number): void {
    const label = this.arm.trace?.label ?? -1;
    if (label < 0 || label >= neurons) return;
    const rowHeight = (plot.bottom - plot.top) / neurons;
    drawing.context.fillStyle = drawing.colour(`${this.arm.name}-wash`);
    const { left, right, top } = plot;
    drawing.context.fillRect(left, top + label * rowHeight, right - left, rowHeight);
  }

  #labelRows(drawing: Drawing, plot: Plot, counts: Uint32Array): void {
    const { context } = drawing;
    const { trace } = this.arm;
    const says = trace && answerOf(trace).says;
    const name = (one: number) => this.page.lab.shelf.nameOf(one, this.arm.dataVersion);
    const rowHeight = (plot.bottom - plot.top) / counts.length;
    context.textBaseline = 'middle';
    const family = context.font.replace(/^\S+px /, '');
    const size = Math.min(11, Math.max(8, rowHeight));
    counts.forEach((spikes, neuron) => {
      const y = plot.top + (neuron + 0.5) * rowHeight + 0.5;
      const predicted = neuron === says;
      context.font = `${predicted ? 600 : 400} ${size}px ${family}`;
      context.fillStyle = drawing.colour(predicted ? 'ink' : 'muted');
      context.textAlign = 'right';
      context.fillText(name(neuron), plot.left - 6, y, plot.left - 6);
      context.fillText(String(spikes), plot.right + 22, y);
    });
  }

  #markNeuron(drawing: Drawing, plot: Plot, neurons: number): void {
    const { layer, neuron } = this.page.store.settings;
    const shown = Math.min(layer, (this.arm.spec?.layers.length ?? 1) - 1);
    if (shown !== this.layer) return;
    const { context } = drawing;
    const rowHeight = (plot.bottom - plot.top) / neurons;
    const half = Math.max(1.5, rowHeight / 2);
    const chosen = Math.min(neuron, neurons - 1);
    const middle = plot.top + ((this.#rowOf?.[chosen] ?? chosen) + 0.5) * rowHeight;
    const y = Math.min(plot.bottom - half, Math.max(plot.top + half, middle));
    context.fillStyle = drawing.colour('ink');
    context.beginPath();
    context.moveTo(plot.left - 5, y - 3.5);
    context.lineTo(plot.left - 0.5, y);
    context.lineTo(plot.left - 5, y + 3.5);
    context.fill();
    context.strokeStyle = drawing.colour('ink');
    context.lineWidth = 1;
    context.globalAlpha = 0.7;
    context.strokeRect(plot.left + 0.5, y - half, plot.right - plot.left - 1, half * 2);
    context.globalAlpha = 1;
  }
}

/** Spikes as cells. Where rows are finer than pixels, more spikes make a denser pixel. */
function fillCells(
  image: ImageData,
  raster: Raster,
  rgb: [number, number, number],
  rowOf: Uint32Array | undefined,
): void {
  const { width, height, data } = image;
  const pixels = new Uint32Array(data.buffer);
  const [red, green, blue] = rgb;
  const colour = red | (green << 8) | (blue << 16);
  const steps = raster.offsets.length - 1;
  const rowHeight = height / raster.neurons;
  const columnWidth = width / steps;
  const cellHeight = Math.max(1, Math.floor(rowHeight * 0.8));
  // Single spikes of few neurons stand apart; in a crowd, gaps would only make a pattern.
  const gap = rowHeight >= 4 && columnWidth >= 4 ? Math.ceil(columnWidth * 0.2) : 0;
  const strength = rowHeight >= 1 ? 1 : Math.max(0.35, Math.sqrt(rowHeight));
  const cover = (x: number, y: number) => {
    const pixel = y * width + x;
    const open = 255 - ((pixels[pixel] ?? 0) >>> 24);
    pixels[pixel] = colour | ((255 - Math.round(open * (1 - strength))) << 24);
  };
  for (let t = 0; t < steps; t++) {
    const left = Math.floor(t * columnWidth);
    const right = Math.max(left + 1, Math.floor((t + 1) * columnWidth) - gap);
    for (const neuron of raster.columns.subarray(raster.offsets[t], raster.offsets[t + 1])) {
      const top = Math.floor(((rowOf?.[neuron] ?? neuron) + 0.1) * rowHeight);
      const bottom = Math.min(height, top + cellHeight);
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) cover(x, y);
    }
  }
}

/** The same cells as one path. */
function traceCells(
  context: CanvasRenderingContext2D,
  plot: Plot,
  raster: Raster,
  rowOf: Uint32Array | undefined,
): void {
  const steps = raster.offsets.length - 1;
  const rowHeight = (plot.bottom - plot.top) / raster.neurons;
  const columnWidth = (plot.right - plot.left) / steps;
  const gap = rowHeight >= 4 && columnWidth >= 4 ? columnWidth * 0.2 : 0;
  context.beginPath();
  for (let t = 0; t < steps; t++) {
    const x = plot.left + t * columnWidth;
    for (const neuron of raster.columns.subarray(raster.offsets[t], raster.offsets[t + 1])) {
      const y = plot.top + ((rowOf?.[neuron] ?? neuron) + 0.1) * rowHeight;
      context.rect(x, y, columnWidth - gap, rowHeight * 0.8);
    }
  }
  context.fill();
}

customElements.define('rouse-spike-raster', SpikeRaster);
