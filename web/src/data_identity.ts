/** Which data a run was made from: enough for another visit or program to tell whether it has it. */
import type { DataOptions, DataSource, PreparedData } from 'rouse-snn';

export type DataIdentity = {
  classes: readonly number[];
  /** 0 for all. */
  perClass: number;
  /** How many by how many pixels are one, if any. */
  pool?: number;
  /** What is kept of each recording, where that is not all. */
  firstMs?: number;
} & (
  | {
      kind: 'builtin';
      /** Digits before the camera, or words, or gestures. */
      name?: 'spoken-digits' | 'gestures';
      trainCount: number;
      testCount: number;
      seed: number;
    }
  /** A pack that can be loaded again. */
  | { kind: 'url'; url: string; name: string }
  /** Files of the visitor's own. The page cannot open them again by itself. */
  | { kind: 'files'; name: string; train: number; test: number; events: number }
);

export function identityOf(
  source: DataSource,
  name: string,
  { classes = [], perClass = 0, firstMs = 0 }: DataOptions,
  { train, test, pool }: PreparedData,
): DataIdentity {
  const selection = {
    ...{ classes, perClass },
    ...(pool && pool > 1 && { pool }),
    ...(firstMs > 0 && source.kind !== 'builtin' && { firstMs }),
  };
  if (source.kind === 'builtin') return { ...source, ...selection };
  if (source.kind === 'url') return { ...source, name, ...selection };
  const sizes = { train: train.labels.length, test: test.labels.length };
  const events = (train.events ?? 0) + (test.events ?? 0);
  return { kind: 'files', name, ...sizes, events, ...selection };
}

export function sameData(one: DataIdentity, other: DataIdentity | null | undefined): boolean {
  const sorted = (identity: DataIdentity | null | undefined) =>
    identity && JSON.stringify(Object.entries(identity).sort());
  return sorted(one) === sorted(other);
}
