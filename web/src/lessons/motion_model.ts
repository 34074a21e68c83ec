/** What moves, and which channels fire for it: computed by the library's own network. Knows no DOM. */
import type { DataClient, NetworkClient, Raster, Recording } from 'rouse-snn';
import { messageOf } from '../format';
import { Subject } from '../subject';
import {
  type Direction,
  directions,
  motionFilters,
  motionOptions,
  motionSpec,
  movingBar,
  withFilters,
} from './motion_filters';

/** Of one figure each gesture once, and of another one, whom nobody trained on. */
const gestures = {
  kind: 'builtin',
  name: 'gestures',
  trainCount: 11,
  testCount: 11,
  seed: 1,
} as const;
export const usualInhibition = 1;

/** The laboratory with the gestures and their preset, written down: presets come with that page. */
export const laboratory =
  './#data=builtin%3Agestures&hidden=16c5s2p2,32c3p2,64&threshold=4&lr=0.004&lr_threshold=0.02' +
  '&batch=16&loss=cross_entropy&shift=3&rotation=5&time_scale=0.15&lr_decay=0.92&drop=0.1' +
  '&readout=mean_potential';

export type Source =
  | { readonly kind: 'bar'; readonly direction: Direction }
  | { readonly kind: 'gesture'; readonly label: number }
  | { readonly kind: 'camera' };

/** What the channels did of a recording. */
export interface Seen {
  readonly source: Source;
  readonly recording: Recording;
  /** At which it was looked at. */
  readonly inhibition: number;
  /** The layer's spikes: neuron (y * side + x) * channels + channel. */
  readonly raster: Raster;
  /** Spikes of each channel, in the order of `directions`. */
  readonly counts: readonly number[];
}

/** Spikes of each channel. */
export function countsOf({ columns }: Pick<Raster, 'columns'>): number[] {
  const counts = directions.map(() => 0);
  for (const neuron of columns) {
    const channel = neuron % directions.length;
    counts[channel] = (counts[channel] ?? 0) + 1;
  }
  return counts;
}

/** How much of all spikes each channel has, 0..1; 0 where none fired. */
export function sharesOf(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, one) => sum + one, 0);
  return counts.map((one) => (all === 0 ? 0 : one / all));
}

/** Whether most of the motion is to and fro, to the right and to the left. */
export function isWave(counts: readonly number[]): boolean {
  const [right = 0, left = 0] = sharesOf(counts);
  return right + left >= 0.6 && Math.min(right, left) >= 0.2;
}

export class MotionModel extends Subject<'change'> {
  inhibition = usualInhibition;
  seen: Seen | null = null;
  /** Names of the gestures, in English; none before they are there. */
  gestureNames: readonly string[] = [];
  /** The share of the channel for right, in percent, of a bar to the right without inhibition. */
  asked: number | null = null;
  /** How much of the gestures is filmed, 0..1. */
  progress = 0;
  /** Why nothing can be seen. */
  problem = '';

  readonly #data: DataClient;
  readonly #network: NetworkClient;
  readonly #ready: Promise<Uint8Array>;
  /** The inhibition that the network has. */
  #set = Number.NaN;
  #wanted: { source: Source; recording: Recording } | null = null;
  #looking = false;
  #labels: readonly number[] = [];

  constructor(data: DataClient, network: NetworkClient) {
    super();
    this.#data = data;
    this.#network = network;
    this.#ready = this.#begin();
    this.#ready.catch((error: unknown) => this.#complain(error));
    this.showBar('right');
  }

  showBar(direction: Direction): void {
    this.show({ kind: 'bar', direction }, movingBar(direction));
  }

  async showGesture(label: number): Promise<void> {
    try {
      await this.#ready;
      const index = Math.max(0, this.#labels.indexOf(label));
      this.show({ kind: 'gesture', label }, await this.#data.recording('train', index));
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Has the channels look at a recording; of several, at the last one. */
  show(source: Source, recording: Recording): void {
    this.#wanted = { source, recording };
    void this.#look();
  }

  setInhibition(inhibition: number): void {
    this.inhibition = inhibition;
    const { seen } = this;
    if (seen) this.#wanted ??= { source: seen.source, recording: seen.recording };
    this.emit('change');
    void this.#look();
  }

  async #begin(): Promise<Uint8Array> {
    const prepared = await this.#data.load(gestures, {}, (_, share) => {
      this.progress = share;
      this.emit('change');
    });
    await this.#data.handOver(this.#network);
    await this.#network.configure(motionSpec, motionOptions);
    const checkpoint = await this.#network.checkpoint();
    this.#labels = [...prepared.train.labels];
    this.gestureNames = prepared.about?.classNames ?? [];
    await this.#inhibit(checkpoint, 0);
    const raster = await this.#rasterOf(movingBar('right'));
    this.asked = 100 * (sharesOf(countsOf(raster))[0] ?? 0);
    this.emit('change');
    return checkpoint;
  }

  async #inhibit(checkpoint: Uint8Array, inhibition: number): Promise<void> {
    if (inhibition === this.#set) return;
    await this.#network.resume(withFilters(checkpoint, motionFilters(inhibition)));
    this.#set = inhibition;
  }

  async #rasterOf(recording: Recording): Promise<Raster> {
    const { layers } = await this.#network.trace(recording, 0, 0);
    return layers[0] as Raster;
  }

  /** One look at a time: a slider or a camera asks faster than a worker answers. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const checkpoint = await this.#ready;
      while (this.#wanted) {
        const { source, recording } = this.#wanted;
        const { inhibition } = this;
        this.#wanted = null;
        await this.#inhibit(checkpoint, inhibition);
        const raster = await this.#rasterOf(recording);
        this.seen = { source, recording, inhibition, raster, counts: countsOf(raster) };
        this.emit('change');
      }
    } catch (error) {
      this.#complain(error);
    } finally {
      this.#looking = false;
    }
  }

  #complain(error: unknown): void {
    this.problem = messageOf(error);
    this.emit('change');
  }
}
