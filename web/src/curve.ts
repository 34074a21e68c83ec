/** All that a curve knows, to be kept. */
export interface CurveState {
  x: readonly number[];
  y: readonly number[];
  spacing: number;
}

/** A growing curve of bounded length: when full, every other point is dropped. */
export class Curve {
  readonly #limit: number;
  #x: number[] = [];
  #y: number[] = [];
  /** Points closer than this to the last one replace it; doubles with every thinning. */
  #spacing = 0;

  constructor(limit = 300) {
    this.#limit = limit;
  }

  /** From what `state` gave. */
  static of({ x, y, spacing }: CurveState): Curve {
    const curve = new Curve();
    curve.#x = [...x];
    curve.#y = [...y];
    curve.#spacing = spacing;
    return curve;
  }

  get state(): CurveState {
    return { x: [...this.#x], y: [...this.#y], spacing: this.#spacing };
  }

  get x(): readonly number[] {
    return this.#x;
  }

  get y(): readonly number[] {
    return this.#y;
  }

  /** Adds a point; x must not decrease. */
  add(x: number, y: number): void {
    const before = this.#x.at(-2);
    if (before !== undefined && (this.#x.at(-1) ?? 0) - before < this.#spacing) {
      this.#x.pop();
      this.#y.pop();
    }
    this.#x.push(x);
    this.#y.push(y);
    if (this.#x.length > this.#limit) this.#thin();
  }

  #thin(): void {
    const kept = (_: number, index: number) => index % 2 === 0;
    const span = (this.#x.at(-1) ?? 0) - (this.#x[0] ?? 0);
    this.#x = this.#x.filter(kept);
    this.#y = this.#y.filter(kept);
    this.#spacing = span / this.#x.length;
  }
}

/**
 * Mean of the last few values, of those at most `reach` back in x: smooths the accuracy of single
 * batches.
 */
export class RunningMean {
  readonly #size: number;
  readonly #reach: number;
  #points: { x: number; value: number }[] = [];

  constructor(size: number, reach = Number.POSITIVE_INFINITY) {
    this.#size = size;
    this.#reach = reach;
  }

  /** x must not decrease. */
  add(value: number, x = 0): number {
    this.#points.push({ x, value });
    this.#points = this.#points.slice(-this.#size).filter((point) => x - point.x <= this.#reach);
    return this.#points.reduce((sum, point) => sum + point.value, 0) / this.#points.length;
  }
}
