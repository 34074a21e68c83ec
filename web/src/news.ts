/**
 * Passes news on at most so often per topic: training makes far more than eyes can see. Different
 * topics are told one after the other, so that no frame has to show them all.
 */
/** So many topics share an interval. */
const topicsAtATime = 4;

export class News<Topic extends string> {
  readonly #intervalMs: () => number;
  readonly #tell: (topic: Topic) => void;
  readonly #waiting = new Map<Topic, ReturnType<typeof setTimeout>>();
  readonly #last = new Map<Topic, number>();
  /** From when on the next topic may be told. */
  #free = Number.NEGATIVE_INFINITY;

  constructor(intervalMs: () => number, tell: (topic: Topic) => void) {
    this.#intervalMs = intervalMs;
    this.#tell = tell;
  }

  /** Something is new; told soon, once for all that comes until then. */
  add(topic: Topic): void {
    if (this.#waiting.has(topic)) return;
    const now = performance.now();
    const interval = this.#intervalMs();
    const last = this.#last.get(topic) ?? Number.NEGATIVE_INFINITY;
    const due = Math.max(now, last + interval, this.#free);
    this.#free = due + interval / topicsAtATime;
    this.#waiting.set(
      topic,
      setTimeout(() => this.#pass(topic), due - now),
    );
  }

  close(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  #pass(topic: Topic): void {
    this.#waiting.delete(topic);
    this.#last.set(topic, performance.now());
    this.#tell(topic);
  }
}
