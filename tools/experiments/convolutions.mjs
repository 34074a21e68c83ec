// docs/convolutions.md, table "gestures": a convolutional network and the paper's fully connected one on
// built-in gestures of figures that they have not seen, with fixed and with trainable thresholds.
import { percent, rewrite, seeds, spread, table, trainAll } from './experiments.mjs';

const epochs = 20;
const data = { data: 'builtin:gestures', pool: 4 };

/** The first has the settings of the page's preset "Gestures". */
const networks = {
  'convolutional: 16c5s2p2, 32c3p2, 64': {
    hidden: '16c5s2p2,32c3p2,64',
    threshold: 4,
    loss: 'cross-entropy',
    readout: 'mean-potential',
    batch: 16,
    lr: 0.004,
    'lr-threshold': 0.02,
    'lr-decay': 0.92,
    shift: 3,
    rotation: 5,
    'time-scale': 0.15,
    drop: 0.1,
  },
  "the paper's sizes: 64": { hidden: 64, lr: 0.0005, 'lr-threshold': 0.01 },
};

const rows = [['network', 'thresholds', 'mean ± deviation', 'each seed', 'ms a sample']];
for (const [name, settings] of Object.entries(networks)) {
  for (const thresholds of ['fixed', 'trainable']) {
    const runs = await trainAll(data, { ...settings, thresholds, epochs });
    const last = runs.map((run) => run[epochs].test);
    const times = runs.flatMap((run) => run.slice(1).map(({ ms }) => ms));
    rows.push([
      name,
      thresholds,
      spread(last),
      last.map(percent).join(', '),
      (times.reduce((sum, ms) => sum + ms, 0) / times.length).toFixed(1),
    ]);
    console.log(rows.at(-1).join('  '), 'seeds', seeds.join());
  }
}
rewrite('convolutions.md', 'gestures', table(rows));
