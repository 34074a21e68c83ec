import { expect, test, vi } from 'vitest';
import { Sketch } from '../../../web/src/sketch';

function line(sketch: Sketch, ...xs: number[]): void {
  const [first = 0, ...others] = xs;
  sketch.begin({ x: first, y: 0.5 });
  for (const x of others) sketch.move({ x, y: 0.5 });
  sketch.end();
}

const xsOf = (sketch: Sketch) => sketch.strokes.map((stroke) => stroke.map(({ x }) => x));

test('holds what was drawn, stroke by stroke', () => {
  const sketch = new Sketch();
  line(sketch, 0.1, 0.2, 0.3);
  line(sketch, 0.7);
  expect(xsOf(sketch)).toEqual([[0.1, 0.2, 0.3], [0.7]]);
});

test('keeps the pen on the paper, and leaves trembling out', () => {
  const sketch = new Sketch();
  line(sketch, -3, 0.0001, 0.5, 0.5005, 8);
  expect(xsOf(sketch)).toEqual([[0, 0.5, 1]]);
});

test('tells of ink while the pen moves, and of rest when it is lifted', () => {
  const sketch = new Sketch();
  const told: string[] = [];
  sketch.on('ink', () => told.push(`ink ${sketch.drawing}`));
  sketch.on('rest', () => told.push(`rest ${sketch.drawing}`));
  line(sketch, 0.1, 0.2);
  expect(told).toEqual(['ink true', 'ink true', 'rest false']);
  sketch.move({ x: 0.9, y: 0.9 });
  sketch.end();
  expect(told).toHaveLength(3);
});

test('takes back strokes, clearing and what replaced them, one after the other', () => {
  const sketch = new Sketch();
  expect(sketch.canUndo).toBe(false);
  line(sketch, 0.1, 0.2);
  line(sketch, 0.3, 0.4);
  sketch.clear();
  expect(sketch.strokes).toEqual([]);
  sketch.replace([[{ x: 0.5, y: 0.5 }]]);
  sketch.undo();
  expect(sketch.strokes).toEqual([]);
  sketch.undo();
  expect(xsOf(sketch)).toEqual([
    [0.1, 0.2],
    [0.3, 0.4],
  ]);
  sketch.undo();
  expect(xsOf(sketch)).toEqual([[0.1, 0.2]]);
  sketch.undo();
  sketch.undo();
  expect(sketch.strokes).toEqual([]);
  expect(sketch.canUndo).toBe(false);
});

test('an undone stroke does not go on', () => {
  const sketch = new Sketch();
  sketch.begin({ x: 0.1, y: 0.1 });
  sketch.undo();
  sketch.move({ x: 0.9, y: 0.9 });
  expect(sketch.strokes).toEqual([]);
  expect(sketch.drawing).toBe(false);
});

test('clearing an empty paper is nothing that could be undone', () => {
  const sketch = new Sketch();
  const told = vi.fn();
  sketch.on('rest', told);
  sketch.clear();
  expect(sketch.canUndo).toBe(false);
  expect(told).not.toHaveBeenCalled();
});

test('has no more points than the camera takes', () => {
  const sketch = new Sketch();
  sketch.begin({ x: 0, y: 0 });
  for (let i = 1; i < 12_000; i++) sketch.move({ x: i % 2, y: 0 });
  sketch.end();
  sketch.begin({ x: 0.5, y: 0.5 });
  expect(sketch.strokes.flat()).toHaveLength(10_000);
  expect(sketch.drawing).toBe(false);
});
