/** Which of a page's laboratories a pressed key belongs to. */
export class KeyOwner {
  readonly #element: HTMLElement;
  readonly #alone: boolean;
  /** Whether the last press or focus in the document was on this element. */
  #lastUsed = false;

  /** `alone` is for an element that is the whole page: all keys are its own. */
  constructor(element: HTMLElement, signal: AbortSignal, alone: boolean) {
    this.#element = element;
    this.#alone = alone;
    for (const type of ['pointerdown', 'focusin']) {
      const use = (event: Event) => {
        this.#lastUsed = event.composedPath().includes(element);
      };
      window.addEventListener(type, use, { signal, capture: true });
    }
  }

  owns(event: KeyboardEvent): boolean {
    if (this.#alone) return true;
    const path = event.composedPath();
    // With nothing focused, keys go to the body: then the element used last has them.
    return path.includes(this.#element) || (this.#lastUsed && path[0] === document.body);
  }
}
