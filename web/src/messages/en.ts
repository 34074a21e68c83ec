/**
 * Every text of the playground and the lessons in English, by the room of the page where it stands.
 * The other tables have the same shape, so a text that is missing there does not compile.
 */
import { html, type TemplateResult } from 'lit';
import { compact, count, layerName, percent, plural } from '../format';
import type { LayerFigures } from '../layer_figures';

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

  /** The middle of the page: what the shown sample does in both networks. */
  activity: {
    detail: 'How closely to look',
    zooms: { network: 'Network', layer: 'Layer', neuron: 'Neuron', step: 'Step' },
    whichLayer: 'Layer',
    whichNeuron: (most: number) => `Neuron, 0 to ${most}`,
    slowness: 'Speed of the recording',
    slower: (times: number) => `${times}× slower`,
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

    layerName: (layer: number, layers: number) => layerName(layer, layers),
    layerTitle(layer: number, layers: number, neurons: number | undefined) {
      const name = layerName(layer, layers);
      const word = name.charAt(0).toUpperCase() + name.slice(1);
      return neurons === undefined ? word : `${word}, ${neurons}`;
    },
    flowTitle: (arm: string) => `Network ${arm} at this moment of the recording`,
    spikes: 'spikes',
    /** Beside a layer's name: short. */
    layerShort: ({ neurons, dead, silent, rate }: LayerFigures) =>
      (dead === undefined ? `${percent(silent / neurons, 0)} silent` : `${count(dead)} dead`) +
      `, rate ${percent(rate)}`,
    layerSays: (name: string, { neurons, dead, silent, rate }: LayerFigures) =>
      `Layer ${name}: ${plural(neurons, 'neuron')}, ` +
      (dead === undefined ? '' : `${count(dead)} dead, `) +
      `${count(silent)} silent for this sample, mean rate ${percent(rate)}. `,
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
    answerShort: (predicted: number, label: number) =>
      label < 0
        ? `says ${predicted}`
        : predicted === label
          ? `says ${predicted}, right`
          : `says ${predicted}, is ${label}`,
    answerSays: (predicted: number, label: number) =>
      ` The network says ${predicted}${label < 0 ? '' : `, right is ${label}`}.`,
    rasterTitle: (arm: string, layer: string) => `Spikes of experiment ${arm}, ${layer} layer`,
    rasterSays: (title: string, spikes: number, silent: number, neurons: number) =>
      `${title}: ${count(spikes)} spikes, ${silent} of ${neurons} neurons ` +
      `(${percent(silent / neurons, 0)}) silent for this sample.`,

    barsTitle: (arm: string) => `Thresholds of experiment ${arm}`,
    barsAre: 'dashed: initial',
    neuronSays: (neuron: number, threshold: string, spikes: number) =>
      `Neuron ${neuron}: threshold ${threshold}, ${plural(spikes, 'spike')}`,
    dead: 'dead in the last epoch',
    deadSign: html`<b class="dead" aria-hidden="true">×</b> dead in the last epoch`,
    sortedBy: 'Sorted by',
    orders: { neuron: 'neuron', threshold: 'threshold', rate: 'rate' },

    weights: 'Incoming weights',
    weightsTitle: (arm: string) => `Incoming weights, experiment ${arm}`,
    weightsSay: (title: string, inputs: number, low: number, high: number) =>
      `${title}: ${count(inputs)} inputs, from ${compact(low)} to ${compact(high)}.`,
    itsThreshold: 'Its threshold',
    potential: 'Membrane potential',
    potentialKey: 'thin: current',
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
      return html`Gradient <b>${compact(Number(gradient.toPrecision(3)))}</b> pushes the threshold
        ${does}${fixed ? ' A stays fixed.' : ''}`;
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
};

/** What every table has. */
export type Messages = typeof en;
