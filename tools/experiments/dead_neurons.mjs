// docs/dead-neurons.md: fixed (A) against trainable thresholds (B) from good and bad starts.
import { mean, rewrite, sources, spread, table, trainAll } from './experiments.mjs';
import { arms, comparison } from './settings.mjs';

const starts = [0.02, 0.05, 0.1, 1.25, 40, 50, 60];
const at = [1, 3, 10];
const all = Array.from({ length: 11 }, (_, epoch) => epoch);

const round = (value) => (value < 9.95 ? Number(value.toFixed(1)) : Math.round(value));
const deadOf = (runs, epoch) => mean(runs.map((run) => run[epoch].dead.reduce((a, b) => a + b)));
const rateOf = (runs, epoch) => mean(runs.map((run) => run[epoch].rate[0]));
const thresholds = (runs, layer) => mean(runs.map((run) => run[10].threshold[layer])).toFixed(2);

for (const [id, source] of Object.entries(sources)) {
  const accuracy = [['start θ', 'arm', ...at.map((e) => `epoch ${e}`), 'θ hidden', 'θ output']];
  const dead = [['start θ', 'arm', ...all.map(String)]];
  const rate = [['start θ', 'arm', ...all.map(String)]];
  for (const threshold of starts) {
    for (const [arm, mode] of Object.entries(arms)) {
      const runs = await trainAll(source.options, { ...comparison, ...mode, threshold });
      const start = [String(threshold), arm];
      const shown = at.map((epoch) => spread(runs.map((run) => run[epoch].test)));
      accuracy.push([...start, ...shown, thresholds(runs, 0), thresholds(runs, 1)]);
      dead.push([...start, ...all.map((epoch) => String(round(deadOf(runs, epoch))))]);
      if (threshold > 3) continue;
      rate.push([...start, ...all.map((epoch) => (100 * rateOf(runs, epoch)).toFixed(1))]);
    }
  }
  rewrite('dead-neurons.md', `accuracy-${id}`, table(accuracy));
  rewrite('dead-neurons.md', `dead-${id}`, table(dead));
  rewrite('dead-neurons.md', `rate-${id}`, table(rate));
}
