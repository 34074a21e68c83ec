/**
 * One network at the moment of playback: the sensor, each layer as a block of cells that light up
 * with their spikes, and the outputs as bars that grow with theirs.
 */
import { css, type PropertyValues } from 'lit';
import type { Raster, Trace } from 'rouse-snn';
import { answerOf } from '../answer';
import type { Experiment } from '../experiment';
import { gridOf, layerFigures } from '../layer_figures';
import type { Maps } from '../maps';
import { firesAt, isCochlea, isRecurrent } from '../specification';
import { CanvasView, channelsOf, type Drawing } from './canvas-view';
import { PixelPicture, pixelOf } from './pixel_picture';

/** Time in which a spike's light fades to 1/e. */
const fadeUs = 14000;
const labelHeight = 16;
const arrowWidth = 22;
/** Up to so many outputs, each has a bar of its own. */
const mostBars = 20;

interface Block {
  left: number;
  top: number;
  width: number;
  height: number;
}

export class NetworkFlow extends CanvasView {
  static override styles = [
    ...CanvasView.styles,
    css`
      canvas {
        cursor: pointer;
      }
    `,
  ];
  static override properties = { ...CanvasView.properties, arm: { attribute: false } };
  declare arm: Experiment;
  /** Of the sensor and each layer. */
  readonly #pictures: PixelPicture[] = [];
  /** Fetched with the first layer that convolves. */
  #maps: typeof import('../maps') | null = null;

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, playback } = this.page;
    return [lab.on('trace', changed), playback.on('time', () => this.repaint())];
  }

  protected override describe(): string {
    const { activity } = this.text;
    const title = activity.flowTitle(this.arm.name.toUpperCase());
    const { trace } = this.arm;
    if (!trace) return activity.nothingYet(title);
    const layers = trace.layers.length;
    const said = trace.layers.flatMap((_, layer) => {
      const figures = layerFigures(trace, layer);
      const of = this.arm.spec?.layers[layer];
      return figures
        ? [
            activity.layerSays(this.text.words.layer(layer, layers), figures),
            of ? activity.memory(of) : '',
          ]
        : [];
    });
    return `${title}. ${said.join(' ')}${activity.answerSays(...this.page.lab.answerIn(this.arm, trace))}`;
  }

  override firstUpdated(_changed: PropertyValues): void {
    this.addEventListener('click', (event) => {
      const layer = this.#blocks().findIndex(
        ({ left, width }) => event.offsetX >= left && event.offsetX < left + width,
      );
      // The first block is the sensor.
      if (layer > 0) this.page.store.set({ layer: layer - 1, neuron: 0, zoom: 'layer' });
    });
  }

  /** Of the sensor and each layer, from left to right. */
  #blocks(): Block[] {
    const { width, height } = this.size;
    const layers = this.arm.trace?.layers.length ?? 1;
    const room = width - layers * arrowWidth;
    const tall = height - labelHeight;
    // A row of channels stands upright.
    const row = isCochlea(this.page.lab.shelf.prepared?.train.shape);
    const sensor = Math.max(0, row ? Math.min(28, room * 0.1) : Math.min(tall, room * 0.32));
    const outputs = Math.max(0, Math.min(96, room * 0.3));
    const hidden = (room - sensor - outputs) / Math.max(1, layers - 1);
    const widths = [sensor, ...Array(layers - 1).fill(Math.max(0, hidden)), outputs];
    let left = 0;
    return widths.map((wide, index) => {
      const high = index === 0 && !row ? sensor : tall;
      const block = { left, top: (tall - high) / 2, width: wide, height: high };
      left += wide + arrowWidth;
      return block;
    });
  }

  protected override draw(drawing: Drawing): void {
    const { trace, spec } = this.arm;
    const bins = this.arm.options?.bins;
    if (!trace || !bins) return;
    if (!this.#maps && spec?.sensor) void this.#fetchMaps();
    const now = this.page.playback.timeUs / bins.bin_us;
    const fade = fadeUs / bins.bin_us;
    const blocks = this.#blocks();
    const last = trace.layers.length - 1;
    blocks.forEach((block, index) => {
      const layer = index - 1;
      const raster = trace.layers[layer];
      const spec = this.arm.spec?.layers[layer];
      if (spec) this.#drawArrow(drawing, block, (spec.maximum_delay ?? 0) > 0);
      if (isRecurrent(spec)) this.#drawLoop(drawing, block);
      if (!raster) this.#drawSensor(drawing, block, trace.input, now, fade);
      else if (layer === last && raster.neurons <= mostBars) {
        this.#drawBars(drawing, block, raster, trace, now);
      } else this.#drawCells(drawing, block, raster, layer, trace.epochSpikes[layer], now, fade);
    });
  }

  async #fetchMaps(): Promise<void> {
    this.#maps = await import('../maps');
    this.repaint();
  }

  #label({ context, colour }: Drawing, { left, width, top, height }: Block, text: string): void {
    context.fillStyle = colour('muted');
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.fillText(text, left + width / 2, top + height + 4);
  }

  /** With a clock where spikes are late. */
  #drawArrow({ context, colour, height }: Drawing, block: Block, late: boolean): void {
    const y = Math.round((height - labelHeight) / 2);
    const x = block.left - arrowWidth / 2;
    context.strokeStyle = colour('line-strong');
    context.lineWidth = 1.2;
    context.beginPath();
    context.moveTo(x - 5, y);
    context.lineTo(x + 4, y);
    context.moveTo(x + 1, y - 3);
    context.lineTo(x + 4, y);
    context.lineTo(x + 1, y + 3);
    if (late) {
      context.moveTo(x + 4.5, y - 11);
      context.arc(x, y - 11, 4.5, 0, 2 * Math.PI);
      context.moveTo(x, y - 13.5);
      context.lineTo(x, y - 11);
      context.lineTo(x + 2, y - 10);
    }
    context.stroke();
  }

  /** From a layer's right edge back to its left one, over its label. */
  #drawLoop({ context, colour, height }: Drawing, { left, width }: Block): void {
    const from = left + width * 0.78;
    const to = left + width * 0.22;
    const y = height - labelHeight + 3;
    context.strokeStyle = colour(this.arm.name);
    context.lineWidth = 1.2;
    context.beginPath();
    context.moveTo(from, y);
    context.bezierCurveTo(from, height + 2, to, height + 2, to, y + 1);
    context.moveTo(to - 3, y + 4);
    context.lineTo(to, y);
    context.lineTo(to + 3, y + 4);
    context.stroke();
  }

  #drawSensor(drawing: Drawing, block: Block, input: Raster, now: number, fade: number): void {
    const shape = this.page.lab.shelf.prepared?.train.shape;
    if (!shape) return;
    const { context, colour } = drawing;
    const { left, top, width, height } = block;
    context.fillStyle = colour('screen');
    context.fillRect(left, top, width, height);
    const size = shape.width * shape.height;
    const on = channelsOf(colour('on'));
    const off = channelsOf(colour('off'));
    const seen = latestSpikes(input, now);
    const ons = byBin(input, (bin) => pixelOf(on, light(now - bin, fade)));
    if (isCochlea(shape)) {
      const latest = inRows(seen, Math.max(1, Math.min(size, Math.round(height))));
      const lit = (row: number) => ons[latest[row] ?? -1] ?? 0;
      this.#drawPixels(context, 0, block, 1, latest.length, lit);
      this.#label(drawing, block, String(size));
      return;
    }
    const offs = byBin(input, (bin) => pixelOf(off, light(now - bin, fade)));
    this.#drawPixels(context, 0, block, shape.width, shape.height, (pixel) => {
      const dark = seen[pixel] ?? -1;
      const bright = seen[size + pixel] ?? -1;
      return (bright >= dark ? ons[bright] : offs[dark]) ?? 0;
    });
    this.#label(drawing, block, `${shape.width} × ${shape.height}`);
  }

  #drawCells(
    drawing: Drawing,
    block: Block,
    raster: Raster,
    layer: number,
    epochSpikes: Uint32Array | undefined,
    now: number,
    fade: number,
  ): void {
    const { context, colour } = drawing;
    const { columns, side } = gridOf(raster.neurons, block.width, block.height);
    const grid = within(block, columns * side, Math.ceil(raster.neurons / columns) * side);
    const rest = channelsOf(colour('line'));
    const fired = channelsOf(colour(this.arm.name));
    const dead = channelsOf(colour('error-wash'));
    const seen = latestSpikes(raster, now);
    const still = pixelOf(rest, 0.75);
    const silent = pixelOf(dead, 0.75);
    // Nothing for spikes whose light is gone.
    const lights = byBin(raster, (bin) => {
      const share = light(now - bin, fade);
      return share < 0.03 ? 0 : pixelOf(mixed(rest, fired, share));
    });
    const lit = (neuron: number, isDead: boolean) =>
      lights[seen[neuron] ?? -1] || (isDead ? silent : still);
    const maps = this.#maps && this.arm.spec && this.#maps.mapsOf(this.arm.spec, layer);
    if (this.#maps && maps) {
      this.#drawMaps(drawing, block, layer, this.#maps, maps, epochSpikes, lit);
      return;
    }
    this.#drawPixels(context, layer + 1, grid, columns, grid.height / side, (neuron) =>
      neuron < raster.neurons ? lit(neuron, epochSpikes?.[neuron] === 0) : 0,
    );
    if (side >= 3) drawGaps(context, grid, side, colour('surface'));
    if (epochSpikes) drawCrosses(context, grid, columns, side, epochSpikes, colour('error'));
    this.#label(drawing, { ...grid }, String(raster.neurons));
  }

  /** Map beside map, those crossed out of which no neuron fired in the last epoch. */
  #drawMaps(
    drawing: Drawing,
    block: Block,
    layer: number,
    { tile, neuronAt, placeOf, channelCounts }: typeof import('../maps'),
    maps: Maps,
    epochSpikes: Uint32Array | undefined,
    lit: (neuron: number, isDead: boolean) => number,
  ): void {
    const tiles = tile(maps, block.width, block.height);
    const { columns, rows, scale } = tiles;
    const grid = within(block, columns * scale, rows * scale);
    const spikes = epochSpikes && channelCounts(maps, epochSpikes);
    this.#drawPixels(drawing.context, layer + 1, grid, columns, rows, (cell) => {
      const neuron = neuronAt(tiles, cell % columns, Math.floor(cell / columns));
      return neuron < 0 ? 0 : lit(neuron, spikes?.[neuron % maps.channels] === 0);
    });
    const { width, height, channels } = maps;
    const middles = Array.from(spikes ?? [], (count, channel) => ({ count, channel }))
      .filter(({ count }) => count === 0)
      .map(({ channel }) => {
        const { column, row } = placeOf(tiles, channel);
        const x = grid.left + (column + width / 2) * scale;
        return [x, grid.top + (row + height / 2) * scale] as const;
      });
    const reach = Math.min(width, height) * scale * 0.3;
    strokeCrosses(drawing.context, middles, reach, drawing.colour('error'));
    const size = `${width} × ${height} × ${channels}`;
    const fits = drawing.context.measureText(size).width < block.width + arrowWidth / 2;
    this.#label(drawing, grid, fits ? size : size.replaceAll(' ', ''));
  }

  #drawPixels(
    context: CanvasRenderingContext2D,
    index: number,
    { left, top, width, height }: Block,
    columns: number,
    rows: number,
    pixelAt: (cell: number) => number,
  ): void {
    this.#pictures[index] ??= new PixelPicture();
    const picture = this.#pictures[index];
    const pixels = picture.begin(columns, rows);
    for (let cell = 0; cell < pixels.length; cell++) pixels[cell] = pixelAt(cell);
    picture.draw(context, left, top, width, height);
  }

  #drawBars(drawing: Drawing, block: Block, raster: Raster, trace: Trace, now: number): void {
    const { context, colour } = drawing;
    const fires = firesAt(this.arm.spec, trace.layers.length - 1);
    // A potential's score is that of the whole sample, and may be below 0.
    const least = Math.min(0, ...trace.scores);
    const total = trace.scores.map((score) => score - least);
    const sofar = fires ? countsUntil(raster, now) : total;
    const most = Math.max(...total) || 1;
    const row = block.height / raster.neurons;
    const answer = answerOf(trace).says;
    const { shelf } = this.page.lab;
    const names = Array.from(trace.scores, (_, one) => shelf.nameOf(one, this.arm.dataVersion));
    const nameWidth = Math.min(
      34,
      Math.max(...names.map((name) => context.measureText(name).width)),
    );
    const left = block.left + nameWidth + 7;
    const room = block.width - nameWidth - 7 - 18;
    context.textBaseline = 'middle';
    const family = context.font.replace(/^.*?px /, '');
    total.forEach((length, neuron) => {
      const y = block.top + (neuron + 0.5) * row;
      const high = Math.max(2, row * 0.62);
      if (neuron === trace.label) {
        context.fillStyle = colour(`${this.arm.name}-wash`);
        context.fillRect(block.left, y - row / 2, block.width, row);
      }
      context.fillStyle = colour(this.arm.name);
      context.globalAlpha = 0.28;
      context.fillRect(left, y - high / 2, (length / most) * room, high);
      context.globalAlpha = 1;
      context.fillRect(left, y - high / 2, ((sofar[neuron] ?? 0) / most) * room, high);
      const says = neuron === answer;
      context.font = `${says ? 700 : 400} ${Math.min(11, Math.max(8, row))}px ${family}`;
      context.fillStyle = colour(says ? 'ink' : 'muted');
      context.textAlign = 'right';
      context.fillText(names[neuron] ?? '', left - 4, y + 0.5, nameWidth);
      context.textAlign = 'left';
      if (length === 0) return;
      const score = fires ? String(length) : (trace.scores[neuron] ?? 0).toFixed(1);
      context.fillText(score, left + (length / most) * room + 3, y + 0.5);
    });
    context.font = `11px ${family}`;
    this.#label(drawing, block, this.text.activity[fires ? 'spikes' : 'potentials']);
  }
}

/** Spikes of each neuron in the bins up to `now`. */
function countsUntil({ neurons, offsets, columns }: Raster, now: number): Float32Array {
  const counts = new Float32Array(neurons);
  const end = Math.min(offsets.length - 1, Math.max(0, Math.floor(now) + 1));
  for (const neuron of columns.subarray(0, offsets[end]))
    counts[neuron] = (counts[neuron] ?? 0) + 1;
  return counts;
}

/** The latest bin up to `now` in which each channel spiked; -1 before the first. */
function latestSpikes({ neurons, offsets, columns }: Raster, now: number): Int32Array {
  const latest = new Int32Array(neurons).fill(-1);
  let spike = 0;
  for (let bin = 0; bin < offsets.length - 1 && bin <= now; bin++) {
    const end = offsets[bin + 1] ?? 0;
    for (; spike < end; spike++) latest[columns[spike] ?? 0] = bin;
  }
  return latest;
}

/** The latest spike of the channels in each of so many rows. */
function inRows(seen: Int32Array, rows: number): Int32Array {
  const latest = new Int32Array(rows).fill(-1);
  seen.forEach((spike, channel) => {
    const row = Math.floor((channel / seen.length) * rows);
    latest[row] = Math.max(latest[row] ?? -1, spike);
  });
  return latest;
}

/** What a spike in each of the raster's bins looks like: few to work out beside the neurons. */
function byBin({ offsets }: Raster, pixelOfBin: (bin: number) => number): Uint32Array {
  return Uint32Array.from({ length: offsets.length - 1 }, (_, bin) => pixelOfBin(bin));
}

/** What is left of a spike's light, 0..1, after so many bins. */
function light(age: number, fade: number): number {
  return Math.exp(-Math.max(0, age) / fade);
}

/** A block of that size in the middle of another. */
function within(block: Block, width: number, height: number): Block {
  return {
    left: Math.round(block.left + (block.width - width) / 2),
    top: Math.round(block.top + (block.height - height) / 2),
    width,
    height,
  };
}

/** Crosses, of half this size, with these middles. */
function strokeCrosses(
  context: CanvasRenderingContext2D,
  middles: readonly (readonly [number, number])[],
  reach: number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  for (const [x, y] of middles) {
    context.moveTo(x - reach, y - reach);
    context.lineTo(x + reach, y + reach);
    context.moveTo(x + reach, y - reach);
    context.lineTo(x - reach, y + reach);
  }
  context.stroke();
}

function mixed(one: readonly number[], other: readonly number[], share: number): number[] {
  return one.map((value, index) => value + ((other[index] ?? 0) - value) * share);
}

function drawGaps(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Block,
  side: number,
  colour: string,
): void {
  context.fillStyle = colour;
  for (let x = side; x < width; x += side) context.fillRect(left + x - 0.5, top, 1, height);
  for (let y = side; y < height; y += side) context.fillRect(left, top + y - 0.5, width, 1);
}

/** A cross in each dead neuron's cell: a sign besides the colour. */
function drawCrosses(
  context: CanvasRenderingContext2D,
  { left, top }: Block,
  columns: number,
  side: number,
  epochSpikes: Uint32Array,
  colour: string,
): void {
  const middles: [number, number][] = [];
  epochSpikes.forEach((spikes, neuron) => {
    if (spikes > 0) return;
    const x = left + ((neuron % columns) + 0.5) * side;
    middles.push([x, top + (Math.floor(neuron / columns) + 0.5) * side]);
  });
  strokeCrosses(context, middles, Math.max(0.5, side * 0.22), colour);
}

customElements.define('rouse-network-flow', NetworkFlow);
