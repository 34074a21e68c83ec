import type { Trace } from 'rouse-snn';
import { expect, test } from 'vitest';
import { answerOf } from '../../../web/src/answer';

/** A trace whose output neurons fire in these bins. */
function traceOf(bins: number[][], predicted: number): Trace {
  const offsets = [0];
  for (const bin of bins) offsets.push((offsets.at(-1) ?? 0) + bin.length);
  const output = {
    neurons: 4,
    offsets: Uint32Array.from(offsets),
    columns: Uint32Array.from(bins.flat()),
  };
  return { layers: [{ ...output, columns: Uint32Array.of() }, output], predicted } as Trace;
}

test('an answer counts the output neurons’ spikes', () => {
  const answer = answerOf(traceOf([[1], [1, 3], [], [1]], 1));
  expect(answer?.says).toBe(1);
  expect([...(answer?.spikes ?? [])]).toEqual([0, 3, 0, 1]);
});

test('a network without output spikes says nothing, whatever comes first', () => {
  expect(answerOf(traceOf([[], [], []], 0))?.says).toBeNull();
});
