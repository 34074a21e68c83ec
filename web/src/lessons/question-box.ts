/** A question whose answer is a number; the page checks it. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { en } from '../messages/en_lessons';
import { shared } from '../styles/shared';

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
    answer: { attribute: false },
    tolerance: { type: Number },
    given: { state: true },
  };
  declare text: typeof en.question;
  /** The right answer, as measured on the figure. */
  declare answer: () => number;
  /** By how much a right answer may differ. */
  declare tolerance: number;
  /** What was answered last. */
  declare given: string | null;

  constructor() {
    super();
    this.text = en.question;
    this.answer = () => Number.NaN;
    this.tolerance = 0.005;
    this.given = null;
  }

  override render(): TemplateResult {
    const { text } = this;
    return html`
      <slot></slot>
      <form @submit=${this.#check}>
        <input type="text" inputmode="decimal" autocomplete="off" aria-label=${text.answer} />
        <button>${text.check}</button>
      </form>
      <p role="status" class=${this.#right ? 'right' : ''}>
        ${this.given === null ? nothing : this.#verdict()}
      </p>
      <div ?hidden=${!this.#right}><slot name="because"></slot></div>
    `;
  }

  get #value(): number {
    return Number((this.given ?? '').trim().replace(',', '.').replace('−', '-') || Number.NaN);
  }

  get #right(): boolean {
    return Math.abs(this.#value - this.answer()) <= this.tolerance;
  }

  #verdict(): string {
    if (Number.isNaN(this.#value)) return this.text.noNumber;
    return this.#right ? this.text.right : this.text.wrong;
  }

  #check(event: SubmitEvent): void {
    event.preventDefault();
    this.given = this.renderRoot.querySelector('input')?.value ?? '';
    if (this.#right) this.dispatchEvent(new CustomEvent('answered'));
  }
}

customElements.define('rouse-question', QuestionBox);
