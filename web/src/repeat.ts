/** A run as a `rouse train` command line and as JavaScript, both of which repeat it to the bit. */
import type { LayerSpec, NetworkSpec, TrainingOptions } from 'rouse-snn';
import type { DataIdentity } from './data_identity';
import { hiddenLayers } from './hidden_layer';

/** What makes a run what it is. */
export interface Run {
  spec: NetworkSpec;
  /** Those that the run began with. */
  options: TrainingOptions;
  data: DataIdentity;
  /** Epochs of training to repeat. */
  epochs: number;
}

/** The data worker's built-in test samples begin here; see bindings/src/sources.ts. */
const firstTestSample = 1_000_000;
/** The same of gestures, where a figure has so many. */
const samplesPerFigure = 44;
/** The least threshold of the command, unless the threshold begins below it. */
const usualMinimumThreshold = 0.05;

type Value = number | string;

interface Option {
  name: string;
  /** What the command takes without the option. */
  usual: Value | ((layers: readonly LayerSpec[]) => Value);
  /** `layer` is what the command builds all layers from. */
  of: (layer: LayerSpec, options: TrainingOptions, network: NetworkSpec) => Value;
}

const option = (name: string, usual: Option['usual'], of: Option['of']): Option => ({
  name,
  usual,
  of,
});

const starts = (layers: readonly LayerSpec[]) =>
  layers.map(({ initial_threshold }) => initial_threshold);

const startsApart = (layers: readonly LayerSpec[]) => new Set(starts(layers)).size > 1;

/** Of what the hidden layers send, one for all or one for each. */
function dropouts([, ...layers]: readonly LayerSpec[]): number | string {
  const values = layers.map(({ dropout = 0 }) => dropout);
  return new Set(values).size > 1 ? values.join() : (values[0] ?? 0);
}

/** The options of `rouse train` that set the neurons and their training. */
export const trainOptions: readonly Option[] = [
  option('steps', 60, (_, { bins }) => bins.steps),
  option('bin-us', 5000, (_, { bins }) => bins.bin_us),
  option('occupancy', 'binary', (_, { bins }) => bins.occupancy),
  option('thresholds', 'trainable', ({ thresholds }) =>
    thresholds === 'per_neuron' ? 'trainable' : thresholds,
  ),
  option('threshold', 5, (layer, _, { layers }) =>
    startsApart(layers) ? starts(layers).join() : layer.initial_threshold,
  ),
  option(
    'minimum-threshold',
    (layers) => Math.min(usualMinimumThreshold, ...starts(layers)),
    (layer) => layer.minimum_threshold,
  ),
  option('current-retention', 0.75, (layer) => layer.current_retention),
  option('membrane-retention', 0.97, (layer) => layer.membrane_retention),
  option('reset', 'hard', (layer) => layer.reset),
  option('reset-gradient', 'paper', (layer) => layer.reset_gradient),
  option('weight-step', 0, (layer) => layer.weight_step),
  option('readout', 'spikes', (_, __, { readout }) => readout ?? 'spikes'),
  option('recurrence', 'none', ({ recurrence }) => recurrence ?? 'none'),
  option('adaptation', 'none', ({ adaptation }) => adaptation?.kind ?? 'none'),
  option('adaptation-retention', 0.95, ({ adaptation }) => adaptation?.retention ?? 0.95),
  option('adaptation-strength', 0.1, ({ adaptation }) => adaptation?.strength ?? 0.1),
  option('adaptation-coupling', 0, ({ adaptation }) => adaptation?.coupling ?? 0),
  option('retentions', 'fixed', ({ retentions = 'fixed' }) =>
    retentions === 'per_neuron' ? 'trainable' : retentions,
  ),
  option('maximum-delay', 0, ({ maximum_delay }) => maximum_delay ?? 0),
  option('dropout', 0, (_, __, { layers }) => dropouts(layers)),
  option('surrogate', 'exponential', ({ surrogate }) => surrogate.kind),
  option('surrogate-width', 3.75, ({ surrogate }) => surrogate.width),
  option('surrogate-scale', 1.5, ({ surrogate }) => surrogate.scale),
  option('surrogate-floor', 0, ({ surrogate }) => surrogate.floor),
  option('gradient-thinning', 16, (_, { gradient_thinning }) => gradient_thinning ?? 1),
  option('batch', 32, (_, { batch }) => batch),
  option('threads', 1, (_, { shards }) => shards),
  option('seed', 1, (_, { seed }) => seed),
  option('lr', 0.0002, (_, { adam }) => adam.learning_rate),
  option('lr-threshold', 0.1, (_, { adam }) => adam.threshold_learning_rate),
  option('lr-retention', 0.001, (_, { adam }) => adam.retention_learning_rate ?? 0.001),
  option('lr-delay', 0.01, (_, { adam }) => adam.delay_learning_rate ?? 0.01),
  option('lr-decay', 1, (_, { adam }) => adam.learning_rate_decay ?? 1),
  option('adam-beta1', 0.9, (_, { adam }) => adam.beta1),
  option('adam-beta2', 0.999, (_, { adam }) => adam.beta2),
  option('adam-epsilon', 1e-8, (_, { adam }) => adam.epsilon),
  option('loss', 'rate_mse', (_, { loss }) => loss.kind),
  option('true-rate', 0.2, (_, { loss }) => loss.true_rate),
  option('false-rate', 0.03, (_, { loss }) => loss.false_rate),
  option('logit-scale', 0.2, (_, { loss }) => loss.logit_scale),
  option('rate-strength', 0, (_, { firing_rate }) => firing_rate.strength),
  option('rate-minimum', 0.01, (_, { firing_rate }) => firing_rate.minimum_rate),
  option('rate-maximum', 1, (_, { firing_rate }) => firing_rate.maximum_rate ?? 1),
  option('shift', 0, (_, { augmentation }) => augmentation.shift),
  option('jitter-us', 0, (_, { augmentation }) => augmentation.time_jitter_us),
  option('drop', 0, (_, { augmentation }) => augmentation.drop),
  option('flip', 0, (_, { augmentation }) => augmentation.flip ?? 0),
  option('rotation', 0, (_, { augmentation }) => augmentation.rotation ?? 0),
  option('time-scale', 0, (_, { augmentation }) => augmentation.time_scale ?? 0),
];

/** What the command builds all layers from: the first one recurs and adapts, the last one hears late. */
export function commonLayer({ layers }: NetworkSpec): LayerSpec | undefined {
  const [first, last] = [layers[0], layers.at(-1)];
  if (!first || !last) return undefined;
  return { ...first, maximum_delay: last.maximum_delay ?? 0 };
}

/** Whether all layers are those that the command builds from one, but for what it sets of each. */
export function hasCommand({ spec }: Run): boolean {
  const common = commonLayer(spec);
  if (!common) return false;
  return spec.layers.every((layer, index, { length }) => {
    const { neurons, initial_threshold, convolution, pooling = 1, dropout = 0 } = layer;
    // Pooling is written behind a convolution.
    if (pooling > 1 && !spec.layers[index - 1]?.convolution) return false;
    const built = { ...common, neurons, initial_threshold, convolution, pooling, dropout };
    if (!convolution && built.thresholds === 'per_channel') built.thresholds = 'per_neuron';
    if (index === 0) built.maximum_delay = 0;
    if (index === 0 && dropout > 0) return false;
    if (index === length - 1) Object.assign(built, { recurrence: 'none', adaptation: undefined });
    return spelledOut(layer) === spelledOut(built);
  });
}

/** A layer whose fields may be there without a value. */
type SomeLayer = Omit<LayerSpec, 'adaptation' | 'convolution'> & {
  adaptation?: LayerSpec['adaptation'] | undefined;
  convolution?: LayerSpec['convolution'] | undefined;
};

/** Equal for equal layers. */
function spelledOut({ adaptation, ...layer }: SomeLayer): string {
  const usual = {
    ...{ recurrence: 'none', retentions: 'fixed', maximum_delay: 0, dropout: 0, pooling: 1 },
    convolution: undefined,
  };
  const entries = Object.entries({ ...usual, ...layer }).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return JSON.stringify([entries, adaptation?.kind === 'none' ? undefined : adaptation]);
}

/** Width at which a command is continued on another line. */
const columns = 76;

/** For a POSIX shell. */
export function commandLine(run: Run): string {
  const own = [`--epochs ${run.epochs}`, '--json'];
  return folded(['rouse train', ...dataOptions(run.data), ...runOptions(run), ...own]);
}

/** The same of `rouse sweep`, which takes `own` options for those that are `varied`. */
export function sweepLine(run: Run, varied: readonly string[], own: readonly string[]): string {
  return folded(['rouse sweep', ...dataOptions(run.data), ...runOptions(run, varied), ...own]);
}

/** What is not as the command has it by itself. */
function runOptions({ spec, options, data }: Run, without: readonly string[] = []): string[] {
  const layer = commonLayer(spec);
  if (!layer) return [];
  const hidden = hiddenLayers(spec);
  const given = trainOptions.flatMap(({ name, usual, of }) => {
    if (without.includes(name)) return [];
    const value = of(layer, options, spec);
    // Which bins the command takes by itself depends on the recordings.
    const digits = data.kind === 'builtin' && !data.name;
    const said = !digits && ['steps', 'bin-us'].includes(name);
    const same = value === (typeof usual === 'function' ? usual(spec.layers) : usual);
    return same && !said ? [] : [`--${name} ${String(value).replaceAll('_', '-')}`];
  });
  return [`--hidden ${hidden.length > 0 ? hidden.join() : 'none'}`, ...given];
}

/** On lines of a readable length. */
function folded([command = '', ...parts]: readonly string[]): string {
  const lines = [command];
  for (const part of parts) {
    const line = `${lines.at(-1)} ${part}`;
    if (line.length <= columns) lines[lines.length - 1] = line;
    else lines.push(`  ${part}`);
  }
  return lines.join(' \\\n');
}

function dataOptions(data: DataIdentity): string[] {
  const selection = [
    ...(data.classes.length > 0 ? [`--classes ${data.classes.join()}`] : []),
    ...(data.perClass > 0
      ? [`--per-class ${data.perClass}`, `--test-per-class ${data.perClass}`]
      : []),
    ...(data.pool ? [`--pool ${data.pool}`] : []),
    ...(data.firstMs ? [`--first-ms ${data.firstMs}`] : []),
  ];
  if (data.kind !== 'builtin') {
    const [train = '', test] = partsOf(data.name).map(quoted);
    return [`--data ${train}`, ...(test ? [`--test ${test}`] : []), ...selection];
  }
  const { name = 'saccade-digits', trainCount, testCount, seed } = data;
  return [
    `--data builtin:${name}`,
    `--count ${trainCount}`,
    `--test-count ${testCount}`,
    `--test-first ${
      name === 'gestures'
        ? Math.floor(firstTestSample / samplesPerFigure) * samplesPerFigure
        : firstTestSample
    }`,
    ...(seed === 1 ? [] : [`--data-seed ${seed}`]),
    ...selection,
  ];
}

/** Of two files the one to train comes first. */
function partsOf(name: string): string[] {
  const parts = name.split(' + ');
  const isTest = (part: string) => /test/i.test(part);
  if (parts.length !== 2 || parts.filter(isTest).length !== 1) return [name];
  return parts.sort((one, other) => Number(isTest(one)) - Number(isTest(other)));
}

const quoted = (text: string) =>
  /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** For a module of a page or a bundler; prints what the command prints, and has the model then. */
export function snippet(run: Run): string {
  const { spec, options, data, epochs } = run;
  const { classes, perClass, pool, firstMs } = data;
  const [first] = spec.layers;
  const apart = startsApart(spec.layers);
  const own = { neurons: 0, initial_threshold: 0 };
  const isAlike = new Set(spec.layers.map((layer) => spelledOut({ ...layer, ...own }))).size === 1;
  const layers = isAlike
    ? spec.layers.map(({ neurons, initial_threshold }) => {
        const start = apart ? `, initial_threshold: ${initial_threshold}` : '';
        return `    { ...layer, neurons: ${neurons}${start} },\n`;
      })
    : spec.layers.map((layer) => `    ${literal(layer, '    ')},\n`);
  const { neurons: _, ...alike } = first ?? {};
  return `import { createDataClient, createNetworkClient } from 'rouse-snn';

${isAlike ? `const layer = ${literal(alike)};\n` : ''}const spec = {
  inputs: ${spec.inputs},
${spec.readout ? `  readout: '${spec.readout}',\n` : ''}${
  spec.sensor ? `  sensor: ${literal(spec.sensor)},\n` : ''
}  layers: [
${layers.join('')}  ],
};
const options = ${literal(options)};

const data = createDataClient();
await data.load(
  ${sourceOf(data)},
  ${literal({ classes, perClass, ...(pool && { pool }), ...(firstMs && { firstMs }) })},
);
const network = createNetworkClient();
await data.handOver(network);
network.on((event) => {
  if (event.type === 'epoch') console.log(JSON.stringify(event.report));
});
await network.configure(spec, options);
await network.play(${epochs});
const model = await network.saveModel(); // bytes of a .safetensors file
`;
}

function sourceOf(data: DataIdentity): string {
  switch (data.kind) {
    case 'builtin': {
      const { kind, name, trainCount, testCount, seed } = data;
      return literal({ kind, ...(name ? { name } : {}), trainCount, testCount, seed });
    }
    case 'url':
      return literal({ kind: 'url', url: data.url });
    case 'files': {
      // The paths decide which files are test recordings; they are yours to get from an input.
      const parts = partsOf(data.name);
      const values = parts.length === 1 ? ['file'] : ['file: trainFile', 'file: testFile'];
      const files = parts.map((path, i) => `{ path: ${JSON.stringify(path)}, ${values[i]} }`);
      return `{ kind: 'files', files: [${files.join(', ')}] }`;
    }
  }
}

/** A value as JavaScript, on several lines where one is too long. */
function literal(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value);
  }
  const parts = Object.entries(value).map(([k, v]) => `${k}: ${literal(v, `${indent}  `)}`);
  const line = `{ ${parts.join(', ')} }`;
  if (indent.length + line.length <= columns && !line.includes('\n')) return line;
  return `{\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}}`;
}
