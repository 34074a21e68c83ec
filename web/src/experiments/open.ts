/** Opens the Experiments view in the place of the laboratory's rooms, and closes it again. */
import { css } from 'lit';
import type { Page } from '../views/view';
import { type Addressed, ExperimentsModel } from './model';
import { RouseExperiments } from './rouse-experiments';

/** Of the laboratory while the view is shown: its header stays. */
const rooms = css`
  :host([data-view]) :is(main, rouse-transport-bar, rouse-go-on-bar, .problems) {
    display: none;
  }

  /* What it says is about the laboratory. */
  :host([data-view]) .top p {
    visibility: hidden;
  }

  @container (max-width: 899px) {
    :host([data-view]) .top p {
      display: none;
    }
  }

  :host(:not([data-view])) rouse-experiments {
    display: none;
  }
`;

/** Each laboratory has one, which goes on while it is not shown. */
const opened = new WeakMap<Page, Opened>();

/** Shows what the address asks for, or, where it asks for nothing, the view; shown, hides it. */
export async function openExperiments(
  page: Page,
  root: ShadowRoot,
  addressed: Addressed,
  button: boolean,
): Promise<void> {
  const one = opened.get(page) ?? new Opened(page, root, addressed);
  opened.set(page, one);
  if (button) await one.toggle();
  else await one.follow();
}

class Opened {
  readonly #page: Page;
  readonly #root: ShadowRoot;
  readonly #addressed: Addressed;
  readonly #model: ExperimentsModel;
  readonly #view = new RouseExperiments();
  readonly #begun: Promise<void>;
  readonly #ended = new AbortController();
  /** Whether the way back leads to the laboratory as it was. */
  #pushed = false;
  #scrolled = 0;

  constructor(page: Page, root: ShadowRoot, addressed: Addressed) {
    this.#page = page;
    this.#root = root;
    this.#addressed = addressed;
    this.#model = new ExperimentsModel(page, addressed);
    this.#begun = this.#begin();
  }

  get #host(): HTMLElement {
    return this.#root.host as HTMLElement;
  }

  async #begin(): Promise<void> {
    await this.#model.begin();
    const sheet = rooms.styleSheet;
    if (sheet) this.#root.adoptedStyleSheets = [...this.#root.adoptedStyleSheets, sheet];
    const view = this.#view;
    view.page = this.#page;
    view.model = this.#model;
    view.leave = () => this.#leave();
    view.look = () => this.#look();
    view.ended = () => this.#end();
    this.#root.append(view);
    this.#model.on('change', () => this.#mark());
    const { signal } = this.#ended;
    // The laboratory's own keys, but for their list, would act on what nobody sees.
    const keep = (event: KeyboardEvent) => {
      const own = ['?', 'Tab', 'Enter', 'Escape'].includes(event.key);
      if (this.#model.open && !own) event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', keep, { signal, capture: true });
    window.addEventListener('hashchange', () => void this.follow(), { signal });
  }

  /** The laboratory has left its document. */
  #end(): void {
    opened.delete(this.#page);
    this.#ended.abort();
    this.#model.close();
    queueMicrotask(() => this.#view.remove());
  }

  async toggle(): Promise<void> {
    await this.#begun;
    if (this.#model.open) return this.#leave();
    this.#push();
    this.#show(true);
  }

  /** What the address says now. */
  async follow(): Promise<void> {
    await this.#begun;
    const open = this.#addressed.parts.length > 0;
    if (open) this.#model.readAddress();
    if (open === this.#model.open) return;
    this.#pushed = false;
    this.#show(open);
  }

  /** Another place on the way back: the address that is left stays behind. */
  #push(): void {
    history.pushState(null, '', location.href);
    this.#pushed = true;
  }

  #leave(): void {
    if (this.#pushed) history.back();
    else this.#show(false);
  }

  /** The laboratory, with settings of its own: the way back leads here again. */
  #look(): void {
    history.pushState(null, '', location.href);
    this.#pushed = false;
    this.#show(false);
    this.#host.focus();
  }

  #show(open: boolean): void {
    const { scrollingElement: page } = document;
    this.#host.toggleAttribute('data-view', open);
    this.#model.show(open);
    if (page) [this.#scrolled, page.scrollTop] = [page.scrollTop, this.#scrolled];
    if (open) this.#view.begin();
    else this.#button?.focus();
  }

  get #button(): HTMLElement | null {
    const { experiments } = this.#page.language.text.top;
    return this.#root.querySelector(`.top button[aria-label="${experiments}"]`);
  }

  /** On the button that opens it: whether it is shown, and how far the runs are. */
  #mark(): void {
    const button = this.#button;
    const { runner, open, text } = this.#model;
    if (!button) return;
    button.setAttribute('aria-pressed', String(open));
    const busy = runner.active && !open;
    button.dataset.hint = busy ? text.busy(runner.done, runner.runs.length) : text.title;
    button.toggleAttribute('data-busy', busy);
  }
}
