/** The texts of the lesson about evidence in English: fetched with it, not with the first lesson. */
import { html } from 'lit';
import type { Effect } from '../experiments/results';
import { compact, count, percent, plural } from '../format';

const effects: Record<Effect, string> = {
  helps: 'helps',
  none: 'no difference',
  hurts: 'hurts',
  open: 'not known yet',
};

export const en = {
  claim: html`The paper behind Rouse claims: from <b>bad</b> initial thresholds, networks learn sooner and
    further when they may train their thresholds, and it costs nothing from <b>good</b> ones. A claim is
    not true because it is printed. Here you check it: thirty networks of 64 hidden neurons, from three
    starts, with fixed and with trainable thresholds, five times each.`,
  guess: html`Before you look: what will trainable thresholds do to the accuracy? Say it now; afterwards
    everybody knew.`,
  from: {
    low: 'From 0.05, far too low',
    good: 'From 3, a good start',
    high: 'From 50, far too high',
  },
  effects,
  predicted: html`Make your three predictions.`,
  run: 'Run all of it',
  cancel: 'Cancel',
  waiting: 'Predict first, then run.',
  ready: 'This takes some ten seconds, on a slow machine a minute.',
  progress: (done: number, seconds: number | null) =>
    `${percent(done, 0)} done${seconds === null ? '' : `, ${plural(Math.max(1, Math.ceil(seconds)), 'second')} to go`}`,
  finished: 'All runs are done.',
  figure: 'Test accuracy of every run, by initial threshold',
  figureSays: (parts: readonly string[]) =>
    `Test accuracy of every run, by initial threshold. ${parts.join(' ')}`,
  startSays: (start: number, fixed: string, trainable: string) =>
    `From ${compact(start)}: fixed ${fixed || 'none yet'}, trainable ${trainable || 'none yet'}.`,
  accuracy: 'test accuracy',
  fixed: 'fixed',
  trainable: 'trainable',
  ran: html`Run the sweep, and watch the same start come out differently with another seed.`,
  table: 'Means of five seeds, and the difference with its 95 % interval, in points',
  columns: ['start θ', 'fixed', 'trainable', 'difference', 'so it', 'you said'],
  between: (mean: string, low: string, high: string) => `${mean} (${low} to ${high})`,
  seeds: html`Each dot is one network. Two with the same settings differ in their <b>seed</b> only, which
    decides the weights that they begin with, and yet they do not end alike. So one run proves nothing:
    a difference counts when it is larger than what chance does by itself.`,
  interval: html`Fixed and trainable runs of one seed begin with the same weights, so their accuracies are
    compared in <b>pairs</b>. From five differences follows their mean, and an <b>interval</b> that holds
    the true one in 95 of 100 such sweeps. If it lies wholly above 0, training them helps; wholly below, it hurts.
    If it holds 0, five seeds cannot tell, which is no proof that there is no difference.`,
  own: 'A start of your own',
  runOwn: (start: number) => `Run ${compact(start)}, too`,
  another: html`Where does the help begin? Choose another start and run it as well.`,
  question: html`Look at your own table: from how many of its starts does the interval of the difference lie
    wholly <b>above 0</b>?`,
  because: (helped: number, all: number) =>
    html`From ${count(helped)} of ${count(all)}: there your sweep says that trainable thresholds help.`,
  settings: html`All of this holds for these settings: few recordings, five epochs, a threshold rate of 0.3.
    With other rates the help shrinks, and with weights that learn fast it can turn into harm. The results
    that come with Rouse say where.`,
  link: 'Go on in the laboratory, with this plan',
  summary: html`A claim, a prediction, a fair comparison, more than one seed, an interval, and the limits of
    it all: so it is told whether something is true. You have just done what the paper did.`,
};

export type TruthMessages = typeof en;
