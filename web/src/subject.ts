/** Something that can be watched by topic: the page's models tell their views that they changed. */
export class Subject<Topic extends string> {
  readonly #listeners = new Map<Topic, Set<() => void>>();

  /** Listens to a topic; returns a function that stops listening. */
  on(topic: Topic, listener: () => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  protected emit(topic: Topic): void {
    // A copy: a listener may stop listening while it is called.
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener();
  }
}
