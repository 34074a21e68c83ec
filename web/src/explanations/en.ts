/** The longer explanations in English. */
import { html } from 'lit';
import { compact } from '../format';
import { reachOf } from '../reach';
import { surrogateOf } from '../specification';
import { equations } from './equations';
import type { Explanations } from './topics';

const reachSays = (reach: number) =>
  Number.isFinite(reach)
    ? `The surrogate that is chosen now reaches ${compact(Number(reach.toPrecision(3)))} far.`
    : 'The surrogate that is chosen now has a floor above that, so it reaches every neuron.';

export const explanations: Explanations = {
  events: () => html`
    <p>
      An event is a place, a moment and a sign: at this pixel it became brighter (ON) or darker
      (OFF). The recording is cut into time bins; an input spikes in a bin when it had at least one
      event there. Work is done only where there is an event:
    </p>
    ${equations.current}
    <p>Each input spike adds its row of weights to the synaptic current of the next layer.</p>
  `,
  hearing: () => html`
    <p>
      An event is a channel and a moment. The recording is cut into time bins; an input spikes in a
      bin when its channel had at least one event there. Work is done only where there is an event:
    </p>
    ${equations.current}
    <p>Each input spike adds its row of weights to the synaptic current of the next layer.</p>
  `,
  threshold: () => html`
    <p>A neuron fires when its membrane potential v reaches its threshold θ:</p>
    ${equations.spike}
    <p>
      B learns θ as it learns weights. The sum runs over all time steps, also those without a spike;
      that is what lets a silent neuron lower its threshold until it fires:
    </p>
    ${equations.thresholdGradient}
    <p>ρ is the surrogate. A layer with fixed thresholds leaves this gradient out.</p>
  `,
  surrogate: (settings) => html`
    <p>
      A spike is a step: its derivative is zero everywhere but at the threshold, so nothing could be
      learned from it. The backward pass puts ρ(v − θ) in its place. The kind that is chosen now:
    </p>
    ${equations.surrogate(settings)}
    <p>
      The scale κ is ${settings.surrogateScale}, the width w is ${settings.surrogateWidth}. Beyond
      the width it fades, or ends for the triangular and the boxcar kind: a neuron out there learns
      little or nothing.
    </p>
  `,
  reach: (settings) => html`
    <p>
      A silent neuron is nearest to its threshold at the peak of its membrane potential, and any
      surrogate is highest there. The surrogate reaches it when
    </p>
    ${equations.reach}
    <p>
      Below that the gradient drowns in Adam’s ε of 10<sup>−8</sup>, since the loss passes on about a
      tenth of ρ. ${reachSays(reachOf(surrogateOf(settings)))} A neuron that fires crosses its
      threshold and gets a gradient anyway.
    </p>
    <p>
      The peaks are those of the shown sample in the networks as they are. A neuron that fires would
      climb higher below a higher threshold: its next peak is known after the reset.
    </p>
  `,
  membrane: () => html`
    <p>
      The neurons are leaky integrate-and-fire. Spikes add to the synaptic current i, the current
      adds to the membrane potential v, and both leak: a share r is kept from step to step.
    </p>
    ${equations.current} ${equations.potential} ${equations.spike} ${equations.reset}
    <p>After a spike the potential starts again from 0. Here 0.75 of i and 0.97 of v are kept.</p>
  `,
  loss: (settings) => html`
    <p>The loss of one sample, averaged over the batch. The kind that is chosen now:</p>
    ${equations.loss(settings)}
    <p>
      n<sub>k</sub> is how often output neuron k fired in T time bins.
      ${
        settings.loss === 'rate_mse'
          ? 'The target rate is 0.2 for the right class and 0.03 for the others.'
          : 'y is the right class, and λ is 0.2.'
      }
    </p>
  `,
  adam: () => html`
    <p>
      Adam follows the mean m of the gradient g, divided by its usual size √q, so that every
      parameter p moves at a pace of its own:
    </p>
    ${equations.adamMoments} ${equations.adamUpdate}
    <p>
      η is the learning rate; weights and thresholds have one each. The hats undo that m and q start
      at 0. β₁ is 0.9, β₂ is 0.999. Both rates can be changed while training.
    </p>
  `,
  dead: () => html`
    <p>A neuron is dead in an epoch when it fired in no sample and no time bin of it:</p>
    ${equations.dead}
    <p>
      Its spikes then tell the next layer nothing, and its weights get a gradient only from the far
      end of the surrogate. A threshold that can be trained comes down to meet the potential.
    </p>
  `,
  firingRate: () => html`
    <p>A neuron’s firing rate is the share of time bins in which it fires:</p>
    ${equations.rate}
    <p>0 is silent, 1 fires at every step. Both say nothing about what was seen.</p>
  `,
  confusion: () => html`
    <p>Row k, column j counts the test samples of class k that were taken for j. The answer is the
      output neuron with the most spikes:</p>
    ${equations.answer}
    <p>Rows are shaded by their share, so a strong diagonal means that most answers are right.</p>
  `,
  histogram: () => html`
    <p>
      The thresholds of all neurons in the layer that is looked at. At first all are equal; B’s
      move by their gradient, up where a neuron should fire less and down where it should fire more:
    </p>
    ${equations.thresholdGradient}
    <p>They never fall below a small positive bound: at 0 there would be no reset.</p>
  `,
  accuracy: () => html`
    <p>The answer is the output neuron that fired most, and the accuracy the share that is right:</p>
    ${equations.answer} ${equations.accuracy}
    <p>
      C counts samples of class k that were taken for j. The solid line is over test samples, which
      are never trained with: it says what a network has understood rather than memorised.
    </p>
  `,
  epoch: () => html`
    <p>
      In one epoch every training sample is seen once, in a new order. Weights and thresholds are
      updated after each batch of B samples, by the mean of their gradients:
    </p>
    ${equations.batchGradient}
    <p>Small batches update more often, large ones with less noise.</p>
  `,
  resetGradient: () => html`
    <p>The error e of the membrane potential runs backwards in time. The paper ignores the reset:</p>
    ${equations.resetPaper}
    <p>Masked, nothing flows back through a spike, since the reset forgot what came before:</p>
    ${equations.resetMasked}
    <p>
      Where neurons fire at almost every step, only the masked rule tells B to raise its thresholds.
    </p>
  `,
  surrogateFloor: (settings) => html`
    <p>The floor f keeps the surrogate from vanishing, however far the potential is:</p>
    ${equations.surrogate(settings)} ${equations.floor}
    <p>It is a remedy for layers that are silent altogether. 0 is the paper’s rule.</p>
  `,
  thinning: (settings) => html`
    <p>
      The paper’s surrogate is nowhere 0, so that every neuron of a layer has a gradient g at every
      time bin to send to the layer below. Each is drawn with the probability P and weighted by its
      reciprocal, so that its mean over many draws is g; the others are not sent:
    </p>
    ${equations.thinning}
    <p>
      N is ${settings.gradientThinning}. Silent neurons are drawn, too, only less often, so that they
      still wake. A layer’s own weights and thresholds learn from all of its gradients. One hidden
      layer alone, masked resets, a pull on firing rates, convolutions and neurons with a memory send
      all.
    </p>
  `,
  firingRatePull: () => html`
    <p>
      Each hidden layer of N neurons adds to the loss of a sample where rates fall short of
      r<sub>min</sub>:
    </p>
    ${equations.pull}
    <p>
      c is the strength; 0 switches the pull off. Neurons above the highest rate are pulled down in the
      same way, those between the two are left alone.
    </p>
  `,
  retention: () => html`
    <p>
      A neuron forgets step by step: of its synaptic current it keeps the share r<sub>i</sub>, of its
      membrane potential the share r<sub>v</sub>.
    </p>
    ${equations.current} ${equations.potential}
    <p>What was there is half as large after so many time bins:</p>
    ${equations.halfLife}
    <p>Trained, each neuron finds out for itself how long it should remember, up to r = 0.995.</p>
  `,
  recurrence: () => html`
    <p>
      The spikes s of a hidden layer come back to it in the next time bin, over weights U of their
      own, so that a layer can hold on to what it heard:
    </p>
    ${equations.recurrentCurrent}
    <p>
      U is learned like W. “To all but itself” leaves out the connection from a neuron to itself. They
      begin small: a loop that amplifies would not learn.
    </p>
  `,
  adaptation: () => html`
    <p>
      A neuron that has just fired fires less easily for a while. Each spike adds β to its adaptation
      a, which fades by r<sub>a</sub> per time bin; with α, the potential u after the reset adds to it,
      too:
    </p>
    ${equations.adaptation}
    <p>It raises the threshold,</p>
    ${equations.risenThreshold}
    <p>or works against the potential, as a current:</p>
    ${equations.counterCurrent}
    <p>θ is still learned as before.</p>
  `,
  delay: () => html`
    <p>
      Each hidden neuron’s spikes arrive later, by a delay d of its own. So spikes of different
      moments can meet, which tells words apart that differ in their order only:
    </p>
    ${equations.delayed}
    <p>
      d need not be whole: a spike then arrives in parts in the two nearest time bins, and the share of
      each is what the gradient moves.
    </p>
  `,
  dropout: () => html`
    <p>
      In each training sample every hidden neuron is left unheard with probability p, and the others
      count for more, so that no neuron learns to rely on a single other one:
    </p>
    ${equations.dropout}
    <p>In tests all are heard.</p>
  `,
  readout: () => html`
    <p>The score n of class k is how often its output neuron fired, as in the paper, or</p>
    ${equations.highestPotential} ${equations.meanPotential}
    <p>
      the highest or the mean potential of an output neuron that never fires: a leaky integrator, whose
      threshold says nothing.
    </p>
  `,
  camera: () => html`
    <p>
      Your drawing is scaled and centred as the digits of the data are, and drawn with a pen of their
      width. Then the sensor moves over it for 300 ms. A pixel that sees the light I sends an event
      when its logarithm has changed by the pixel’s own contrast threshold c since the last one:
    </p>
    ${equations.camera}
    <p>
      The event is ON when it became brighter and OFF when it became darker. The thresholds differ
      from pixel to pixel, a pixel that has sent one is blind for 1.5 ms, and some fire without a
      reason, as in a real camera.
    </p>
  `,
  sweep: () => html`
    <p>
      A threshold that is far too high keeps a neuron silent, one that is far too low lets it fire at
      everything: with fixed thresholds, the weights have to make up for it. Trainable ones follow
      their own gradient, also in steps without a spike:
    </p>
    ${equations.thresholdGradient}
    <p>
      So one trains from several starts, with nothing else changed, and sees whether the start still
      matters. From a good start both should end alike; that is part of the claim, too.
    </p>
  `,
  pairs: () => html`
    <p>
      Runs with the same seed begin with the same weights and see the recordings in the same order,
      so each seed gives one difference d of test accuracy, trainable less fixed. Of n seeds with the
      mean difference and the standard deviation s, the 95 % confidence interval is
    </p>
    ${equations.interval}
    <p>
      with Student’s t. An interval above 0 says that trainable thresholds help, one below that they
      hurt; around 0, so few seeds cannot tell. It does not say how another data set would turn out.
    </p>
  `,
  weightDistance: () => html`
    <p>The distance between a layer’s weights W and those before training, W<sub>0</sub>:</p>
    ${equations.weightDistance}
    <p>
      Weights of a layer behind dead neurons get no gradient and stay where they are. Where
      thresholds move instead, weights may have less far to go.
    </p>
  `,
};
