/**
 * Every text of the playground and the lessons in English, by the room of the page where it stands.
 * The other tables have the same shape, so a text that is missing there does not compile.
 */
import { html } from 'lit';

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
};

/** What every table has. */
export type Messages = typeof en;
