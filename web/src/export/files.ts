/** What can be read elsewhere: settings and metrics. */
import type { EpochReport, LayerMetrics } from 'rouse-snn';
import type { Experiment } from '../experiment';
import type { Lab } from '../lab';
import { fieldOf, settingNames, toHash } from '../state';
import { version } from '../version';

/** The table of settings, and for each experiment all that its network was made and trained with. */
export function settingsJson({ store, arms }: Lab): string {
  const { settings } = store;
  const table = settingNames.map((name) => [fieldOf(name).key, settings[name]]);
  const runOf = ({ spec, options, origin, ratesChanges }: Experiment) =>
    spec && options && { network: spec, training: options, data: origin?.data, ratesChanges };
  const all = {
    rouse: version,
    address: toHash(settings),
    settings: Object.fromEntries(table),
    experiments: { a: runOf(arms.a), b: runOf(arms.b) },
  };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** What `rouse train --json` prints. */
export function jsonLines({ epochs }: Experiment): string {
  return epochs.map((report) => `${JSON.stringify(report)}\n`).join('');
}

type Cell = number | string | readonly number[];

/** Of the report itself; its lists over the layers are among the layers' columns. */
const columns = [
  'epoch',
  'loss',
  'train_accuracy',
  'test_accuracy',
  'test_loss',
  'ms_per_sample',
  'events_per_sample',
  'synaptic_operations_per_sample',
  'confusion',
] as const satisfies readonly (keyof EpochReport)[];

const layerColumns = [
  'firing_rate',
  'dead',
  'silent',
  'threshold_mean',
  'threshold_deviation',
  'threshold_minimum',
  'threshold_maximum',
  'threshold_histogram',
  'weight_movement',
  'mean_threshold_gradient',
] as const satisfies readonly (keyof LayerMetrics)[];

/** A row for each epoch of each experiment (RFC 4180); lists are numbers apart by spaces. */
export function metricsCsv(arms: readonly Experiment[]): string {
  const layers = Math.max(0, ...arms.flatMap(({ epochs }) => epochs.map((e) => e.layers.length)));
  const numbers = Array.from({ length: layers }, (_, layer) => layer);
  const names = numbers.flatMap((layer) => layerColumns.map((name) => `layer${layer + 1}_${name}`));
  const rows: Cell[][] = arms.flatMap((arm) =>
    arm.epochs.map((report) => [
      arm.name.toUpperCase(),
      ...columns.map((name) => report[name]),
      ...numbers.flatMap((layer) => layerColumns.map((name) => report.layers[layer]?.[name] ?? '')),
    ]),
  );
  const line = (cells: readonly Cell[]) =>
    `${cells.map((cell) => (typeof cell === 'object' ? cell.join(' ') : cell)).join(',')}\r\n`;
  return [['experiment', ...columns, ...names], ...rows].map(line).join('');
}
