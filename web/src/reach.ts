/** Which neurons a surrogate gives a gradient to, told from how near they came to their threshold. */
import type { SurrogateSpec } from 'rouse-snn';

/**
 * ρ below this is no gradient that counts. A silent neuron's threshold gets about 0.1 ρ (twice the
 * mean target rate), and Adam takes no steps along gradients that are small against its ε of 1e-8:
 * docs/dead-neurons.md, "Why a silent network stays silent".
 */
export const leastSurrogate = 1e-7;

/** ρ(x) at x = v - θ; see `rouse/network_spec.hpp`. */
export function surrogateValue({ kind, scale, width, floor }: SurrogateSpec, x: number): number {
  const far = Math.abs(x) / width;
  const shapes: Record<SurrogateSpec['kind'], () => number> = {
    exponential: () => (scale / width) * Math.exp(-far),
    fast_sigmoid: () => scale / (1 + far) ** 2,
    arctan: () => scale / (1 + far ** 2),
    triangular: () => (scale / width) * Math.max(0, 1 - far),
    boxcar: () => (far <= 1 ? scale / (2 * width) : 0),
  };
  return Math.max(floor, shapes[kind]());
}

/** How far from the threshold ρ is at least `leastSurrogate`; Infinity where it never ends. */
export function reachOf({ kind, scale, width, floor }: SurrogateSpec): number {
  if (floor >= leastSurrogate) return Number.POSITIVE_INFINITY;
  const reaches: Record<SurrogateSpec['kind'], () => number> = {
    exponential: () => width * Math.log(scale / width / leastSurrogate),
    fast_sigmoid: () => width * (Math.sqrt(scale / leastSurrogate) - 1),
    arctan: () => width * Math.sqrt(Math.max(0, scale / leastSurrogate - 1)),
    triangular: () => width * (1 - (leastSurrogate * width) / scale),
    boxcar: () => (scale / (2 * width) >= leastSurrogate ? width : 0),
  };
  return Math.max(0, reaches[kind]());
}

/**
 * What a neuron has of a surrogate. One that fires crosses its threshold. The peak of one that is
 * silent is the nearest that it comes to its threshold, and every surrogate is highest there.
 */
export type Reached = 'fires' | 'reached' | 'beyond';

export function reachedBy(reach: number, peak: number, threshold: number): Reached {
  if (peak >= threshold) return 'fires';
  return threshold - peak <= reach ? 'reached' : 'beyond';
}

export type ReachCounts = Readonly<Record<Reached, number>>;

/** How many neurons of a layer are which; `thresholds` has one for each of `peaks`. */
export function countReached(
  reach: number,
  peaks: ArrayLike<number>,
  thresholds: ArrayLike<number>,
): ReachCounts {
  const counts = { fires: 0, reached: 0, beyond: 0 };
  for (let neuron = 0; neuron < peaks.length; neuron++) {
    counts[reachedBy(reach, peaks[neuron] ?? 0, thresholds[neuron] ?? 0)] += 1;
  }
  return counts;
}
