/** What a surrogate gives a silent neuron to learn from, computed by a neuron. Knows no DOM. */
import type { NeuronClient } from 'rouse-snn/neuron';
import { messageOf } from '../format';
import { Subject } from '../subject';
import { surrogateCurve } from './surrogate_model';

/** Potentials at which the surrogate is drawn. */
export const potentials = Array.from({ length: 101 }, (_, index) => index);
/** The mean target of an output neuron: one class of ten is to fire at 0.2, the others at 0.03. */
const targetRate = (0.2 + 9 * 0.03) / 10;
/** Adam's ε: it divides a gradient g by |g| + ε. */
const epsilon = 1e-8;

export interface Surrogate {
  readonly threshold: number;
  readonly width: number;
  readonly scale: number;
}

export class ReachModel extends Subject<'change'> {
  /** ρ(v - θ) for each of `potentials`. */
  curve: Float32Array = new Float32Array();
  /** Of a silent output neuron's threshold: dL/dθ. */
  gradient = Number.NaN;
  problem = '';

  readonly #client: NeuronClient;
  #asked = 0;

  constructor(client: NeuronClient) {
    super();
    this.#client = client;
  }

  /** How much of a full step of the learning rate the optimiser takes, 0..1. */
  get share(): number {
    return Math.abs(this.gradient) / (Math.abs(this.gradient) + epsilon);
  }

  async set({ threshold, width, scale }: Surrogate): Promise<void> {
    const call = ++this.#asked;
    const layer = {
      initial_threshold: threshold,
      surrogate: { kind: 'exponential' as const, width, scale },
    };
    try {
      const [curve, silent] = await Promise.all([
        surrogateCurve(this.#client, layer, potentials),
        // No pulse ever comes.
        this.#client.run({ layer, weights: [1], bins: [], inputs: [], steps: 60, targetRate }),
      ]);
      // A slider asks faster than a worker answers: the last question counts.
      if (call !== this.#asked) return;
      this.curve = curve;
      this.gradient = silent.thresholdGradient;
      this.problem = '';
    } catch (error) {
      if (call !== this.#asked) return;
      this.problem = messageOf(error);
    }
    this.emit('change');
  }
}
