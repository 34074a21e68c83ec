/** Paper and pen: draws with mouse, finger, stylus and arrow keys. */
import { css, html, type TemplateResult } from 'lit';
import type { Point, Stroke } from 'rouse-snn/camera';
import { wantsLessMotion } from '../reduced_motion';
import type { Sketch } from '../sketch';
import { CanvasView, type Drawing } from './canvas-view';

/** The pen of the camera's drawings on paper of 28 pixels. */
const penShare = 2.6 / 28;
/** How far an arrow key moves the pen, as a share of the paper. */
const keyStep = 1 / 28;
/** In which a written digit runs onto the paper. */
const writingMs = 500;

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -keyStep, y: 0 },
  ArrowRight: { x: keyStep, y: 0 },
  ArrowUp: { x: 0, y: -keyStep },
  ArrowDown: { x: 0, y: keyStep },
};

export class SketchCanvas extends CanvasView {
  static override styles = [
    ...CanvasView.styles,
    css`
      canvas {
        border-radius: inherit;
        cursor: crosshair;
        touch-action: none;
        user-select: none;
      }

      canvas:focus-visible {
        outline-offset: -2px;
      }

      .keys {
        position: absolute;
        inset: auto 2px 2px;
        padding: 6px 10px;
        border-radius: 0 0 6px 6px;
        background: color-mix(in srgb, var(--surface) 88%, transparent);
        color: var(--muted);
        pointer-events: none;
      }

      canvas:not(:focus-visible) ~ .keys {
        opacity: 0;
      }
    `,
  ];
  static override properties = {
    ...CanvasView.properties,
    sketch: { attribute: false },
    penDown: { state: true },
  };
  declare sketch: Sketch;
  /** Whether the keys' pen is on the paper. */
  declare penDown: boolean;

  /** Where the keys' pen is. */
  #pen: Point = { x: 0.5, y: 0.5 };
  #byKeys = false;
  readonly #pressed = new Set<string>();
  #pointer: number | null = null;
  #writtenAt = -Infinity;

  constructor() {
    super();
    this.penDown = false;
  }

  /** Shows the strokes that were just put on the paper as if somebody wrote them. */
  write(): void {
    if (!wantsLessMotion()) this.#writtenAt = performance.now();
    this.repaint();
  }

  protected override watch(changed: () => void): (() => void)[] {
    return [this.sketch.on('ink', () => this.repaint()), this.sketch.on('rest', changed)];
  }

  protected override describe(): string {
    return this.later.drawing.pad(this.sketch.strokes.length);
  }

  override render(): TemplateResult {
    const text = this.later.drawing;
    return html`<canvas
        tabindex="0"
        role="application"
        aria-label=${this.describe()}
        aria-describedby="keys"
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @keydown=${this.#key}
        @keyup=${(event: KeyboardEvent) => this.#pressed.delete(event.key)}
        @blur=${this.#leave}
      ></canvas>
      <p id="keys" class="keys small">${text.keys}</p>
      <span class="visually-hidden" role="status">
        ${this.#byKeys ? (this.penDown ? text.penDown : text.penUp) : ''}
      </span>`;
  }

  protected override draw({ context, width, height, colour }: Drawing): void {
    const side = Math.min(width, height);
    const passed = (performance.now() - this.#writtenAt) / writingMs;
    const { strokes } = this.sketch;
    context.lineWidth = penShare * side;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = colour('ink');
    for (const stroke of passed < 1 ? beginning(strokes, passed) : strokes) {
      context.beginPath();
      // A line of no length is a dot.
      for (const { x, y } of [stroke[0] ?? { x: 0, y: 0 }, ...stroke]) {
        context.lineTo(x * side, y * side);
      }
      context.stroke();
    }
    if (passed < 1) this.repaint();
    if (!this.#byKeys) return;
    context.beginPath();
    context.arc(this.#pen.x * side, this.#pen.y * side, 0.5 * penShare * side + 2, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = colour('b');
    context.setLineDash(this.penDown ? [] : [3, 3]);
    context.stroke();
    context.setLineDash([]);
  }

  /** The event's place on the paper. */
  #place({ offsetX, offsetY }: PointerEvent): Point {
    const side = Math.min(this.size.width, this.size.height) || 1;
    return { x: offsetX / side, y: offsetY / side };
  }

  #down(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0) return;
    this.#leave();
    this.#byKeys = false;
    this.#writtenAt = -Infinity;
    this.#pointer = event.pointerId;
    (event.target as Element).setPointerCapture(event.pointerId);
    this.sketch.begin(this.#place(event));
  }

  #move(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    // Pens and fast mice send more places than there are frames.
    const places = event.getCoalescedEvents?.() ?? [];
    for (const one of places.length > 0 ? places : [event]) this.sketch.move(this.#place(one));
  }

  #up(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.sketch.end();
  }

  #leave(): void {
    this.#pressed.clear();
    this.penDown = false;
    this.sketch.end();
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const held = event.repeat && !arrows[event.key];
    // These keys mean something else on the page.
    if (held || this.#does(event.key)) event.preventDefault();
  }

  #does(key: string): boolean {
    if (arrows[key]) {
      this.#pressed.add(key);
      this.#step();
    } else if (key === ' ') {
      this.#byKeys = true;
      if (this.penDown) this.sketch.end();
      else this.sketch.begin(this.#pen);
      this.penDown = this.sketch.drawing;
    } else if (key === 'Backspace') {
      this.penDown = false;
      this.sketch.undo();
    } else if (key === 'Delete') {
      this.penDown = false;
      this.sketch.clear();
    } else if (/^[0-9]$/.test(key)) {
      this.dispatchEvent(new CustomEvent('write', { detail: Number(key) }));
    } else return false;
    this.repaint();
    return true;
  }

  /** Two arrows together move the pen aslant. */
  #step(): void {
    this.#byKeys = true;
    const inside = (value: number) => Math.min(1, Math.max(0, value));
    for (const key of this.#pressed) {
      const by = arrows[key] ?? { x: 0, y: 0 };
      this.#pen = { x: inside(this.#pen.x + by.x), y: inside(this.#pen.y + by.y) };
    }
    this.sketch.move(this.#pen);
  }
}

/** The first share of all strokes, in the order in which they were drawn. */
function beginning(strokes: readonly Stroke[], share: number): Stroke[] {
  let left = Math.ceil(share * strokes.reduce((sum, { length }) => sum + length, 0));
  return strokes.flatMap((stroke) => {
    const part = stroke.slice(0, Math.max(0, left));
    left -= stroke.length;
    return part.length > 0 ? [part] : [];
  });
}

customElements.define('rouse-sketch-canvas', SketchCanvas);
