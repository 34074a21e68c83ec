/**
 * The maps of a layer that convolves, a tile for each channel: its filter, where its neurons fired
 * for the sample until now, and its threshold. The neuron is chosen here by pointer; by keys, in the
 * bars beside it.
 */
import { css, type PropertyValues } from 'lit';
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { spikeCounts } from '../layer_figures';
import { channelCounts, type Maps, mapsInto, mapsOf } from '../maps';
import { CanvasView, channelsOf, type Drawing } from './canvas-view';
import { PixelPicture, pixelOf } from './pixel_picture';

const gap = 10;
const textHeight = 14;
const inner = 3;

interface Layout {
  maps: Maps;
  /** Polarities of the sensor that a filter shows apart, else 1. */
  parts: number;
  kernel: number;
  across: number;
  /** Of a channel's tile, in CSS pixels. */
  width: number;
  height: number;
  /** Side of the filter's image. */
  filter: number;
  map: { width: number; height: number };
}

export class FeatureMaps extends CanvasView {
  static override styles = [
    ...CanvasView.styles,
    css`
      canvas {
        cursor: crosshair;
      }
    `,
  ];
  static override properties = {
    ...CanvasView.properties,
    arm: { attribute: false },
    layer: { attribute: false },
  };
  declare arm: Experiment;
  declare layer: number;
  readonly #picture = new PixelPicture();

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, playback, store } = this.page;
    return [
      lab.on('trace', changed),
      playback.on('time', () => this.repaint()),
      store.on('change', changed),
    ];
  }

  protected override describe(): string {
    const { closer } = this.later;
    const title = closer.mapsTitle(this.arm.name.toUpperCase());
    const { trace, spec, thresholds } = this.arm;
    const maps = spec && mapsOf(spec, this.layer);
    const raster = trace?.layers[this.layer];
    if (!maps || !raster || !thresholds) return this.text.activity.nothingYet(title);
    const counts = channelCounts(maps, spikeCounts(raster));
    return `${title}. ${Array.from(counts, (count, channel) =>
      closer.channelSays(channel, count, this.#thresholdSays(maps, channel)),
    ).join(' ')}`;
  }

  override firstUpdated(_changed: PropertyValues): void {
    this.addEventListener('click', (event) => {
      const neuron = this.#neuronAt(event.offsetX, event.offsetY);
      if (neuron === null) return;
      // A first click chooses, another one on the same neuron goes to it.
      const { store, lab } = this.page;
      const zoom = lab.neuron === neuron ? ({ zoom: 'neuron' } as const) : {};
      store.set({ layer: this.layer, neuron, ...zoom });
    });
  }

  /** One threshold, or the least and the highest of the channel's neurons. */
  #thresholdSays({ channels }: Maps, channel: number): string {
    let low = Infinity;
    let high = -Infinity;
    const all = this.arm.thresholds ?? [];
    for (let neuron = channel; neuron < all.length; neuron += channels) {
      const value = all[neuron] ?? 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const short = (value: number) => compact(Number(value.toPrecision(3)));
    return low === high ? short(low) : `${short(low)}–${short(high)}`;
  }

  #layout(): Layout | null {
    const { spec } = this.arm;
    const maps = spec && mapsOf(spec, this.layer);
    const into = spec && mapsInto(spec, this.layer);
    const convolution = spec?.layers[this.layer]?.convolution;
    if (!maps || !into || !convolution) return null;
    const parts = this.layer === 0 && (convolution.groups ?? 1) === 1 ? into.channels : 1;
    let best: Layout | null = null;
    for (let across = 1; across <= maps.channels; across++) {
      const width = (this.size.width - gap * (across - 1)) / across;
      const down = Math.ceil(maps.channels / across);
      const height = (this.size.height - gap * (down - 1)) / down;
      const filter = Math.max(0, Math.min((height - textHeight) / parts, width / 3));
      const room = { width: width - filter - inner, height: height - textHeight };
      const scale = Math.min(room.width / maps.width, room.height / maps.height);
      const map = { width: maps.width * scale, height: maps.height * scale };
      if (best && map.width <= best.map.width) continue;
      best = { maps, parts, kernel: convolution.kernel, across, width, height, filter, map };
    }
    return best;
  }

  /** Top left corner of a channel's tile. */
  #place({ across, width, height }: Layout, channel: number): { left: number; top: number } {
    return {
      left: (channel % across) * (width + gap),
      top: Math.floor(channel / across) * (height + gap),
    };
  }

  #neuronAt(x: number, y: number): number | null {
    const layout = this.#layout();
    if (!layout) return null;
    const { maps, filter, map } = layout;
    for (let channel = 0; channel < maps.channels; channel++) {
      const { left, top } = this.#place(layout, channel);
      const column = Math.floor(((x - left - filter - inner) / map.width) * maps.width);
      const row = Math.floor(((y - top) / map.height) * maps.height);
      const inside = column >= 0 && column < maps.width && row >= 0 && row < maps.height;
      if (inside) return (row * maps.width + column) * maps.channels + channel;
    }
    return null;
  }

  protected override draw(drawing: Drawing): void {
    const layout = this.#layout();
    const { trace, options } = this.arm;
    const raster = trace?.layers[this.layer];
    if (!layout || !raster || !options) return;
    const { maps } = layout;
    const now = Math.floor(this.page.playback.timeUs / options.bins.bin_us);
    const end = raster.offsets[Math.min(raster.offsets.length - 1, Math.max(0, now + 1))];
    const until = new Uint32Array(raster.neurons);
    for (const neuron of raster.columns.subarray(0, end)) until[neuron] = (until[neuron] ?? 0) + 1;
    const most = spikeCounts(raster).reduce((a, b) => Math.max(a, b), 1);
    const epochSpikes = trace?.epochSpikes[this.layer];
    const fired = epochSpikes && channelCounts(maps, epochSpikes);
    const filters = trace?.layer === this.layer ? trace.filters : undefined;
    const strongest = filters?.reduce((a, weight) => Math.max(a, Math.abs(weight)), 1e-6) ?? 1;
    for (let channel = 0; channel < maps.channels; channel++) {
      const { left, top } = this.#place(layout, channel);
      if (filters) this.#drawFilter(drawing, layout, filters, strongest, channel, left, top);
      this.#drawMap(drawing, layout, until, most, channel, left + layout.filter + inner, top);
      this.#drawWords(drawing, layout, fired?.[channel] === 0, channel, left, top);
    }
  }

  /** Of the first layer OFF above ON; of others the mean over the channels that come in. */
  #drawFilter(
    drawing: Drawing,
    { maps, parts, kernel, filter }: Layout,
    filters: Float32Array,
    strongest: number,
    channel: number,
    left: number,
    top: number,
  ): void {
    const taps = kernel * kernel;
    const ins = filters.length / taps / maps.channels;
    const positive = channelsOf(drawing.colour(this.arm.name));
    const negative = channelsOf(drawing.colour('off'));
    const weightOf = (input: number, tap: number) =>
      (filters[(input * taps + tap) * maps.channels + channel] ?? 0) / strongest;
    for (let part = 0; part < parts; part++) {
      const at = top + part * (filter + 1);
      this.#drawImage(drawing, kernel, kernel, left, at, filter, filter, (tap) => {
        let weight = 0;
        if (parts > 1) weight = weightOf(part, tap);
        // A mean of many is small.
        else for (let i = 0; i < ins; i++) weight += weightOf(i, tap) / Math.sqrt(ins);
        return pixelOf(weight > 0 ? positive : negative, Math.min(1, Math.abs(weight)));
      });
    }
  }

  #drawMap(
    drawing: Drawing,
    { maps, map }: Layout,
    until: Uint32Array,
    most: number,
    channel: number,
    left: number,
    top: number,
  ): void {
    const colour = channelsOf(drawing.colour(this.arm.name));
    this.#drawImage(drawing, maps.width, maps.height, left, top, map.width, map.height, (place) =>
      pixelOf(colour, Math.sqrt((until[place * maps.channels + channel] ?? 0) / most)),
    );
    const { neuron } = this.page.lab;
    if (neuron % maps.channels !== channel) return;
    const place = Math.floor(neuron / maps.channels);
    const side = map.width / maps.width;
    const { context } = drawing;
    context.strokeStyle = drawing.colour('ink');
    context.lineWidth = 1.2;
    context.strokeRect(
      left + (place % maps.width) * side - 1,
      top + Math.floor(place / maps.width) * side - 1,
      side + 2,
      side + 2,
    );
  }

  #drawWords(
    { context, colour }: Drawing,
    { maps, width, filter, map, parts }: Layout,
    dead: boolean,
    channel: number,
    left: number,
    top: number,
  ): void {
    const below = top + Math.max(map.height, parts * (filter + 1) - 1) + 3;
    context.textBaseline = 'top';
    context.textAlign = 'left';
    context.fillStyle = colour(dead ? 'error' : 'muted');
    const said = `${channel}  θ ${this.#thresholdSays(maps, channel)}${dead ? '  ✕' : ''}`;
    context.fillText(said, left, below, width);
  }

  #drawImage(
    { context, colour }: Drawing,
    columns: number,
    rows: number,
    left: number,
    top: number,
    width: number,
    height: number,
    pixelAt: (cell: number) => number,
  ): void {
    context.fillStyle = colour('screen');
    context.fillRect(left, top, width, height);
    const pixels = this.#picture.begin(columns, rows);
    for (let cell = 0; cell < pixels.length; cell++) pixels[cell] = pixelAt(cell);
    this.#picture.draw(context, left, top, width, height);
  }
}

customElements.define('rouse-feature-maps', FeatureMaps);
