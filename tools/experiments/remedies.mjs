// docs/dead-neurons.md: the paper's rule and remedies from starts that silence every neuron, how the
// paper's reset gradient does, and how large the gradients of silent layers are.
import { mean, rewrite, sources, spread, table, train, trainAll } from './experiments.mjs';
import { arms, comparison } from './settings.mjs';

const rules = [
  ["paper's surrogate", {}],
  ['ε of Adam 10⁻¹⁵', { 'adam-epsilon': 1e-15 }],
  ['width 15, scale 6', { 'surrogate-width': 15, 'surrogate-scale': 6 }],
  ['floor 10⁻⁴', { 'surrogate-floor': 0.0001 }],
  ['firing-rate term 100', { 'rate-strength': 100 }],
  ['floor 10⁻⁴ and firing-rate term 10', { 'surrogate-floor': 0.0001, 'rate-strength': 10 }],
];
const at = [1, 3, 10];

const deadOf = (runs, epoch) => mean(runs.map((run) => run[epoch].dead.reduce((a, b) => a + b)));

async function compare(name, source, cases) {
  const head = ['start θ', 'rule', 'arm', ...at.map((e) => `epoch ${e}`)];
  const rows = [[...head, ...[0, ...at].map((e) => `dead ${e}`)]];
  for (const [threshold, rule, settings] of cases) {
    for (const [arm, mode] of Object.entries(arms)) {
      const runs = await trainAll(source.options, { ...comparison, ...settings, ...mode, threshold });
      const accuracies = at.map((epoch) => spread(runs.map((run) => run[epoch].test)));
      const dead = [0, ...at].map((epoch) => Math.round(deadOf(runs, epoch)));
      rows.push([threshold, rule, arm, ...accuracies, ...dead]);
    }
  }
  rewrite('dead-neurons.md', name, table(rows));
}

/** How fast thresholds have to be for B to differ from A. */
async function compareThresholdRates() {
  const rows = [['start θ', 'lr_threshold', ...at.map((e) => `epoch ${e}`), 'θ hidden', 'θ output']];
  for (const threshold of [0.05, 40]) {
    for (const rate of [0, 0.001, 0.3]) {
      const mode = rate === 0 ? arms.A : { ...arms.B, 'lr-threshold': rate };
      const runs = await trainAll(sources.real.options, { ...comparison, ...mode, threshold });
      const accuracies = at.map((epoch) => spread(runs.map((run) => run[epoch].test)));
      const ends = [0, 1].map((l) => mean(runs.map((run) => run[10].threshold[l])).toFixed(2));
      rows.push([threshold, rate === 0 ? 'fixed' : rate, ...accuracies, ...ends]);
    }
  }
  rewrite('dead-neurons.md', 'rate', table(rows));
}

const power = (value) => (value === 0 ? '0' : value.toExponential(1));

/** One epoch in which nothing moves: the gradients of the start. */
async function measureGradients() {
  const rows = [
    ['start θ', 'ρ at v = 0', 'predicted', 'output layer', 'hidden layer', 'share of the step, output'],
  ];
  for (const threshold of [20, 40, 60, 80, 120]) {
    const still = { ...comparison, epochs: 1, lr: 0, 'lr-threshold': 0, threshold };
    const [, epoch] = await train(sources.real.options, still, 1);
    const rho = (1.5 / 3.75) * Math.exp(-threshold / 3.75);
    // Silent outputs: the mean over the classes of 2 (0.2 or 0.03), times the surrogate.
    const predicted = 2 * ((0.2 + 9 * 0.03) / 10) * rho;
    const [hidden, output] = epoch.gradient.map(Math.abs);
    rows.push([threshold, ...[rho, predicted, output, hidden, output / (output + 1e-8)].map(power)]);
  }
  rewrite('dead-neurons.md', 'gradients', table(rows));
}

await measureGradients();
await compare('remedies-real', sources.real, [
  ...rules.map((rule) => [80, ...rule]),
  [120, ...rules.at(-1)],
]);
await compare('reset', sources.real, [
  [0.05, 'masked', {}],
  [0.05, 'paper', { 'reset-gradient': 'paper' }],
  [40, 'masked', {}],
  [40, 'paper', { 'reset-gradient': 'paper' }],
]);
await compare('remedies-builtin', sources.builtin, [
  [80, ...rules[0]],
  [80, ...rules.at(-1)],
]);
await compareThresholdRates();
