import type { ThresholdHistory } from './types';

/** Snapshots kept at most; when full, every other one is dropped. */
const mostSnapshots = 256;

/** All that a log knows, to be kept. */
export interface ThresholdLogState {
  steps: readonly number[];
  /** For each step each layer's thresholds. */
  snapshots: readonly Float32Array[][];
  spacing: number;
}

/**
 * Remembers all thresholds of a network over the optimiser's steps, so that any neuron's history can
 * be asked for afterwards. Memory is bounded: the spacing doubles when the log is full.
 */
export class ThresholdLog {
  /** From what `state` gave. */
  static of({ steps, snapshots, spacing }: ThresholdLogState): ThresholdLog {
    const log = new ThresholdLog();
    log.#steps = [...steps];
    log.#snapshots = [...snapshots];
    log.#spacing = spacing;
    return log;
  }

  get state(): ThresholdLogState {
    return { steps: [...this.#steps], snapshots: [...this.#snapshots], spacing: this.#spacing };
  }

  #steps: number[] = [];
  #snapshots: Float32Array[][] = [];
  #spacing = 1;

  /** Takes a snapshot if the last one is far enough back. `thresholds` gives each layer's. */
  record(step: number, thresholds: () => Float32Array[]): void {
    const last = this.#steps.at(-1);
    if (last !== undefined && step < last + this.#spacing) return;
    this.#steps.push(step);
    this.#snapshots.push(thresholds());
    if (this.#steps.length < mostSnapshots) return;
    const kept = (_: unknown, index: number) => index % 2 === 0;
    this.#steps = this.#steps.filter(kept);
    this.#snapshots = this.#snapshots.filter(kept);
    this.#spacing *= 2;
  }

  history(layer: number, neuron: number): ThresholdHistory {
    return {
      steps: Float32Array.from(this.#steps),
      values: Float32Array.from(this.#snapshots, (layers) => layers[layer]?.[neuron] ?? Number.NaN),
    };
  }
}
