/** Loss, augmentation and remedies. */
import { html, type TemplateResult } from 'lit';
import { settingsGrid } from '../styles/settings_grid';
import { shared } from '../styles/shared';
import { settingInput } from './setting-input';
import { View } from './view';

export class AdvancedSettings extends View {
  static override styles = [shared, settingsGrid];

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [store.on('change', changed), lab.on('run', changed), lab.on('data', changed)];
  }

  override render(): TemplateResult {
    const { page } = this;
    const { choices } = this.later;
    return html`<div class="grid">
      ${settingInput(page, 'loss', 'wide', { choices: Object.entries(choices.losses) })}
      ${settingInput(page, 'readout', 'wide', { choices: Object.entries(choices.readouts) })}
      ${settingInput(page, 'learningRateDecay')} ${settingInput(page, 'cores')}
      ${settingInput(page, 'surrogateFloor')} ${settingInput(page, 'gradientThinning')}
      ${settingInput(page, 'drop')}
      ${settingInput(page, 'resetGradient', 'wide', { choices: Object.entries(choices.resets) })}
      ${settingInput(page, 'firingRateStrength')} ${settingInput(page, 'firingRateMinimum')}
      ${settingInput(page, 'firingRateMaximum')}
      ${settingInput(page, 'occupancy', 'wide', { choices: Object.entries(choices.occupancies) })}
      ${settingInput(page, 'shift', '', { unit: 'px' })} ${settingInput(page, 'flip')}
      ${settingInput(page, 'rotation', '', { unit: '°' })} ${settingInput(page, 'timeScale')}
      ${settingInput(page, 'pool')} ${settingInput(page, 'firstMs', '', { unit: 'ms' })}
    </div>`;
  }
}

customElements.define('rouse-advanced-settings', AdvancedSettings);
