/** The texts of the lesson about hearing in English: fetched with it, not with the first lesson. */
import { html } from 'lit';
import type { Memory } from '../lessons/heard_runs';

export const en = {
  tone: {
    title: 'Events of each channel of the cochlea, from the highest tones to the deepest',
    frequency: 'Frequency of the tone',
    listen: 'Play the tone',
    channel: 'channel',
    waiting: 'The cochlea is being built…',
    says: (frequency: number, events: string, centre: number) =>
      html`A tone of <b>${frequency} Hz</b>: ${events} events, half of them above channel
        <b>${centre}</b> and half below.`,
  },
  cochlea: html`In your ear lies the <b>cochlea</b>, a rolled-up tube with a membrane in it. High tones
    shake its beginning, deep ones its end, and hair cells along it turn that into spikes. Rouse has an
    artificial one with 700 channels, after that of Cramer et al. (2020): channel 0 hears the highest
    tones, channel 699 the deepest.`,
  tones: html`Draw the tone below 200 Hz, then above 3,000 Hz, and watch the channels that answer.`,
  words: html`A word is many tones at once, and they change. Below, each dot is a spike: time runs to the
    right, channels from high to deep. Rouse speaks these words itself, with a voice of formants, each
    one a little differently. <b>Listen</b> plays what you see.`,
  previous: 'Previous word',
  next: 'Next word',
  look: html`Look at three different words, and listen to them. Where do you see the vowels, where the
    hiss of an s?`,
  order: html`What makes a word is the <b>order</b> of its sounds in time. A leaky neuron adds up what came,
    forgets it bit by bit, and does not know what came first. In this figure a step stands for 10 ms, and
    two pulses come 300 ms apart. With <i>r<sub>v</sub></i> = 0.9 the first is forgotten before the
    second is there.`,
  remember: html`Draw <i>r<sub>v</sub></i> up, and nothing else, until both pulses together make the
    neuron fire.`,
  memories: html`A slow leak is one memory. A layer can have others. With <b>recurrence</b> its
    neurons send their spikes to each other as well, so that what was heard goes around. With
    <b>delays</b> each neuron’s spikes arrive later, by a time that is learnt, so that what came early
    and what came late meet.`,
  memory: 'Memory of the network',
  memoryNames: {
    none: 'hardly any',
    leak: 'slow leak',
    recurrence: 'recurrence',
    delays: 'delays',
  } satisfies Record<Memory, string>,
  train: (epochs: number, words: number) =>
    html`Press play with “slow leak”: a network without connections back learns ${words} words
      in ${epochs} epochs.`,
  compare: html`Now choose “hardly any”, whose neurons lose half of their potential every 10 ms, and press
    play; then the same with recurrence and with delays. The table has all of your runs side by side.`,
  runs: 'Your runs: share of test words heard right',
  columns: ['memory', 'A right', 'B right', 'B, training words'],
  few: html`Be careful with what you conclude: there are few words to train on and few to test, so one word
    more or less is several points. The presets for words in the laboratory are made with these means, with
    more neurons and all twenty words.`,
  speak: html`Now say one. Press the <b>microphone</b> beside the recording and say a digit from zero to
    five in English. It goes through the same cochlea and into the network that you trained last. If you have no
    microphone, let Rouse say a word with a voice that was in no training data; it may be one that the
    network never learnt.`,
  own: 'Let Rouse say a word',
  say: html`Let a trained network hear a word, and read what it takes it for.`,
  question: (frequency: number) =>
    html`Which <b>channel</b> lies in the middle of those that answer a tone of ${frequency} Hz? Twenty more or less
      are right, too.`,
  because: (centre: number) =>
    html`Half of the events lie above channel ${centre}. Channels are not spread evenly over the
      frequencies but nearly evenly over octaves, as in your ear: an octave is nearly the same
      step anywhere on the slider.`,
  summary: html`So a cochlea turns sound into spikes by place and time, and a network that is to
    understand words has to remember: by its leaks, by recurrence, or by delays.`,
};

export type HearingMessages = typeof en;
