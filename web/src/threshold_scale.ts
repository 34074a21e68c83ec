/** The axis on which thresholds are dragged, and the round values at which they stop. */

export interface Scale {
  low: number;
  high: number;
}

/** Reaches from 0, or the lowest of the values below, to a round number above the highest. */
export function scaleOf(values: Iterable<number>): Scale {
  let low = 0;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low: 0 - roundedUp(-low), high: roundedUp(high) };
}

/** To the next half of a power of ten: 17 -> 20, 22 -> 25. Seldom another one while values move. */
function roundedUp(value: number): number {
  if (value <= 0) return 0;
  const half = 10 ** Math.floor(Math.log10(value)) / 2;
  return Number((Math.ceil(value / half - 1e-9) * half).toPrecision(6));
}

/** How far one press of an arrow key moves: 1, 2 or 5 times a power of ten. */
export function stepAt(value: number, { low, high }: Scale): number {
  const most = Math.min((high - low) / 100, value / 10);
  const power = 10 ** Math.floor(Math.log10(most));
  return Number((([5, 2].find((times) => times * power <= most) ?? 1) * power).toPrecision(6));
}

/** The round value nearest to one, within its bounds. */
export function snapped(value: number, scale: Scale, least: number, most: number): number {
  const inside = Math.min(most, Math.max(least, value));
  const step = stepAt(inside, scale);
  const round = Number((Math.round(inside / step) * step).toPrecision(6));
  return Math.min(most, Math.max(least, round));
}
