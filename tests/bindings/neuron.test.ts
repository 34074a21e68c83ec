/** One neuron alone, held against its equations in single precision. */
import { expect, test } from 'vitest';
import { NeuronServer } from '../../bindings/src/neuron_server';
import type { NeuronInput } from '../../bindings/src/neuron_types';

const single = Math.fround;
const server = new NeuronServer();
const input = {
  layer: { current_retention: 0.75, membrane_retention: 0.97, initial_threshold: 4.5 },
  weights: [1, 0.5],
  bins: [2, 4, 4, 9],
  inputs: [0, 0, 1, 1],
  steps: 40,
} as const satisfies NeuronInput;

test('does what the equations say, to the last bit', async () => {
  const run = await server.run(input);
  const drive = new Float32Array(input.steps);
  input.bins.forEach((bin, index) => {
    drive[bin] = single((drive[bin] ?? 0) + (input.weights[input.inputs[index] ?? 0] ?? 0));
  });
  const spikes: number[] = [];
  let current = 0;
  let kept = 0;
  for (let t = 0; t < input.steps; t++) {
    current = single(single(single(0.75) * current) + (drive[t] ?? 0));
    const potential = single(single(single(0.97) * kept) + current);
    if (potential >= 4.5) spikes.push(t);
    kept = potential >= 4.5 ? 0 : potential;
    expect([t, run.current[t], run.potential[t], run.kept[t]]).toEqual([
      t,
      current,
      potential,
      kept,
    ]);
  }
  expect([...run.drive]).toEqual([...drive]);
  expect(spikes.length).toBeGreaterThan(0);
  expect([...run.spikes]).toEqual(spikes);
});

test('a rate above its own pulls the threshold down and the weights up', async () => {
  const more = await server.run({ ...input, targetRate: 0.5 });
  expect(more.thresholdGradient).toBeGreaterThan(0);
  expect(Math.max(...more.weightGradients)).toBeLessThan(0);
  const fewer = await server.run({ ...input, targetRate: 0 });
  expect(fewer.thresholdGradient).toBeLessThan(0);
});

test.each([
  ['an input that is not there', { inputs: [0, 0, 1, 2] }, /channel 2|2 is not/],
  ['a threshold of nothing', { layer: { initial_threshold: 0 } }, /threshold/],
  ['lists of unlike length', { bins: [1] }, /length|1/],
  ['no steps', { steps: 0 }, /steps/],
] as const)('refuses %s', async (_, change, why) => {
  await expect(server.run({ ...input, ...change })).rejects.toThrow(why);
});
