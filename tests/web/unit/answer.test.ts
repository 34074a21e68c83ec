import type { Trace } from 'rouse-snn';
import { expect, test } from 'vitest';
import { answerOf } from '../../../web/src/answer';

const traceOf = (scores: number[], predicted: number) =>
  ({ scores: Float32Array.from(scores), predicted }) as Trace;

test('an answer is the class with the highest score', () => {
  const answer = answerOf(traceOf([0, 3, 0, 1], 1));
  expect(answer.says).toBe(1);
  expect([...answer.scores]).toEqual([0, 3, 0, 1]);
});

test('so it is where all potentials are below 0', () => {
  expect(answerOf(traceOf([-2, -1, -3], 1)).says).toBe(1);
});

test('a network without output spikes says nothing, whatever comes first', () => {
  expect(answerOf(traceOf([0, 0, 0], 0)).says).toBeNull();
});
