// What the scripts of this folder share: running the `rouse` command, remembering its results, and
// writing tables into the docs.
//
// Each script runs `rouse train` with several seeds and rewrites the tables between markers
//
//   <!-- table NAME -->
//   <!-- end NAME -->
//
// of a file in docs/. Results are kept as JSON lines in build/experiments/runs.jsonl, one line a
// run, so that a script that was stopped goes on where it was. Remove that file after a change of
// the library that changes results.
//
//   ROUSE_COMMAND=PATH   the command (default build/native/tools/rouse)
//   --nmnist PATH        folder with the Train and Test of N-MNIST (default ../shared/data/nmnist)
//   --shd PATH           folder with both files of SHD (default ../shared/data/shd)
//   --dvsgesture PATH    folder with recordings of DVS128 Gesture (default ../shared/data/dvsgesture)
//   --seeds N            seeds 1..N (default 5)
import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(root, 'build', 'experiments');
const store = join(folder, 'runs.jsonl');
const { values: options } = parseArgs({
  options: {
    nmnist: { type: 'string', default: join(root, '..', 'shared', 'data', 'nmnist') },
    shd: { type: 'string', default: join(root, '..', 'shared', 'data', 'shd') },
    dvsgesture: { type: 'string', default: join(root, '..', 'shared', 'data', 'dvsgesture') },
    seeds: { type: 'string', default: '5' },
    full: { type: 'boolean', default: false },
    only: { type: 'string' },
    tfjs: { type: 'string' },
    turns: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '8' },
    baseline: {
      type: 'string',
      default: join(root, '..', 'shared', 'bench', 'torch_baseline.py'),
    },
  },
});

export const command = process.env.ROUSE_COMMAND ?? join(root, 'build', 'native', 'tools', 'rouse');
export const { baseline, dvsgesture, full, nmnist, only, shd, tfjs } = options;
export const turns = Number(options.turns);
export const seconds = Number(options.seconds);
export const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + 1);
export const scratch = folder;

const execute = promisify(execFile);
const known = new Map();

mkdirSync(folder, { recursive: true });
if (existsSync(store)) {
  for (const line of readFileSync(store, 'utf8').split('\n')) {
    if (line === '') continue;
    const { key, epochs } = JSON.parse(line);
    known.set(key, epochs);
  }
}

/** Runs the command and returns what it wrote to stdout. */
export async function run(args) {
  const { stdout } = await execute(command, args, { maxBuffer: 2 ** 28 });
  return stdout;
}

/** Command line options of an object: {hidden: 256, 'lr-threshold': 0.3}. */
export function optionsOf(settings) {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

function shorten(epoch) {
  return {
    epoch: epoch.epoch,
    loss: epoch.loss,
    train: epoch.train_accuracy,
    test: epoch.test_accuracy,
    dead: epoch.dead,
    rate: epoch.rate,
    threshold: epoch.threshold_mean,
    gradient: epoch.layers.map((layer) => layer.mean_threshold_gradient),
    ms: epoch.ms_per_sample,
  };
}

/** One run: an object per epoch, from epoch 0, the untrained network. */
export async function train(data, settings, seed) {
  const args = ['train', '--json', ...optionsOf({ ...data, ...settings, seed })];
  const key = args.join(' ').replaceAll(nmnist, 'NMNIST').replaceAll(shd, 'SHD');
  if (!known.has(key)) {
    const began = Date.now();
    const lines = (await run(args)).trim().split('\n');
    const epochs = lines.map((line) => shorten(JSON.parse(line)));
    epochs[0].seconds = (Date.now() - began) / 1000;
    appendFileSync(store, `${JSON.stringify({ key, epochs })}\n`);
    known.set(key, epochs);
    console.error(`${epochs[0].seconds.toFixed(1)} s  ${percent(epochs.at(-1).test)}  ${key}`);
  }
  return known.get(key);
}

/** The same with every seed, as many at a time as there are cores. */
export async function trainAll(data, settings) {
  const runs = [];
  let next = 0;
  const work = async () => {
    while (next < seeds.length) {
      const index = next++;
      runs[index] = await train(data, settings, seeds[index]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return runs;
}

export const sources = {
  real: { name: 'N-MNIST', options: { data: nmnist } },
  spoken: { name: 'SHD', options: { data: shd } },
  builtin: { name: 'saccade-digits', options: { data: 'builtin:saccade-digits' } },
};

export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** Standard deviation of a sample. */
export function deviation(values) {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(mean(values.map((v) => (v - centre) ** 2)) * (values.length / (values.length - 1)));
}

export function percent(share) {
  return (100 * share).toFixed(1);
}

/** "71.2 ± 3.4": mean and standard deviation in percent. */
export function spread(shares) {
  return `${percent(mean(shares))} ± ${percent(deviation(shares))}`;
}

/** Rows of cells as a Markdown table; the first row is the head. */
export function table(rows) {
  const [head, ...body] = rows;
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** Puts text between the markers of a name in docs/FILE. */
export function rewrite(file, name, text) {
  const path = join(root, 'docs', file);
  const before = readFileSync(path, 'utf8');
  const begin = `<!-- table ${name} -->\n`;
  const end = `<!-- end ${name} -->`;
  const from = before.indexOf(begin);
  const to = before.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`docs/${file} has no markers for the table ${name}`);
  writeFileSync(path, `${before.slice(0, from + begin.length)}\n${text}\n\n${before.slice(to)}`);
}
