/** What is drawn on the pad, stroke by stroke. Knows no DOM. */
import type { Point, Stroke } from 'rouse-snn/camera';
import { Subject } from './subject';

/** Of the pad's side: a pen that has moved less has not moved. */
const leastMove = 1 / 256;
/** As many as the camera takes. */
const mostPoints = 10_000;

const onPaper = ({ x, y }: Point): Point => ({
  x: Math.min(1, Math.max(0, x)),
  y: Math.min(1, Math.max(0, y)),
});

/** `ink`: something is drawn or gone. `rest`: the pen was lifted, or all changed at once. */
export class Sketch extends Subject<'ink' | 'rest'> {
  #strokes: readonly Stroke[] = [];
  /** The stroke at hand, the last of all. */
  #stroke: Point[] | null = null;
  #points = 0;
  #past: (readonly Stroke[])[] = [];

  get strokes(): readonly Stroke[] {
    return this.#strokes;
  }

  /** Whether the pen is on the paper. */
  get drawing(): boolean {
    return this.#stroke !== null;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Puts the pen down; coordinates are shares of the paper's side, and are kept on it. */
  begin(point: Point): void {
    if (this.#stroke || this.#points >= mostPoints) return;
    this.#past.push(this.#strokes);
    this.#stroke = [onPaper(point)];
    this.#points += 1;
    this.#strokes = [...this.#strokes, this.#stroke];
    this.emit('ink');
  }

  /** Draws on to this point. */
  move(point: Point): void {
    const last = this.#stroke?.at(-1);
    const next = onPaper(point);
    if (!this.#stroke || !last || this.#points >= mostPoints) return;
    if (Math.hypot(next.x - last.x, next.y - last.y) < leastMove) return;
    this.#stroke.push(next);
    this.#points += 1;
    this.emit('ink');
  }

  /** Lifts the pen. */
  end(): void {
    if (!this.#stroke) return;
    this.#stroke = null;
    this.emit('rest');
  }

  /** Takes the last stroke back, or what replaced all strokes. */
  undo(): void {
    this.#stroke = null;
    const before = this.#past.pop();
    if (before) this.#show(before);
  }

  clear(): void {
    if (this.#strokes.length > 0) this.replace([]);
  }

  /** Puts these strokes in place of all others. */
  replace(strokes: readonly Stroke[]): void {
    this.#stroke = null;
    this.#past.push(this.#strokes);
    this.#show(strokes);
  }

  #show(strokes: readonly Stroke[]): void {
    this.#strokes = strokes;
    this.#points = strokes.reduce((sum, { length }) => sum + length, 0);
    this.emit('ink');
    this.emit('rest');
  }
}
