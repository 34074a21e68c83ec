// `rouse bench` with the page's WebAssembly, under node: the same measurements, the same output.
//
//   npm run bench -- --sweep        (npm run build makes the module)
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const usage = `Usage: npm run bench -- [options]

What \`rouse bench\` measures, with the page's WebAssembly under Node.js.

  --data PATH            a folder of folders named by the digit, or one with Train;
                         built-in digits without
  --per-class N          at most so many samples of each class; 0 for all [20]
  --count N              built-in samples [200]
  --preset paper         500,500 hidden neurons, 300 bins of 1 ms, threshold 1.25,
                         learning rates of 0.001; other options override it
  --hidden N,N,...       neurons of each hidden layer [512]
  --steps T              time bins of a sample [60]
  --bin-us US            width of a time bin in microseconds [5000]
  --batch N              samples per optimiser step [32]
  --surrogate KIND       exponential, fast_sigmoid, arctan, triangular, boxcar
  --surrogate-width X    in the unit of the membrane potential [3.75]
  --gradient-thinning N  one in N of a hidden layer's gradients goes down [16]
  --epochs N             passes over the samples that are timed [3]
  --sweep                measure everything, with networks of its own
  --seconds X            length of each measurement of --sweep [0.3]
  --json                 print one JSON object
  --markdown             print Markdown tables, which is what --sweep prints anyhow
  --help                 print this help
`;

const text = { type: 'string' };
const flag = { type: 'boolean', default: false };
/** Options that describe a network or its training; --sweep has its own. */
const network = {
  preset: text,
  hidden: text,
  steps: text,
  'bin-us': text,
  batch: text,
  surrogate: text,
  'surrogate-width': text,
  'gradient-thinning': text,
};

class UsageError extends Error {}

function number(options, name, otherwise, least) {
  const given = options[name];
  if (given === undefined) return otherwise;
  const value = given.trim() === '' ? Number.NaN : Number(given);
  if (!Number.isFinite(value) || value < least) {
    throw new UsageError(`--${name} is "${given}"; it must be a number of at least ${least}`);
  }
  return value;
}

function whole(options, name, otherwise, least, most = 4294967295) {
  const value = number(options, name, otherwise, least);
  if (!Number.isInteger(value) || value > most) {
    throw new UsageError(
      `--${name} is ${value}; it must be a whole number from ${least} to ${most}`,
    );
  }
  return value;
}

/** The recordings of a folder, or null for built-in digits. */
function recordingsOf(module, path, perClass) {
  if (path === undefined || path === 'builtin:saccade-digits') return null;
  const folder = [join(path, 'Train'), path].find((one) =>
    statSync(one, { throwIfNoEntry: false })?.isDirectory(),
  );
  if (!folder) {
    throw new UsageError(`--data is ${path}, which is no folder; unpack the recordings into one`);
  }
  const recordings = new module.Recordings(path, perClass);
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    const file = join(folder, name);
    if (recordings.wants(file)) recordings.add(file, new Uint8Array(readFileSync(file)));
  }
  for (const warning of recordings.warnings()) console.error(`rouse bench: warning: ${warning}`);
  return recordings;
}

function specOf(options) {
  if (options.preset !== undefined && options.preset !== 'paper') {
    throw new UsageError(`--preset is "${options.preset}"; it must be paper`);
  }
  const paper = options.preset === 'paper';
  const surrogate = {};
  if (options.surrogate) surrogate.kind = options.surrogate.replaceAll('-', '_');
  if (options['surrogate-width']) surrogate.width = number(options, 'surrogate-width', 3.75, 0);
  const layer = { ...(paper ? {} : { initial_threshold: 5 }), surrogate };
  const sizes = (options.hidden ?? (paper ? '500,500' : '512')).split(',');
  const hidden = sizes.map((size) => whole({ hidden: size }, 'hidden', 512, 1, 65536));
  return { inputs: 2312, layers: [...hidden, 10].map((neurons) => ({ ...layer, neurons })) };
}

function trainingOf(options) {
  const paper = options.preset === 'paper';
  const [steps, binUs] = paper ? [300, 1000] : [60, 5000];
  return {
    bins: {
      steps: whole(options, 'steps', steps, 1),
      bin_us: whole(options, 'bin-us', binUs, 1),
    },
    batch: whole(options, 'batch', 32, 1),
    gradient_thinning: whole(options, 'gradient-thinning', paper ? 1 : 16, 1, 1000),
    adam: paper ? {} : { learning_rate: 0.0002, threshold_learning_rate: 0.1 },
  };
}

function sweep(module, options, recordings) {
  const given = Object.keys(network).find((name) => options[name] !== undefined);
  if (given) {
    throw new UsageError(
      `--${given} does nothing with --sweep, which has networks of its own; leave one of the two out`,
    );
  }
  const seconds = number(options, 'seconds', 0.3, 0.01);
  const environment = `Node.js ${process.versions.node}, WebAssembly`;
  const suite = module.Suite.create(seconds, environment, availableParallelism(), recordings);
  for (let i = 0; i < suite.size(); i++) {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\x1b[K${i + 1} of ${suite.size()}: ${suite.name(i)}`);
    }
    suite.run(i);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  return options.json ? `${suite.json()}\n` : suite.markdown();
}

function training(module, options, recordings) {
  const form = options.json ? 'json' : options.markdown ? 'markdown' : 'lines';
  return module.trainingSpeed(
    JSON.stringify(specOf(options)),
    JSON.stringify(trainingOf(options)),
    whole(options, 'epochs', 3, 1, 1000),
    recordings,
    whole(options, 'count', 200, 1, 1000000),
    form,
  );
}

function parse() {
  try {
    return parseArgs({
      options: {
        ...network,
        ...{ data: text, 'per-class': text, count: text, epochs: text, seconds: text },
        ...{ sweep: flag, json: flag, markdown: flag, help: flag },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error.message}; see --help`);
  }
}

async function loadModule() {
  try {
    return await (await import('../bindings/wasm/rouse-bench.mjs')).default();
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('the module bindings/wasm/rouse-bench.mjs is missing; run npm run build');
  }
}

async function main() {
  const options = parse();
  if (options.help) return usage;
  if (options.json && options.markdown) {
    throw new UsageError('--json and --markdown are both given; leave one of them out');
  }
  const module = await loadModule();
  const recordings = recordingsOf(module, options.data, whole(options, 'per-class', 20, 0));
  return options.sweep
    ? sweep(module, options, recordings)
    : training(module, options, recordings);
}

try {
  process.stdout.write(await main());
} catch (error) {
  // `code` is the library's, for values and files that cannot be used as given.
  if (!(error instanceof UsageError) && error.code === undefined) throw error;
  console.error(`rouse bench: ${error.message}`);
  process.exitCode = 2;
}
