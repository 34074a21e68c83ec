/** Offers to go on with the run of an earlier visit; one quiet line at the top of the page. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { messageOf } from '../format';
import { momentOf } from '../moment';
import { dataOf, type KeptRun, type RunKeeper } from '../run_keeper';
import { shared } from '../styles/shared';
import { View } from './view';

export class GoOnBar extends View {
  static override styles = [
    shared,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
        padding: 7px 24px;
        border-top: 1px solid var(--line);
        background: var(--raised);
      }

      .says {
        flex: 1 1 260px;
      }

      @media (pointer: coarse) {
        button {
          min-height: 40px;
        }
      }

      @media (max-width: 899px) {
        section {
          padding-inline: 16px;
        }

        .says {
          flex-basis: 100%;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    keeper: { attribute: false },
    problem: { state: true },
  };
  declare keeper: RunKeeper;
  /** Why the run could not be gone on with. */
  declare problem: string;

  constructor() {
    super();
    this.problem = '';
  }

  protected override watch(changed: () => void): (() => void)[] {
    return [this.keeper.on('offer', changed), this.page.lab.on('data', changed)];
  }

  override render(): TemplateResult | typeof nothing {
    const text = this.later.goOn;
    if (this.problem !== '') return this.#section(html`<p class="says">${this.problem}</p>`);
    const { offer } = this.keeper;
    if (!offer) return nothing;
    return this.#section(html`
      <div class="says">
        <p>${this.#says(offer)}</p>
        ${
          this.keeper.hasData
            ? nothing
            : html`<p class="small muted">${text.needs(this.#dataName(offer))}</p>`
        }
      </div>
      <button class="primary" ?disabled=${!this.keeper.hasData} @click=${() => void this.#goOn()}>
        ${text.goOn}
      </button>
    `);
  }

  #section(inside: TemplateResult): TemplateResult {
    const text = this.later.goOn;
    return html`<section aria-label=${text.title}>
      ${inside}
      <button @click=${() => void this.#dismiss()}>${text.dismiss}</button>
    </section>`;
  }

  #says({ arms, when }: KeptRun): string {
    const text = this.later.goOn;
    const parts = (['a', 'b'] as const).flatMap((name) => {
      const arm = arms[name];
      return arm ? [text.arm(name.toUpperCase(), arm.epoch, arm.accuracy)] : [];
    });
    return text.says(parts, momentOf(new Date(when), new Date(), this.page.language.code));
  }

  #dataName(offer: KeptRun): string {
    const data = dataOf(offer);
    return data?.kind === 'files' ? data.name : '';
  }

  async #goOn(): Promise<void> {
    try {
      await this.keeper.goOn();
    } catch (error) {
      const text = this.later.goOn;
      this.problem = text.failed(messageOf(error) || text.dataGone);
    }
  }

  async #dismiss(): Promise<void> {
    this.problem = '';
    await this.keeper.dismiss();
  }
}

customElements.define('rouse-go-on-bar', GoOnBar);
