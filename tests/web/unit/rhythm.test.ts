import { expect, test } from 'vitest';
import { rhythmOf } from '../../../web/src/rhythm';

test('the page is slower in everything where networks want all cores', () => {
  const [roomy, crowded] = [rhythmOf(1, 2), rhythmOf(2, 2)];
  for (const what of ['pictureMs', 'newsMs', 'lookMs'] as const) {
    expect(crowded[what]).toBeGreaterThan(roomy[what]);
  }
});

test('what rests takes no core, and shards take one each', () => {
  expect(rhythmOf(0, 1)).toBe(rhythmOf(2, 4));
  expect(rhythmOf(4, 4)).toBe(rhythmOf(2, 2));
});
