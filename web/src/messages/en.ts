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
    share: 'Share',
    dismiss: 'Dismiss',
    data: 'Data',
    network: 'Network',
    learning: 'Learning',
  },
  /** What assistive technology is told. */
  spoken: {
    training: 'Training.',
    paused: 'Paused.',
    ready: 'Ready to train.',
    accuracy: (parts: readonly string[]) => `Test accuracy: ${parts.join(', ')}.`,
    after: (arm: string, share: string, epoch: number) => `${arm} ${share} after epoch ${epoch}`,
  },
  /** A laboratory in little room. */
  embed: {
    training: 'Training',
    play: 'Play',
    pause: 'Pause',
    epoch: 'Step one epoch',
    reset: 'Reset',
    trains: (epoch: number) => `Training, epoch ${epoch}`,
    rests: (epoch: number) => `Paused, epoch ${epoch}`,
    prepares: 'Getting ready',
    ready: 'Ready',
    testAccuracy: 'Test accuracy after the latest epoch',
    figure: 'Figure',
    secondFigure: 'Second figure',
    empty: 'Press play',
    figures: {
      accuracy: 'Accuracy',
      rasters: 'Spikes',
      recording: 'Recording',
      dead: 'Dead neurons',
      loss: 'Loss',
      thresholds: 'Thresholds',
      confusion: 'Confusion',
      network: 'Settings',
    },
  },
  /** The dialog that gives links and tags. */
  share: {
    title: 'Share this experiment',
    close: 'Close',
    says: 'All three repeat it bit by bit, its seed included.',
    link: 'Link',
    frame: 'Frame',
    element: 'Element',
    linkSays: 'Opens the whole page with these settings.',
    frameSays: 'An iframe for any web page, course platform or notebook.',
    elementSays: 'For a page of your own: it can be scripted and follows your colours.',
    copy: (what: string) => `Copy the ${what.toLowerCase()}`,
    copied: 'Copied.',
    byHand: 'Copy this with Ctrl+C or ⌘C',
    show: 'What is shown',
    size: 'Size',
    width: 'Width',
    height: 'Height',
    autoplay: 'Trains as soon as it is seen',
    pinned: (version: string) => `Pinned to version ${version}.`,
    here: (version: string) =>
      `Version ${version}, from the address where you read this: it changes when the page does.`,
    ownData: 'Your own files stay on this device: others see the built-in digits instead.',
    rooms: {
      header: 'Header',
      transport: 'Play, step and scores',
      data: 'Data',
      network: 'Settings',
      activity: 'Activity',
      learning: 'Learning',
    },
  },
};

/** What every table has. */
export type Messages = typeof en;
