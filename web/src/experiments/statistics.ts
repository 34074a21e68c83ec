/** Means over seeds and what they are worth: the same as the command's, to the last bit. */

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation of a sample; 0 of fewer than two values. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  const sum = values.reduce((total, value) => total + (value - centre) * (value - centre), 0);
  return Math.sqrt(sum / (values.length - 1));
}

/** The 95 % confidence interval of the mean by Student's t; null of fewer than two values. */
export function confidence(values: readonly number[]): readonly [low: number, high: number] | null {
  if (values.length < 2) return null;
  const half = (studentT(values.length - 1) * deviation(values)) / Math.sqrt(values.length);
  return [mean(values) - half, mean(values) + half];
}

/** The t that a value of so many degrees of freedom stays within with a probability of 95 %. */
export function studentT(freedom: number): number {
  let low = 0;
  let high = Math.PI / 2;
  for (let halving = 0; halving < 60; halving++) {
    const middle = 0.5 * (low + high);
    if (probabilityWithin(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return Math.tan(low) * Math.sqrt(freedom);
}

/** That |t| <= tan(angle) sqrt(freedom): Abramowitz and Stegun 26.7.3 and 26.7.4. */
function probabilityWithin(angle: number, freedom: number): number {
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let i = odd ? 3 : 2; i <= freedom - 2; i += 2) {
    term *= (cosine * cosine * (i - 1)) / i;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
