/** Paints drawings a few at a time: all of one look at once would block the page for too long. */

/** Of a frame's 16 ms; the first drawing is painted whatever it takes. */
const budgetMs = 5;
/** A frame that lets itself be waited for this long is late: training keeps the cores busy. */
const lateMs = 24;
/** Paintings that follow each other so soon are of one frame. */
const sameFrameMs = 8;

export class Painter {
  readonly #waiting = new Set<() => void>();
  #frame = 0;
  /** When it painted last. */
  #painted = Number.NEGATIVE_INFINITY;

  /** Paints in one of the next frames, once however often it is asked for until then. */
  add(paint: () => void): void {
    this.#waiting.add(paint);
    this.#next();
  }

  remove(paint: () => void): void {
    this.#waiting.delete(paint);
  }

  /** Paints in the frame at hand, whose callbacks run now: what changes together is seen together. */
  paint(): void {
    const begin = performance.now();
    // The frame has had its share already.
    if (begin - this.#painted < sameFrameMs) return;
    this.#paintUntil(begin + budgetMs);
  }

  #next(): void {
    if (this.#frame !== 0 || this.#waiting.size === 0) return;
    const asked = performance.now();
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const begin = performance.now();
      // The browser does most of a drawing's work after the frame's callbacks, where no clock of
      // ours runs. So what a late frame can take is one drawing.
      this.#paintUntil(begin - asked > lateMs ? begin : begin + budgetMs);
    });
  }

  #paintUntil(end: number): void {
    for (const paint of this.#waiting) {
      this.#waiting.delete(paint);
      paint();
      this.#painted = performance.now();
      if (this.#painted >= end) break;
    }
    this.#next();
  }
}
