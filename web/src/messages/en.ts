/**
 * Every text of the playground and the lessons in English, by the room of the page where it stands.
 * The other tables have the same shape, so a text that is missing there does not compile.
 */
import { html } from 'lit';
import { count, percent, plural } from '../format';
import type { ArmVerdict, Verdict } from '../verdict';

export const en = {
  /** The header. */
  top: {
    intro: html`Two spiking networks learn the same event data side by side:
      <b class="a">A</b> keeps its firing thresholds fixed, <b class="b">B</b> trains them along with
      its weights.`,
    keys: 'Keys',
    speed: 'Speed',
    measureSpeed: 'Speed: measure it here',
    theme: 'Light or dark',
    useLight: 'Use light colours',
    useDark: 'Use dark colours',
    language: 'Language',
    dropHere: 'Drop N-MNIST files, a folder or a zip',
  },
  /** How A and B compare. */
  verdict: {
    empty: 'Press play: how A and B compare will stand here.',
    says: (verdict: Verdict): string => `${learned(verdict)} ${dead(verdict.arms)}`,
  },
};

function learned({ level, arms }: Verdict): string {
  const [first, second] = arms;
  if (!first) return '';
  const name = ({ arm }: ArmVerdict) => arm.toUpperCase();
  const epochs = (number: number) => plural(number, 'epoch');
  if (level === null) {
    const at = arms.map((one) => `${name(one)} is at ${percent(one.best)}`).join(', ');
    return `${at} after ${epochs(first.epochs)}.`;
  }
  const goal = percent(level, 0);
  const reached = `${name(first)} reached ${goal} after ${epochs(first.reached ?? 0)}`;
  if (!second) return `${reached}.`;
  if (second.reached === null) return `${reached}, ${name(second)} has not in ${second.epochs}.`;
  if (second.reached !== first.reached) {
    return `${reached}, ${name(second)} after ${second.reached}.`;
  }
  return `A and B both reached ${goal} after ${epochs(second.reached)}.`;
}

function dead(arms: readonly ArmVerdict[]): string {
  if (arms.every((one) => one.dead === 0)) return 'No hidden neuron is dead.';
  const worst = arms.toSorted((one, other) => other.dead - one.dead);
  const [first, ...others] = worst.map(({ arm, dead, hidden }, index) =>
    index === 0
      ? `${count(dead)} of ${arm.toUpperCase()}’s ${count(hidden)} hidden neurons are dead`
      : `${count(dead)} of ${arm.toUpperCase()}’s`,
  );
  return `${[first, ...others].join(', ')}.`;
}

/** What every table has. */
export type Messages = typeof en;
