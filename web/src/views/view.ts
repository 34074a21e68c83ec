/** Base of all views: gets the page's models and draws again when they tell of a change. */
import { type CSSResultGroup, LitElement } from 'lit';
import type { Lab } from '../lab';
import type { Language } from '../language';
import type { Messages } from '../messages/en';
import type { Painter } from '../painter';
import type { Playback } from '../playback';
import type { Store } from '../state';
import { shared } from '../styles/shared';
import type { Theme } from '../theme';

/** The models of one <rouse-lab>. Handed down from it, so that a page can hold several. */
export interface Page {
  readonly store: Store;
  readonly lab: Lab;
  readonly playback: Playback;
  readonly painter: Painter;
  readonly theme: Theme;
  readonly language: Language;
}

export abstract class View extends LitElement {
  static override styles: CSSResultGroup = [shared];
  static override properties = { page: { attribute: false } };
  declare page: Page;

  /** The page's texts in its language. */
  protected get text(): Messages {
    return this.page.language.text;
  }

  #stops: (() => void)[] = [];

  /** What makes this view draw again: calls of `on`, each with the given listener. */
  protected watch(_changed: () => void): (() => void)[] {
    return [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const changed = () => this.requestUpdate();
    this.#stops = [this.page.language.on('change', changed), ...this.watch(changed)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }
}
