/** <rouse-lessons>: the lessons' page. The address says which lesson: lessons.html#neuron. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { icons, logo } from '../icons';
import { Language, type LanguageCode, type Tables } from '../language';
import { languageMenu } from '../language_menu';
import { en, type LessonMessages } from '../messages/en_lessons';
import { shared } from '../styles/shared';
import { tokens } from '../styles/tokens';
import { top } from '../styles/top';
import { Theme, type ThemeName } from '../theme';
import { article } from './article';
import { type LessonId, lessonIds, lessons } from './lessons';
import { Progress } from './progress';

/** What a lesson is handed. */
interface Given {
  text: LessonMessages;
  progress: Progress;
  theme: ThemeName;
  language: LanguageCode;
}

/** Each lesson's code is fetched when it is shown: the later ones bring the laboratory. */
const views: Readonly<
  Record<LessonId, { load: () => Promise<unknown>; show: (given: Given) => TemplateResult }>
> = {
  neuron: {
    load: () => import('./one-neuron'),
    show: ({ text, progress }) =>
      html`<rouse-one-neuron .text=${text} .progress=${progress}></rouse-one-neuron>`,
  },
  surrogate: {
    load: () => import('./why-surrogate'),
    show: ({ text, progress }) =>
      html`<rouse-why-surrogate .text=${text} .progress=${progress}></rouse-why-surrogate>`,
  },
  rousing: {
    load: () => import('./rousing-dead'),
    show: ({ text, progress, theme, language }) => html`<rouse-rousing-dead
      .text=${text}
      .progress=${progress}
      .theme=${theme}
      .language=${language}
    ></rouse-rousing-dead>`,
  },
  events: {
    load: () => import('./learning-events'),
    show: ({ text, progress, theme, language }) => html`<rouse-learning-events
      .text=${text}
      .progress=${progress}
      .theme=${theme}
      .language=${language}
    ></rouse-learning-events>`,
  },
  hearing: {
    load: () => import('./hearing-words'),
    show: ({ text, progress, theme, language }) => html`<rouse-hearing-words
      .text=${text}
      .progress=${progress}
      .theme=${theme}
      .language=${language}
    ></rouse-hearing-words>`,
  },
  truth: {
    load: () => import('./is-it-true'),
    show: ({ text, progress, language }) => html`<rouse-is-it-true
      .text=${text}
      .progress=${progress}
      .language=${language}
    ></rouse-is-it-true>`,
  },
  motion: {
    load: () => import('./seeing-motion'),
    show: ({ text, progress, language }) => html`<rouse-seeing-motion
      .text=${text}
      .progress=${progress}
      .language=${language}
    ></rouse-seeing-motion>`,
  },
};

const tables: Tables<LessonMessages> = {
  en: { load: async () => en },
  zh: { load: async () => (await import('../messages/zh')).zhLessons },
};

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
        white-space: nowrap;
      }

      .score {
        margin-left: 2px;
        color: var(--b-ink);
        font-weight: 600;
      }

      .top nav a[aria-current='page'] {
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

      @media (pointer: coarse) {
        .top nav a {
          display: inline-flex;
          align-items: center;
          justify-content: center;
          gap: 4px;
          min-width: 44px;
          min-height: 40px;
        }
      }

      /* Where there is little room, only the lesson at hand has its title in the list. */
      @container (max-width: 1340px) {
        a[aria-current='false'] .title {
          position: absolute;
          clip-path: inset(50%);
        }
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
          flex-wrap: wrap;
          width: 100%;
        }

        /* A name is not squeezed by the numbers beside it. */
        .top nav a[aria-current='page'] {
          min-width: max-content;
        }
      }
    `,
  ];
  static override properties = {
    theme: { reflect: true, attribute: 'data-theme' },
    lesson: { state: true },
    failed: { state: true },
  };
  /** 'light' or 'dark', reflected for the colour tokens. */
  declare theme: ThemeName;
  /** Which one is shown. */
  declare lesson: LessonId;
  /** Whether its code could not be fetched. */
  declare failed: boolean;

  readonly #colours = new Theme();
  readonly #language = new Language(tables, en);
  readonly #progress = new Progress();
  #stops: (() => void)[] = [];

  constructor() {
    super();
    this.theme = this.#colours.name;
    this.lesson = 'neuron';
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const follow = () => {
      this.lesson = lessonIds.find((id) => `#${id}` === location.hash) ?? 'neuron';
      this.failed = false;
      views[this.lesson].load().catch(() => {
        this.failed = true;
      });
      this.#nameDocument();
    };
    follow();
    window.addEventListener('hashchange', follow);
    this.#stops = [
      () => window.removeEventListener('hashchange', follow),
      this.#progress.on('change', () => this.requestUpdate()),
      this.#colours.on('change', () => {
        this.theme = this.#colours.name;
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

  override render(): TemplateResult {
    const { text, code: language } = this.#language;
    const { lesson, theme } = this;
    const at = lessonIds.indexOf(lesson);
    const next = lessonIds[at + 1];
    return html`
      <header class="top">
        <h1>${logo} Rouse <span>${text.frame.lessons}</span></h1>
        <nav aria-label=${text.frame.lessons}>${lessonIds.map((id, index) => this.#link(id, index))}</nav>
        <a href="./">${text.frame.laboratory}</a>
        ${languageMenu(language, text.frame.language, (code) => void this.#language.choose(code))}
        <button
          class="icon quiet"
          aria-label=${theme === 'dark' ? text.frame.useLight : text.frame.useDark}
          @click=${() => this.#colours.toggle()}
        >
          ${theme === 'dark' ? icons.light : icons.dark}
        </button>
      </header>
      <main>
        <span class="muted">${text.frame.number(at + 1)}</span>
        <h2>${text[lesson].title}</h2>
        <p class="intro">${text[lesson].intro}</p>
        ${this.failed ? html`<p class="error" role="alert">${text.frame.failed}</p>` : nothing}
        ${views[lesson].show({ text, progress: this.#progress, theme, language })}
        ${
          next
            ? html`<a class="next" href="#${next}">${text.frame.next(text[next].title)}</a>`
            : html`<a class="next" href="./">${text.frame.toLaboratory}</a>`
        }
      </main>
    `;
  }

  #link(id: LessonId, at: number): TemplateResult {
    const { text } = this.#language;
    const here = id === this.lesson;
    return html`<a href="#${id}" aria-current=${here ? 'page' : 'false'}>
      ${at + 1} <span class="title">${text[id].title}</span> ${this.#mark(id)}
    </a>`;
  }

  /** How much of a lesson is done; nothing before it was begun. */
  #mark(id: LessonId): TemplateResult | typeof nothing {
    const { frame } = this.#language.text;
    const all = lessons[id].length;
    const done = this.#progress.of(id);
    if (done === 0) return nothing;
    return done === all
      ? html`<span class="score" role="img" aria-label=${frame.done}>✓</span>`
      : html`<span class="score" role="img" aria-label=${frame.doneOf(done, all)}>${done}/${all}</span>`;
  }

  #nameDocument(): void {
    const { text } = this.#language;
    document.title = `${text[this.lesson].title} · Rouse`;
  }
}

customElements.define('rouse-lessons', RouseLessons);
