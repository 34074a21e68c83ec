/**
 * The English texts of the page's first look, by the room where they stand; what comes later has its
 * texts in `en_later.ts`, the lessons theirs in `en_lessons.ts`.
 * The other tables have the same shape, so a text that is missing there does not compile.
 */
import { html } from 'lit';
import type { LayerSpec } from 'rouse-snn';
import type { Explanations } from '../explanations/topics';
import type { Remedy } from '../fields';
import { count, enumerate, percent, plural } from '../format';
import type { LayerFigures } from '../layer_figures';
import type { PresetId } from '../presets';
import type { AddressProblem, SettingName } from '../state';
import type { LaterSetting } from './en_later';

/** How a setting is called, and one sentence on what it does. */
export interface SettingText {
  label: string;
  /** Beside the setting that it belongs to, where there is little room. */
  short?: string;
  says: string;
}

const settings: Record<Exclude<SettingName, LaterSetting>, SettingText> = {
  classes: { label: 'Classes', says: 'Which classes the networks are to tell apart.' },
  perClass: {
    label: 'Samples per class',
    says: 'How many recordings of each digit are used: fewer make an epoch shorter.',
  },
  hidden: {
    label: 'Hidden sizes',
    says: 'Neurons of each hidden layer: “512” is one layer, “500, 500” are two; “16c5s2p2” convolves.',
  },
  threshold: {
    label: 'Initial threshold',
    says: 'A neuron fires when its membrane potential reaches its threshold: B learns each neuron’s threshold from this value on, A keeps it.',
  },
  learningRate: {
    label: 'Learning rate, weights',
    says: 'How far one update moves the weights: too small is slow, too large never settles.',
  },
  thresholdLearningRate: {
    label: 'Learning rate, thresholds',
    says: 'How far one update moves B’s thresholds; A has no use for it.',
  },
  surrogate: {
    label: 'Surrogate',
    says: 'A spike has no useful derivative, so training uses a smooth stand-in around the threshold.',
  },
  surrogateWidth: {
    label: 'Surrogate width',
    short: 'Its width',
    says: 'How far from its threshold a neuron still learns: a narrow surrogate cannot wake a neuron that is far away.',
  },
  surrogateScale: {
    label: 'Surrogate scale',
    short: 'Its scale',
    says: 'How strong the surrogate’s gradient is, near the threshold and far from it.',
  },
  seed: {
    label: 'Seed',
    says: 'Decides all that is random, so the same seed repeats the same run.',
  },
  steps: { label: 'Time bins', says: 'Into how many steps of time a recording is cut.' },
  binUs: {
    label: 'Bin width',
    says: 'How long one step of time is, in millionths of a second.',
  },
  batch: {
    label: 'Batch',
    says: 'How many samples are looked at before each update of weights and thresholds.',
  },
  epochs: { label: 'Epochs', says: 'Training stops after so many epochs; empty means no end.' },
};

const presets: Record<PresetId, { label: string; says: string }> = {
  good: {
    label: 'Good start',
    says: 'A sensible threshold: both networks learn, B usually a little faster.',
  },
  fast: {
    label: 'Small and fast',
    says: '64 neurons and half the time bins: an epoch is over in a moment and hardly less is learnt.',
  },
  best: {
    label: 'Best accuracy',
    says: 'Small batches and shifted samples: slower, but right most often in the end.',
  },
  nmnist: {
    label: 'N-MNIST recordings',
    says: 'Drop N-MNIST files: both pass 90 % on the test files within ten epochs, 95 % within thirty.',
  },
  'nmnist-convolutional': {
    label: 'N-MNIST, convolutional',
    says: 'Drop N-MNIST files: feature maps make fewer mistakes on them.',
  },
  shd: {
    label: 'Spoken digits (SHD)',
    says: 'The paper’s network for spoken digits, with settings that learn them.',
  },
  'shd-recurrent': {
    label: 'Recurrent',
    says: 'Its hidden layers hear their own spikes, too, one time bin later.',
  },
  'shd-adaptive': {
    label: 'Adaptive',
    says: 'After each spike, a current works against the next one for a while.',
  },
  'shd-delays': {
    label: 'With delays',
    says: 'Learns how late spikes arrive and what each neuron keeps: the best network for words.',
  },
  gestures: {
    label: 'Gestures',
    says: 'Convolutions that see how arms move, for gestures before a camera.',
  },
  'gestures-paper': {
    label: 'Paper’s 64 neurons',
    says: 'The paper’s network for gestures, with settings that learn them; “Pixels as one” at 1 gives it all 32768 inputs.',
  },
  'high-40': {
    label: 'Threshold 40',
    says: 'Nearly all neurons are silent. B lowers its thresholds within an epoch; A needs many.',
  },
  'high-50': {
    label: 'Threshold 50',
    says: 'All are silent. B rouses its output neurons first, then the hidden ones; A hardly wakes.',
  },
  'high-60': {
    label: 'Threshold 60',
    says: 'Near the end of the surrogate’s reach: B takes some epochs longer, A never wakes.',
  },
  'low-0.1': {
    label: 'Threshold 0.1',
    says: 'Neurons fire at almost anything, so their spikes say little. B raises its thresholds.',
  },
  'low-0.05': {
    label: 'Threshold 0.05',
    says: 'Neurons fire nearly all the time: B raises its thresholds and learns, A hardly does.',
  },
  'low-0.02': {
    label: 'Threshold 0.02',
    says: 'The worst case: for A every event is a spike, and nothing tells the digits apart.',
  },
  paper: {
    label: 'Paper: 2312-500-500-10',
    says: 'Its options, made for 60\u00a0000 recordings: slow, and from few it learns little.',
  },
};

function remedy(wrong: Remedy): string {
  switch (wrong.kind) {
    case 'number': {
      const kind = wrong.whole ? 'a whole number' : 'a number';
      return `Write ${kind} from ${wrong.minimum} to ${wrong.maximum}, for example ${wrong.example}.`;
    }
    case 'limit':
    case 'fitting': {
      const empty = wrong.kind === 'limit' ? 'all' : 'what suits the data';
      return `Write a whole number from ${wrong.minimum} to ${wrong.maximum}, or leave it empty for ${empty}.`;
    }
    case 'choice':
      return `Choose one of ${wrong.choices.join(', ')}.`;
    case 'switch':
      return 'Write 1 for on or 0 for off.';
    case 'address':
      return 'Write an address that begins with https://, or one beside the page.';
    case 'origin':
      return 'Write an origin, for example "https://example.org".';
    case 'laboratory':
      return 'Write the id of another <rouse-lab> of this page.';
    case 'names':
      return `"${wrong.unknown}" is none of ${wrong.names.join(', ')}.`;
    case 'parts':
      return `"${wrong.unknown}" is none of the rooms (${wrong.names.join(', ')}) and none of their parts, which docs/embedding.md lists.`;
    case 'sizes':
      return `Write one size from ${wrong.minimum} to ${wrong.maximum} for each of at most ${wrong.most} hidden layers, for example 512 or 500, 500, or a convolution: 16c5s2p2.`;
    case 'classes':
      return `Write the classes to keep, from ${wrong.minimum} to ${wrong.maximum}, for example "0,1,2", or nothing for all.`;
  }
}

export const en = {
  /** The header. */
  top: {
    intro: html`Two spiking networks learn the same event data side by side:
      <b class="a">A</b> keeps its firing thresholds fixed, <b class="b">B</b> trains them along with
      its weights.`,
    keys: 'Keys',
    lessons: 'Lessons: short ones, with live figures',
    measureSpeed: 'Speed: measure it here',
    theme: 'Light or dark',
    useLight: 'Use light colours',
    useDark: 'Use dark colours',
    language: 'Language',
    dropHere: 'Drop N-MNIST, SHD or DVS128 files, a folder, a pack or a sound',
    experiments: 'Experiments',
    export: 'Export',
    share: 'Share',
    dismiss: 'Dismiss',
    data: 'Data',
    network: 'Network',
    learning: 'Learning',
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
    draw: 'Draw',
    drawSays: 'Write a digit and see what the networks take it for',
    place: (shown: number, size: number) => `${count(shown)} of ${count(size)}`,
    previous: 'Previous sample',
    next: 'Next sample',
    builtin: 'Built-in digits',
    sizes: (train: number, test: number) => `${count(train)} to train, ${count(test)} to test`,
    heldOut: (share: number) => ` (${percent(share, 0)} of each class held out)`,
    reading: (what: string, percent: number, secondsLeft: number) =>
      `Reading ${what}: ${percent} %${secondsLeft > 0 ? `, about ${secondsLeft} s to go` : ''}`,
    readingLabel: 'Reading data',
    cancel: 'Cancel',
    cancelled: (what: string) => `Reading ${what} was cancelled.`,
    dropOrChoose: 'Drop your own N-MNIST, SHD or DVS128 files or a pack anywhere, or choose:',
    files: 'Files',
    filesSay: 'Recordings, archives, packs or sounds; nothing is sent anywhere',
    folder: 'Folder',
    folderSays: 'A folder of recordings, with those in it',
    useBuiltin: 'Built-in',
    builtinSays: 'Digits before an event camera, made in the page',
    words: 'Spoken digits',
    wordsSay: 'Twenty words heard by a cochlea, made in the page',
    gestures: 'Gestures',
    gesturesSay: 'Eleven gestures before an event camera, made in the page',
    goesOn: 'The experiment goes on with its data.',
    dismiss: 'Dismiss',
    classes: 'Classes',
    all: 'all',
    events: (events: number, duration: string) => `${count(events)} events in ${duration}`,
    noRecording: 'No recording yet.',
    recording: (label: string, events: number, on: number, duration: string) =>
      `Recording of class ${label}: ${count(events)} events, ${count(on)} ON and ` +
      `${count(events - on)} OFF, over ${duration}.`,
  },
  /** How A and B compare. */
  verdict: {
    empty: 'After an epoch, how A and B compare stands here.',
  },
  /** Words that several rooms use. */
  words: {
    list: enumerate,
    layer: layerName,
    close: 'Close',
  },

  settings,
  presets,

  /** Texts that are no values, and addresses that cannot be read. */
  fields: {
    remedy,
    addressProblem: (problem: AddressProblem) => {
      if (problem.kind === 'unknown') {
        return `The address has an unknown setting "${problem.key}"; it is ignored.`;
      }
      const why = problem.remedy ? remedy(problem.remedy) : 'Write percent signs in it as "%25".';
      if (problem.kind === 'attribute')
        return `${problem.name}="${problem.value}" is ignored. ${why}`;
      return `"${problem.part}" in the address is ignored. ${why}`;
    },
  },

  tip: {
    about: (what: string) => `What is this: ${what}?`,
    more: 'More',
    less: 'Less',
    loading: 'Loading',
    failed: 'The explanation could not be loaded. Check the connection and press More again.',
  },

  keys: {
    title: 'Keys',
    space: 'Space',
    toggle: 'play or pause',
    batch: 'one batch',
    epoch: 'to the end of the epoch',
    reset: 'reset: build both networks anew',
    play: 'play or pause the recording',
    samples: 'previous or next sample',
    zoom: 'closer: network, layer, neuron, step; and back',
    bins: 'one time bin back or on',
    keys: 'this list',
    introduction: 'Show the introduction',
  },

  transport: {
    name: 'Training',
    play: 'Play',
    pause: 'Pause',
    toggleSays: 'Train both networks, or let them rest (Space)',
    batch: 'Batch',
    batchSays: 'One batch (b)',
    stepBatch: 'Step one batch',
    epoch: 'Epoch',
    epochSays: 'To the end of the epoch (e)',
    stepEpoch: 'Step one epoch',
    reset: 'Reset',
    resetSays: 'Build both networks anew (r)',
    preset: 'Preset',
    presetSays: 'Starting points, from a good one to thresholds far too high or too low.',
    ownSettings: 'Own settings',
    ownSettingsSay: 'Your own settings; the address keeps them.',
    nothingOn: 'Switch on A or B to train',
    starting: 'Starting as soon as the networks are ready',
    preparingData: 'Preparing data',
    building: 'Building networks',
    testingUntrained: 'Testing the untrained networks',
    ready: 'Ready',
    testing: 'testing',
    epochDone: 'done',
    batchOf: (batch: number, batches: number) => `batch ${batch} of ${batches}`,
    at: (running: boolean, epoch: number, where: string) =>
      `${running ? 'Training' : 'Paused'}, epoch ${epoch}, ${where}`,
    toGo: (seconds: number) =>
      seconds < 100 ? `, ${seconds} s to go` : `, ${Math.round(seconds / 60)} min to go`,
    testAccuracy: 'test accuracy',
    pace: (accuracy: string, samples: string) => `train ${accuracy}, ${samples}/s`,
    scoreSays: 'Test accuracy after the latest epoch',
    off: 'switched off',
  },

  network: {
    title: 'Network',
    thresholds: 'Thresholds',
    advanced: 'Advanced',
    memory: 'Memory',
    energy: 'Energy',
    says: {
      thresholds: 'How thresholds begin, and whom the surrogate reaches',
      memory: 'Retentions, recurrence, adaptation, delays, dropout',
      advanced: 'Loss, readout, thinning, cores, variation of samples',
      energy: 'What a sample costs, beside a dense network',
    },
    surrogates: {
      exponential: 'exponential',
      fast_sigmoid: 'fast sigmoid',
      arctan: 'arctan',
      triangular: 'triangular',
      boxcar: 'boxcar',
    },
    newData: 'the new data',
    others: (count: number) => `${count} more`,
    pending: (what: readonly string[]) =>
      `Takes effect on reset: ${enumerate(what).toLowerCase()}.`,
    apply: 'Apply and reset',
    stopped: (arm: string, why: string) =>
      `Experiment ${arm} stopped: ${why} Press Reset to build it anew.`,
  },

  learning: {
    title: 'Learning',
    legend: 'solid: test, dashed: train, faint: last batches',
    accuracy: 'Accuracy over epochs',
    accuracySays: 'The share of samples that a network names rightly, after each epoch.',
    accuracyEmpty: 'Press play: after every epoch the test accuracy of A and B appears here.',
    test: (arm: string) => `${arm} test`,
    loss: 'Loss',
    lossOver: 'Loss over epochs',
    lossSays: 'How wrong the answers are; training follows its slope downwards.',
    lossEmpty: 'Falls while learning',
    dead: 'Dead neurons',
    deadOver: 'Share of dead neurons over epochs',
    deadSays:
      'A neuron that fired in no sample of an epoch is dead in it; each line is one layer: A1 is A’s first.',
    deadEmpty: 'Share of neurons that never fire',
    nothingYet: 'nothing yet',
    thresholds: 'Thresholds',
    thresholdsSay:
      'How many neurons of the layer have which threshold: A’s stay in one place, B’s spread.',
    histogram: 'Histogram of thresholds',
    histogramOf: (layer: string) => `Histogram of thresholds, ${layer} layer`,
    spread: (arm: string, mean: string, low: string, high: string) =>
      `${arm} mean ${mean}, from ${low} to ${high}`,
    confusion: 'Confusion',
    confusionSays:
      'Which digits are taken for which: rows are right, columns are the answers, the diagonal is good.',
    confusionOf: 'Confusion matrix of',
    confusionTable: (arm: string) =>
      `Confusion matrix of experiment ${arm}: rows are the right classes, columns the answers`,
  },

  /** The longer explanations, fetched when somebody asks for one. */
  explanations: async (): Promise<Explanations> =>
    (await import('../explanations/en')).explanations,

  /** Of classes that files name in English. */
  className: (name: string) => name,

  /** The middle of the page: what the shown sample does in both networks. */
  activity: {
    detail: 'How closely to look',
    zooms: { network: 'Network', layer: 'Layer', neuron: 'Neuron', step: 'Step' },
    zoomsSay: {
      network: 'Both networks: the events of a moment and who fires; click a layer to look closer',
      layer: 'One layer: spikes, rates, thresholds, dead neurons',
      neuron: 'One neuron: weights, membrane potential, threshold, gradient',
      step: 'One step of a neuron in numbers',
    },
    rasterHint:
      'A mark for each spike, time to the right: click a row for its neuron, this for the layer',
    whichLayer: 'Layer',
    whichNeuron: (most: number) => `Neuron, 0 to ${most}`,
    slowness: 'Speed of the recording',
    slownessSays: 'How fast the recording plays, not the training',
    slower: (times: number) => (times === 1 ? 'As in life' : `${times}× slower`),
    fixed: 'fixed',
    trainable: 'trainable',
    thresholds: 'thresholds',
    save: (arm: string) => `Save the model of ${arm}`,
    notSaved: (why: string) => `The model could not be saved: ${why}`,
    run: (arm: string) => `Run experiment ${arm}`,
    on: 'on',
    doesNotFit: (why: string) =>
      `The shown sample does not fit this network: ${why} Reset builds one that fits.`,
    nothingYet: (title: string) => `${title}: nothing yet.`,

    layerTitle(layer: number, layers: number, neurons: number | undefined) {
      const name = layerName(layer, layers);
      const word = name.charAt(0).toUpperCase() + name.slice(1);
      return neurons === undefined ? word : `${word}, ${neurons}`;
    },
    flowTitle: (arm: string) => `Network ${arm} at this moment of the recording`,
    spikes: 'spikes',
    potentials: 'potentials',
    /** What a layer remembers by, where it has more than its leaks. */
    memory: ({ recurrence = 'none', adaptation, retentions, maximum_delay = 0 }: LayerSpec) =>
      [
        ...(recurrence === 'none' ? [] : ['It is recurrent. ']),
        ...((adaptation?.kind ?? 'none') === 'none' ? [] : ['Its neurons adapt. ']),
        ...(retentions === 'per_neuron' ? ['They learn what they keep. '] : []),
        ...(maximum_delay > 0 ? [`It hears up to ${plural(maximum_delay, 'bin')} late. `] : []),
      ].join(''),
    /** Beside a layer's name: short. */
    layerShort: ({ neurons, dead, silent, rate }: LayerFigures) =>
      (dead === undefined ? `${percent(silent / neurons, 0)} silent` : `${count(dead)} dead`) +
      `, rate ${percent(rate)}`,
    layerSays: (name: string, { neurons, dead, silent, rate }: LayerFigures) =>
      `Layer ${name}: ${plural(neurons, 'neuron')}, ` +
      (dead === undefined ? '' : `${count(dead)} dead, `) +
      `${count(silent)} silent for this sample, mean rate ${percent(rate)}. `,
    /** Says nothing where no output neuron fires. */
    answerShort: (says: string | null, right: string | null) =>
      right === null
        ? `says ${says ?? '–'}`
        : says === right
          ? `says ${says}, right`
          : `says ${says ?? '–'}, is ${right}`,
    answerSays: (says: string | null, right: string | null) =>
      ` The network says ${says ?? 'nothing'}${right === null ? '' : `, right is ${right}`}.`,
    rasterTitle: (arm: string, layer: string) => `Spikes of experiment ${arm}, ${layer} layer`,
    rasterSays: (title: string, spikes: number, silent: number, neurons: number) =>
      `${title}: ${plural(spikes, 'spike')}, ${silent} of ${neurons} neurons ` +
      `(${percent(silent / neurons, 0)}) silent for this sample.`,
  },
  /** What assistive technology is told. */
  spoken: {
    training: 'Training.',
    paused: 'Paused.',
    ready: 'Ready to train.',
    accuracy: (parts: readonly string[]) => `Test accuracy: ${parts.join(', ')}.`,
    after: (arm: string, share: string, epoch: number) => `${arm} ${share} after epoch ${epoch}`,
  },
};

/** A layer's name among `layers`. */
function layerName(layer: number, layers: number): string {
  if (layer === layers - 1) return 'output';
  return layers === 2 ? 'hidden' : `hidden ${layer + 1}`;
}

/** What every table has. */
export type Messages = typeof en;
