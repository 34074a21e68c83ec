/** What all lessons have in common: their texts, tasks that are seen done, and one question. */
import { html, LitElement, type TemplateResult } from 'lit';
import { icons } from '../icons';
import { en, type LessonMessages } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { article } from './article';
import type { LessonId, PartOf } from './lessons';
import { Progress } from './progress';
import './question-box';

export abstract class Lesson<Id extends LessonId> extends LitElement {
  static override styles = [shared, article];
  static override properties = { text: { attribute: false }, progress: { attribute: false } };
  declare text: LessonMessages;
  declare progress: Progress;

  protected abstract readonly lesson: Id;

  constructor() {
    super();
    this.text = en;
    this.progress = new Progress();
  }

  protected done(part: PartOf<Id>): boolean {
    return this.progress.has(this.lesson, part);
  }

  protected finish(part: PartOf<Id>): void {
    this.progress.add(this.lesson, part);
    this.requestUpdate();
  }

  protected task(part: PartOf<Id>, says: TemplateResult): TemplateResult {
    const { task: text } = this.text;
    const done = this.done(part);
    return html`<div class="task ${done ? 'done' : ''}" data-test=${`task-${part}`}>
      <span class="mark" aria-hidden="true">${done ? icons.check : ''}</span>
      <p><b role="status">${done ? text.done : text.open}</b> ${says}</p>
    </div>`;
  }

  /** A question with all its right answers, as they are when somebody answers. */
  protected question(
    answers: () => readonly number[],
    says: TemplateResult,
    because: TemplateResult,
    tolerance = 0,
  ): TemplateResult {
    return html`<rouse-question
      .text=${this.text.question}
      .answers=${answers}
      .tolerance=${tolerance}
      ?answered=${this.done('question' as PartOf<Id>)}
      @answered=${() => this.finish('question' as PartOf<Id>)}
    >
      ${says}
      <p slot="because">${because}</p>
    </rouse-question>`;
  }
}
