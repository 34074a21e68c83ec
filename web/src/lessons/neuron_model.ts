/** A neuron with one input: pulses that one sets, and what it does with them. Knows no DOM. */
import type { NeuronClient, NeuronRun } from 'rouse-snn/neuron';
import { messageOf } from '../format';
import { Subject } from '../subject';

export interface NeuronSettings {
  weight: number;
  /** r_i */
  currentRetention: number;
  /** r_v */
  membraneRetention: number;
  threshold: number;
}

export type NeuronSetting = keyof NeuronSettings;

/** Least, most and step of what a slider offers; the library allows more. */
export const neuronRanges: Readonly<Record<NeuronSetting, readonly [number, number, number]>> = {
  weight: [0.1, 4, 0.1],
  currentRetention: [0, 0.95, 0.05],
  membraneRetention: [0, 0.99, 0.01],
  threshold: [0.5, 8, 0.1],
};

export class NeuronModel extends Subject<'change'> {
  readonly steps: number;
  run: NeuronRun | null = null;
  /** Why the neuron could not be run. */
  problem = '';

  readonly #client: NeuronClient;
  readonly #start: NeuronSettings;
  #settings: NeuronSettings;
  #pulses: ReadonlySet<number>;
  #asked = 0;

  constructor(
    client: NeuronClient,
    settings: NeuronSettings,
    pulses: readonly number[] = [],
    steps = 60,
  ) {
    super();
    this.#client = client;
    this.#start = settings;
    this.#settings = settings;
    this.#pulses = new Set(pulses);
    this.steps = steps;
    void this.#compute();
  }

  get settings(): NeuronSettings {
    return this.#settings;
  }

  /** Steps at which a pulse comes, ascending. */
  get pulses(): number[] {
    return [...this.#pulses].sort((one, other) => one - other);
  }

  get spikes(): number {
    return this.run?.spikes.length ?? 0;
  }

  /** Settings that are not where they were at the start. */
  get moved(): NeuronSetting[] {
    const names = Object.keys(this.#start) as NeuronSetting[];
    return names.filter((name) => this.#settings[name] !== this.#start[name]);
  }

  set(changes: Partial<NeuronSettings>): void {
    this.#settings = { ...this.#settings, ...changes };
    void this.#compute();
  }

  /** Sets the pulse of a step, or takes it away. */
  toggle(step: number): void {
    const pulses = new Set(this.#pulses);
    if (!pulses.delete(step)) pulses.add(step);
    this.#pulses = pulses;
    void this.#compute();
  }

  clear(): void {
    this.#pulses = new Set();
    void this.#compute();
  }

  async #compute(): Promise<void> {
    const call = ++this.#asked;
    const { weight, currentRetention, membraneRetention, threshold } = this.#settings;
    const bins = this.pulses;
    try {
      const run = await this.#client.run({
        layer: {
          current_retention: currentRetention,
          membrane_retention: membraneRetention,
          initial_threshold: threshold,
        },
        weights: [weight],
        bins,
        inputs: bins.map(() => 0),
        steps: this.steps,
      });
      // A slider asks faster than a worker answers: the last question counts.
      if (call !== this.#asked) return;
      this.run = run;
      this.problem = '';
    } catch (error) {
      if (call !== this.#asked) return;
      this.problem = messageOf(error);
    }
    this.emit('change');
  }
}
