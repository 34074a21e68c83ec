/** The texts of the lesson about motion in English: fetched with it, not with the first lesson. */
import { html } from 'lit';
import { count } from '../format';
import type { Direction } from '../lessons/motion_filters';
import { en as later } from './en_later';

const towards: Record<Direction, string> = {
  right: 'to the right',
  left: 'to the left',
  down: 'down',
  up: 'up',
};

export const en = {
  events: html`A film is a row of pictures, most of which repeat the one before. An <b>event camera</b> has no
    pictures. Each of its pixels speaks for itself, and only when its light changes: an ON event when it
    gets brighter, an OFF event when it gets darker. So it sees what moves, and hardly anything else.`,
  channels: html`Where does it move to? Below, the events go into a <b>convolution</b> with four channels. A
    channel is one neuron, repeated at every place of the picture with the same weights; each of the four is
    made for one direction. The maps show where a channel fires, the rows when.`,
  figure: {
    bar: 'A bar',
    barTo: (direction: Direction) => `A bar that moves ${towards[direction]}`,
    gesture: 'A gesture',
    camera: 'Your camera',
    className: (name: string): string => name,
    cameraOn: 'Start the camera',
    cameraOff: 'Stop the camera',
    troubles: later.camera.troubles,
    play: 'Play',
    pause: 'Pause',
    time: 'Time in the recording',
    inhibition: 'Inhibition',
    privacy:
      'The camera’s picture is a mirror here. Its video is turned into events on this device, is not stored, and never leaves the page.',
    events: (events: number) => `${count(events)} events, ON and OFF, in 1.5 seconds`,
    channel: (direction: Direction, spikes: number) =>
      `Where the channel for motion ${towards[direction]} fires: ${count(spikes)} spikes`,
    overTime: (counts: readonly number[]) =>
      `Spikes of the four channels over time: ${counts.map((spikes) => count(spikes)).join(', ')}`,
    waiting: (percent: number) => `The gestures are being filmed: ${percent} %.`,
    says: (what: string, shares: readonly (readonly [arrow: string, percent: number])[]) =>
      `${what[0]?.toUpperCase()}${what.slice(1)}. Of all spikes: ${shares.map(([arrow, percent]) => `${arrow} ${percent} %`).join(', ')}.`,
  },
  bars: html`Let the bar move in all four directions, and watch which channel fires.`,
  why: html`No channel knows what a direction is. A neuron of the channel → is <b>excited</b> by events on its
    left and <b>inhibited</b> by events on its right. A bar to the right meets the excitation first: the
    neuron fires, and is inhibited too late. A bar to the left meets the inhibition first, which leaks away
    slowly; when the excitation comes, it is not enough. Horace Barlow and William Levick found
    this in the retina of rabbits in 1965.`,
  blind: html`Take the inhibition away: draw it down to 0, and let the bar move.`,
  wave: html`Arms do not move like bars: they bend, sleeves have folds, and every edge has a direction of its
    own, so several channels fire at once. Put the inhibition back to 1, choose a gesture, or start the
    camera, step back and <b>wave</b>. A hand that goes to and fro is seen by → and by ←.`,
  find: html`Find a motion, your own or a gesture’s, in which → and ← together have at least 60 % of the
    spikes, and each of them 20 %.`,
  question: html`Take the inhibition away once more. The bar moves to the right. How many <b>percent</b> of all
    spikes has the channel → now?`,
  because: html`The channel ← has just as many. With excitation alone a channel fires wherever there are enough
    events, and cannot tell which way they went. It takes what comes second to say what came first.`,
  summary: html`These weights were set by hand. A network that learns gestures finds filters of its own, and they
    are harder to read: a second layer hears in which channels, where and when the first one fired.`,
  link: 'Train one: the laboratory with the gestures and their preset, camera included',
};

export type MotionMessages = typeof en;
