/** Every text of the lessons in English; see `en.ts`, of which it is the second half. */
import { html } from 'lit';
import { compact, enumerate, plural } from '../format';

export const en = {
  frame: {
    lessons: 'Lessons',
    laboratory: 'Laboratory',
    language: 'Language',
    useLight: 'Use light colours',
    useDark: 'Use dark colours',
    number: (number: number) => `Lesson ${number}, five minutes`,
    next: (title: string) => `Next: ${title}`,
    toLaboratory: 'On to the laboratory',
    done: 'done',
  },
  question: {
    answer: 'Your answer',
    check: 'Check',
    right: 'Right.',
    wrong: 'Not yet. Try it on the figure and look again.',
    noNumber: 'Write a number, for example 0.5.',
  },
  task: { done: 'Done:', open: 'Try it:' },
  figure: {
    pulses: 'pulses in',
    current: 'current i',
    potential: 'potential v',
    spikes: 'spikes out',
    track: 'Input pulses: arrow keys move, space sets or takes away',
    stepSays: (step: number, pulse: boolean) => `step ${step}, ${pulse ? 'a pulse' : 'no pulse'}`,
    hint: 'Click in the first row to set a pulse, or to take it away.',
    clear: 'No pulses',
    settings: {
      weight: 'Weight w',
      currentRetention: 'Current kept, r_i',
      membraneRetention: 'Potential kept, r_v',
      threshold: 'Threshold θ',
    },
    says: (pulses: readonly number[], spikes: readonly number[], peak: number) =>
      `${plural(pulses.length, 'pulse')} in, at steps ${enumerate(pulses.map(String)) || 'none'}; ` +
      `the potential rises to ${compact(peak)}; ${plural(spikes.length, 'spike')} out` +
      `${spikes.length > 0 ? `, at steps ${enumerate(spikes.map(String))}` : ''}.`,
    step: (step: number) => html`Step ${step}: `,
    outcome: (potential: string, threshold: string, fires: boolean) =>
      fires
        ? html`${potential} ≥ ${threshold}: it <b>fires</b>, and the potential starts again from 0.`
        : html`${potential} &lt; ${threshold}: it stays silent.`,
  },
  neuron: {
    title: 'One neuron',
    intro: html`A spiking neuron listens to pulses, forgets a little at every step, and answers with a
      spike when enough has come together. That is all a network in Rouse is made of. Here is one of
      them, computed by the same code that trains the networks.`,
    leak: html`Every pulse adds the weight <i>w</i> to the <b>synaptic current</b> <i>i</i>. The
      current flows into the <b>membrane potential</b> <i>v</i>. Both leak: from one step to the next
      only the share <i>r<sub>i</sub></i> of the current is kept, and <i>r<sub>v</sub></i> of the
      potential. Move over the figure to see each step’s numbers.`,
    twoPulses: html`One pulse alone is too weak for this neuron. Leave the sliders where they are and
      set a second pulse, so near to the first that the neuron fires.`,
    threshold: html`The dashed line is the <b>threshold</b> θ. A neuron fires at the step at which its
      potential reaches it, and only then: what comes out is a spike or nothing. After the spike the
      potential is <b>reset</b> to 0, and the current that is still there begins to fill it again.`,
    leaky: html`Make the neuron forget faster: draw <i>r<sub>v</sub></i> below 0.9, until two pulses no
      longer make it fire.`,
    rouse: html`Now it is silent, and silent neurons tell a network nothing. Do not touch the leak or
      the weight: wake it with its threshold alone.`,
    rate: html`A low threshold makes a neuron fire at almost anything. Make it fire at least six times
      from at most two pulses.`,
    question: html`Take all pulses away but one at step 10, and draw the leak of the current to
      <i>r<sub>i</sub></i> = 0.5. What share of the pulse’s current is left <b>three steps later</b>,
      at step 13?`,
    because: html`At every step half of it stays: 0.5 · 0.5 · 0.5 = 0.125 of <i>w</i>. So a neuron
      remembers only for a while, and pulses count together when they come close in time.`,
    summary: html`So a neuron has three ways to be silent: weak weights, a fast leak, or a threshold
      that is too high. Networks usually learn the weights only. Rouse learns the thresholds, too.`,
  },
};

export type LessonMessages = typeof en;
