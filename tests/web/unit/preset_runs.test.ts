/** The curves beside the presets' names belong to the presets as they are. */
import { expect, test } from 'vitest';
import runs from '../../../web/src/preset_runs.json';
import { changesFor, presets } from '../../../web/src/presets';

test('there is one run of each preset and of nothing else', () => {
  expect(Object.keys(runs).toSorted()).toEqual(presets.map(({ id }) => id).toSorted());
});

test.each(presets)('$id ran with its present settings', (preset) => {
  // Else run tools/experiments/presets.mjs again.
  expect(runs[preset.id].settings).toEqual(changesFor(preset));
});

test.each(presets)('$id has shares of ten epochs and of the untrained network', ({ id }) => {
  const { a, b } = runs[id];
  for (const curve of [a.accuracy, a.dead, b.accuracy, b.dead]) {
    expect(curve).toHaveLength(11);
    expect(Math.min(...curve)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...curve)).toBeLessThanOrEqual(1);
  }
  // Both begin as the same network.
  expect(a.accuracy[0]).toBe(b.accuracy[0]);
  expect(a.dead[0]).toBe(b.dead[0]);
});

test('what the presets promise is what they do', () => {
  const last = (id: keyof typeof runs, arm: 'a' | 'b') => runs[id][arm].accuracy[10] ?? 0;
  const best = (id: keyof typeof runs) => Math.max(last(id, 'a'), last(id, 'b'));
  const builtin = presets
    .filter(({ id, group }) => !id.startsWith('nmnist') && group !== 'words' && group !== 'motion')
    .map(({ id }) => id);
  expect(best('best')).toBe(Math.max(...builtin.map(best)));
  expect(best('fast')).toBeGreaterThan(0.9);
  for (const { id, group } of presets) {
    if (group !== 'high' && group !== 'low') continue;
    expect(last(id, 'b'), id).toBeGreaterThan(last(id, 'a'));
  }
});
