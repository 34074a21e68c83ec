/**
 * Shows what a button says of itself, its `data-hint` or `aria-description`: when a mouse rests on
 * it, when it gets the focus by the keyboard, and when a finger stays on it.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { shared } from '../styles/shared';

const hoverMs = 400;
const pressMs = 500;
const leaveMs = 150;
/** After the finger has left, so that it can be read. */
const readMs = 2000;

export class Hint extends LitElement {
  static override styles = [
    shared,
    css`
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        max-width: min(280px, calc(100vw - 24px));
        padding: 6px 10px;
        border: 0;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--surface);
        font-size: 12px;
        line-height: 16px;
      }
    `,
  ];
  static override properties = { says: { state: true } };
  declare says: string;

  #of: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = new AbortController();

  constructor() {
    super();
    this.says = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopped = new AbortController();
    const { signal } = this.#stopped;
    const host = (this.getRootNode() as ShadowRoot).host;
    const on = <E extends Event>(type: string, hear: (event: E) => void) =>
      host.addEventListener(type, hear as EventListener, { signal, capture: true });
    on<PointerEvent>('pointerover', (event) => this.#over(event));
    on<FocusEvent>('focusin', (event) => this.#focus(event));
    on('focusout', () => this.#hide());
    on<PointerEvent>('pointerdown', (event) => this.#down(event));
    on<PointerEvent>('pointerup', ({ pointerType }) => {
      if (pointerType !== 'mouse') this.#later(() => this.#hide(), readMs);
    });
    on('pointercancel', () => this.#hide());
    on<KeyboardEvent>('keydown', ({ key }) => {
      if (key === 'Escape') this.#hide();
    });
    window.addEventListener('scroll', () => this.#hide(), { signal, capture: true });
    // What made this come is over before it is here.
    const button = buttonAtHand(host.shadowRoot);
    if (button) this.#later(() => void this.#show(button), hoverMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#stopped.abort();
  }

  override render(): TemplateResult {
    // Assistive technology has it from the button itself.
    return html`<div popover="manual" aria-hidden="true">${this.says}</div>`;
  }

  get #box(): HTMLElement | null {
    return this.renderRoot.querySelector('[popover]');
  }

  #over(event: PointerEvent): void {
    if (event.pointerType !== 'mouse' || event.composedPath().includes(this)) {
      clearTimeout(this.#timer);
      return;
    }
    const button = buttonOf(event);
    if (button && button === this.#of) clearTimeout(this.#timer);
    else if (button) this.#later(() => void this.#show(button), this.#of ? leaveMs : hoverMs);
    else this.#later(() => this.#hide(), leaveMs);
  }

  #focus(event: FocusEvent): void {
    const button = buttonOf(event);
    if (button?.matches(':focus-visible')) void this.#show(button);
  }

  /** A finger that stays asks what the button does; it does not press it. */
  #down(event: PointerEvent): void {
    this.#hide();
    const button = buttonOf(event);
    if (event.pointerType === 'mouse' || !button) return;
    this.#later(() => {
      void this.#show(button);
      const swallow = (click: Event) => {
        click.preventDefault();
        click.stopImmediatePropagation();
      };
      button.addEventListener('click', swallow, { once: true, capture: true });
      const lifted = () => setTimeout(() => button.removeEventListener('click', swallow, true));
      window.addEventListener('pointerup', lifted, { once: true });
    }, pressMs);
  }

  #later(work: () => void, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(work, ms);
  }

  async #show(button: HTMLElement): Promise<void> {
    clearTimeout(this.#timer);
    this.#of = button;
    this.says = wordsOf(button);
    await this.updateComplete;
    const box = this.#box;
    if (!box || this.#of !== button || !button.isConnected) return;
    if (!box.matches(':popover-open')) box.showPopover();
    const at = button.getBoundingClientRect();
    const middle = at.left + at.width / 2 - box.offsetWidth / 2;
    const left = Math.min(middle, innerWidth - box.offsetWidth - 12);
    const under = at.bottom + 8 + box.offsetHeight < innerHeight;
    box.style.left = `${Math.max(12, left)}px`;
    box.style.top = `${under ? at.bottom + 8 : at.top - 8 - box.offsetHeight}px`;
  }

  #hide(): void {
    clearTimeout(this.#timer);
    this.#of = null;
    this.#box?.hidePopover();
  }
}

const wordsOf = (element: HTMLElement) =>
  element.dataset.hint ?? element.getAttribute('aria-description') ?? '';

/** Under the mouse or with the focus of the keyboard, through all shadow roots. */
function buttonAtHand(root: ShadowRoot | null): HTMLElement | undefined {
  if (!root) return undefined;
  const all = [...root.querySelectorAll<HTMLElement>(':hover, :focus-visible')];
  return all.findLast((one) => wordsOf(one) !== '') ?? buttonAtHand(all.at(-1)?.shadowRoot ?? null);
}

function buttonOf(event: Event): HTMLElement | undefined {
  return event
    .composedPath()
    .find((one): one is HTMLElement => one instanceof HTMLElement && wordsOf(one) !== '');
}

customElements.define('rouse-hint', Hint);

/** One for a laboratory. */
export function serveHints(root: ShadowRoot): void {
  if (!root.querySelector('rouse-hint')) root.append(new Hint());
}
