/** A neuron that learns its weight by its surrogate gradient, one step at a time. Knows no DOM. */
import type { NeuronClient, NeuronInput, NeuronRun } from 'rouse-snn/neuron';
import { messageOf } from '../format';
import { Subject } from '../subject';

/** The pulses and all but the weight stay as they are in this lesson. */
const pulses = [8, 14, 20, 26, 32];
const steps = 60;
const threshold = 5;
export const wantedSpikes = 3;
const startWeight = 0.15;
const learningRate = 0.6;
/** Weights of the staircase, and potentials at which the surrogate is drawn. */
export const weights = Array.from({ length: 61 }, (_, index) => index / 50);
export const potentials = Array.from({ length: 121 }, (_, index) => index / 10);

export const widthRange = { minimum: 0.5, maximum: 8, step: 0.1 } as const;

export class SurrogateModel extends Subject<'change'> {
  readonly threshold = threshold;
  weight = startWeight;
  /** Of the triangular surrogate: how far from the threshold it reaches. */
  width = 1;
  run: NeuronRun | null = null;
  /** Spikes for each of `weights`. */
  staircase: number[] = [];
  /** ρ(v - θ) for each of `potentials`. */
  surrogate: Float32Array = new Float32Array();
  /** Steps of learning that were taken, and how far the last one moved the weight. */
  learned = 0;
  moved = 0;
  problem = '';

  readonly #client: NeuronClient;
  #asked = 0;

  constructor(client: NeuronClient) {
    super();
    this.#client = client;
    void this.#begin();
  }

  get spikes(): number {
    return this.run?.spikes.length ?? 0;
  }

  /** dL/dw */
  get gradient(): number {
    return this.run?.weightGradients[0] ?? 0;
  }

  get peak(): number {
    return Math.max(0, ...(this.run?.potential ?? []));
  }

  setWidth(width: number): void {
    this.width = width;
    void this.#compute();
  }

  /** One step down the surrogate's slope. */
  learn(): void {
    const [lowest = 0, highest = 1] = [weights[0], weights.at(-1)];
    const next = Math.min(highest, Math.max(lowest, this.weight - learningRate * this.gradient));
    this.learned += 1;
    this.moved = next - this.weight;
    this.weight = next;
    void this.#compute();
  }

  reset(): void {
    this.weight = startWeight;
    this.moved = 0;
    void this.#compute();
  }

  async #begin(): Promise<void> {
    try {
      const runs = await Promise.all(weights.map((weight) => this.#run(weight)));
      this.staircase = runs.map(({ spikes }) => spikes.length);
    } catch (error) {
      this.problem = messageOf(error);
    }
    await this.#compute();
  }

  async #compute(): Promise<void> {
    const call = ++this.#asked;
    try {
      const [run, curve] = await Promise.all([
        this.#run(this.weight),
        surrogateCurve(this.#client, this.#layer(), potentials),
      ]);
      if (call !== this.#asked) return;
      this.run = run;
      this.surrogate = curve;
    } catch (error) {
      if (call !== this.#asked) return;
      this.problem = messageOf(error);
    }
    this.emit('change');
  }

  #run(weight: number): Promise<NeuronRun> {
    return this.#client.run({
      layer: this.#layer(),
      weights: [weight],
      bins: pulses,
      inputs: pulses.map(() => 0),
      steps,
      targetRate: wantedSpikes / steps,
    });
  }

  #layer() {
    return {
      current_retention: 0.75,
      membrane_retention: 0.97,
      initial_threshold: threshold,
      surrogate: { kind: 'triangular' as const, width: this.width },
    };
  }
}

/** ρ(v - θ) for each potential v: a neuron that keeps nothing, with one input for each, shows them. */
export async function surrogateCurve(
  client: NeuronClient,
  layer: NeuronInput['layer'],
  all: readonly number[],
): Promise<Float32Array> {
  const inputs = all.map((_, index) => index);
  const { surrogate } = await client.run({
    layer: { ...layer, current_retention: 0, membrane_retention: 0 },
    weights: all,
    bins: inputs,
    inputs,
    steps: all.length,
  });
  return surrogate;
}
