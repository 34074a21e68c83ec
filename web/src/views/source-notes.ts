/** Beside data that says something about itself: whose it is, and which preset suits it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PackAbout } from 'rouse-snn';
import { choosePreset, presetOf, presets } from '../presets';
import { isCochlea } from '../specification';
import type { Page } from './view';

/** Whose a pack's recordings are. Its texts come from strangers: only web addresses are links. */
export function aboutSource({ licence, attribution, source }: PackAbout): TemplateResult {
  const link = /^https?:\/\//i.test(source);
  return html`<span class="muted about" data-test="about">
    ${licence === '' ? nothing : html`<br />${licence}`}
    ${attribution === '' ? nothing : html`<br />${attribution}`}
    ${
      source === ''
        ? nothing
        : html`<br />${
            link
              ? html`<a href=${source} target="_blank" rel="noopener noreferrer">${source}</a>`
              : source
          }`
    }
  </span>`;
}

/** Of the preset for what a cochlea heard, while another one is chosen: those are for a camera's. */
export function suggestPreset({ lab, store, language }: Page): TemplateResult | typeof nothing {
  const current = presetOf(store.settings)?.id;
  const preset = presets.find(({ id }) => id === 'shd');
  const hears = isCochlea(lab.shelf.prepared?.train.shape);
  if (!preset || !current || current === 'shd' || !hears) return nothing;
  const { label } = language.text.presets.shd;
  return html`<div class="line" data-test="suggestion">
    <p class="small">${language.later.hearing.suits(label)}</p>
    <button @click=${() => void choosePreset(preset, lab)}>${language.later.hearing.choose}</button>
  </div>`;
}
