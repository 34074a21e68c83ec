/** Light or dark: the system's choice until the toggle is used, which is remembered. */
import { Subject } from './subject';

export type ThemeName = 'light' | 'dark';
const storageKey = 'rouse-theme';

export class Theme extends Subject<'change'> {
  #chosen: ThemeName | null;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    this.#chosen = remembered();
    this.#system.addEventListener('change', () => {
      if (this.#chosen === null) this.emit('change');
    });
  }

  get name(): ThemeName {
    return this.#chosen ?? (this.#system.matches ? 'dark' : 'light');
  }

  /** What an address or attribute asks for, for this page only; null leaves it to the system. */
  show(name: ThemeName | null): void {
    this.#chosen = name ?? remembered();
    this.emit('change');
  }

  toggle(): void {
    this.#chosen = this.name === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem(storageKey, this.#chosen);
    } catch {
      // A sandboxed frame has no storage: the choice then lasts as long as the page.
    }
    this.emit('change');
  }
}

function remembered(): ThemeName | null {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}
