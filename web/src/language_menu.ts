/** The choice of a language, as both the laboratory and the lessons offer it. */
import { html, type TemplateResult } from 'lit';
import { type LanguageCode, languageCodes, languages } from './language';

export function languageMenu(
  current: LanguageCode,
  label: string,
  choose: (code: LanguageCode) => void,
): TemplateResult {
  return html`<select
    class="language"
    aria-label=${label}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as LanguageCode)}
  >
    ${languageCodes.map(
      (code) =>
        html`<option value=${code} lang=${code} ?selected=${code === current}>
          ${languages[code].name}
        </option>`,
    )}
  </select>`;
}
