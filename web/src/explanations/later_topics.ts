/** The longer explanations of settings in panels that come later. */
import type { LaterSetting } from '../messages/en_later';
import type { Topic } from './topics';

export const topicOfLaterSetting: Readonly<Partial<Record<LaterSetting, Topic>>> = {
  thresholdMode: 'threshold',
  minimumThreshold: 'histogram',
  loss: 'loss',
  surrogateFloor: 'surrogateFloor',
  gradientThinning: 'thinning',
  resetGradient: 'resetGradient',
  firingRateStrength: 'firingRatePull',
  firingRateMinimum: 'firingRate',
  firingRateMaximum: 'firingRate',
  learningRateDecay: 'adam',
  drop: 'events',
  occupancy: 'events',
  readout: 'readout',
  currentRetention: 'retention',
  membraneRetention: 'retention',
  retentions: 'retention',
  retentionLearningRate: 'adam',
  recurrence: 'recurrence',
  adaptation: 'adaptation',
  adaptationRetention: 'adaptation',
  adaptationStrength: 'adaptation',
  adaptationCoupling: 'adaptation',
  maximumDelay: 'delay',
  delayLearningRate: 'adam',
  dropout: 'dropout',
  ...{ flip: 'events', rotation: 'events', timeScale: 'events' },
  ...{ pool: 'events', firstMs: 'events' },
};
