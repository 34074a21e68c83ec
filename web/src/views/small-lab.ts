/** A laboratory in little room: transport in one line, and the figures that are chosen. */
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Experiment } from '../experiment';
import { compact, percent } from '../format';
import { icons } from '../icons';
import { type FigureName, figureNames } from '../options';
import { isCochlea } from '../specification';
import { shared } from '../styles/shared';
import './confusion-matrix';
import './event-viewer';
import { accuracyLines, deadLines, lossLines } from './learning-panel';
import './line-chart';
import type { Line } from './line-chart';
import './network-panel';
import './spike-raster';
import './threshold-editor';
import './threshold-histogram';
import { fetchView, View } from './view';

export class SmallLab extends View {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }

      .bar {
        display: flex;
        flex: none;
        align-items: center;
        gap: 4px;
        height: 44px;
        padding: 0 8px;
        border-bottom: 1px solid var(--line);
        background: var(--raised);
      }

      .bar button {
        width: 32px;
        height: 32px;
        padding: 0;
      }

      .bar .play {
        width: 44px;
      }

      .state {
        flex: 1;
        height: 20px;
        margin-left: 8px;
      }

      .state p {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .scores {
        display: flex;
        gap: 4px;
        margin-left: auto;
        font-weight: 600;
      }

      .scores span {
        width: 72px;
        height: 20px;
        text-align: right;
        white-space: nowrap;
      }

      .figures {
        display: flex;
        flex: 1;
        min-height: 0;
      }

      .figure {
        display: flex;
        flex: 1;
        flex-direction: column;
        min-width: 0;
        padding: 4px 8px 8px;
      }

      .figure + .figure {
        border-left: 1px solid var(--line);
      }

      .figure > select {
        flex: none;
        align-self: flex-start;
        width: auto;
        max-width: 100%;
        height: 28px;
        margin-left: -4px;
        border-color: transparent;
        background: none;
        font-weight: 600;
      }

      .view {
        position: relative;
        flex: 1;
        min-height: 0;
      }

      .view > * {
        position: absolute;
        inset: 0;
      }

      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 8px;
      }

      .pair > :only-child {
        grid-column: 1 / -1;
      }

      .scroll {
        overflow: auto;
      }

      .scroll > * {
        padding: 0 4px;
      }

      .pad {
        container-type: size;
        overflow: auto;
      }

      .digit {
        inset: 0 auto auto 4px;
        font-size: 19px;
        font-weight: 600;
      }

      .sound {
        inset: 0 0 auto auto;
      }

      .about {
        display: -webkit-box;
        flex: none;
        margin: 0 8px 4px;
        overflow: hidden;
        font-size: 11px;
        line-height: 14px;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
      }

      .second {
        display: none;
      }

      @container (min-width: 620px) {
        .second {
          display: flex;
        }

        .bar {
          padding: 0 12px;
        }

        .figure {
          padding-inline: 12px;
        }

        .about {
          margin-inline: 12px;
        }
      }

      @container (max-width: 479px) {
        .state {
          display: none;
        }
      }

      @media (pointer: coarse) {
        .bar button {
          width: 40px;
          height: 40px;
        }

        .figure > select {
          height: 40px;
        }
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    figures: { attribute: false },
    chosen: { state: true },
    padReady: { state: true },
    soundReady: { state: true },
    guest: { attribute: false },
  };
  /** Those to begin with, the one that stays in little room first. */
  declare figures: readonly FigureName[];
  /** Those that were chosen here since. */
  declare chosen: readonly FigureName[] | null;
  /** Whether the drawing pad has been fetched. */
  declare padReady: boolean;
  /** Whether the buttons for sounds have been fetched. */
  declare soundReady: boolean;
  /** Whether another element of the page shows the same run: landmarks are that one's alone. */
  declare guest: boolean;

  #draws = false;

  constructor() {
    super();
    this.figures = [];
    this.chosen = null;
    this.padReady = false;
    this.soundReady = false;
    this.guest = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [
      store.on('change', changed),
      ...(['run', 'progress', 'epoch', 'sample', 'data'] as const).map((topic) =>
        lab.on(topic, changed),
      ),
    ];
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('figures')) this.chosen = null;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('figures') || changed.has('chosen')) this.#showDrawing();
  }

  /** While one draws, the drawing is what the networks see. */
  #showDrawing(): void {
    // The second figure is out of view where there is room for one.
    const figures = this.renderRoot.querySelectorAll('.figure');
    const draws = figures[this.#names.indexOf('drawing')]?.checkVisibility() ?? false;
    if (draws === this.#draws) return;
    this.#draws = draws;
    this.page.store.set({ part: draws ? 'drawn' : 'test', sample: 0 });
  }

  override render(): TemplateResult {
    const { shown } = this.page;
    return html`
      ${shown.has('transport') ? this.#transport() : nothing}
      <div class="figures">${[0, 1].map((place) => this.#figure(place))}</div>
      ${this.#about()}
    `;
  }

  /** Whose data it is and on what terms: that goes with a pack wherever it is shown. */
  #about(): TemplateResult | typeof nothing {
    const about = this.page.lab.shelf.prepared?.about;
    if (!about || this.guest) return nothing;
    const { name, licence, attribution, source } = about;
    const words = [name, licence, attribution, source].filter((word) => word !== '').join(', ');
    return html`<p class="about muted" data-test="about" data-hint=${words}>${words}</p>`;
  }

  #transport(): TemplateResult {
    const { lab } = this.page;
    const text = this.later.embed;
    const going = lab.running || lab.waiting;
    const none = lab.active.length === 0;
    return html`<section class="bar" role=${this.#role} aria-label=${text.training}>
      <button
        class="primary play"
        data-part="play"
        aria-label=${going ? text.pause : text.play}
        ?disabled=${none}
        @click=${() => lab.toggle()}
      >
        ${going ? icons.pause : icons.play}
      </button>
      <button
        data-part="step"
        data-hint=${text.epoch}
        aria-label=${text.epoch}
        ?disabled=${none || lab.stepping}
        @click=${() => void lab.step('epoch')}
      >
        ${icons.epoch}
      </button>
      <button
        data-part="reset"
        data-hint=${text.reset}
        aria-label=${text.reset}
        @click=${() => void lab.reset()}
      >
        ${icons.reset}
      </button>
      <div class="state small muted" data-part="state">
        <p class="enclosed" data-test="state">${this.#state()}</p>
      </div>
      <div class="scores" data-part="scores">${lab.active.map((arm) => this.#score(arm))}</div>
    </section>`;
  }

  get #role(): 'group' | typeof nothing {
    return this.guest ? 'group' : nothing;
  }

  #state(): string {
    const { lab } = this.page;
    const text = this.later.embed;
    const epoch = Math.max(0, ...lab.active.map((arm) => arm.lastStep?.epoch ?? 0));
    if (lab.running) return text.trains(epoch);
    if (lab.preparing || lab.waiting || !lab.shelf.prepared) return text.prepares;
    return lab.begun ? text.rests(epoch) : text.ready;
  }

  #score(arm: Experiment): TemplateResult {
    const accuracy = arm.epochs.at(-1)?.test_accuracy;
    return html`<span class=${arm.name} data-hint=${this.later.embed.testAccuracy}>
      <span class="enclosed">${arm.name.toUpperCase()} ${percent(accuracy)}</span>
    </span>`;
  }

  #figure(place: number): TemplateResult {
    const name = this.#names[place] ?? 'accuracy';
    const text = this.later.embed;
    return html`<section
      class="figure ${place > 0 ? 'second' : ''}"
      role=${this.#role}
      aria-label=${text.figures[name]}>
      <select
        aria-label=${place > 0 ? text.secondFigure : text.figure}
        @change=${(event: Event) =>
          this.#choose(place, (event.target as HTMLSelectElement).value as FigureName)}
      >
        ${figureNames.map(
          (one) =>
            html`<option value=${one} .selected=${one === name}>${text.figures[one]}</option>`,
        )}
      </select>
      <div class="view">${this.#view(name)}</div>
    </section>`;
  }

  /** Those that were asked for, and the most telling of the others. */
  get #names(): readonly FigureName[] {
    return [...new Set([...(this.chosen ?? this.figures), ...figureNames])];
  }

  #choose(place: number, name: FigureName): void {
    const [first = name, second = name] = this.#names;
    const other = place === 0 ? second : first;
    // The same figure twice would tell nothing: they change places.
    const rest = other === name ? (place === 0 ? first : second) : other;
    this.chosen = place === 0 ? [name, rest] : [rest, name];
  }

  #view(name: FigureName): TemplateResult | typeof nothing {
    const { page } = this;
    const { lab } = page;
    switch (name) {
      case 'accuracy':
        return this.#chart(
          name,
          (arm) => accuracyLines(arm, this.text.learning.test),
          percent,
          [0, 1],
        );
      case 'loss':
        return this.#chart(name, lossLines, compact, [0, null]);
      case 'dead':
        return this.#chart(name, deadLines, percent, [0, 1]);
      case 'recording':
        return html`<rouse-event-viewer .page=${page}></rouse-event-viewer>
          <span class="digit" aria-hidden="true">${lab.recording && lab.nameOf(lab.recording.label)}</span>
          ${isCochlea(lab.shelf.prepared?.train.shape) ? this.#sound() : nothing}`;
      case 'rasters':
        return this.#pair(
          (arm) => html`<rouse-spike-raster
            .page=${page}
            .arm=${arm}
            .layer=${Math.min(page.store.settings.layer, (arm.spec?.layers.length ?? 1) - 1)}
            .outputs=${false}
          ></rouse-spike-raster>`,
        );
      case 'thresholds':
        return html`<rouse-threshold-histogram .page=${page}></rouse-threshold-histogram>`;
      case 'confusion':
        return this.#pair(
          (arm) =>
            html`<rouse-confusion-matrix .page=${page} .arm=${arm}></rouse-confusion-matrix>`,
        );
      case 'network':
        return html`<div class="scroll">
          <rouse-network-panel .page=${page}></rouse-network-panel>
        </div>`;
      case 'drawing':
        return this.#pad();
      case 'threshold_editor':
        return html`<div class="scroll">
          <rouse-threshold-editor .page=${page} alone></rouse-threshold-editor>
        </div>`;
    }
  }

  /** Comes when it is wanted. */
  /** What can be heard of the recording, and who listens. */
  #sound(): TemplateResult | typeof nothing {
    if (this.soundReady) {
      return html`<rouse-sound-button class="sound" .page=${this.page}></rouse-sound-button>`;
    }
    void fetchView(this.page, import('./sound-button')).then(() => {
      this.soundReady = true;
    });
    return nothing;
  }

  #pad(): TemplateResult | typeof nothing {
    if (this.padReady) {
      return html`<div class="pad">
        <rouse-drawing-pad .page=${this.page} beside></rouse-drawing-pad>
      </div>`;
    }
    void fetchView(this.page, import('./drawing-pad')).then(() => {
      this.padReady = true;
    });
    return nothing;
  }

  #pair(draw: (arm: Experiment) => TemplateResult): TemplateResult {
    return html`<div class="pair">${this.page.lab.active.map(draw)}</div>`;
  }

  #chart(
    name: FigureName,
    lines: (arm: Experiment) => Line[],
    format: (value: number, digits?: number) => string,
    range: readonly [number, number | null],
  ): TemplateResult {
    return html`<rouse-line-chart
      .page=${this.page}
      .lines=${this.page.lab.active.flatMap((arm) => lines(arm))}
      .label=${this.later.embed.figures[name]}
      .empty=${this.later.embed.empty}
      .format=${(value: number) => format(value)}
      .axisFormat=${(value: number) => format(value, 0)}
      .range=${range}
    ></rouse-line-chart>`;
  }
}

customElements.define('rouse-small-lab', SmallLab);
