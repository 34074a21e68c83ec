/** What the longer explanations are about; each language has its own, see `messages/en.ts`. */
import type { TemplateResult } from 'lit';
import type { SettingName, Settings } from '../state';

export type Topic =
  | 'events'
  | 'hearing'
  | 'threshold'
  | 'surrogate'
  | 'reach'
  | 'membrane'
  | 'loss'
  | 'adam'
  | 'dead'
  | 'firingRate'
  | 'confusion'
  | 'histogram'
  | 'accuracy'
  | 'epoch'
  | 'resetGradient'
  | 'surrogateFloor'
  | 'thinning'
  | 'firingRatePull'
  | 'retention'
  | 'recurrence'
  | 'adaptation'
  | 'delay'
  | 'dropout'
  | 'readout'
  | 'camera'
  | 'sweep'
  | 'pairs'
  | 'weightDistance';

/** A few paragraphs with equations; those of the surrogate and the loss are of the chosen kind. */
export type Explanations = Readonly<Record<Topic, (settings: Settings) => TemplateResult>>;

/** Settings whose sentence has more to it. */
export const topicOfSetting: Readonly<Partial<Record<SettingName, Topic>>> = {
  hidden: 'membrane',
  threshold: 'threshold',
  learningRate: 'adam',
  thresholdLearningRate: 'adam',
  surrogate: 'surrogate',
  surrogateWidth: 'surrogate',
  surrogateScale: 'surrogate',
  steps: 'events',
  binUs: 'events',
  batch: 'epoch',
};
