/** From values to places in a picture, and the round values to write beside it. */

export interface Scale {
  /** The place of a value. */
  at(value: number): number;
  /** Values that get a label. */
  labelled: number[];
}

/** Equal ratios are equal distances. `low` and `high` must be positive. */
export function logarithmic(low: number, high: number, from: number, to: number): Scale {
  const span = Math.log(high / low);
  const at = (value: number) => from + (Math.log(value / low) / span) * (to - from);
  return { at, labelled: roundValues(low, high) };
}

/** 1, 2 and 5 times the powers of ten between two bounds; of many powers only these themselves. */
function roundValues(low: number, high: number): number[] {
  if (!(low > 0 && high < Number.POSITIVE_INFINITY)) return [];
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const factors = last - first > 4 ? [1] : [1, 2, 5];
  const values: number[] = [];
  for (let power = first; power <= last; power++) {
    // Multiplying leaves 0.30000000000000004 behind; the label must not.
    for (const factor of factors) values.push(Number(`${factor}e${power}`));
  }
  return values.filter((value) => value >= low * 0.999 && value <= high * 1.001);
}

/** Moves places apart that are closer than `least`, as little as need be, in their order. */
export function spread(places: readonly number[], least: number, most: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const moved = [...places];
  order.forEach((index, position) => {
    const before = order[position - 1];
    if (before === undefined) return;
    moved[index] = Math.max(moved[index] ?? 0, (moved[before] ?? 0) + least);
  });
  // What was pushed over the end comes back, and pushes the others.
  let end = most;
  for (const index of order.reverse()) {
    moved[index] = Math.min(moved[index] ?? 0, end);
    end = (moved[index] ?? 0) - least;
  }
  return moved;
}
