/** Passes news on at most so often per topic: training makes far more than eyes can see. */
export class News<Topic extends string> {
  readonly #intervalMs: number;
  readonly #tell: (topic: Topic) => void;
  readonly #waiting = new Map<Topic, ReturnType<typeof setTimeout>>();
  readonly #last = new Map<Topic, number>();

  constructor(intervalMs: number, tell: (topic: Topic) => void) {
    this.#intervalMs = intervalMs;
    this.#tell = tell;
  }

  /** Something is new; told soon, once for all that comes until then. */
  add(topic: Topic): void {
    if (this.#waiting.has(topic)) return;
    const passed = performance.now() - (this.#last.get(topic) ?? Number.NEGATIVE_INFINITY);
    const timer = setTimeout(() => this.#pass(topic), Math.max(0, this.#intervalMs - passed));
    this.#waiting.set(topic, timer);
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
