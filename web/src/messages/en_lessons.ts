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
  surrogateFigure: {
    stairsTitle: 'Spikes for every weight',
    bellTitle: 'The surrogate over the potential',
    weight: 'weight w',
    potential: 'potential v',
    width: 'Width of the surrogate',
    learn: 'Learn one step',
    again: 'Start again',
    stairsSay: (weight: string, spikes: number) =>
      `A staircase: spikes against weight. At weight ${weight} the neuron fires ${spikes} times.`,
    bellSays: (width: string, peak: string) =>
      `The surrogate reaches ${width} to both sides of the threshold; the potential rises to ${peak}.`,
    says: (spikes: number, wanted: number, peak: string, threshold: string, gradient: string) =>
      html`It fires <b>${spikes}</b> times of ${wanted} wanted; its potential rises to ${peak}, the
        threshold is ${threshold}. The surrogate’s gradient of the weight is <b>${gradient}</b>.`,
  },
  surrogate: {
    title: 'A slope for spikes',
    intro: html`Networks learn by slopes: a little more weight, a little less error. A spike has no
      slope. It is there or it is not. This lesson shows what training does instead.`,
    stairs: html`On the left, every weight that this neuron could have, and how often it then fires. The
      curve is a staircase: flat nearly everywhere, so its slope is 0, and infinitely steep in between.
      A small step of the weight changes nothing at all, and learning cannot tell where to go.`,
    bell: html`So training lies a little. In place of the spike’s derivative it puts a smooth
      <b>surrogate</b> ρ(<i>v</i> − θ), drawn on the right: large where the potential is near its
      threshold, 0 where it is far. The short lines are this neuron’s own potentials, one for each step
      of time. Only those under the surrogate tell it to learn.`,
    flat: html`The neuron is silent, and its potential stays far below the threshold. Press <b>Learn one
      step</b>: with a surrogate this narrow nothing moves.`,
    wide: html`Draw the surrogate wider, until its gradient is no longer 0, although the neuron is still
      silent.`,
    learn: (wanted: number) =>
      html`Now let it learn, step by step, until it fires ${wanted} times.`,
    question: (peak: number, threshold: number) =>
      html`Another neuron’s potential rises to ${peak} and no further; its threshold is ${threshold}. How
        wide must this triangular surrogate be <b>at least</b>, before the neuron can learn?`,
    because: html`A triangle ends where the distance from the threshold is its width, here 5 − 2 = 3.
      The paper’s exponential surrogate never ends, so it reaches every neuron, if ever so faintly.`,
    summary: html`The same surrogate gives the threshold its slope: lowering θ brings the potential
      nearer just as raising <i>w</i> does. That is how Rouse wakes neurons that never fire.`,
  },
};

export type LessonMessages = typeof en;
