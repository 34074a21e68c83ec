/**
 * A 2D context that writes SVG: whatever is drawn on a canvas can be drawn into it, and comes out as
 * shapes and text. Knows what this project's drawings use: its transformations are `translate`, and
 * `rotate` for text.
 */
interface State {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineJoin: string;
  lineCap: string;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  dash: readonly number[];
  x: number;
  y: number;
  turn: number;
}

/** How far below its anchor a text's baseline is, in sizes of its font. */
const baselines: Readonly<Record<string, number>> = { top: 0.8, middle: 0.35, bottom: -0.2 };
const anchors: Readonly<Record<string, string>> = {
  center: 'middle',
  right: 'end',
  end: 'end',
};

export class SvgContext {
  fillStyle = '#000000';
  strokeStyle = '#000000';
  lineWidth = 1;
  lineJoin = 'miter';
  lineCap = 'butt';
  globalAlpha = 1;
  font = '10px sans-serif';
  textAlign = 'start';
  textBaseline = 'alphabetic';

  #dash: readonly number[] = [];
  #x = 0;
  #y = 0;
  /** Radians, clockwise. */
  #turn = 0;
  #path: string[] = [];
  readonly #saved: State[] = [];
  readonly #shapes: string[] = [];

  /** The drawing as a file of its own. */
  document(width: number, height: number, title: string): string {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
        `viewBox="0 0 ${width} ${height}">`,
      `<title>${escaped(title)}</title>`,
      ...this.#shapes,
      '</svg>',
      '',
    ].join('\n');
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, lineCap, globalAlpha } = this;
    const { font, textAlign, textBaseline } = this;
    this.#saved.push({
      ...{ fillStyle, strokeStyle, lineWidth, lineJoin, lineCap, globalAlpha },
      ...{ font, textAlign, textBaseline },
      ...{ dash: this.#dash, x: this.#x, y: this.#y, turn: this.#turn },
    });
  }

  restore(): void {
    const state = this.#saved.pop();
    if (!state) return;
    const { dash, x, y, turn, ...rest } = state;
    Object.assign(this, rest);
    this.#dash = dash;
    this.#x = x;
    this.#y = y;
    this.#turn = turn;
  }

  translate(x: number, y: number): void {
    this.#x += x;
    this.#y += y;
  }

  rotate(angle: number): void {
    this.#turn += angle;
  }

  setLineDash(dash: readonly number[]): void {
    this.#dash = [...dash];
  }

  beginPath(): void {
    this.#path = [];
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${this.#at(x, y)}`);
  }

  /** As on a canvas, the first line of a path begins where it ends. */
  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? 'M' : 'L'}${this.#at(x, y)}`);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.push(`M${this.#at(x, y)}h${short(width)}v${short(height)}h${short(-width)}z`);
  }

  closePath(): void {
    this.#path.push('z');
  }

  fill(): void {
    this.#shape('path', { d: this.#path.join(''), ...this.#filled });
  }

  stroke(): void {
    this.#shape('path', { d: this.#path.join(''), ...this.#stroked });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#shape('rect', { ...this.#box(x, y, width, height), ...this.#filled });
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#shape('rect', { ...this.#box(x, y, width, height), ...this.#stroked });
  }

  fillText(text: string, x: number, y: number): void {
    const [, weight = '400', size = '10', family = 'sans-serif'] =
      /^(?:(\d+|bold|normal)\s+)?([\d.]+)px\s+(.*)$/.exec(this.font) ?? [];
    const down = (baselines[this.textBaseline] ?? 0) * Number(size);
    const place = {
      x: short(this.#x + x),
      y: short(this.#y + y + down),
      'text-anchor': anchors[this.textAlign] ?? 'start',
    };
    const type = { 'font-family': family, 'font-size': size, 'font-weight': weight };
    const degrees = short((this.#turn * 180) / Math.PI);
    const around = `${short(this.#x)} ${short(this.#y)}`;
    const turned = this.#turn === 0 ? {} : { transform: `rotate(${degrees} ${around})` };
    this.#shape('text', { ...place, ...turned, ...type, ...this.#filled }, escaped(text));
  }

  #at(x: number, y: number): string {
    return `${short(this.#x + x)} ${short(this.#y + y)}`;
  }

  /** SVG knows no rectangle of a negative size. */
  #box(x: number, y: number, width: number, height: number): Record<string, string> {
    return {
      x: short(this.#x + Math.min(x, x + width)),
      y: short(this.#y + Math.min(y, y + height)),
      width: short(Math.abs(width)),
      height: short(Math.abs(height)),
    };
  }

  get #filled(): Record<string, string> {
    const opacity = this.globalAlpha === 1 ? {} : { 'fill-opacity': short(this.globalAlpha) };
    return { fill: this.fillStyle, ...opacity };
  }

  get #stroked(): Record<string, string> {
    const opacity = this.globalAlpha === 1 ? {} : { 'stroke-opacity': short(this.globalAlpha) };
    return {
      fill: 'none',
      stroke: this.strokeStyle,
      'stroke-width': short(this.lineWidth),
      'stroke-linejoin': this.lineJoin,
      'stroke-linecap': this.lineCap,
      ...(this.#dash.length > 0 ? { 'stroke-dasharray': this.#dash.join(' ') } : {}),
      ...opacity,
    };
  }

  #shape(name: string, attributes: Record<string, string>, inside = ''): void {
    const list = Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`);
    const end = inside === '' ? '/>' : `>${inside}</${name}>`;
    this.#shapes.push(`<${name} ${list.join(' ')}${end}`);
  }
}

/** Hundredths of a pixel are finer than anybody sees. */
const short = (value: number) => String(Math.round(value * 100) / 100);

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
