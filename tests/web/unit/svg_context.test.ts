import { beforeEach, expect, test } from 'vitest';
import { SvgContext } from '../../../web/src/export/svg_context';

let context: SvgContext;
const shapes = () => context.document(10, 20, 'A < B').split('\n').slice(2, -2);

beforeEach(() => {
  context = new SvgContext();
});

test('the document is of the size and has the title', () => {
  const lines = context.document(10, 20, 'A < B & "C"').split('\n');
  expect(lines[0]).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20" viewBox="0 0 10 20">',
  );
  expect(lines[1]).toBe('<title>A &lt; B &amp; &quot;C&quot;</title>');
});

test('rectangles lie where they would on a canvas, also when drawn backwards', () => {
  context.fillStyle = '#ff0000';
  context.globalAlpha = 0.5;
  context.fillRect(5, 6, -2, 3);
  expect(shapes()).toEqual([
    '<rect x="3" y="6" width="2" height="3" fill="#ff0000" fill-opacity="0.5"/>',
  ]);
});

test('text is turned about the origin it was moved to', () => {
  context.save();
  context.translate(10, 20);
  context.rotate(-Math.PI / 2);
  context.fillText('up', 3, 0);
  context.restore();
  context.fillText('level', 3, 0);
  const [up, level] = shapes();
  expect(up).toContain('x="13" y="20" text-anchor="start" transform="rotate(-90 10 20)"');
  expect(level).not.toContain('transform');
});

test('a path may begin with a line, and keeps its dashes', () => {
  context.strokeStyle = '#00ff00';
  context.setLineDash([4, 3]);
  context.beginPath();
  context.lineTo(1, 2);
  context.lineTo(3.1413, 4);
  context.stroke();
  expect(shapes()[0]).toContain('d="M1 2L3.14 4" fill="none" stroke="#00ff00"');
  expect(shapes()[0]).toContain('stroke-dasharray="4 3"');
});

test('many rectangles are one path', () => {
  context.beginPath();
  context.rect(1, 2, 3, 4);
  context.rect(5, 6, 7, 8);
  context.fill();
  expect(shapes()).toEqual(['<path d="M1 2h3v4h-3zM5 6h7v8h-7z" fill="#000000"/>']);
});

test('text is text, on the baseline that a canvas puts it on', () => {
  context.font = "600 10px 'Rouse Sans', sans-serif";
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillText('θ < 1', 50, 20);
  expect(shapes()).toEqual([
    '<text x="50" y="23.5" text-anchor="end" ' +
      'font-family="\'Rouse Sans\', sans-serif" font-size="10" font-weight="600" ' +
      'fill="#000000">θ &lt; 1</text>',
  ]);
});

test('what is saved comes back, the place included', () => {
  context.fillStyle = '#111111';
  context.save();
  context.translate(10, 20);
  context.fillStyle = '#222222';
  context.fillRect(1, 1, 1, 1);
  context.restore();
  context.fillRect(1, 1, 1, 1);
  expect(shapes()).toEqual([
    '<rect x="11" y="21" width="1" height="1" fill="#222222"/>',
    '<rect x="1" y="1" width="1" height="1" fill="#111111"/>',
  ]);
});
