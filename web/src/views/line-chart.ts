/** Curves over epochs, drawn by uPlot, which is loaded when the first chart is shown. */
import { adoptStyles, css, html, type PropertyValues, type TemplateResult } from 'lit';
import type uPlot from 'uplot';
import { shared } from '../styles/shared';
import type { PlotOptions } from './line_plot';
import { View } from './view';

/** After the page is there, and well before a network has trained two epochs. */
const prepareMs = 1000;

export interface Line {
  /** In the legend; lines without a name are not listed. */
  name: string;
  /** A colour token, for example 'a' for --a. */
  colour: string;
  dash?: number[];
  /** Line width in CSS pixels; points are drawn on lines of 2 and more. */
  width: number;
  /** Whose it is, written at the line's end: colour is never the only sign. */
  mark?: string;
  /** Which of several lines of the same mark it is, from 1. */
  number?: number;
  alpha?: number;
  x: readonly number[];
  y: readonly number[];
}

export class LineChart extends View {
  static override styles = [
    shared,
    css`
      :host {
        position: relative;
      }

      .enclosed {
        position: absolute;
        inset: 0;
        display: flex;
        flex-direction: column;
      }

      .legend {
        display: flex;
        gap: 10px;
        height: 16px;
        white-space: nowrap;
        overflow: hidden;
        font-size: 12px;
        line-height: 16px;
        color: var(--muted);
      }

      .legend b {
        display: inline-block;
        min-width: 2.6em;
        font-weight: 400;
        color: var(--ink);
      }

      .legend i {
        display: inline-block;
        width: 14px;
        margin-right: 4px;
        vertical-align: 3px;
        border-top: 2px solid;
      }

      .plot {
        position: relative;
        flex: 1;
        min-height: 0;
      }

      .plot > div {
        position: absolute;
        inset: 0;
      }

      .empty {
        display: grid;
        place-items: center;
        padding: 0 12px 16px 36px;
        background: var(--surface);
        text-align: center;
        color: var(--muted);
        pointer-events: none;
      }

      .u-cursor-pt,
      .u-select {
        display: none;
      }

      .u-cursor-x {
        border-right: 1px solid var(--line-strong) !important;
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    lines: { attribute: false },
    label: { attribute: false },
    empty: { attribute: false },
    format: { attribute: false },
    axisFormat: { attribute: false },
    range: { attribute: false },
    hovered: { state: true },
  };
  declare lines: Line[];
  /** What the chart is, for those who do not see it; the latest values are added. */
  declare label: string;
  /** What to do to see something here. */
  declare empty: string;
  declare format: (value: number) => string;
  declare axisFormat: (value: number) => string;
  /** Lower and upper bound of y; null adapts to the data. */
  declare range: [number, number | null];
  /** Epoch under the pointer. */
  declare hovered: number | null;

  #plot: uPlot | null = null;
  readonly #draw = () => this.#drawNow();
  #shape = '';
  #ends = '';
  #resize: ResizeObserver | undefined;
  #stopTheme: () => void = () => {};
  #library: typeof import('./line_plot') | null = null;
  #loading = false;
  #xEnd = 1;

  constructor() {
    super();
    this.lines = [];
    this.label = '';
    this.empty = '';
    this.format = String;
    this.axisFormat = String;
    this.range = [0, null];
    this.hovered = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(this);
    this.#stopTheme = this.page.theme.on('change', () => this.#plot?.redraw(false));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
    this.#stopTheme();
    this.page.painter.remove(this.#draw);
    this.#plot?.destroy();
    this.#plot = null;
    this.#shape = '';
  }

  override firstUpdated(): void {
    // uPlot makes one of these when it comes. A browser's first takes it 20 ms, while nobody trains.
    setTimeout(() => new Intl.NumberFormat(navigator.language), prepareMs);
  }

  /** Points, but no line yet. */
  get #short(): boolean {
    return this.lines.every((line) => line.x.length < 2);
  }

  /** When there is a line to draw: the page is to load little before it trains. */
  #load(): void {
    if (this.#loading || this.#short) return;
    this.#loading = true;
    import('./line_plot').then((library) => {
      this.#library = library;
      // All charts hear of it at once, in the task that ran the library's script.
      this.page.painter.add(() => {
        adoptStyles(this.renderRoot as ShadowRoot, [
          library.plotStyles,
          ...LineChart.elementStyles,
        ]);
        this.requestUpdate();
      });
    });
  }

  override render(): TemplateResult {
    const named = this.lines.filter((line) => line.name !== '');
    const values = named.map((line) => this.#valueOf(line));
    const spoken = named.map((line, index) => `${line.name} ${values[index]}`).join(', ');
    const blank = this.lines.every((line) => line.x.length === 0);
    return html`<div class="enclosed">
      <div class="legend" aria-hidden="true">
        ${named.map(
          (line, index) => html`<span
            ><i
              style="border-color: var(--${line.colour})"
            ></i
            >${line.name} <b>${values[index]}</b></span
          >`,
        )}
      </div>
      <div
        class="plot"
        role="img"
        aria-label=${`${this.label}: ${blank ? this.text.learning.nothingYet : spoken}.`}
      >
        <div class="canvas"></div>
        <div class="empty" ?hidden=${!this.#short}>${this.empty}</div>
      </div>
    </div>`;
  }

  /** The value under the pointer, or else the latest. */
  #valueOf(line: Line): string {
    let value = line.y.at(-1);
    if (this.hovered !== null) {
      const index = line.x.findIndex((x) => x >= (this.hovered ?? 0) - 1e-6);
      if (index >= 0) value = line.y[index];
    }
    return value === undefined ? '–' : this.format(value);
  }

  override updated(_changed: PropertyValues): void {
    this.#load();
    this.page.painter.add(this.#draw);
  }

  #drawNow(): void {
    if (!this.#library) return;
    const shape = this.lines.map((l) => `${l.colour} ${l.width} ${l.dash} ${l.alpha}`).join();
    // Lines only grow: the same lengths and ends are the same lines, and need no drawing.
    const ends = this.lines.map((l) => `${l.x.length} ${l.x.at(-1)} ${l.y.at(-1)}`).join();
    const last = Math.max(1, ...this.lines.map((line) => line.x.at(-1) ?? 0));
    // The axis grows in leaps, not with every point: a still picture is easier to read.
    this.#xEnd = last <= 5 ? 5 : last <= 10 ? 10 : Math.ceil(last / 10) * 10;
    if (!this.#plot || shape !== this.#shape) this.#build(this.#library, shape);
    else if (ends !== this.#ends) this.#plot.setData(this.#library.aligned(this.lines));
    this.#ends = ends;
  }

  #build({ createPlot }: typeof import('./line_plot'), shape: string): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.canvas');
    if (!parent || parent.clientWidth === 0) return;
    this.#plot?.destroy();
    this.#shape = shape;
    const options: PlotOptions = {
      lines: () => this.lines,
      colour: (token) => getComputedStyle(this).getPropertyValue(`--${token}`).trim() || '#888',
      font: `11px ${getComputedStyle(this).fontFamily}`,
      xEnd: () => this.#xEnd,
      yRange: (low, high) => this.#yRange(low, high),
      axisFormat: (value) => this.axisFormat(value),
      hover: (x) => {
        this.hovered = x;
      },
    };
    this.#plot = createPlot(options, parent);
  }

  #yRange(low: number | null, high: number | null): [number, number] {
    const [bottom, top] = this.range;
    if (top !== null) return [bottom, top];
    const most = high === null ? 1 : Math.max(high, 1e-3);
    return [Math.min(bottom, low ?? bottom), most * 1.08];
  }

  #fit(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.canvas');
    if (!parent || parent.clientWidth === 0) return;
    const size = { width: parent.clientWidth, height: parent.clientHeight };
    if (!this.#plot) this.requestUpdate();
    else if (this.#plot.width !== size.width || this.#plot.height !== size.height) {
      this.#plot.setSize(size);
    }
  }
}

customElements.define('rouse-line-chart', LineChart);
