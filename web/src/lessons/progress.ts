/** What a reader has done in the lessons, kept from visit to visit where there is storage. */
import { Subject } from '../subject';
import { type LessonId, lessons, type PartOf } from './lessons';

const storageKey = 'rouse-lessons-done';

export class Progress extends Subject<'change'> {
  /** "neuron/leak"; what was done once stays done. */
  readonly #done: Set<string>;

  constructor() {
    super();
    this.#done = remembered();
  }

  has<Id extends LessonId>(lesson: Id, part: PartOf<Id>): boolean {
    return this.#done.has(`${lesson}/${part}`);
  }

  add<Id extends LessonId>(lesson: Id, part: PartOf<Id>): void {
    if (this.has(lesson, part)) return;
    this.#done.add(`${lesson}/${part}`);
    try {
      localStorage.setItem(storageKey, [...this.#done].join());
    } catch {
      // Without storage the marks last as long as the page.
    }
    this.emit('change');
  }

  /** How many of a lesson's parts are done. */
  of(lesson: LessonId): number {
    return lessons[lesson].filter((part) => this.#done.has(`${lesson}/${part}`)).length;
  }
}

function remembered(): Set<string> {
  try {
    return new Set((localStorage.getItem(storageKey) ?? '').split(','));
  } catch {
    return new Set();
  }
}
