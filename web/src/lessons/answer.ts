/** Judging what was written in answer to a question. */

/** What came of an answer; `early` when there is nothing to check it against yet. */
export type Verdict = 'right' | 'wrong' | 'noNumber' | 'early';

/** Judges what was written, by the right answers and how far from one it may be. */
export function verdictOf(given: string, answers: readonly number[], tolerance: number): Verdict {
  const written = given.trim().replace(',', '.').replace('−', '-');
  const number = Number(written.replace(/\s*%$/, '') || Number.NaN);
  const value = written.endsWith('%') ? number / 100 : number;
  if (Number.isNaN(value)) return 'noNumber';
  if (answers.length === 0) return 'early';
  return answers.some((one) => Math.abs(value - one) <= tolerance) ? 'right' : 'wrong';
}
