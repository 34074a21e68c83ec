/**
 * Every text of the playground and the lessons in English, by the room of the page where it stands.
 * The other tables have the same shape, so a text that is missing there does not compile.
 */
import { html } from 'lit';
import { count, plural } from '../format';

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
    dropHere: 'Drop N-MNIST files, a folder, a zip or a pack',
  },

  /** The data: what is loaded, which part of it, and one recording played. */
  data: {
    title: 'Data',
    tipAbout: 'events',
    tip: html`An event camera has no frames. A pixel sends an event when it gets brighter (ON) or
      darker (OFF). The camera makes three small jumps over each digit; you see them ten times
      slower.`,
    pause: 'Pause the recording',
    play: 'Play the recording',
    time: 'Time in the recording',
    part: 'Part of the data',
    parts: { test: 'Test', train: 'Train', unlabelled: 'Files' },
    place: (shown: number, size: number) => `${count(shown)} of ${count(size)}`,
    previous: 'Previous sample',
    next: 'Next sample',
    builtin: 'Built-in digits',
    sizes: (train: number, test: number) => `${count(train)} to train, ${count(test)} to test`,
    unlabelled: (files: number) =>
      `${plural(files, 'file')} outside folders named by a digit: shown and classified, not trained on.`,
    reading: (what: string, percent: number, secondsLeft: number) =>
      `Reading ${what}: ${percent} %${secondsLeft > 0 ? `, about ${secondsLeft} s to go` : ''}`,
    readingLabel: 'Reading data',
    cancel: 'Cancel',
    dropOrChoose: 'Drop your own N-MNIST files or a pack anywhere, or choose:',
    files: 'Files',
    folder: 'Folder',
    useBuiltin: 'Built-in',
    goesOn: 'The experiment goes on with its data.',
    dismiss: 'Dismiss',
    remarks: (remarks: number) => `${plural(remarks, 'remark')} on the files`,
    classes: 'Classes',
    all: 'all',
    events: (events: number, duration: string) => `${count(events)} events in ${duration}`,
    noRecording: 'No recording yet.',
    recording: (label: string, events: number, on: number, duration: string) =>
      `Recording of class ${label}: ${count(events)} events, ${count(on)} ON and ` +
      `${count(events - on)} OFF, over ${duration}.`,
  },
};

/** What every table has. */
export type Messages = typeof en;
