/** Beside data that is more than built-in digits: whose it is, which preset suits it, what was left out. */
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

/** How many files of no known class there are. */
export function unlabelled({ lab, language }: Page): TemplateResult | typeof nothing {
  const number = lab.shelf.size('unlabelled');
  if (number === 0) return nothing;
  return html`<p class="small muted" data-test="unlabelled">
    ${language.later.notes.unlabelled(number)}
  </p>`;
}

/** More lines are counted only. */
const mostRemarks = 20;

/** What readers left out or repaired. */
export function remarks({ lab, language }: Page): TemplateResult | typeof nothing {
  const { prepared, unlabelled } = lab.shelf;
  const { train, test } = prepared ?? {};
  const all = [train?.warnings ?? [], test?.warnings ?? [], unlabelled.warnings].flat();
  // Both parts of one source repeat what was said of it.
  const lines = [...new Set(all)];
  if (lines.length === 0) return nothing;
  return html`<details class="small muted">
    <summary>${language.later.notes.remarks(lines.length)}</summary>
    ${lines.slice(0, mostRemarks).map((line) => html`<p>${line}</p>`)}
  </details>`;
}
