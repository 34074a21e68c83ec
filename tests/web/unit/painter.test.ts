import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Painter } from '../../../web/src/painter';

let painter: Painter;
let frames: (() => void)[];
let now: number;
const frame = () => {
  for (const draw of frames.splice(0)) draw();
};
const taking = (milliseconds: number) =>
  vi.fn(() => {
    now += milliseconds;
  });

beforeEach(() => {
  painter = new Painter();
  frames = [];
  now = 0;
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('quick drawings share a frame, slow ones take the next', () => {
  const [quick, slow, last] = [taking(1), taking(9), taking(1)];
  for (const paint of [quick, slow, last]) painter.add(paint);
  frame();
  expect([quick, slow, last].map((paint) => paint.mock.calls.length)).toEqual([1, 1, 0]);
  frame();
  expect(last).toHaveBeenCalledTimes(1);
  expect(frames).toEqual([]);
});

test('a frame that comes late takes one drawing', () => {
  const [first, second] = [taking(1), taking(1)];
  painter.add(first);
  painter.add(second);
  now += 40;
  frame();
  expect([first, second].map((paint) => paint.mock.calls.length)).toEqual([1, 0]);
  frame();
  expect(second).toHaveBeenCalledTimes(1);
});

test('what goes with a frame at hand is painted in it', () => {
  const [first, slow, last] = [taking(1), taking(9), taking(1)];
  for (const paint of [first, slow, last]) painter.add(paint);
  painter.paint();
  expect([first, slow, last].map((paint) => paint.mock.calls.length)).toEqual([1, 1, 0]);
  // Not twice in a frame.
  painter.paint();
  expect(last).not.toHaveBeenCalled();
  frame();
  expect(last).toHaveBeenCalledTimes(1);
  frame();
  expect(frames).toEqual([]);
});

test('a drawing that is asked for twice is painted once', () => {
  const paint = taking(1);
  painter.add(paint);
  painter.add(paint);
  frame();
  expect(paint).toHaveBeenCalledTimes(1);
});

test('what is removed is not painted any more', () => {
  const paint = taking(1);
  painter.add(paint);
  painter.remove(paint);
  frame();
  expect(paint).not.toHaveBeenCalled();
});
