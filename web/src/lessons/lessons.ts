/** Which lessons there are, in their order, and what can be done in each. */

export const lessons = {
  neuron: ['together', 'leak', 'threshold', 'rate', 'question'],
  surrogate: ['flat', 'wide', 'learn', 'question'],
  rousing: ['healthy', 'broken', 'roused', 'lost', 'reached', 'question'],
  events: ['look', 'train', 'more', 'question'],
  hearing: ['tones', 'look', 'remember', 'train', 'compare', 'say', 'question'],
  truth: ['predicted', 'ran', 'own', 'question'],
  motion: ['bars', 'blind', 'wave', 'question'],
} as const satisfies Record<string, readonly string[]>;

/** In the address, and the section of its texts. */
export type LessonId = keyof typeof lessons;
export type PartOf<Id extends LessonId> = (typeof lessons)[Id][number];

export const lessonIds = Object.keys(lessons) as LessonId[];
