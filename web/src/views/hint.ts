/**
 * Shows what a button says of itself, its `data-hint` or `aria-description`: when a mouse rests on
 * it, when it gets the focus by the keyboard, and when a finger stays on it.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { focusedElement } from '../focus';
import { shared } from '../styles/shared';

const hoverMs = 400;
const pressMs = 500;
const leaveMs = 150;
/** A click follows a lifted finger within this time. */
const clickMs = 400;
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

  /** The button whose words are shown, and the one below the mouse. */
  #of: HTMLElement | undefined;
  #at: HTMLElement | undefined;
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
    // Events of entering and of focus end at the shadow root that both elements are in.
    on<PointerEvent>('pointermove', (event) => this.#move(event));
    host.addEventListener('pointerleave', () => this.#point(undefined), { signal });
    on<PointerEvent>('pointerdown', (event) => this.#down(event));
    on<PointerEvent>('pointerup', ({ pointerType }) => {
      if (pointerType !== 'mouse') this.#later(() => this.#hide(), readMs);
    });
    on('pointercancel', () => this.#hide());
    on<KeyboardEvent>('keyup', ({ key }) => {
      const button = key === 'Tab' ? focusedElement() : null;
      if (button && wordsOf(button) !== '') void this.#show(button);
    });
    // Wherever the focus is, a key takes away what a mouse has brought.
    for (const type of ['keydown', 'scroll']) {
      window.addEventListener(type, () => this.#hide(), { signal, capture: true });
    }
    // What made this come is over before it is here.
    this.#point(buttonUnderMouse(host.shadowRoot));
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

  #move(event: PointerEvent): void {
    if (event.pointerType !== 'mouse') return;
    // On the way to what is said, it stays.
    this.#point(event.composedPath().includes(this) ? this.#of : buttonOf(event));
  }

  #point(button: HTMLElement | undefined): void {
    if (button === this.#at) return;
    this.#at = button;
    if (button && button === this.#of) clearTimeout(this.#timer);
    else if (button) this.#later(() => void this.#show(button), this.#of ? leaveMs : hoverMs);
    else this.#later(() => this.#hide(), leaveMs);
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
      const lifted = () =>
        setTimeout(() => button.removeEventListener('click', swallow, true), clickMs);
      window.addEventListener('pointerup', lifted, { once: true });
    }, pressMs);
  }

  #later(work: () => void, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(work, ms);
  }

  async #show(button: HTMLElement): Promise<void> {
    clearTimeout(this.#timer);
    // What it has opened says more, and would lie below.
    if (button.getAttribute('aria-expanded') === 'true') return;
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
    this.#of = undefined;
    this.#box?.hidePopover();
  }
}

const wordsOf = (element: HTMLElement) =>
  element.dataset.hint ?? element.getAttribute('aria-description') ?? '';

/** Through all shadow roots. */
function buttonUnderMouse(root: ShadowRoot | null): HTMLElement | undefined {
  if (!root) return undefined;
  const all = [...root.querySelectorAll<HTMLElement>(':hover')];
  const own = all.findLast((one) => wordsOf(one) !== '');
  return own ?? buttonUnderMouse(all.at(-1)?.shadowRoot ?? null);
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
