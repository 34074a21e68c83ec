/** Letters at the ends of lines: colour is never the only sign of whose a line is. */
import type { Line } from './line-chart';

export interface Mark {
  /** "A", or with the numbers of its lines "A1,2". */
  text: string;
  /** A colour token. */
  colour: string;
  /** Where the text's left middle stands. */
  left: number;
  top: number;
}

/** From a line's end to its mark. */
const gap = 5;
const height = 11;

/**
 * The mark of each line at its end. Lines of one network that end near each other have one mark;
 * others that would cover each other stand one below the other, none of them below `bottom`.
 * `ratio` is pixels to a CSS pixel.
 */
export function marksOf(
  lines: readonly Line[],
  toX: (x: number) => number,
  toY: (y: number) => number,
  bottom: number,
  ratio = 1,
): Mark[] {
  const least = height * ratio;
  const marks: Mark[] = [];
  for (const { mark, number = '', colour, x, y } of lines) {
    const [lastX, lastY] = [x.at(-1), y.at(-1)];
    if (!mark || lastX === undefined || lastY === undefined) continue;
    const top = toY(lastY);
    const near = marks.find((one) => one.colour === colour && Math.abs(one.top - top) < least);
    if (near) near.text += number === '' ? '' : `,${number}`;
    else marks.push({ text: `${mark}${number}`, colour, left: toX(lastX) + gap * ratio, top });
  }
  marks.sort((one, other) => one.top - other.top);
  let free = Number.NEGATIVE_INFINITY;
  for (const mark of marks) {
    mark.top = Math.max(mark.top, free);
    free = mark.top + least;
  }
  free = bottom;
  for (const mark of [...marks].reverse()) {
    mark.top = Math.min(mark.top, free);
    free = mark.top - least;
  }
  return marks;
}
