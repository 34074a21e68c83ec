/** <rouse-lessons>: the lessons' page. The address says which lesson: lessons.html#neuron. */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { icons, logo } from '../icons';
import { Language, type LanguageCode, languageCodes, languages, type Tables } from '../language';
import { en, type LessonMessages } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { tokens } from '../styles/tokens';
import { top } from '../styles/top';
import { Theme } from '../theme';
import { article } from './article';
import './one-neuron';

interface Lesson {
  /** In the address, and the section of its texts. */
  readonly id: 'neuron';
  readonly show: (text: LessonMessages, done: () => void) => TemplateResult;
}

const lessons: readonly [Lesson, ...Lesson[]] = [
  {
    id: 'neuron',
    show: (text, done) =>
      html`<rouse-one-neuron .text=${text} @lesson-done=${done}></rouse-one-neuron>`,
  },
];

const tables: Tables<LessonMessages> = {
  en: { load: async () => en },
  zh: { load: async () => (await import('../messages/zh')).zhLessons },
};
const storageKey = 'rouse-lessons-done';

export class RouseLessons extends LitElement {
  static override styles = [
    tokens,
    shared,
    top,
    article,
    css`
      :host {
        container-type: inline-size;
        min-height: 100vh;
        background: var(--surface);
      }

      .top {
        border-bottom: 1px solid var(--line);
      }

      h1 span {
        font-weight: 400;
      }

      .top nav {
        display: flex;
        flex: 1;
        gap: 4px;
      }

      .top nav a {
        padding: 6px 10px;
        border-radius: var(--radius);
        color: var(--muted);
        text-decoration: none;
      }

      .top nav a[aria-current] {
        background: var(--sunken);
        color: var(--ink);
        font-weight: 600;
      }

      .top > a {
        margin-right: 8px;
      }

      main {
        max-width: 780px;
        margin: 0 auto;
        padding: 40px 24px 96px;
      }

      h2 {
        margin: 4px 0 16px;
        font-size: 34px;
        line-height: 42px;
        letter-spacing: -0.02em;
      }

      .intro {
        font-size: 19px;
        line-height: 30px;
      }

      .next {
        display: inline-block;
        margin-top: 24px;
        padding: 10px 18px;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--surface);
        font-size: 16px;
        font-weight: 600;
        text-decoration: none;
      }

      @media (max-width: 640px) {
        main {
          padding: 24px 16px 64px;
        }

        h2 {
          font-size: 28px;
          line-height: 36px;
        }

        .intro {
          font-size: 17px;
          line-height: 27px;
        }

        .top nav {
          order: 1;
          flex: none;
          width: 100%;
        }
      }
    `,
  ];
  static override properties = {
    theme: { reflect: true },
    at: { state: true },
    done: { state: true },
  };
  /** 'light' or 'dark', reflected for the colour tokens. */
  declare theme: string;
  /** Which lesson is shown, from 0. */
  declare at: number;
  /** Lessons whose question was answered. */
  declare done: ReadonlySet<string>;

  readonly #colours = new Theme();
  readonly #language = new Language(tables, en);
  #stops: (() => void)[] = [];

  constructor() {
    super();
    this.theme = this.#colours.name;
    this.at = 0;
    this.done = remembered();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const follow = () => {
      const found = lessons.findIndex(({ id }) => `#${id}` === location.hash);
      this.at = Math.max(0, found);
      this.#nameDocument();
    };
    follow();
    window.addEventListener('hashchange', follow);
    this.#stops = [
      () => window.removeEventListener('hashchange', follow),
      this.#colours.on('change', () => {
        this.theme = this.#colours.name;
        this.dispatchEvent(new CustomEvent('rouse-theme', { detail: this.theme }));
      }),
      this.#language.on('change', () => {
        this.lang = this.#language.code;
        this.dispatchEvent(new CustomEvent('rouse-language', { detail: this.lang }));
        this.#nameDocument();
        this.requestUpdate();
      }),
    ];
    void this.#language.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  get #lesson(): Lesson {
    return lessons[this.at] ?? lessons[0];
  }

  override render(): TemplateResult {
    const { text } = this.#language;
    const { id, show } = this.#lesson;
    const next = lessons[this.at + 1];
    return html`
      <header class="top">
        <h1>${logo} Rouse <span>${text.frame.lessons}</span></h1>
        <nav aria-label=${text.frame.lessons}>${lessons.map((one, at) => this.#link(one, at))}</nav>
        <a href="./">${text.frame.laboratory}</a>
        ${this.#languages()}
        <button
          class="icon quiet"
          aria-label=${this.theme === 'dark' ? text.frame.useLight : text.frame.useDark}
          @click=${() => this.#colours.toggle()}
        >
          ${this.theme === 'dark' ? icons.light : icons.dark}
        </button>
      </header>
      <main>
        <span class="muted">${text.frame.number(this.at + 1)}</span>
        <h2>${text[id].title}</h2>
        <p class="intro">${text[id].intro}</p>
        ${show(text, () => this.#finish(id))}
        ${
          next
            ? html`<a class="next" href="#${next.id}">${text.frame.next(text[next.id].title)}</a>`
            : html`<a class="next" href="./">${text.frame.toLaboratory}</a>`
        }
      </main>
    `;
  }

  #link({ id }: Lesson, at: number): TemplateResult {
    const { text } = this.#language;
    const done = this.done.has(id) ? html` <span aria-label=${text.frame.done}>✓</span>` : '';
    return html`<a href="#${id}" aria-current=${at === this.at ? 'page' : 'false'}>
      ${at + 1} ${text[id].title}${done}
    </a>`;
  }

  #languages(): TemplateResult {
    return html`<select
      class="language"
      aria-label=${this.#language.text.frame.language}
      @change=${(event: Event) =>
        void this.#language.choose((event.target as HTMLSelectElement).value as LanguageCode)}
    >
      ${languageCodes.map(
        (code) =>
          html`<option value=${code} lang=${code} ?selected=${code === this.#language.code}>
            ${languages[code].name}
          </option>`,
      )}
    </select>`;
  }

  #nameDocument(): void {
    const { text } = this.#language;
    document.title = `${text[this.#lesson.id].title} · Rouse`;
  }

  #finish(id: string): void {
    this.done = new Set([...this.done, id]);
    try {
      localStorage.setItem(storageKey, [...this.done].join(','));
    } catch {
      // Without storage the marks last as long as the page.
    }
  }
}

function remembered(): ReadonlySet<string> {
  try {
    return new Set((localStorage.getItem(storageKey) ?? '').split(',').filter((id) => id !== ''));
  } catch {
    return new Set();
  }
}

customElements.define('rouse-lessons', RouseLessons);
