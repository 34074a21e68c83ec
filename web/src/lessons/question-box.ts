/** A question whose answer is a number; the page checks it. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { en } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { type Verdict, verdictOf } from './answer';

export class QuestionBox extends LitElement {
  static override styles = [
    shared,
    css`
      :host {
        margin: 28px 0;
        padding: 16px 20px;
        border: 1px solid var(--line);
        border-radius: 10px;
        font-size: 16px;
        line-height: 25px;
      }

      :host([answered]) {
        border-color: var(--b);
      }

      form {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-top: 12px;
      }

      input[type='text'] {
        width: 112px;
        height: 40px;
        font-size: 16px;
      }

      button {
        height: 40px;
      }

      p[role='status'] {
        min-height: 25px;
        margin-top: 8px;
      }

      .right {
        font-weight: 600;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    answers: { attribute: false },
    tolerance: { type: Number },
    answered: { type: Boolean, reflect: true },
    verdict: { state: true },
  };
  declare text: typeof en.question;
  /** The right answers, as measured on the figure: none before there is something to measure. */
  declare answers: () => readonly number[];
  /** By how much an answer may differ from a right one. */
  declare tolerance: number;
  /** Whether it was answered before, perhaps in an earlier visit. */
  declare answered: boolean;
  declare verdict: Verdict | null;

  constructor() {
    super();
    this.text = en.question;
    this.answers = () => [];
    this.tolerance = 0;
    this.answered = false;
    this.verdict = null;
  }

  override render(): TemplateResult {
    const { text, verdict } = this;
    return html`
      <slot></slot>
      <form @submit=${this.#check}>
        <input type="text" inputmode="decimal" autocomplete="off" aria-label=${text.answer} />
        <button>${text.check}</button>
      </form>
      <p role="status" class=${verdict === 'right' ? 'right' : ''}>
        ${verdict === null ? nothing : text[verdict]}
      </p>
      <div ?hidden=${verdict !== 'right'}><slot name="because"></slot></div>
    `;
  }

  #check(event: SubmitEvent): void {
    event.preventDefault();
    const given = this.renderRoot.querySelector('input')?.value ?? '';
    this.verdict = verdictOf(given, this.answers(), this.tolerance);
    if (this.verdict === 'right') this.dispatchEvent(new CustomEvent('answered'));
  }
}

customElements.define('rouse-question', QuestionBox);
