/**
 * The English texts of what is no part of the first look: they are fetched with it. By the room where
 * they stand, as in `en.ts`.
 */
import { html, type TemplateResult } from 'lit';
import { compact, count, enumerate, milliseconds, percent, plural } from '../format';
import type { LayerFigures } from '../layer_figures';
import type { PresetGroup } from '../presets';
import type { ReachCounts } from '../reach';
import type { SettingName } from '../state';
import { scientific } from '../step_arithmetic';
import type { ArmVerdict, Verdict } from '../verdict';
import type { SettingText } from './en';

/** Settings that stand in panels which come later, or in the address alone. */
const settings = {
  data: {
    label: 'Data',
    says: 'Where the data comes from: the address of a pack, or nothing for built-in digits.',
  },
  runA: { label: 'A, fixed thresholds', says: 'Trains the network whose thresholds stay fixed.' },
  runB: {
    label: 'B, trainable thresholds',
    says: 'Trains the network that learns its thresholds.',
  },
  part: { label: 'Part of the data', says: 'Which part of the data is leafed through.' },
  sample: { label: 'Sample', says: 'Which recording is shown.' },
  layer: { label: 'Layer', says: 'Which layer is looked at closely.' },
  zoom: {
    label: 'Zoom',
    says: 'How closely to look: at the network, a layer, a neuron, or one step.',
  },
  neuron: { label: 'Neuron', says: 'Which neuron is looked at closely.' },
  thresholdMode: {
    label: 'B’s thresholds',
    says: 'Whether B learns a threshold for each neuron, one for each layer, or none.',
  },
  minimumThreshold: {
    label: 'Lowest threshold',
    says: 'Training never lowers a threshold below this; a lower start lowers it, too.',
  },
  loss: {
    label: 'Loss',
    says: 'What training makes small: the measure of how wrong the answers are.',
  },
  shift: {
    label: 'Random shift',
    short: 'Shift',
    says: 'Moves each training sample by up to so many pixels, so that the networks do not learn places by heart.',
  },
  flip: {
    label: 'Mirror',
    says: 'The probability with which left and right change places in a training sample, and with them the gestures of the right and the left hand or arm.',
  },
  rotation: {
    label: 'Random turn',
    short: 'Turn',
    says: 'Turns each training sample by up to so many degrees about the middle.',
  },
  timeScale: {
    label: 'Random pace',
    short: 'Pace',
    says: 'Makes each training sample faster or slower by up to this share: 0.2 stretches its times by 0.8 to 1.2.',
  },
  pool: {
    label: 'Pixels as one',
    short: 'Pixels',
    says: 'Makes one pixel of so many by so many of the files’ recordings; auto makes 32×32 of 128×128.',
  },
  firstMs: {
    label: 'Kept of each',
    says: 'How much of each recording in the files is used, from its beginning on; empty means all.',
  },
  cores: {
    label: 'Cores',
    says: 'Processor cores for each network: the last digits of a run depend on this number, but not on how many cores there are.',
  },
  surrogateFloor: {
    label: 'Surrogate floor',
    short: 'Floor',
    says: 'A lower bound of the surrogate, so that even a neuron far from its threshold gets a gradient; 0 is the paper’s rule.',
  },
  resetGradient: {
    label: 'Reset in training',
    says: 'Whether the backward pass knows that a spike ends what came before it: the paper’s does not.',
  },
  firingRateStrength: {
    label: 'Firing-rate pull',
    short: 'Pull',
    says: 'Adds to the loss for each hidden neuron that fires too little, which pulls silent neurons up; 0 switches it off.',
  },
  firingRateMinimum: {
    label: 'Least firing rate',
    short: 'Least rate',
    says: 'Below so many spikes per time bin, a neuron is pulled up.',
  },
  firingRateMaximum: {
    label: 'Most firing rate',
    short: 'Most rate',
    says: 'Above so many spikes per time bin, a neuron is pulled down by the firing-rate pull.',
  },
  gradientThinning: {
    label: 'Thinning of gradients',
    short: 'Thinning',
    says: 'About one in so many of a hidden layer’s gradients goes down to the layer below, weighted so that their mean stays, which makes training faster; 1 sends all.',
  },
  learningRateDecay: {
    label: 'Decay of learning rates',
    short: 'Decay',
    says: 'All learning rates are multiplied by this after every epoch; 1 leaves them as they are.',
  },
  drop: {
    label: 'Events left out',
    short: 'Left out',
    says: 'The share of each training sample’s events that is left out by chance, anew in every epoch.',
  },
  occupancy: {
    label: 'Events of one bin',
    short: 'Events',
    says: 'Whether several events of a channel within a time bin count as one or as many.',
  },
  readout: {
    label: 'Class score',
    says: 'What a class’s score is: the spikes of its output neuron, or the potential of one that never fires.',
  },
  currentRetention: {
    label: 'Current kept',
    says: 'The share of its synaptic current that a neuron keeps from one time bin to the next.',
  },
  membraneRetention: {
    label: 'Potential kept',
    says: 'The share of its membrane potential that a neuron keeps from one time bin to the next.',
  },
  retentions: {
    label: 'Retentions',
    says: 'Whether each neuron learns how much it keeps, or all keep the same.',
  },
  retentionLearningRate: {
    label: 'Learning rate, retentions',
    short: 'Their rate',
    says: 'How far one update moves trained retentions.',
  },
  recurrence: {
    label: 'Recurrence',
    says: 'Whether a layer’s spikes come back to it one time bin later, over weights of their own.',
  },
  adaptation: {
    label: 'Adaptation',
    says: 'What a spike leaves behind in its neuron: a higher threshold, or a current that counteracts.',
  },
  adaptationStrength: {
    label: 'Adaptation, strength',
    short: 'Strength',
    says: 'How much one spike adds to the adaptation.',
  },
  adaptationRetention: {
    label: 'Adaptation kept',
    short: 'Kept',
    says: 'The share of its adaptation that a neuron keeps from one time bin to the next.',
  },
  adaptationCoupling: {
    label: 'Adaptation, coupling',
    short: 'Coupling',
    says: 'The share of the membrane potential that is added to the adaptation in every time bin.',
  },
  maximumDelay: {
    label: 'Longest delay',
    says: 'Spikes of each hidden neuron arrive later by a delay of its own, which is learned: up to so many time bins, 0 for none.',
  },
  delayLearningRate: {
    label: 'Learning rate, delays',
    short: 'Its rate',
    says: 'How far one update moves the delays, in time bins.',
  },
  eventView: {
    label: 'View of the events',
    says: 'How a recording is drawn: fading events, a time surface, or counts of the latest events.',
  },
  camera: {
    label: 'Pixels of the camera',
    short: 'Pixels',
    says: 'How many pixels the webcam’s sensor has before they are pooled to those of the data, as its recordings were.',
  },
  contrast: {
    label: 'Contrast threshold',
    says: 'By how much a pixel’s log intensity must fall for an OFF event, and rise by three quarters of it for an ON event: raise it if a still picture flickers.',
  },
  slowness: {
    label: 'Speed of the recording',
    says: 'How many times slower than life a recording is played.',
  },
  dropout: {
    label: 'Dropout',
    says: 'The probability with which a hidden neuron is not heard in a training sample: one for all hidden layers, or one for each.',
  },
} satisfies Partial<Record<SettingName, SettingText>>;
export type LaterSetting = keyof typeof settings;

const presetGroups: Record<PresetGroup, string> = {
  start: 'Start here',
  words: 'For spoken digits',
  motion: 'For gestures',
  published: 'As published',
  high: 'Far too high: neurons stay silent',
  low: 'Far too low: neurons fire all the time',
};

export const en = {
  settings: settings as Readonly<Record<LaterSetting, SettingText>>,
  /** What the menus of the further settings offer. */
  choices: {
    resets: { paper: 'not seen (paper)', masked: 'masked' },
    losses: { rate_mse: 'firing rate, squared', cross_entropy: 'cross entropy' },
    occupancies: { binary: 'count as one', counts: 'are counted' },
    readouts: {
      spikes: 'spikes',
      maximum_potential: 'highest potential',
      mean_potential: 'mean potential',
    },
    retentions: { fixed: 'the same for all', per_neuron: 'trained, per neuron' },
    recurrences: { none: 'none', all: 'from each to each', others: 'to all but itself' },
    eventViews: { trail: 'Fading events', surface: 'Time surface', counts: 'Counts' },
    adaptations: { none: 'none', threshold: 'higher threshold', current: 'counter-current' },
  },
  /** The guided first visit. */
  introduction: {
    skip: 'Skip the introduction',
    back: 'Back',
    next: 'Next',
    done: 'Done',
    place: (step: number, steps: number) => `${step} of ${steps}`,
    threshold: 'Threshold θ',
    silent: 'Its potential stays below its threshold: it is silent. Go on and lower it.',
    spikes: (spikes: number) => (spikes === 0 ? 'silent' : plural(spikes, 'spike')),
    figure: (neuron: number, threshold: number, spikes: number) =>
      `Membrane potential of neuron ${neuron} with threshold ${compact(threshold)}: ` +
      `${plural(spikes, 'spike')}.`,
    steps: {
      spike: {
        title: 'A spike',
        says: html`<p>
          A neuron adds up what its inputs send. This sum, its membrane potential, leaks away unless
          more arrives. Where it reaches the threshold <i>θ</i>, the neuron fires a spike and starts
          again at 0. Below is a real one of these neurons.
        </p>`,
      },
      threshold: {
        title: 'Its threshold',
        says: html`<p>
          Move it. Low, and the neuron fires at almost anything; too high, and it never fires: a
          neuron that is always silent is dead. All thresholds begin at this value.
          <b class="a">A</b> keeps them, <b class="b">B</b> learns its own for every neuron.
        </p>`,
      },
      play: {
        title: 'Press play',
        says: html`<p>
          Both networks then train on the same recordings.
          <span class="keys">Space plays and pauses, too.</span>
        </p>`,
      },
      watch: {
        title: 'Watch them learn',
        says: html`<p>
          After each epoch, accuracy and dead neurons of <b class="a">A</b> and <b class="b">B</b>
          are drawn here. Next, choose the preset “Threshold 50”: all neurons fall silent, and B rouses
          its own.
        </p>`,
      },
    },
  },
  /** The menu of presets. */
  presetMenu: {
    title: 'Presets',
    groups: presetGroups,
    legend: html`Real runs over ten epochs, <b class="a">A</b> dashed, <b class="b">B</b> solid: at the
      left test accuracy, at the right dead neurons, each from 0 to 100 %. “N-MNIST recordings” and
      those for spoken digits and gestures ran on such recordings, all others on the built-in digits.`,
  },
  /** The pad for drawing a digit. */
  drawing: {
    title: 'Draw a digit',
    tipAbout: 'the drawing pad',
    tip: html`A camera makes its three small jumps over what you draw, as when the data was recorded.
      The events it sends are shown above and given to both networks; they are not trained on it.`,
    pad: (strokes: number) => `Drawing pad, ${plural(strokes, 'stroke')}`,
    hint: 'Draw a digit here, or press a number below to have one written.',
    keys: 'Arrows move the pen, Space puts it down or lifts it, Backspace undoes, Delete clears, 0 to 9 write a digit.',
    penDown: 'Pen down',
    penUp: 'Pen up',
    undo: 'Undo',
    clear: 'Clear',
    write: 'Have a digit written',
    writeOne: (digit: number) => `Write a ${digit}`,
    sees: (arm: string) => `${arm} sees`,
    says: (arm: string, digit: number | null) =>
      digit === null ? `${arm} says nothing.` : `${arm} sees ${digit}.`,
    scoresOf: (arm: string, scores: readonly number[]) =>
      `Scores of the classes by ${arm}: ${scores.map((n, digit) => `${digit}: ${compact(n)}`).join(', ')}.`,
    untrained: 'The networks are not trained yet: press play, and watch the answers become right.',
    silent: 'A network says nothing when none of its output neurons fires.',
    taught: (classes: readonly number[]) =>
      `The networks know ${enumerate(classes.map(String))} only: they take any other digit for one of these.`,
    otherSensor: (width: number, height: number) =>
      `This data comes from a sensor of ${width} × ${height} pixels; the camera that films drawings has 34 × 34. Load N-MNIST or the built-in digits to draw.`,
    failed: (why: string) => `The camera could not see the drawing: ${why}`,
  },
  /** The webcam before networks that know gestures. */
  camera: {
    title: 'Camera',
    tipAbout: 'the camera',
    tip: html`Your webcam, seen as an event camera sees: a pixel sends an ON event when it gets brighter by
      a share, an OFF event when it gets darker. What does not move sends nothing. Both networks look at the
      latest events, several times a second; they are not trained on them.`,
    hint: html`Press start, step back until your arms are in the picture, and wave.<br /><br />The video is turned
      into events on this device. It is not stored, and never leaves the page.`,
    start: { short: 'Start', all: 'Start the camera' },
    stop: { short: 'Stop', all: 'Stop the camera' },
    hold: 'Hold',
    follow: 'Go on',
    held: 'Held: play or move the recording above. The camera goes on when you press “Go on”.',
    mirror:
      'This picture is a mirror. The networks see you as others do, like the people in the recordings: your right hand is on the left above.',
    picture: (size: number) =>
      size === 0
        ? 'Events of the camera, which is off'
        : `Events of the camera as they come, ${size} × ${size} pixels, mirrored`,
    rates: (frames: number, events: string) => `${frames} frames/s, ${events} events/s`,
    says: (arm: string, gesture: string | null) =>
      gesture === null ? `${arm} says nothing.` : `${arm} sees ${gesture}.`,
    scoresOf: (arm: string, scores: readonly (readonly [name: string, score: number])[]) =>
      `Scores of the classes by ${arm}: ${scores.map(([name, n]) => `${name}: ${compact(n)}`).join(', ')}.`,
    troubles: {
      refused: (_why: string) =>
        'The camera was refused. Allow it for this page in the browser’s address bar, and press start again. In a frame, the page around it must allow it, too: allow="camera".',
      absent: (_why: string) => 'No camera was found. Connect one, and press start again.',
      inUse: (_why: string) =>
        'The camera cannot be read: another program may be using it. Close that program, and press start again.',
      insecure: (_why: string) =>
        'Browsers lend a camera only to pages that come by https or from this very machine. Open the page that way.',
      unplugged: (_why: string) =>
        'The camera is gone: it was unplugged, or taken back. Connect it, and press start again.',
      hidden: (_why: string) =>
        'The camera was switched off while the page was hidden. Press start to go on.',
      failed: (why: string) => `The camera cannot be used: ${why}`,
    },
  },
  /** How A and B compare, once they have trained. */
  verdict: {
    says: (verdict: Verdict): string => `${learned(verdict)} ${dead(verdict.arms)}`,
  },
  /** Recordings of a cochlea instead of a camera. */
  /** Beside data that is more than built-in digits. */
  notes: {
    unlabelled: (files: number) =>
      `${plural(files, 'file')} outside folders named by a digit: shown and classified, not trained on.`,
    remarks: (remarks: number) => `${plural(remarks, 'remark')} on the files`,
  },
  /** What other views of events show; `reach` is a time. */
  events: {
    surface: (reach: string) =>
      `As a time surface: the later a pixel’s latest event, the stronger it is; after ${reach} a third is left.`,
    counts: (reach: string) => `As counts of each pixel’s events in the last ${reach}.`,
  },
  hearing: {
    tip: html`A cochlea splits sound into channels, from the highest tones (channel 0) to the
      deepest. A channel sends events as long as it hears its tone. You see the word ten times
      slower.`,
    suits: (preset: string) => `The preset “${preset}” suits these recordings better.`,
    choose: 'Use it',
    listen: 'Listen',
    stop: 'Stop the sound',
    noSound: (why: string) => `The sound cannot be played: ${why}`,
    microphone: 'Microphone',
    noMicrophone: (why: string) => `The microphone cannot be used: ${why}`,
    sayADigit: 'Say a digit, in English or German.',
    hears: (arm: string, word: string) => `${arm} hears ${word}.`,
    nothing: 'nothing',
    channel: 'Channel',
    noDrawing:
      'This data comes from a cochlea, which cannot see. Load N-MNIST or the built-in digits to draw.',
    channelIs: (channel: number) => `channel ${channel}`,
    recording: (
      label: string,
      events: number,
      active: number,
      channels: number,
      duration: string,
    ) =>
      `Recording of class ${label}: ${count(events)} events in ${count(active)} of ` +
      `${count(channels)} channels, over ${duration}.`,
  },
  /** The views closer than the whole network. */
  closer: {
    layerInWords: (
      { neurons, dead, silent, rate }: LayerFigures,
      epoch: number | undefined,
    ) => html`${
      dead === undefined || epoch === undefined
        ? ''
        : html`<b class=${dead > 0 ? 'dead' : ''}>${count(dead)} of ${count(neurons)} dead</b> (no
          spike in ${epoch === 0 ? 'the test samples' : `training epoch ${epoch}`}).`
    }
      For this sample ${count(silent)} silent, mean rate ${percent(rate)}.`,
    barsTitle: (arm: string) => `Thresholds of experiment ${arm}`,
    barsAre: 'dashed: initial',
    neuronSays: (neuron: number, threshold: string, spikes: number) =>
      `Neuron ${neuron}: threshold ${threshold}, ${plural(spikes, 'spike')}`,
    dead: 'dead in the last epoch',
    mapsTitle: (arm: string) => `Feature maps of experiment ${arm}`,
    channelSays: (channel: number, spikes: number, threshold: string) =>
      `Channel ${channel}: ${spikes} spikes, threshold ${threshold}.`,
    mapsOrRaster: 'Show',
    featureMaps: 'filters and feature maps',
    spikeRaster: 'spikes over time',
    deadSign: html`<b class="dead" aria-hidden="true">×</b> dead in the last epoch`,
    sortedBy: 'Sorted by',
    orders: { neuron: 'neuron', threshold: 'threshold', rate: 'rate' },

    weights: 'Incoming weights',
    weightsTip:
      'Each pixel is one input’s weight: a spike there raises the potential or lowers it by so much.',
    potentialTip:
      'Input raises the potential, time lets it leak, and where it reaches the threshold the neuron fires and starts again.',
    surrogateTip:
      'How much of an error at this moment reaches the neuron: most at the threshold, less far from it.',
    thresholdsTip:
      'Each bar is one neuron’s threshold, which its potential must reach to fire; dead neurons are marked.',
    weightsTitle: (arm: string) => `Incoming weights, experiment ${arm}`,
    weightsSay: (title: string, inputs: number, low: number, high: number) =>
      `${title}: ${count(inputs)} inputs, from ${compact(low)} to ${compact(high)}.`,
    recurrentSay: (inputs: number, low: number, high: number) =>
      `From the ${count(inputs)} neurons of its own layer, from ${compact(low)} to ${compact(high)}.`,
    delaysSay: (inputs: number, low: number, high: number) =>
      `Delays of the ${count(inputs)} inputs, from ${compact(low)} to ${plural(Number(compact(high)), 'bin')}.`,
    layerBefore: 'layer before',
    ownLayer: 'Own layer',
    sameLayer: 'own layer',
    delaysTo: (longest: number) => `delays to ${longest}`,
    readByPotential:
      'These neurons never fire: the potential of each is the score of its class, and their thresholds say nothing.',
    adaptation: 'Adaptation',
    itsThreshold: 'Its threshold',
    potential: 'Membrane potential',
    potentialKey: 'thin: current',
    potentialAndAdaptationKey: 'thin: current, dotted: adaptation',
    potentialTitle: (arm: string) => `Membrane potential, experiment ${arm}`,
    potentialSays: (
      title: string,
      neuron: number,
      highest: number,
      threshold: number,
      spikes: number,
    ) =>
      `${title}, neuron ${neuron}: highest ${compact(highest)}, ` +
      `threshold ${compact(threshold)}, ${spikes} spikes.`,
    momentKey: 'click a moment',
    surrogate: 'Surrogate',
    surrogateKey: 'how far it lets learn',
    surrogateTitle: (arm: string) => `Surrogate value, experiment ${arm}`,
    surrogateSays: (title: string, neuron: number, highest: number) =>
      `${title}, neuron ${neuron}: highest ${compact(highest)}.`,
    historyTitle: (arm: string) => `Threshold over optimiser steps, experiment ${arm}`,
    historySays: (title: string, first: number, last: number, steps: number) =>
      `${title}: from ${compact(first)} to ${compact(last)} in ${plural(steps, 'step')}.`,
    optimiserSteps: (steps: number) => plural(steps, 'step'),
    gradientSays(gradient: number, fixed: boolean): TemplateResult | string {
      if (gradient === 0) return 'Gradient 0 leaves the threshold where it is.';
      const does = gradient > 0 ? 'down: rouses it.' : 'up: calms it.';
      return html`Gradient <b>${scientific(gradient)}</b> pushes the threshold
        ${does}${fixed ? ' It stays fixed.' : ''}`;
    },

    binIs: (bin: number, from: number, width: number) =>
      html`Bin <b>${bin}</b>, ${compact(from)} to ${compact(from + width)} ms`,
    binBefore: 'Previous time bin',
    binAfter: 'Next time bin',
    noSuchBin: 'The recording goes on, but the networks see no more of it.',
    arithmeticTitle: (arm: string) => `Arithmetic of experiment ${arm}`,
    inputSpikes: 'Inputs',
    andMore: (spikes: number) => `and ${count(spikes)} more`,
    neuronIs: (neuron: number) => `neuron ${neuron}`,
    synapticCurrent: 'Current',
    membranePotential: 'Potential',
    spikeQuestion: 'Threshold',
    spike: 'spike',
    noSpike: 'no spike',
    afterwards: 'After reset',
    itsGradient: 'Gradient',
    roundedNote: 'The numbers of the run itself, rounded to four decimals.',
  },
  energy: {
    title: 'Operations and energy of one sample',
    none: 'After the first epoch its samples’ operations are listed here.',
    layer: 'Layer',
    spikes: 'spikes',
    additions: 'additions',
    dense: 'computed densely',
    multiplyAccumulates: 'multiply-adds',
    total: 'All layers',
    note: (addition: number, multiplyAccumulate: number) =>
      `Means over the samples of the latest epoch. A spike adds each weight that it meets: ${addition} pJ; a dense network multiplies and adds: ${multiplyAccumulate} pJ. These are 32-bit floats in a 45 nm process (Horowitz, ISSCC 2014), without memory and neurons: an estimate, not a measurement.`,
  },
  /** Where is set what neurons remember by. */
  memory: {
    halves: (current: number, potential: number) =>
      `Of a current half is left after ${milliseconds(current)}, of a membrane potential after ${milliseconds(potential)}.`,
    adapts: (adaptation: number) =>
      `Half of an adaptation is gone after ${milliseconds(adaptation)}.`,
    delays: (longest: number) =>
      `Spikes of hidden neurons arrive up to ${milliseconds(longest)} late.`,
  },
  /** Where thresholds and the surrogate are dragged. */
  thresholds: {
    modes: {
      per_neuron: 'one per neuron',
      per_layer: 'one per layer',
      per_channel: 'one per channel',
      fixed: 'fixed, as A’s',
    },
    apart: 'Each layer its own',
    figure: (layer: string) => `Peaks of the membrane potentials, ${layer} layer.`,
    grips: {
      threshold: (layer: string) => `Initial threshold, ${layer} layer`,
      width: (layer: string) => `Surrogate width, ${layer} layer`,
      minimum: (layer: string) => `Lowest threshold, ${layer} layer`,
    },
    reaches({ fires, reached, beyond }: ReachCounts) {
      const all = fires + reached + beyond;
      if (beyond === all) return `All ${plural(all, 'neuron')} are too far below their threshold.`;
      const which = beyond === 0 ? 'all' : `${count(fires + reached)} of`;
      const far = beyond === 0 ? '' : `; ${count(beyond)} too far below their threshold`;
      return `The surrogate reaches ${which} ${plural(all, 'neuron')} (${count(fires)} fire)${far}.`;
    },
    axis: 'peak membrane potential',
    gradient: 'gets a gradient',
    none: 'gets none',
    now: 'thresholds now',
    reach: 'reach',
    reachSays:
      'Each neuron stands where its membrane potential peaks in the shown sample: a silent one can learn only if the surrogate, drawn around the threshold, still has a value there.',
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
      threshold_editor: 'Threshold editor',
      drawing: 'Draw a digit',
    },
  },
  /** The dialog that takes an experiment away. */
  exports: {
    title: 'Export',
    files: 'Files',
    save: (what: string) => `Save ${what}`,
    failed: (why: string) => `That could not be saved: ${why}`,
    model: 'Model',
    modelSays: 'weights and thresholds, as safetensors',
    checkpoint: 'Checkpoint',
    checkpointSays: 'all that it takes to go on, here or with rouse train --resume',
    open: 'Open…',
    noCheckpoint: (file: string) =>
      `${file} is no checkpoint; choose one that was saved here or by rouse train --checkpoint.`,
    notOpened: (why: string) => `That could not be opened: ${why}`,
    opened:
      'This run was opened from a file: if its learning rates were changed before, it cannot be repeated exactly.',
    metrics: 'Metrics',
    metricsSays: 'a row for each epoch of A and B, every layer in it',
    lines: 'JSON lines',
    linesSay: 'the same as rouse train --json prints',
    settings: 'Settings',
    settingsSay: 'the whole table, both networks and their options',
    figuresAre: 'Figures',
    figure: 'Figure',
    colours: 'Colours',
    light: 'Light, for paper',
    pageColours: 'As on the page',
    arm: (arm: string, fixed: boolean) =>
      `${arm.toUpperCase()}, ${fixed ? 'fixed' : 'trainable'} thresholds`,
    test: 'test',
    train: 'train',
    epoch: 'epoch',
    answer: 'answer',
    right: 'right',
    figures: {
      accuracy: 'Accuracy',
      loss: 'Loss',
      dead: 'Share of dead neurons',
      confusion: 'Confusion matrix',
    },
    thresholdsOf: (layer: string) => `Thresholds, ${layer} layer`,
    spikesOf: (layer: string, label: string, recording: string) =>
      `Spikes of the ${layer} layer for class ${label} (${recording})`,
    potentialOf: (neuron: number, layer: string) =>
      `Membrane potential, neuron ${neuron} of the ${layer} layer`,
    thresholdOf: (neuron: number, layer: string) =>
      `Threshold while training, neuron ${neuron} of the ${layer} layer`,
    repeat: 'Repeat the run',
    whose: 'Whose run',
    command: 'Command line',
    commandLine: 'command line',
    repeats: (epochs: number, trained: boolean) =>
      trained
        ? `Both repeat ${epochs === 1 ? 'the epoch' : `the ${epochs} epochs`} of this run to the last bit, on any machine.`
        : `Nothing is trained yet; both give the first ${epochs} epochs, to the last bit.`,
    ratesChanged: (times: number) =>
      `The learning rates were changed ${times === 1 ? 'once' : `${times} times`} during this run, so it cannot be repeated exactly: both train with those of its beginning. The settings file says what changed at which step.`,
    noCommand: 'Its layers differ from each other, which the command cannot say; JavaScript can.',
    needsData: (name: string) => `They need the same data: put ${name} where they look for it.`,
    copy: (what: string) => `Copy the ${what}`,
    copied: 'Copied.',
    byHand: 'Copy this with Ctrl+C or ⌘C',
    close: 'Close',
  },
  /** What an earlier visit left. */
  goOn: {
    title: 'An earlier run',
    says: (arms: readonly string[], when: string) =>
      `Go on where you stopped: ${arms.join('; ')}; ${when}.`,
    arm: (arm: string, epoch: number, accuracy: number) =>
      `${arm} at epoch ${epoch}${accuracy < 0 ? '' : `, ${percent(accuracy)}`}`,
    needs: (name: string) => `It needs its data: choose or drop ${name} first.`,
    goOn: 'Go on',
    dismiss: 'Dismiss',
    failed: (why: string) => `That run cannot be gone on with: ${why}`,
    dataGone: 'its data is not here any more.',
  },
  /** Data sets that stay on the device. */
  kept: {
    title: 'Kept on this device',
    holds: (recordings: number, size: string) => `${plural(recordings, 'recording')}, ${size}`,
    inUse: 'in use',
    load: (name: string) => `Load ${name}`,
    remove: (name: string) => `Remove ${name}`,
    reallyRemove: (size: string) => `Remove it and free ${size}?`,
    removeAll: 'Remove all',
    reallyRemoveAll: (sets: number, size: string) => `Remove all ${count(sets)} and free ${size}?`,
    confirm: 'Remove',
    refuse: 'Keep',
    notRemoved: 'That could not be removed; another tab may be using it.',
    keeping: 'Being kept on this device for the next visit.',
    troubles: {
      full: 'There is no room to keep this data on this device. After a reload, choose it again.',
      impossible: 'This browser keeps no data here. After a reload, choose it again.',
    },
    reused: 'Read from this device, not downloaded.',
    afresh: 'Download again',
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
    sizeSays: (width: number, height: number) =>
      `Smaller than ${width} × ${height}, it shows chosen figures instead of everything.`,
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

function learned({ level, arms }: Verdict): string {
  const [first, second] = arms;
  if (!first) return '';
  const name = ({ arm }: ArmVerdict) => arm.toUpperCase();
  const epochs = (number: number) => plural(number, 'epoch');
  if (level === null) {
    const at = (one: ArmVerdict) => `${name(one)} is at ${percent(one.best)}`;
    const after = (one: ArmVerdict) => ` after ${epochs(one.epochs)}`;
    const together = arms.every((one) => one.epochs === first.epochs);
    if (together) return `${arms.map(at).join(', ')}${after(first)}.`;
    return `${arms.map((one) => at(one) + after(one)).join(', ')}.`;
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

/** What every table of later texts has. */
export type LaterMessages = typeof en;
