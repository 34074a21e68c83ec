/** Runs of networks that differ by what they remember with. Knows no DOM. */
import type { RouseSettings } from '../../public/rouse-lab';
import type { Run } from './runs';

export const memories = ['none', 'leak', 'recurrence', 'delays'] as const;
export type Memory = (typeof memories)[number];

const slow = { currentRetention: 0.5, membraneRetention: 0.9 };
/** Forgets nearly all of a bin within two more. */
const fast = { currentRetention: 0.1, membraneRetention: 0.5 };

/** What each changes of a network without connections back. */
export const memorySettings: Readonly<Record<Memory, Partial<RouseSettings>>> = {
  none: { ...fast, recurrence: 'none', maximumDelay: 0, surrogateScale: 1 },
  leak: { ...slow, recurrence: 'none', maximumDelay: 0, surrogateScale: 1 },
  // A steeper surrogate amplifies on its way around the loop, and nothing is learnt.
  recurrence: { ...slow, recurrence: 'others', maximumDelay: 0, surrogateScale: 0.2 },
  delays: { ...slow, recurrence: 'none', maximumDelay: 25, surrogateScale: 1 },
};

export function memoryOf({
  recurrence,
  maximumDelay,
  membraneRetention,
}: Pick<RouseSettings, 'recurrence' | 'maximumDelay' | 'membraneRetention'>): Memory {
  if (recurrence !== 'none') return 'recurrence';
  if (maximumDelay > 0) return 'delays';
  return membraneRetention < slow.membraneRetention ? 'none' : 'leak';
}

/** The latest run of each memory. */
export type HeardRuns = Readonly<Partial<Record<Memory, Run>>>;

export type HeardTask = 'train' | 'compare';

/** The tasks that the runs have done. */
export function heardTasks(runs: HeardRuns): HeardTask[] {
  return [
    ...(runs.leak ? (['train'] as const) : []),
    ...(memories.every((memory) => runs[memory]) ? (['compare'] as const) : []),
  ];
}
