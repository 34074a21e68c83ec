/**
 * The incoming weights of the watched neuron: over the sensor, OFF beside ON, as a curve over a
 * cochlea's channels, or as a grid over the neurons of the layer before; beside them those from its
 * own layer and the delays of its inputs, where it has them. Both experiments share one scale.
 */
import type { Inspection, SensorShape } from 'rouse-snn';
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { gridOf } from '../layer_figures';
import { byChannel, type Maps, mapsInto, neuronAt, tile } from '../maps';
import { isCochlea } from '../specification';
import { CanvasView, channelsOf, type Drawing } from './canvas-view';
import { PixelPicture, pixelOf } from './pixel_picture';
import { drawWeightCurve } from './weight_curve';

const legendHeight = 20;
const labelHeight = 14;
const gap = 8;

export class WeightImage extends CanvasView {
  static override properties = { ...CanvasView.properties, arm: { attribute: false } };
  declare arm: Experiment;
  readonly #picture = new PixelPicture();

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.lab.on('trace', changed)];
  }

  protected override describe(): string {
    const { activity } = this.text;
    const { closer } = this.later;
    const title = closer.weightsTitle(this.arm.name.toUpperCase());
    const { weights, recurrentWeights, delays } = this.arm.inspection ?? {};
    if (!weights) return activity.nothingYet(title);
    const range = (list: Float32Array) =>
      [list.length, Math.min(...list), Math.max(...list)] as const;
    return [
      closer.weightsSay(title, ...range(weights)),
      ...(recurrentWeights ? [closer.recurrentSay(...range(recurrentWeights))] : []),
      ...(delays ? [closer.delaysSay(...range(delays))] : []),
    ].join(' ');
  }

  protected override draw(drawing: Drawing): void {
    const seen = this.arm.inspection;
    if (!seen) return;
    const most = this.page.lab.active.reduce(
      (max, { inspection }) => Math.max(max, ...(inspection ? strengthsOf(inspection) : [])),
      1e-6,
    );
    const { closer } = this.later;
    const { recurrentWeights, delays } = seen;
    const longest = this.arm.spec?.layers[seen.layer]?.maximum_delay ?? 1;
    const panes = [
      (part: Drawing) => this.#drawIncoming(part, seen, most),
      ...(recurrentWeights
        ? [(part: Drawing) => this.#drawGrid(part, recurrentWeights, most, closer.sameLayer)]
        : []),
      ...(delays ? [(part: Drawing) => this.#drawDelays(part, delays, longest)] : []),
    ];
    const { context, width } = drawing;
    const wide = (width - gap * (panes.length - 1)) / panes.length;
    panes.forEach((draw, index) => {
      context.save();
      context.translate(index * (wide + gap), 0);
      draw({ ...drawing, width: wide });
      context.restore();
    });
    // A curve has an axis instead.
    if (seen.layer > 0 || !isCochlea(this.page.lab.shelf.prepared?.train.shape)) {
      this.#drawLegend(drawing, most);
    }
  }

  #drawIncoming(drawing: Drawing, seen: Inspection, most: number): void {
    const shape = this.page.lab.shelf.prepared?.train.shape;
    if (seen.layer === 0 && isCochlea(shape)) {
      const { channel } = this.later.hearing;
      drawWeightCurve(drawing, seen.weights, most, this.arm.name, channel);
      return;
    }
    const into = this.arm.spec && mapsInto(this.arm.spec, seen.layer);
    if (into && seen.layer > 0) {
      this.#drawMaps(drawing, seen.weights, into, most);
    } else if (seen.layer === 0 && shape) {
      const weights = into ? mapByMap(seen.weights, into) : seen.weights;
      this.#drawSensor(drawing, weights, shape, most);
    } else {
      const named = seen.recurrentWeights !== undefined || seen.delays !== undefined;
      this.#drawGrid(drawing, seen.weights, most, named ? this.later.closer.layerBefore : '');
    }
  }

  #drawSensor(drawing: Drawing, all: Float32Array, shape: SensorShape, most: number): void {
    const { polarities, width, height } = shape;
    const room = drawing.height - legendHeight - labelHeight;
    const side = Math.min(room, (drawing.width - gap * (polarities - 1)) / polarities);
    const tall = (side * height) / width;
    for (let p = 0; p < polarities; p++) {
      const weights = all.subarray(p * width * height, (p + 1) * width * height);
      const left = p * (side + gap);
      this.#drawImage(drawing, weights, width, most, left, 0, side, tall);
      const name = polarities === 1 ? '' : p === 0 ? 'OFF' : 'ON';
      this.#label(drawing, name, left, tall + 2);
    }
  }

  /** One square for each neuron, with a name below where there is one. */
  #drawGrid(drawing: Drawing, weights: Float32Array, most: number, name: string): void {
    const room = drawing.height - legendHeight - (name === '' ? 0 : labelHeight);
    const { columns, side } = gridOf(weights.length, drawing.width, room);
    const rows = Math.ceil(weights.length / columns);
    this.#drawImage(drawing, weights, columns, most, 0, 0, columns * side, rows * side);
    this.#label(drawing, name, 0, rows * side + 2);
  }

  #drawMaps(drawing: Drawing, weights: Float32Array, maps: Maps, most: number): void {
    const tiles = tile(maps, drawing.width, drawing.height - legendHeight);
    const { columns, rows, scale } = tiles;
    const cells = Float32Array.from({ length: columns * rows }, (_, cell) => {
      const neuron = neuronAt(tiles, cell % columns, Math.floor(cell / columns));
      return weights[neuron] ?? 0;
    });
    this.#drawImage(drawing, cells, columns, most, 0, 0, columns * scale, rows * scale);
    const { context, colour } = drawing;
    context.fillStyle = colour('surface');
    for (let column = maps.width; column < columns; column += maps.width + 1) {
      context.fillRect(column * scale, 0, scale, rows * scale);
    }
    for (let row = maps.height; row < rows; row += maps.height + 1) {
      context.fillRect(0, row * scale, columns * scale, scale);
    }
  }

  #drawDelays(drawing: Drawing, delays: Float32Array, longest: number): void {
    this.#drawGrid(drawing, delays, longest, this.later.closer.delaysTo(longest));
  }

  #label({ context, colour, width }: Drawing, text: string, left: number, top: number): void {
    context.fillStyle = colour('muted');
    context.textAlign = 'left';
    context.textBaseline = 'top';
    context.fillText(text, left, top, width);
  }

  /** From the sign's colour at full strength to nothing at 0. */
  #colours({ colour }: Drawing): (share: number) => [readonly number[], number] {
    const positive = channelsOf(colour(this.arm.name));
    const negative = channelsOf(colour('off'));
    return (share) => [share > 0 ? positive : negative, Math.min(1, Math.abs(share))];
  }

  #drawImage(
    drawing: Drawing,
    weights: Float32Array,
    columns: number,
    most: number,
    left: number,
    top: number,
    width: number,
    height: number,
  ): void {
    const { context } = drawing;
    const rows = Math.ceil(weights.length / columns);
    const pixels = this.#picture.begin(columns, rows);
    const colours = this.#colours(drawing);
    weights.forEach((weight, cell) => {
      pixels[cell] = pixelOf(...colours(weight / most));
    });
    context.fillStyle = drawing.colour('screen');
    context.fillRect(left, top, width, height);
    this.#picture.draw(context, left, top, width, height);
  }

  #drawLegend(drawing: Drawing, most: number): void {
    const { context, width, height, colour } = drawing;
    const colours = this.#colours(drawing);
    const wide = Math.min(110, width - 90);
    const left = 38;
    const top = height - 11;
    context.fillStyle = colour('screen');
    context.fillRect(left, top, wide, 7);
    for (let x = 0; x < wide; x++) {
      const [[red, green, blue], alpha] = colours((x / (wide - 1)) * 2 - 1);
      context.fillStyle = `rgb(${red} ${green} ${blue} / ${alpha})`;
      context.fillRect(left + x, top, 1, 7);
    }
    context.fillStyle = colour('muted');
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    context.fillText(`−${compact(Number(most.toPrecision(2)))}`, left - 4, top + 4);
    context.textAlign = 'left';
    context.fillText(compact(Number(most.toPrecision(2))), left + wide + 4, top + 4);
  }
}

/** Channels of maps one after the other, as a sensor has its polarities. */
function mapByMap(weights: Float32Array, maps: Maps): Float32Array {
  return Float32Array.from(byChannel(maps), (neuron) => weights[neuron] ?? 0);
}

/** Of all weights, those from the layer itself too. */
function strengthsOf({ weights, recurrentWeights = new Float32Array() }: Inspection): number[] {
  const strongest = (list: Float32Array) => list.reduce((m, w) => Math.max(m, Math.abs(w)), 0);
  return [strongest(weights), strongest(recurrentWeights)];
}

customElements.define('rouse-weight-image', WeightImage);
