/** Base of the parts of the Experiments view: they draw again when its model tells of a change. */
import { css } from 'lit';
import type { ExperimentsMessages } from '../messages/en_experiments';
import { View } from '../views/view';
import type { ExperimentsModel } from './model';

export abstract class ExperimentView extends View {
  static override properties = { ...View.properties, model: { attribute: false } };
  declare model: ExperimentsModel;

  protected override watch(changed: () => void): (() => void)[] {
    return [this.model.on('change', changed)];
  }

  protected get own(): ExperimentsMessages {
    return this.model.text;
  }
}

/** Of a third kind of trainable thresholds: apart from the others for all common colour blindness. */
export const third = { light: '#a3195b', dark: '#f07ab0' } as const;

/** What all of them have in common. */
export const parts = css`
  .head {
    display: flex;
    align-items: center;
    gap: 2px;
    min-height: 28px;
  }

  @media (pointer: coarse) {
    button:not([popovertarget]) {
      min-height: 40px;
    }
  }
`;
