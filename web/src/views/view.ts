/** Base of all views: gets the page's models and draws again when they tell of a change. */
import { type CSSResultGroup, LitElement, type PropertyValues } from 'lit';
import type { Lab } from '../lab';
import type { PlaygroundLanguage } from '../language';
import type { Messages } from '../messages/en';
import type { LaterMessages } from '../messages/en_later';
import type { Painter } from '../painter';
import type { Playback } from '../playback';
import type { Shown } from '../shown';
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
  readonly language: PlaygroundLanguage;
  readonly shown: Shown;
}

export abstract class View extends LitElement {
  static override styles: CSSResultGroup = [shared];
  static override properties = { page: { attribute: false } };
  declare page: Page;

  /** The page's texts in its language. */
  protected get text(): Messages {
    return this.page.language.text;
  }

  /** The same for views that are fetched later, by `fetchView`. */
  protected get later(): LaterMessages {
    return this.page.language.later;
  }

  #stops: (() => void)[] = [];

  /** What makes this view draw again: calls of `on`, each with the given listener. */
  protected watch(_changed: () => void): (() => void)[] {
    return [];
  }

  /** Parts of the page that can be left out carry their name as `data-part`. */
  protected override update(changed: PropertyValues): void {
    super.update(changed);
    for (const part of this.renderRoot.querySelectorAll<HTMLElement>('[data-part]')) {
      part.hidden = !this.page.shown.has(part.dataset.part ?? '');
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const changed = () => this.requestUpdate();
    this.#stops = [
      this.page.language.on('change', changed),
      this.page.shown.on('change', changed),
      ...this.watch(changed),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }
}

/** Fetches views that are no part of the first look, and their texts. */
export async function fetchView<Module>(page: Page, module: Promise<Module>): Promise<Module> {
  const [views] = await Promise.all([module, page.language.fetchLater()]);
  return views;
}
