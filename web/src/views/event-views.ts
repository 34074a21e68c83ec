/** Other views of a camera's events, and the choice among them. */
import { css, html, type TemplateResult } from 'lit';
import type { Recording, SensorShape } from 'rouse-snn';
import { latestCounts, paintCounts, paintSurface, reachUs, timeSurface } from '../event_views';
import { milliseconds } from '../format';
import type { LaterMessages } from '../messages/en_later';
import { eventViews, type Settings } from '../state';
import { shared } from '../styles/shared';
import { channelsOf, type Drawing } from './canvas-view';
import { View } from './view';

type OtherView = Exclude<Settings['eventView'], 'trail'>;

/** Paints the view at a time into an image of the sensor's size. */
export function paintEvents(
  view: OtherView,
  image: ImageData,
  recording: Recording,
  shape: SensorShape,
  now: number,
  colour: Drawing['colour'],
): void {
  if (view === 'surface') {
    paintSurface(image.data, timeSurface(recording, shape, now), channelsOf(colour('ink')));
    return;
  }
  const colours = [channelsOf(colour('on')), channelsOf(colour('off'))] as const;
  const counts = latestCounts(recording, shape, now);
  paintCounts(image.data, counts, shape.width * shape.height, ...colours);
}

/** What the view shows of a recording, after a space; nothing of what needs no words. */
export function describeEvents(
  view: Settings['eventView'],
  shape: SensorShape,
  { events }: LaterMessages,
): string {
  return view === 'trail' ? '' : ` ${events[view](milliseconds(reachUs(shape)))}`;
}

export class EventChoice extends View {
  static override styles = [
    shared,
    css`
      select {
        width: auto;
        max-width: 150px;
      }
    `,
  ];

  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.store.on('change', changed)];
  }

  override render(): TemplateResult {
    const { store } = this.page;
    const { eventView } = store.settings;
    return html`<select
      aria-label=${this.later.settings.eventView.label}
      @change=${(event: Event) =>
        store.set({ eventView: (event.target as HTMLSelectElement).value as typeof eventView })}
    >
      ${eventViews.map(
        (view) => html`<option value=${view} ?selected=${view === eventView}>
          ${this.later.choices.eventViews[view]}
        </option>`,
      )}
    </select>`;
  }
}

customElements.define('rouse-event-choice', EventChoice);
