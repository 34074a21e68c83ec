/** What every report of the suite must be, whoever measured it. Speeds themselves are not judged. */
import { expect } from 'vitest';

interface Point {
  events_per_sample: number;
  width: number;
  inputs: number;
  ms_per_sample: number;
}
interface Sweep {
  points: Point[];
  line: { intercept_ms: number; slope_ms: number; r_squared: number };
}

/** All numbers in a value, by their path. */
function numbersIn(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${path}.${key}`));
}

/** The line through points by the normal equations; the suite centres first. */
function leastSquares(x: number[], y: number[]): { intercept: number; slope: number } {
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  const n = x.length;
  const xy = sum(x.map((value, i) => value * (y[i] ?? 0)));
  const slope = (n * xy - sum(x) * sum(y)) / (n * sum(x.map((v) => v * v)) - sum(x) ** 2);
  return { intercept: (sum(y) - slope * sum(x)) / n, slope };
}

function expectLine({ points, line }: Sweep, x: (point: Point) => number): void {
  const y = points.map((point) => point.ms_per_sample);
  const expected = leastSquares(points.map(x), y);
  expect(line.slope_ms / expected.slope).toBeCloseTo(1, 6);
  expect(line.intercept_ms).toBeCloseTo(expected.intercept, 6);
  expect(line.r_squared).toBeGreaterThanOrEqual(0);
  expect(line.r_squared).toBeLessThanOrEqual(1 + 1e-12);
}

export function expectReport(report: unknown): void {
  const one = report as Record<string, unknown> & { events: Sweep; widths: Sweep; inputs: Sweep };
  const wrong = numbersIn(one)
    // A line may cross 0 anywhere.
    .filter(([path]) => !path.includes('.line.'))
    .filter(([, value]) => !(Number.isFinite(value) && value > 0));
  expect(wrong).toEqual([]);
  expect(JSON.stringify(one)).not.toContain('null');
  expect(one.training).toHaveLength(3);
  expect(one.events.points.map((point) => Math.round(point.events_per_sample / 500))).toEqual([
    1, 2, 4, 8, 16, 32,
  ]);
  expect(one.widths.points.map((point) => point.width)).toEqual([64, 128, 256, 512, 1024]);
  expect(one.inputs.points.map((point) => point.inputs)).toEqual([2312, 32768]);
  expect(one.streaming).toHaveLength(4);
  expect(one.peaks).toHaveLength(2);
  expect(one.kernels).toHaveLength(12);
  expectLine(one.events, (point) => point.events_per_sample);
  expectLine(one.widths, (point) => point.width);
}

/** The Markdown has every section, and its tables are tables. */
export function expectTables(markdown: string): void {
  const titles = [...markdown.matchAll(/^### (.*?)[,(\n]/gm)].map(([, title]) => title?.trim());
  expect(titles).toEqual([
    'Whole training steps',
    'More and more events',
    'Wider and wider hidden layers',
    'Few and many inputs',
    'Kernels',
    'Limits measured in the same run',
  ]);
  expect(markdown.match(/Least squares: .* R² [01]\.\d{4}\./g)).toHaveLength(2);
  const tables = markdown.split('\n\n').filter((block) => block.startsWith('|'));
  expect(tables).toHaveLength(6);
  for (const table of tables) {
    const rows = table.trimEnd().split('\n');
    expect(new Set(rows.map((row) => row.split('|').length)).size).toBe(1);
    expect(rows[1]).toMatch(/^(\| -+:? )+\|$/);
  }
  expect(markdown).not.toMatch(/nan|inf/i);
}
