/** Every text of the lessons in English; see `en.ts`, of which it is the second half. */
import { html } from 'lit';
import type { RouseEvents } from '../../public/rouse-lab';
import { compact, count, enumerate, milliseconds, percent, plural } from '../format';
import type { ArmRun, Confused } from '../lessons/runs';

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
    failed: 'This lesson could not be loaded. Check your connection, then reload the page.',
    doneOf: (done: number, all: number) => `${done} of ${all} done`,
  },
  question: {
    answer: 'Your answer',
    check: 'Check',
    right: 'Right.',
    wrong: 'Not yet. Try it on the figure and look again.',
    noNumber: 'Write a number, for example 0.5.',
    early: 'Train first: the answer is in your own run.',
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
      currentRetention: html`Current kept, <i>r<sub>i</sub></i>`,
      membraneRetention: html`Potential kept, <i>r<sub>v</sub></i>`,
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
  reachFigure: {
    title: 'The surrogate over the potential, in powers of ten',
    potential: 'potential v',
    plotSays: (threshold: string, rest: string) =>
      `The surrogate on a scale of powers of ten: a tent with its top at the threshold, ${threshold}. ` +
      `At potential 0 it is ${rest}.`,
    says: (threshold: string, rest: string, gradient: string, share: string) =>
      html`An output that nothing reaches rests at potential 0, <b>${threshold}</b> below its threshold.
        The surrogate is <b>${rest}</b> there, which gives the threshold a gradient of
        <b>${gradient}</b>: the optimiser takes <b>${share}</b> of a full step.`,
  },
  rousing: {
    title: 'Rousing dead neurons',
    intro: html`A neuron whose threshold is too high never fires, and what never fires is hard to teach.
      Here you silence a whole network, and then you wake it. The idea is that of the paper which Rouse
      implements: S. M. Takaghaj and J. Sampson,
      <a href="https://arxiv.org/abs/2407.19566">To Spike or Not to Spike, that is the Question</a>.`,
    twins: (hidden: number) =>
      html`Two networks learn to read digits. Each has ${hidden} hidden neurons and ten outputs, one for
        each digit. <b class="a">A</b> keeps its thresholds, <b class="b">B</b> learns them along with
        its weights. All else is the same in both: first weights, samples, order.`,
    settings: { threshold: 'Threshold θ at the start', width: 'Width of the surrogate' },
    runs: 'Your runs',
    columns: ['threshold', 'width', 'A right', 'A dead', 'B right', 'B dead'],
    deadOf: (dead: number, all: number) => `${dead} of ${all}`,
    healthy: (epochs: number) =>
      html`Leave the threshold at 5 and press play. After ${epochs} epochs both read most of the test
        digits right.`,
    dead: html`A neuron is <b>dead</b> in an epoch when it fires for none of its samples. The figure has
      the share of dead neurons: solid lines for the hidden layer, dashed ones for the outputs. From a
      good start nearly all neurons live.`,
    broken: html`Now break it. Draw the threshold up and press play again, until all of A’s hidden
      neurons are dead to the very end.`,
    why: html`A learns nothing any more, and it cannot help itself. No hidden neuron fires, so
      no pulse reaches the outputs, and weights without pulses have no gradient. All that is left is what
      the surrogate reaches, and you know it from <a href="#surrogate">the lesson before</a>: far from
      the threshold it is next to nothing. Here it is for your sliders, on a scale where every line is ten
      thousand times less than the one above.`,
    trains: html`Small as it is, it has a direction. The same surrogate tells a <b>threshold</b> to go
      down, and at every step, spike or no spike. That is the paper’s idea: let thresholds learn, and
      neurons that never fired come within reach.`,
    roused: html`Find a threshold from which A stays dead to the end, and B reads at least half of the test
      digits.`,
    order: html`Look at B’s curves: the dashed one falls first. The outputs lower their thresholds until
      they fire, and only then is a gradient passed on to the hidden layer, which wakes in turn.`,
    lost: html`Go higher still, until B does not wake either.`,
    faint: html`The optimiser, Adam, makes up for small gradients, but not for those far below 10<sup>−8</sup>.
      That is where B gives up: look at the share of a full step above. So give it a longer reach.`,
    reached: html`Leave that threshold where it is and draw the surrogate wider, until B wakes and reads
      two digits in five.`,
    question: (rate: number, from: number, to: number) =>
      html`Where a gradient is not too small for it, Adam moves a threshold by about its learning rate in
        each step, here ${compact(rate)}. About how many <b>steps</b> does an output’s threshold need to come down from
        ${from} to ${to}?`,
    because: (way: number, rate: number, steps: number, perEpoch: number) =>
      html`${way} / ${compact(rate)} = ${compact(steps)} steps, and an epoch has ${perEpoch} of them here. That is
        why B takes an epoch or two to wake. At 0.001, the rate of the paper’s settings, it would take
        ${count(way / 0.001)} steps.`,
    summary: html`A threshold that is too high silences neurons, and silence teaches nothing. Thresholds
      that learn find their way back, as far as the surrogate reaches. A wider one helps A as well, for it
      reaches weights, too: your runs show how far.`,
  },
  events: {
    title: 'Learning from events',
    intro: html`An event camera takes no pictures. Each of its pixels speaks up by itself, when its
      light changes, and stays silent otherwise. That is the language of spikes. Here you train networks
      on such recordings, and read what the figures say about your run.`,
    event: html`An <b>event</b> has a place, a time in millionths of a second, and a sign: the pixel got
      brighter or darker. A digit on paper does not change, so for the data set N-MNIST the
      <b>camera</b> was moved, in three quick turns called saccades, about 100 ms each. These
      recordings are drawn by Rouse in the same way.`,
    previous: 'Previous recording',
    next: 'Next recording',
    sampleSays: ({ label, events, durationUs }: RouseEvents['sample']) =>
      html`This recording shows a <b>${label < 0 ? '?' : label}</b>: ${count(events)} events in
        ${milliseconds(durationUs)}, at ${34 * 34} pixels.`,
    look: html`Look at recordings of three different digits. Can you see the saccades?`,
    bins: html`A network does not read single events. Time is cut into <b>bins</b> of 5 ms, and what
      happens in one bin comes as one step: 60 steps for 300 ms. The <b>raster</b> of spikes has a row
      for each hidden neuron and a dot for each spike, from left to right in time; the bars count them.`,
    train: (epochs: number) =>
      html`Press play in the figure above. In every one of ${epochs} epochs the networks see each
        training recording once.`,
    curves: html`The <b>accuracy</b> is the share of right answers: dashed for the recordings that are
      trained on, solid for test recordings that no network ever learns from. The <b>loss</b> is what
      training really makes smaller: how far the outputs’ firing rates are from their targets.`,
    untrained: 'Train, and this line tells what the figures show.',
    curvesSay: ({ epochs, train, test }: ArmRun) =>
      html`After ${epochs} epochs B reads <b>${percent(train, 0)}</b> of the training recordings right, and
        <b>${percent(test, 0)}</b> of the test recordings.`,
    confusion: html`Which mistakes? In the <b>confusion matrix</b> each row is a digit, each column an
      answer, each number so many test recordings. Right answers stand on the diagonal; everything else
      is a mistake.`,
    layerSays: ({ hidden, dead, rate, epochs }: ArmRun) =>
      html`In epoch ${epochs}, <b>${dead}</b> of B’s ${hidden} hidden neurons were dead. On average a hidden
        neuron fired in <b>${percent(rate)}</b> of the steps: few spikes are enough.`,
    question: (label: number | null) =>
      label === null
        ? html`Train, and here will be a question about the mistakes of your own network.`
        : html`In your run, B makes most of its mistakes with the digit <b>${label}</b>. For which digit
            does it take a ${label} most often?`,
    because: ({ label, answers, times }: Confused) =>
      html`Row ${label}, column ${enumerate(answers.map(String))}: ${plural(times, 'time')}.
        ${answers.length > 1 ? 'They are level, so each would do. ' : ''}The answer is yours alone: another
        seed makes other mistakes.`,
    heart: html`Between the dashed and the solid curve lies the <b>gap</b> between knowing by heart and understanding.
      With ten recordings of each digit the networks soon know these by heart, but new ones they
      often get wrong. What counts is the solid curve: whether they <b>generalise</b>.`,
    amount: 'Training recordings of each digit',
    more: (gap: number) =>
      html`Give them more recordings and press play, until B’s gap is below ${percent(gap, 0)} after the
        last epoch.`,
    real: html`<b>Real recordings.</b> N-MNIST was filmed with such a camera (Orchard et al. 2015, CC BY-SA
      4.0). If you have its Train.zip and Test.zip, its folders, or a Rouse pack, open them here, and all
      figures of this page are about them. Files stay on your device.`,
    files: 'Files',
    folder: 'Folder',
    address: 'Address of a pack',
    load: 'Load',
    loading: 'Loading…',
    loaded: 'They are there: press play.',
    summary: html`That is all it takes to read a training: what goes in, how fast it learns, which mistakes
      are left, who is silent, and whether it holds for what was never seen. The laboratory has the same
      figures, and many more.`,
  },
  truth: {
    title: 'Is it true?',
    intro: html`The paper says that trainable thresholds help. You predict where, run its experiment
      yourself, and let your own numbers judge, chance included.`,
  },
  motion: {
    title: 'Seeing motion',
    intro: html`An event camera sees what moves. Four channels tell where it moves to. Here you watch them
      fire, for a bar, for a gesture, and for your own hand.`,
  },
  hearing: {
    title: 'Hearing with spikes',
    intro: html`A cochlea turns sound into spikes, and words are made of sounds in order. Here you hear
      what networks hear, give them a memory, and say a digit to them.`,
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
