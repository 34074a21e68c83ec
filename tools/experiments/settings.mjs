// The settings that the tables share.

/** Trains well: chosen on a validation split of N-MNIST's training files (nmnist_accuracy.mjs). */
export const good = {
  hidden: 256,
  steps: 60,
  'bin-us': 5000,
  batch: 8,
  lr: 0.0005,
  'lr-threshold': 0.01,
  threshold: 3,
  shift: 2,
};

/** The comparison of fixed (A) and trainable (B) thresholds from bad starts. */
export const comparison = {
  epochs: 10,
  hidden: 256,
  steps: 60,
  'bin-us': 5000,
  batch: 8,
  lr: 0.00005,
  'lr-threshold': 0.3,
  'reset-gradient': 'masked',
  shift: 2,
};

export const arms = { A: { thresholds: 'fixed' }, B: { thresholds: 'trainable' } };
