/** The letters at the ends of curves. */
import { expect, test } from 'vitest';
import { marksOf } from '../../../web/src/views/line_marks';
import type { Line } from '../../../web/src/views/line-chart';

const line = (mark: string, colour: string, ...y: number[]): Line => ({
  ...{ name: mark, mark, colour, width: 2 },
  ...{ x: y.map((_, index) => index), y },
});
const toX = (x: number) => 10 * x;
const toY = (y: number) => 100 - 100 * y;
const placed = (...lines: Line[]) =>
  marksOf(lines, toX, toY, 100).map(({ text, left, top }) => [text, left, top]);

test('each line has its letter beside its last point', () => {
  expect(placed(line('A', 'a', 0, 0.1), line('B', 'b', 0, 0.5, 0.9))).toEqual([
    ['B', 25, 10],
    ['A', 15, 90],
  ]);
});

test('letters of lines that end together stand one below the other', () => {
  expect(placed(line('A', 'a', 0, 1), line('B', 'b', 0, 1))).toEqual([
    ['A', 15, 0],
    ['B', 15, 11],
  ]);
});

test('no letter stands below the curves', () => {
  expect(placed(line('A', 'a', 1, 0), line('B', 'b', 1, 0.02))).toEqual([
    ['B', 15, 89],
    ['A', 15, 100],
  ]);
});

test('lines of a network that end together share one mark, with their numbers', () => {
  const layer = (number: number, ...y: number[]) => ({ ...line('A', 'a', ...y), number });
  expect(placed(layer(1, 1, 0), layer(2, 1, 1), layer(3, 1, 0.05))).toEqual([
    ['A2', 15, 0],
    ['A1,3', 15, 100],
  ]);
});

test('lines without points or without a letter have none', () => {
  const { mark: _, ...plain } = line('A', 'a', 1);
  expect(placed(line('A', 'a'), plain)).toEqual([]);
});
