import { describe, expect, test } from 'vitest';
import { columnsOf } from '../../../web/src/views/weight_curve';

describe('weights side by side', () => {
  test('have a column each while there is room', () => {
    expect(columnsOf(Float32Array.of(1, -2, 3), 10)).toEqual([
      { mean: 1, low: 1, high: 1 },
      { mean: -2, low: -2, high: -2 },
      { mean: 3, low: 3, high: 3 },
    ]);
  });

  test('share columns in little room, each in one and only one', () => {
    expect(columnsOf(Float32Array.of(1, -1, 2, 4), 2.9)).toEqual([
      { mean: 0, low: -1, high: 1 },
      { mean: 3, low: 2, high: 4 },
    ]);
    const ones = new Float32Array(700).fill(1);
    for (const room of [1, 3, 200, 699]) {
      expect(columnsOf(ones, room)).toEqual(Array(room).fill({ mean: 1, low: 1, high: 1 }));
    }
  });
});
