/** A figure of the experiment, as high as its panels need at its width. */
import { css, type PropertyValues } from 'lit';
import { CanvasView, type Drawing } from '../views/canvas-view';
import { drawFigure, layoutOf, type Pointed } from './drawing';
import { describe, type PanelFigure } from './figures';

export class PanelFigureView extends CanvasView {
  static override styles = [
    ...CanvasView.styles,
    css`
      :host {
        width: 100%;
        height: var(--height, 240px);
      }
    `,
  ];
  static override properties = {
    ...CanvasView.properties,
    figure: { attribute: false },
    nothing: { attribute: false },
  };
  declare figure: PanelFigure;
  /** What to say where nothing is known yet. */
  declare nothing: string;

  #pointed: Pointed | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pointermove', ({ offsetX: x, offsetY: y }) => this.#point({ x, y }));
    this.addEventListener('pointerleave', () => this.#point(null));
  }

  #point(pointed: Pointed | null): void {
    this.#pointed = pointed;
    this.repaint();
  }

  protected override draw(drawing: Drawing): void {
    drawFigure(drawing, this.figure, this.#pointed);
  }

  protected override describe(): string {
    return describe(this.figure, this.nothing);
  }

  protected override resized(): void {
    this.#fit();
    super.resized();
  }

  override updated(changed: PropertyValues): void {
    this.#fit();
    super.updated(changed);
  }

  #fit(): void {
    if (this.size.width === 0) return;
    const { height } = layoutOf(this.figure, this.size.width);
    this.style.setProperty('--height', `${height}px`);
  }
}

customElements.define('rouse-panel-figure', PanelFigureView);
