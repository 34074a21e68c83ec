/** What neurons remember by: leaks, recurrence, adaptation and delays. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { settingsGrid } from '../styles/settings_grid';
import { shared } from '../styles/shared';
import { settingInput } from './setting-input';
import { View } from './view';

export class MemorySettings extends View {
  static override styles = [
    shared,
    settingsGrid,
    css`
      p {
        margin-top: 8px;
      }
    `,
  ];

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [store.on('change', changed), lab.on('run', changed), lab.on('data', changed)];
  }

  override render(): TemplateResult {
    const { page } = this;
    const { choices } = this.later;
    const { settings } = page.store;
    const adapts = settings.adaptation !== 'none';
    const learns = settings.retentions !== 'fixed';
    return html`<div class="grid">
        ${settingInput(page, 'currentRetention', 'wide')}
        ${settingInput(page, 'membraneRetention', 'wide')}
        ${settingInput(page, 'retentions', 'wide', { choices: Object.entries(choices.retentions) })}
        ${learns ? settingInput(page, 'retentionLearningRate') : nothing}
        ${settingInput(page, 'dropout')}
      </div>
      <div class="grid">
        ${settingInput(page, 'recurrence', 'wide', { choices: Object.entries(choices.recurrences) })}
        ${settingInput(page, 'maximumDelay', 'wide')}
        ${settings.maximumDelay > 0 ? settingInput(page, 'delayLearningRate') : nothing}
      </div>
      <div class="grid">
        ${settingInput(page, 'adaptation', 'wide', { choices: Object.entries(choices.adaptations) })}
        ${
          adapts
            ? html`${settingInput(page, 'adaptationStrength')}
              ${settingInput(page, 'adaptationRetention')}
              ${settingInput(page, 'adaptationCoupling')}`
            : nothing
        }
      </div>
      <p class="small muted">${this.#says()}</p>`;
  }

  /** The retentions as times: a share of 0.97 says little to most people. */
  #says(): string {
    const { store, lab } = this.page;
    const { memory } = this.later;
    const half = (retention: number) =>
      retention > 0 ? (Math.log(0.5) / Math.log(retention)) * lab.binUs : 0;
    const { currentRetention, membraneRetention, adaptation, adaptationRetention, maximumDelay } =
      store.settings;
    return [
      memory.halves(half(currentRetention), half(membraneRetention)),
      ...(adaptation === 'none' ? [] : [memory.adapts(half(adaptationRetention))]),
      ...(maximumDelay > 0 ? [memory.delays(maximumDelay * lab.binUs)] : []),
    ].join(' ');
  }
}

customElements.define('rouse-memory-settings', MemorySettings);
