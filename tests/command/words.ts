/** Spoken words in the files of SHD, written by write_hdf5.cpp. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { command } from './support';

/** A data set of an HDF5 file; see write_hdf5.cpp. */
export interface Table {
  type: string;
  values?: unknown[];
  lists?: unknown[] | boolean;
  rows?: number;
  times?: number;
  gzip?: boolean;
}
export type Tables = Record<string, Table>;

export function writeHdf5(path: string, tables: Tables): void {
  const program = join(dirname(command), 'write_hdf5');
  const input = JSON.stringify(tables);
  const { status, stderr } = spawnSync(program, [path], { input });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}

/** Twenty classes in turn, `each` times. */
export const labels = (each: number): number[] =>
  Array.from({ length: 20 * each }, (_, i) => (i * 7) % 20);

/** Words of 40 spikes in a second, whose channels tell the class. */
export function words(spoken: readonly number[]): Tables {
  const lists = (of: (label: number, i: number) => number) =>
    spoken.map((label) => Array.from({ length: 40 }, (_, i) => of(label, i)));
  return {
    '/labels': { type: 'u16', values: [...spoken] },
    '/spikes/times': { type: 'f16', lists: lists((_, i) => i / 40) },
    '/spikes/units': { type: 'u16', lists: lists((label, i) => label * 35 + (i % 30)) },
  };
}

const training = words(labels(4));

const changed = (path: string, table: Table): Tables => ({ ...training, [path]: table });

function without(path: string): Tables {
  const { [path]: _, ...rest } = training;
  return rest;
}

/** One word. */
const small = (times: unknown[], units: unknown[], values: unknown[] = [3]): Tables => ({
  '/labels': { type: 'i64', values },
  '/spikes/times': { type: 'f32', lists: [times] },
  '/spikes/units': { type: 'i64', lists: [units] },
});

const tooMany = 4_000_000_000;

/** Files that every reader must refuse, by what is wrong with them, and a part of what it says. */
export const wrongFiles: Readonly<Record<string, readonly (readonly [Tables, string])[]>> = {
  'spikes that cannot be': [
    [small([0.1, 0.2], [5, 700]), 'recording 0, spike 1: unit 700'],
    [small([0.1, -0.25], [5, 6]), 'recording 0, spike 1: its time is -0.25'],
    [small(['nan'], [5]), 'its time is nan'],
    [small(['inf'], [5]), 'its time is inf'],
    [small([0.1, 0.2], [5]), '2 times, but 1 units'],
  ],
  'labels without names': [
    [small([0.1], [5], [20]), 'class 20 has no name'],
    [small([0.1], [5], [-1]), 'class -1 has no name'],
    [
      changed('/extra/keys', { type: 'text', values: ['zero'] }),
      '/extra/keys names classes 0 to 0',
    ],
  ],
  'another layout': [
    [{ '/events': { type: 'u8', values: [1] } }, '/spikes/times: it is missing'],
    [without('/spikes/units'), '/spikes/units: it is missing'],
    [without('/labels'), '/labels: it is missing'],
    [changed('/spikes/units', { type: 'f32', lists: [[1]] }), 'another type'],
    [changed('/spikes/times', { type: 'f32', values: [1] }), 'another type'],
    [changed('/labels', { type: 'f32', values: [1] }), 'whole numbers'],
    [changed('/labels', { type: 'u8', values: [1] }), 'it has 1 rows'],
    [changed('/extra/keys', { type: 'u8', values: [1] }), 'list of 1 to'],
    [changed('/extra/speaker', { type: 'u8', values: [1] }), '1 rows'],
  ],
  'more rows than there can be': [
    [changed('/labels', { type: 'u8', rows: tooMany }), `claims ${tooMany} rows`],
    [changed('/spikes/times', { type: 'f16', lists: true, rows: tooMany }), 'claims'],
  ],
};
