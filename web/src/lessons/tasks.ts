/** What a lesson asks its reader to try. A task that was done once stays done. */
import { html, type TemplateResult } from 'lit';
import { icons } from '../icons';
import type { LessonMessages } from '../messages/en_lessons';

export class Tasks<Name extends string> {
  readonly #done = new Map<Name, boolean>();

  constructor(names: readonly Name[]) {
    for (const name of names) this.#done.set(name, false);
  }

  done(name: Name): boolean {
    return this.#done.get(name) === true;
  }

  finish(name: Name): void {
    this.#done.set(name, true);
  }

  line(name: Name, text: LessonMessages['task'], says: TemplateResult): TemplateResult {
    const done = this.done(name);
    return html`<div class="task ${done ? 'done' : ''}" data-test=${`task-${name}`}>
      <span class="mark" aria-hidden="true">${done ? icons.check : ''}</span>
      <p><b role="status">${done ? text.done : text.open}</b> ${says}</p>
    </div>`;
  }
}
