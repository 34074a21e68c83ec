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

/** The page's preset "N-MNIST, convolutional", chosen likewise (nmnist_convolutions.mjs). */
export const convolutional = {
  hidden: '16c5p2,32c3p2',
  steps: 30,
  'bin-us': 10000,
  threshold: 1,
  'current-retention': 0,
  'membrane-retention': 0.9,
  surrogate: 'triangular',
  'surrogate-width': 0.6,
  'surrogate-scale': 0.6,
  readout: 'mean-potential',
  loss: 'cross-entropy',
  dropout: '0,0.5',
  batch: 8,
  lr: 0.003,
  'lr-threshold': 0.005,
  'lr-decay': 0.92,
  shift: 2,
};

/** The same as an address of the page. */
export const convolutionalAddress = [
  ...['hidden=16c5p2,32c3p2', 'T=30', 'bin_us=10000', 'threshold=1', 'current_retention=0'],
  ...['membrane_retention=0.9', 'surrogate=triangular', 'width=0.6', 'scale=0.6', 'batch=8'],
  ...['readout=mean_potential', 'loss=cross_entropy', 'dropout=0;0.5', 'lr=0.003'],
  ...['lr_threshold=0.005', 'lr_decay=0.92', 'shift=2'],
].join('&');
