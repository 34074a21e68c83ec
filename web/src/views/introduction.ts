/**
 * The guided first visit: four short notes, each beside the part of the page that it speaks of. The
 * page stays in use meanwhile; Escape or Skip ends it.
 */
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Inspection } from 'rouse-snn';
import type { Experiment } from '../experiment';
import { focusedElement } from '../focus';
import { icons } from '../icons';
import { shared } from '../styles/shared';
import './threshold-try';
import { wantsLessMotion } from '../reduced_motion';
import { fetchView, type Page, View } from './view';

/** What each step points at: selectors, each within the shadow root of the one before. */
const places = {
  spike: ['rouse-activity-panel', '.networks'],
  threshold: ['rouse-network-panel', 'rouse-setting[name=threshold]'],
  play: ['rouse-transport-bar', '.play'],
  watch: ['rouse-learning-panel'],
} as const;
type StepName = keyof typeof places;
const stepNames = Object.keys(places) as StepName[];

/** Between the note, what it points at, and the edges of the window. */
const gap = 14;

export class Introduction extends View {
  static override styles = [
    shared,
    css`
      [popover] {
        position: fixed;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        overflow: hidden;
        pointer-events: none;
      }

      .ring {
        position: absolute;
        border: 2px solid var(--ink);
        border-radius: 10px;
      }

      .note {
        position: absolute;
        width: 344px;
        padding: 14px 16px 12px;
        border: 1px solid var(--line);
        border-radius: 12px;
        background: var(--surface);
        box-shadow: var(--shadow);
        pointer-events: auto;
      }

      /* It has the focus so that it is read; nothing is done with it. */
      .note:focus {
        outline: none;
      }

      .note.sheet {
        width: min(560px, 100%);
        border-radius: 14px 14px 0 0;
      }

      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-bottom: 2px;
      }

      .silent {
        margin: 8px 0 0;
      }

      .text p {
        margin: 4px 0 0;
        line-height: 20px;
      }

      rouse-threshold-try {
        margin-top: 10px;
      }

      footer {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-top: 14px;
      }

      .dots {
        display: flex;
        flex: 1;
        gap: 6px;
      }

      .dots i {
        width: 6px;
        height: 6px;
        border-radius: 50%;
        background: var(--faint);
      }

      .dots .now {
        background: var(--ink);
      }

      @media (pointer: coarse) {
        .keys {
          display: none;
        }

        footer button,
        .head button.icon {
          min-width: 40px;
          height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    step: { state: true },
    seen: { state: true },
  };
  declare step: number;
  /** The neuron that the first steps show, once it has been asked for. */
  declare seen: Inspection | null;

  /** Where the parts of the page are. */
  #root: ShadowRoot | null = null;
  #steps: readonly StepName[] = [];
  #arm: Experiment | null = null;
  #before: HTMLElement | null = null;
  /** Where the page stood before it was scrolled to what a note is about. */
  #stood: number | null = null;
  #listening = new AbortController();
  #resize: ResizeObserver | null = null;

  constructor() {
    super();
    this.step = 0;
    this.seen = null;
  }

  protected override watch(): (() => void)[] {
    return [
      this.page.lab.on('run', () => {
        if (this.page.lab.running && this.#name === 'play') this.#go(1);
      }),
    ];
  }

  get #name(): StepName | undefined {
    return this.#steps[this.step];
  }

  /** Begins with what there is to show of `root`, a laboratory's. */
  async show(root: ShadowRoot, asked: boolean): Promise<void> {
    this.#root = root;
    this.#steps = stepNames.filter((name) => this.#find(name));
    this.#before = focusedElement();
    await Promise.all([this.updateComplete, this.#lookAtNeuron()]);
    await this.updateComplete;
    const { signal } = this.#listening;
    const place = () => this.#place();
    window.addEventListener('scroll', place, { signal, capture: true, passive: true });
    window.addEventListener('resize', place, { signal });
    window.addEventListener('keydown', (event) => this.#key(event), { signal });
    this.#resize = new ResizeObserver(place);
    this.#resize.observe(document.body);
    this.renderRoot.querySelector<HTMLElement>('[popover]')?.showPopover();
    this.#point();
    // Nobody who is about to do something else is drawn away from it.
    if (asked || focusedElement() === null) this.#note?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening.abort();
    this.#resize?.disconnect();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('step') && this.#note?.checkVisibility()) this.#point();
    else this.#place();
  }

  override render(): TemplateResult | typeof nothing {
    const name = this.#name;
    if (!name) return nothing;
    const text = this.later.introduction;
    const { title, says } = text.steps[name];
    const last = this.step === this.#steps.length - 1;
    return html`<div popover="manual">
      <div class="ring"></div>
      <div
        class="note"
        role="dialog"
        aria-labelledby="title"
        aria-describedby="says"
        tabindex="-1"
      >
        <div class="head">
          <h2 id="title" aria-live="polite">${title}</h2>
          <button class="icon quiet" aria-label=${text.skip} @click=${() => this.close()}>
            ${icons.close}
          </button>
        </div>
        <div id="says" class="text" aria-live="polite">${says}</div>
        ${this.#figure(name)}
        <footer>
          <div class="dots" role="img" aria-label=${text.place(this.step + 1, this.#steps.length)}>
            ${this.#steps.map((one) => html`<i class=${one === name ? 'now' : ''}></i>`)}
          </div>
          ${this.step === 0 ? nothing : html`<button class="quiet" @click=${() => this.#go(-1)}>${text.back}</button>`}
          <button class="primary" @click=${() => (last ? this.close() : this.#go(1))}>
            ${last ? text.done : text.next}
          </button>
        </footer>
      </div>
    </div>`;
  }

  #figure(name: StepName): TemplateResult | typeof nothing {
    if ((name !== 'spike' && name !== 'threshold') || !this.seen || !this.#arm) return nothing;
    const { potential, threshold } = this.seen;
    const silent = name === 'spike' && potential.every((v) => v < threshold);
    return html`<rouse-threshold-try
        .page=${this.page}
        .arm=${this.#arm}
        .seen=${this.seen}
        .movable=${name === 'threshold'}
      ></rouse-threshold-try>
      ${silent ? html`<p class="silent">${this.later.introduction.silent}</p>` : nothing}`;
  }

  /** Of the shown recording, and of the first layer: its input does not depend on thresholds. */
  async #lookAtNeuron(): Promise<void> {
    const arm = this.page.lab.active.at(-1);
    if (!arm?.trace) return;
    this.#arm = arm;
    this.seen = await arm.inspect(0, tellingNeuron(arm.trace));
  }

  #find(name: StepName): HTMLElement | null {
    let root: ParentNode | null = this.#root;
    let found: HTMLElement | null = null;
    for (const selector of places[name]) {
      // What is not there, for example at a closer zoom, leaves the place around it.
      const next: HTMLElement | null = root?.querySelector<HTMLElement>(selector) ?? null;
      if (!next) break;
      found = next;
      root = next.shadowRoot;
    }
    return found?.checkVisibility() ? found : null;
  }

  get #note(): HTMLElement | null {
    return this.renderRoot.querySelector('.note');
  }

  #go(by: number): void {
    this.step = Math.min(Math.max(0, this.step + by), this.#steps.length - 1);
  }

  close(): void {
    const back = focusedElement() === null || this.shadowRoot?.activeElement;
    this.remove();
    if (this.#stood !== null) scrollTo({ top: this.#stood, behavior: 'instant' });
    if (back) this.#before?.focus();
  }

  #key(event: KeyboardEvent): void {
    const here = event.composedPath();
    // Elsewhere, Escape belongs to what has the focus.
    if (event.key === 'Escape' && (here.includes(this) || here[0] === document.body)) this.close();
  }

  /** Brings what the step speaks of into sight and stands beside it. */
  #point(): void {
    this.#place();
    const target = this.#name && this.#find(this.#name);
    const note = this.#note;
    // The bar is always in sight.
    if (!target || !note || this.#name === 'play') return;
    const box = target.getBoundingClientRect();
    const bottom = note.classList.contains('sheet')
      ? note.getBoundingClientRect().top
      : innerHeight;
    if (box.top >= 0 && box.bottom <= bottom) return;
    const still = wantsLessMotion();
    const bar = this.#bar;
    const covered = bar && bar.top < innerHeight / 2 ? bar.height : 0;
    const top = scrollY + box.top - covered - gap;
    this.#stood ??= scrollY;
    scrollTo({ top, behavior: still ? 'auto' : 'smooth' });
    // The event of a scroll comes later than the scroll itself.
    this.#place();
  }

  #place(): void {
    const target = this.#name && this.#find(this.#name);
    const note = this.#note;
    const ring = this.renderRoot.querySelector<HTMLElement>('.ring');
    if (!target || !note || !ring) return;
    const box = target.getBoundingClientRect();
    const bar = this.#bar;
    const onPhone = bar !== undefined && bar.bottom >= innerHeight - 1;
    note.classList.remove('sheet');
    const beside = onPhone ? null : placeBeside(box, note.offsetWidth, note.offsetHeight);
    note.classList.toggle('sheet', beside === null);
    const { left, top } = beside ?? {
      left: (innerWidth - note.offsetWidth) / 2,
      top: (onPhone ? bar.top : innerHeight) - note.offsetHeight,
    };
    note.style.left = `${left}px`;
    note.style.top = `${top}px`;
    // What is longer than the window goes on under the sheet.
    const end = beside === null && box.top < top ? Math.min(box.bottom, top - gap) : box.bottom;
    Object.assign(ring.style, {
      left: `${box.left - 4}px`,
      top: `${box.top - 4}px`,
      width: `${box.width + 8}px`,
      height: `${Math.max(0, end - box.top) + 8}px`,
    });
  }

  get #bar(): DOMRect | undefined {
    return this.#root?.querySelector('rouse-transport-bar')?.getBoundingClientRect();
  }
}

/** A neuron that fires some times, or else the one that comes closest to it. */
function tellingNeuron({ layers, peaks }: NonNullable<Experiment['trace']>): number {
  const times = new Map<number, number>();
  for (const neuron of layers[0]?.columns ?? []) times.set(neuron, (times.get(neuron) ?? 0) + 1);
  const wanted = 4;
  const [best] = [...times].sort(
    ([, one], [, other]) => Math.abs(one - wanted) - Math.abs(other - wanted),
  );
  if (best) return best[0];
  const highest = peaks[0] ?? new Float32Array();
  return highest.indexOf(Math.max(...highest));
}

/** To the right, the left, below or above; null where it fits nowhere. */
function placeBeside(
  box: DOMRect,
  width: number,
  height: number,
): { left: number; top: number } | null {
  const most = { left: innerWidth - width - gap, top: innerHeight - height - gap };
  const within = (value: number, high: number) => Math.max(gap, Math.min(value, high));
  const top = within(box.top, most.top);
  const left = within(box.left, most.left);
  const choices = [
    { left: box.right + gap, top },
    { left: box.left - width - gap, top },
    { left, top: box.bottom + gap },
    { left, top: box.top - height - gap },
  ];
  const fits = (at: { left: number; top: number }) =>
    at.left >= gap && at.left <= most.left && at.top >= gap && at.top <= most.top;
  return choices.find(fits) ?? null;
}

customElements.define('rouse-introduction', Introduction);

/** Shows the introduction from its beginning; where it was asked for, it takes the focus. */
export async function introduce(page: Page, root: ShadowRoot, asked: boolean): Promise<void> {
  await fetchView(page, Promise.resolve());
  root.querySelector('rouse-introduction')?.remove();
  const introduction = new Introduction();
  introduction.page = page;
  // First, so that Tab comes to it first.
  root.prepend(introduction);
  await introduction.show(root, asked);
}
