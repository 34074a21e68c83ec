/** One value of the plan as a labelled input; a wrong text is explained below it and not taken. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { FieldError, type Remedy } from '../fields';
import { shared } from '../styles/shared';
import '../views/info-tip';
import { ExperimentView } from './experiment-view';
import { type Plan, type PlanField, planField } from './plan';

export class PlanInput extends ExperimentView {
  static override styles = [
    shared,
    css`
      :host {
        min-width: 0;
      }

      .label {
        display: flex;
        align-items: center;
        gap: 2px;
        height: 24px;
        font-size: 12px;
        color: var(--muted);
        white-space: nowrap;
      }

      .box {
        position: relative;
      }

      .unit {
        position: absolute;
        right: 9px;
        top: 0;
        line-height: 30px;
        color: var(--muted);
        pointer-events: none;
      }

      input[aria-invalid='true'] {
        border-color: var(--error);
        outline-color: var(--error);
      }

      input:disabled {
        background: var(--raised);
        color: var(--muted);
      }

      .error {
        margin-top: 4px;
      }

      @media (pointer: coarse) {
        input[type='text'] {
          min-height: 40px;
        }

        .unit {
          line-height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    ...ExperimentView.properties,
    name: { type: String },
    unit: { type: String },
    placeholder: { type: String },
    problem: { state: true },
    typed: { state: true },
  };
  declare name: PlanField;
  declare unit: string;
  declare placeholder: string;
  /** What to write instead of what was typed. */
  declare problem: Remedy | null;
  /** The text as typed while it is wrong. */
  declare typed: string | null;

  constructor() {
    super();
    this.unit = '';
    this.placeholder = '';
    this.problem = null;
    this.typed = null;
  }

  protected override watch(changed: () => void): (() => void)[] {
    let shown = this.#printed;
    return [
      this.model.on('change', () => {
        // A value that came from elsewhere, a preset for example, ends the correction.
        if (this.#printed !== shown) {
          this.typed = null;
          this.problem = null;
        }
        shown = this.#printed;
        changed();
      }),
    ];
  }

  get #printed(): string {
    const text = planField(this.name).print(this.model.plan[this.name]);
    return text === 'auto' ? '' : text.replace(/[,;]/g, '$& ');
  }

  override render(): TemplateResult {
    const { label, says } = this.own.plan.fields[this.name];
    const wrong = this.problem !== null;
    return html`
      <div class="label">
        <label for="input">${label}</label>
        <rouse-tip .page=${this.page} about=${label}>${says}</rouse-tip>
      </div>
      <div class="box">
        <input
          id="input"
          type="text"
          inputmode=${['thresholds', 'rates'].includes(this.name) ? 'text' : 'decimal'}
          autocomplete="off"
          spellcheck="false"
          placeholder=${this.placeholder}
          ?disabled=${this.model.runner.active}
          aria-invalid=${wrong}
          aria-describedby=${wrong ? 'problem' : nothing}
          .value=${this.typed ?? this.#printed}
          @input=${this.#typing}
          @change=${this.#change}
        />
        ${this.unit ? html`<span class="unit" aria-hidden="true">${this.unit}</span>` : nothing}
      </div>
      <div id="problem" class="error" role="alert" ?hidden=${!wrong}>
        ${this.problem && this.text.fields.remedy(this.problem)}
      </div>
    `;
  }

  /** While typing, only a former complaint is withdrawn: half a number is no mistake yet. */
  #typing(event: Event): void {
    this.typed = (event.target as HTMLInputElement).value;
    if (this.problem !== null) this.#check(this.typed);
  }

  #change(event: Event): void {
    const text = (event.target as HTMLInputElement).value;
    const value = this.#check(text);
    if (value === undefined) {
      this.typed = text;
      return;
    }
    this.typed = null;
    this.model.setPlan({ ...this.model.plan, [this.name]: value } as Plan);
    // The same value spelled otherwise changes no plan, yet the input must show its spelling.
    this.requestUpdate('typed', text);
  }

  #check(text: string): unknown {
    try {
      const value = planField(this.name).parse(text);
      this.problem = null;
      return value;
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.problem = error.remedy;
      return undefined;
    }
  }
}

customElements.define('rouse-plan-input', PlanInput);
