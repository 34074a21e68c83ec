/** Margins that all drawings over time share, so that a moment stands in one line down the page. */

/** Room for row labels at the left, for counts and the threshold's label at the right. */
export const margin = { left: 30, right: 34 } as const;

export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Maps a value between two bounds to a height in the plot. */
export function heightOf(value: number, low: number, high: number, plot: Plot): number {
  const share = high > low ? (value - low) / (high - low) : 0.5;
  return plot.bottom - share * (plot.bottom - plot.top);
}

/** Round values between two bounds, about `wanted` of them. */
export function ticks(low: number, high: number, wanted: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    // Multiplying leaves 0.30000000000000004 behind; the label must not.
    return Number(((first + index) * step).toPrecision(12));
  });
}
