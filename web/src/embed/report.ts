/** What a laboratory tells the outside: its state in one object, and its events. */

import type { EpochReport } from 'rouse-snn';
import type { RouseArmState, RouseEvents, RouseState, RouseStatus } from '../../public/rouse-lab';
import type { Experiment } from '../experiment';
import type { Lab } from '../lab';

/** From rest to work; the state of a laboratory is that of its busiest experiment. */
const order: readonly RouseStatus[] = [
  'empty',
  'ready',
  'paused',
  'preparing',
  'running',
  'failed',
];

export function stateOf(lab: Lab): RouseState {
  const status = lab.active
    .map((arm) => arm.status)
    .reduce<RouseStatus>(
      (most, one) => (order.indexOf(one) > order.indexOf(most) ? one : most),
      'empty',
    );
  return { status, a: armState(lab.arms.a), b: armState(lab.arms.b) };
}

function armState(arm: Experiment): RouseArmState {
  const accuracy = arm.epochs.at(-1)?.test_accuracy ?? -1;
  return {
    status: arm.status,
    epoch: arm.epoch,
    optimiserSteps: arm.optimiserSteps,
    testAccuracy: accuracy < 0 ? null : accuracy,
  };
}

export type Tell = <K extends keyof RouseEvents>(type: K, detail: RouseEvents[K]) => void;

/** Tells every epoch of each experiment, every change of state, and each trouble once. */
export function report(lab: Lab, tell: Tell): () => void {
  const told = new Map<Experiment, { epochs: EpochReport[]; count: number }>();
  const troubles = new Map<string, string>();
  let status = '';
  const epochs = () => {
    for (const arm of [lab.arms.a, lab.arms.b]) {
      const before = told.get(arm);
      // A reset begins a new list.
      const from = before?.epochs === arm.epochs ? before.count : 0;
      told.set(arm, { epochs: arm.epochs, count: arm.epochs.length });
      for (const one of arm.epochs.slice(from)) tell('epoch', { arm: arm.name, report: one });
    }
  };
  const trouble = (where: RouseEvents['error']['where'], key: string, message: string) => {
    if (message !== '' && troubles.get(key) !== message) tell('error', { where, message });
    troubles.set(key, message);
  };
  const run = () => {
    trouble('network', 'network', lab.networkProblem);
    for (const { name, failure } of [lab.arms.a, lab.arms.b]) trouble('network', name, failure);
    const state = stateOf(lab);
    const key = [state.status, state.a.status, state.b.status].join();
    if (key === status) return;
    status = key;
    tell('state', state);
  };
  const data = () => {
    trouble('data', 'data', lab.shelf.problem);
    trouble('data', 'selection', lab.shelf.selectionProblem);
  };
  const sample = () => {
    const { part, recording } = lab;
    if (!recording) return;
    const index = Math.min(lab.store.settings.sample, lab.shelf.size(part) - 1);
    const { label, name, times } = recording;
    const durationUs = times.at(-1) ?? 0;
    tell('sample', { part, index, label, name, events: times.length, durationUs });
  };
  const done = () => {
    // The news of the last epoch may still be on its way.
    epochs();
    tell('done', stateOf(lab));
  };
  const stops = [
    lab.on('epoch', epochs),
    lab.on('run', run),
    lab.on('data', data),
    lab.on('sample', sample),
    lab.on('done', done),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
