/** Base of drawings over the recording's time, with a line that follows the playback. */
import { css, html, type TemplateResult } from 'lit';
import { CanvasView } from './canvas-view';

export abstract class TimeView extends CanvasView {
  static override styles = [
    ...CanvasView.styles,
    css`
      .now {
        position: absolute;
        top: 0;
        bottom: 0;
        left: 0;
        width: 1px;
        background: var(--ink);
        opacity: 0.4;
        pointer-events: none;
        will-change: transform;
      }
    `,
  ];

  /** Left and right edge of the time axis, in CSS pixels. */
  protected abstract timeAxis(): { left: number; right: number };
  /** Time at the axis' right end, in µs. */
  protected abstract spanUs(): number;

  #stop: () => void = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.page.playback.on('time', () => this.#place());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render(): TemplateResult {
    return html`${super.render()}<div class="now"></div>`;
  }

  override updated(changed: Parameters<CanvasView['updated']>[0]): void {
    super.updated(changed);
    this.#place();
  }

  protected override resized(): void {
    super.resized();
    this.#place();
  }

  /** Moves the line only: nothing is drawn anew sixty times a second. */
  #place(): void {
    const line = this.renderRoot.querySelector<HTMLElement>('.now');
    if (!line) return;
    const { left, right } = this.timeAxis();
    const span = this.spanUs();
    const share = span > 0 ? this.page.playback.timeUs / span : 0;
    // Not `hidden`: that would lay the page out.
    line.style.visibility = share > 1 ? 'hidden' : 'visible';
    line.style.transform = `translateX(${left + share * (right - left)}px)`;
  }
}
