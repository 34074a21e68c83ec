/**
 * The incoming weights of the watched neuron: over the sensor, OFF beside ON, as a curve over a
 * cochlea's channels, or as a grid over the neurons of the layer before. Both experiments share one
 * scale.
 */
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { gridOf } from '../layer_figures';
import { isCochlea } from '../specification';
import { CanvasView, channelsOf, type Drawing } from './canvas-view';
import { drawWeightCurve } from './weight_curve';

const legendHeight = 20;
const labelHeight = 14;
const gap = 8;

export class WeightImage extends CanvasView {
  static override properties = { ...CanvasView.properties, arm: { attribute: false } };
  declare arm: Experiment;

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.lab.on('trace', changed)];
  }

  protected override describe(): string {
    const { activity } = this.text;
    const { closer } = this.later;
    const title = closer.weightsTitle(this.arm.name.toUpperCase());
    const weights = this.arm.inspection?.weights;
    if (!weights) return activity.nothingYet(title);
    const low = weights.reduce((min, w) => Math.min(min, w), Infinity);
    const high = weights.reduce((max, w) => Math.max(max, w), -Infinity);
    return closer.weightsSay(title, weights.length, low, high);
  }

  protected override draw(drawing: Drawing): void {
    const seen = this.arm.inspection;
    if (!seen) return;
    const { width, height } = drawing;
    const most = this.page.lab.active.reduce(
      (max, { inspection }) =>
        inspection?.weights.reduce((m, w) => Math.max(m, Math.abs(w)), max) ?? max,
      1e-6,
    );
    const room = height - legendHeight;
    const shape = this.page.lab.shelf.prepared?.train.shape;
    if (seen.layer === 0 && isCochlea(shape)) {
      const { channel } = this.later.hearing;
      drawWeightCurve(drawing, seen.weights, most, this.arm.name, channel);
      return;
    }
    if (seen.layer === 0 && shape) {
      const { polarities } = shape;
      const side = Math.min(room - labelHeight, (width - gap * (polarities - 1)) / polarities);
      const tall = (side * shape.height) / shape.width;
      for (let p = 0; p < polarities; p++) {
        const size = shape.width * shape.height;
        const weights = seen.weights.subarray(p * size, (p + 1) * size);
        const left = p * (side + gap);
        this.#drawImage(drawing, weights, shape.width, most, left, 0, side, tall);
        drawing.context.fillStyle = drawing.colour('muted');
        drawing.context.textAlign = 'left';
        drawing.context.textBaseline = 'top';
        const name = polarities === 1 ? '' : p === 0 ? 'OFF' : 'ON';
        drawing.context.fillText(name, left, tall + 2);
      }
    } else {
      const { columns, side } = gridOf(seen.weights.length, width, room);
      const rows = Math.ceil(seen.weights.length / columns);
      this.#drawImage(drawing, seen.weights, columns, most, 0, 0, columns * side, rows * side);
    }
    this.#drawLegend(drawing, most);
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
    const image = new ImageData(columns, rows);
    const colours = this.#colours(drawing);
    weights.forEach((weight, cell) => {
      const [rgb, alpha] = colours(weight / most);
      image.data.set(rgb, cell * 4);
      image.data[cell * 4 + 3] = 255 * alpha;
    });
    const small = new OffscreenCanvas(columns, rows);
    small.getContext('2d')?.putImageData(image, 0, 0);
    context.fillStyle = drawing.colour('screen');
    context.fillRect(left, top, width, height);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, left, top, width, height);
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

customElements.define('rouse-weight-image', WeightImage);
