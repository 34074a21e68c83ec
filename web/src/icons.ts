/** The page's few icons, 16 by 16, in the colour of the text around them. */
import { html, svg, type TemplateResult } from 'lit';

export const icon = (paths: TemplateResult): TemplateResult => svg`
  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none"
    stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
    ${paths}
  </svg>`;

export const icons = {
  play: icon(svg`<path d="M4.5 2.8v10.4l8.6-5.2z" fill="currentColor" stroke="none"/>`),
  pause: icon(svg`<path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor" stroke="none"/>`),
  previous: icon(svg`<path d="M10 3.5 5.5 8l4.5 4.5"/>`),
  next: icon(svg`<path d="M6 3.5 10.5 8 6 12.5"/>`),
  batch: icon(svg`<path d="M3 3.2v9.6L9.5 8zM12.5 3v10"/>`),
  epoch: icon(svg`<path d="M2 3.8v8.4L7 8zM8 3.8v8.4L13 8zM14.3 3.5v9"/>`),
  reset: icon(svg`<path d="M3 8a5 5 0 1 0 1.6-3.7M3 2.5v2.8h2.8"/>`),
  light: icon(
    svg`<circle cx="8" cy="8" r="2.8"/>
      <path d="M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9"/>
      <path d="M12.6 3.4l-.9.9M4.3 11.7l-.9.9"/>`,
  ),
  dark: icon(svg`<path d="M13 9.6A5.6 5.6 0 0 1 6.4 3a5.3 5.3 0 1 0 6.6 6.6z"/>`),
  keyboard: icon(
    svg`<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/>
      <path d="M4 6.8h.1M6.6 6.8h.1M9.3 6.8h.1M12 6.8h.1M5 9.8h6"/>`,
  ),
  save: icon(svg`<path d="M8 2v7.5M5 6.8l3 3 3-3M2.8 13h10.4"/>`),
  speed: icon(svg`<path d="M2.9 12.4a6 6 0 1 1 10.2 0M8 9.2l2.8-3.6"/>`),
  experiments: icon(svg`<path d="M5.5 2h5M6.5 2v4L3 14h10L9.5 6V2M5 10h6"/>`),
  lessons: icon(
    svg`<path d="M8 4.2C6.6 3 4.6 2.6 2 2.6v9.6c2.6 0 4.6.4 6 1.6 1.4-1.2 3.4-1.6 6-1.6V2.6c-2.6 0-4.6.4-6 1.6zm0 0v9.6"/>`,
  ),
  open: icon(svg`<path d="m4.5 6.2 3.5 3.6 3.5-3.6"/>`),
  copy: icon(
    svg`<rect x="5.5" y="5.5" width="8" height="8.5" rx="1.5"/>
      <path d="M3.6 10.5h-.1a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v.1"/>`,
  ),
  share: icon(svg`<path d="M8 9.5V2M5.2 4.6 8 1.8l2.8 2.8M4.5 7.5h-1v6.3h9V7.5h-1"/>`),
  check: icon(svg`<path d="m3 8.5 3.2 3.2L13 4.8"/>`),
  stop: icon(svg`<path d="M3.8 3.8h8.4v8.4H3.8z" fill="currentColor" stroke="none"/>`),
  pen: icon(svg`<path d="m3 13 .6-3L11 2.6 13.4 5 6 12.4z"/>`),
  close: icon(svg`<path d="m4 4 8 8M12 4l-8 8"/>`),
};

/** A membrane potential that meets its threshold. */
export const logo = html`<svg viewBox="0 0 32 24" width="32" height="24" aria-hidden="true" fill="none">
  <path d="M2 8h28" stroke="var(--a)" stroke-width="2" stroke-dasharray="3 3" />
  <path
    d="M2 21c6-1 9-4 11-9l3-10 2 19c2-2 6-4 12-4"
    stroke="var(--b)"
    stroke-width="2.4"
    stroke-linecap="round"
    stroke-linejoin="round"
  />
</svg>`;
