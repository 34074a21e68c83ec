/** Runs of networks that differ by what they remember with. Knows no DOM. */
import type { RouseSettings } from '../../public/rouse-lab';
import type { Run } from './runs';

export const memories = ['leak', 'recurrence', 'delays'] as const;
export type Memory = (typeof memories)[number];

/** What each changes of a network without connections back. */
export const memorySettings: Readonly<Record<Memory, Partial<RouseSettings>>> = {
  leak: { recurrence: 'none', maximumDelay: 0, surrogateScale: 1 },
  // A steeper surrogate amplifies on its way around the loop, and nothing is learnt.
  recurrence: { recurrence: 'others', maximumDelay: 0, surrogateScale: 0.2 },
  delays: { recurrence: 'none', maximumDelay: 25, surrogateScale: 1 },
};

export function memoryOf({
  recurrence,
  maximumDelay,
}: Pick<RouseSettings, 'recurrence' | 'maximumDelay'>): Memory {
  if (recurrence !== 'none') return 'recurrence';
  return maximumDelay > 0 ? 'delays' : 'leak';
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
