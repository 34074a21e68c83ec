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

/** Words of 40 spikes in a second, whose channels tell the class. */
export function words(labels: readonly number[]): Tables {
  const lists = (of: (label: number, i: number) => number) =>
    labels.map((label) => Array.from({ length: 40 }, (_, i) => of(label, i)));
  return {
    '/labels': { type: 'u16', values: [...labels] },
    '/spikes/times': { type: 'f16', lists: lists((_, i) => i / 40) },
    '/spikes/units': { type: 'u16', lists: lists((label, i) => label * 35 + (i % 30)) },
  };
}
