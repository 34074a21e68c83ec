/** What a neuron would have done with another threshold. */

export interface Response {
  /** v[t] before the reset. */
  potential: Float32Array;
  /** Time bins in which it fires, ascending. */
  spikes: number[];
}

/**
 * The response to a synaptic current i[t] with hard reset, in single precision as the core computes
 * it: v[t] = r_v ṽ[t-1] + i[t]. The current of a neuron does not depend on its own threshold.
 */
export function respond(current: Float32Array, retention: number, threshold: number): Response {
  const potential = new Float32Array(current.length);
  const spikes: number[] = [];
  const [kept, level] = [Math.fround(retention), Math.fround(threshold)];
  let before = 0;
  for (const [bin, arriving] of current.entries()) {
    const now = Math.fround(Math.fround(kept * before) + arriving);
    potential[bin] = now;
    if (now >= level) spikes.push(bin);
    before = now >= level ? 0 : now;
  }
  return { potential, spikes };
}
