/** A lesson around a <rouse-lab>: watches the reader's own runs by what the element tells. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { RouseEvents, RouseLabElement } from '../../public/rouse-lab';
import type { LanguageCode } from '../language';
import type { FigureName } from '../options';
import '../rouse-lab';
import type { ThemeName } from '../theme';
import { Lesson } from './lesson';
import type { LessonId } from './lessons';
import { type Run, runOf, withRun } from './runs';

export abstract class LabLesson<Id extends LessonId> extends Lesson<Id> {
  static override styles = [
    ...Lesson.styles,
    css`
      .bench {
        margin: 24px 0;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface);
        overflow: hidden;
      }

      .bench rouse-lab {
        height: 320px;
      }

      /* Where there is room for one figure only, the second has an element of its own. */
      .bench rouse-lab.second {
        border-top: 1px solid var(--line);
      }

      @media (min-width: 671px) {
        .bench rouse-lab.second {
          display: none;
        }
      }

      .bench rouse-lab[hide] {
        height: 276px;
      }

      .settings {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px 24px;
        padding: 12px 20px;
        border-bottom: 1px solid var(--line);
      }

      .settings label {
        display: grid;
        flex: 1 1 200px;
        grid-template-columns: 1fr auto;
        font-size: 13px;
      }

      .settings input[type='range'] {
        grid-column: 1 / -1;
        width: 100%;
        min-height: 40px;
        margin: 0;
        accent-color: var(--ink);
      }

      .says {
        padding: 10px 20px;
        border-top: 1px solid var(--line);
        background: var(--raised);
        font-size: 14px;
        line-height: 24px;
      }

      @media (max-width: 640px) {
        .bench {
          margin-inline: -8px;
        }

        .settings,
        .says {
          padding-inline: 12px;
        }
      }
    `,
  ];
  static override properties = {
    ...Lesson.properties,
    theme: { attribute: false },
    language: { attribute: false },
    runs: { state: true },
  };
  declare theme: ThemeName;
  declare language: LanguageCode;
  /** Those that were trained to their end in this visit, the latest last. */
  declare runs: readonly Run[];

  constructor() {
    super();
    this.theme = 'light';
    this.language = 'en';
    this.runs = [];
  }

  protected get lab(): RouseLabElement | null {
    return this.renderRoot.querySelector<RouseLabElement>('#lab');
  }

  /** Finishes the tasks that a run has done; `before` are those before it. */
  protected abstract judge(run: Run, before: readonly Run[]): void;

  /** Two more figures of the run, and what starts and stops it unless that is to be left out. */
  protected figures(
    first: FigureName,
    second: FigureName,
    transport: 'transport' | '' = '',
  ): TemplateResult {
    return html`
      <rouse-lab
        for="lab"
        theme=${this.theme}
        lang=${this.language}
        figures="${first},${second}"
        hide=${transport === '' ? 'transport' : nothing}
      ></rouse-lab>
      ${this.second(second)}
    `;
  }

  /** Of two figures, the one for which a phone has no room beside the first. */
  protected second(name: FigureName): TemplateResult {
    return html`<rouse-lab
      class="second"
      for="lab"
      theme=${this.theme}
      lang=${this.language}
      figures=${name}
      hide="transport"
    ></rouse-lab>`;
  }

  /** For `@done` of the laboratory. */
  protected readonly end = ({ target }: CustomEvent<RouseEvents['done']>): void => {
    const { settings, epochs } = target as unknown as RouseLabElement;
    const run = runOf(settings, epochs);
    if (!run) return;
    this.judge(run, this.runs);
    this.runs = withRun(this.runs, run);
  };
}
