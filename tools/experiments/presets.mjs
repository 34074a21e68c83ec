// web/src/preset_runs.json and docs/presets.md: ten epochs of each of the page's presets. The page
// draws the runs of seed 1 beside the presets' names; the table has the mean over all seeds for the
// good starts. Other tables have that of the bad ones: dead-neurons.md.
//
//   --only ID   runs one preset and those that never ran, and leaves the others' runs and rows
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { mean, only, rewrite, root, sources, spread, table, train, trainAll } from './experiments.mjs';

const epochs = 10;
/** What the page trains on before files are dropped on it. */
const builtin = {
  ...sources.builtin.options,
  count: 1000,
  'test-count': 200,
  'test-first': 1_000_000,
};

/** The page's own presets, and how its Export dialog writes them as options of the command. */
async function readPage() {
  const server = await createServer({
    root: join(root, 'web'),
    server: { middlewareMode: true },
    appType: 'custom',
    logLevel: 'error',
  });
  const names = ['hidden_layer', 'presets', 'repeat', 'specification', 'state'];
  const modules = await Promise.all(
    names.map((name) => server.ssrLoadModule(`/src/${name}.ts`)),
  );
  await server.close();
  return Object.assign({}, ...modules);
}

const page = await readPage();

/** What presets run on that are made for other data than the built-in digits. */
const nmnist = { source: sources.real };
const words = { source: sources.spoken, sensor: { width: 700, height: 1, polarities: 1 } };
/** As many as the page films. */
const motion = {
  source: {
    name: 'gestures',
    options: {
      data: 'builtin:gestures',
      pool: 4,
      count: 220,
      'test-count': 132,
      'test-first': 999_988,
    },
  },
  sensor: { width: 32, height: 32, polarities: 2 },
};
const camera = { width: 34, height: 34, polarities: 2 };
const made = ({ id, group }) => (id.startsWith('nmnist') ? nmnist : ({ words, motion }[group] ?? {}));

/** Options of `rouse train` for settings of the page; the data decides inputs and classes. */
function optionsOf(settings, arm, sensor) {
  const network = page.networkSpec(settings, arm, sensor ?? camera, 1);
  const layer = page.commonLayer(network);
  const training = page.trainingOptions(settings, sensor);
  const given = page.trainOptions
    .map(({ name, of }) => [name, of(layer, training, network)])
    .filter(([name, value]) => value !== undefined && name !== 'seed')
    .map(([name, value]) => [name, String(value).replaceAll('_', '-')]);
  return { hidden: settings.hidden.join(), ...Object.fromEntries(given), epochs };
}

const round = (share) => Number(share.toFixed(3));

/** Of every epoch, from the untrained network on. */
function curvesOf(training, hidden, sensor = camera) {
  const neurons = page.neuronsOf(hidden, sensor).reduce((sum, size) => sum + size, 0);
  const dead = (epoch) => epoch.dead.slice(0, -1).reduce((sum, layer) => sum + layer, 0);
  return {
    accuracy: training.map((epoch) => round(epoch.test)),
    dead: training.map((epoch) => round(dead(epoch) / neurons)),
  };
}

const file = join(root, 'web', 'src', 'preset_runs.json');
const earlier = JSON.parse(readFileSync(file, 'utf8'));
const earlierTable = readFileSync(join(root, 'docs', 'presets.md'), 'utf8');

/** The cells of a preset's row as it is. */
const rowOf = (id) =>
  new RegExp(`^\\| (${id} \\|.*) \\|$`, 'm').exec(earlierTable)[1].split(' | ');

const runs = {};
const rows = [['preset', 'data', 'seeds', 'A', 'B', 'A dead', 'B dead', 'ms a sample, A', 'B']];
for (const preset of page.presets) {
  if (only && preset.id !== only && earlier[preset.id]) {
    runs[preset.id] = earlier[preset.id];
    rows.push(rowOf(preset.id));
    continue;
  }
  const changes = page.changesFor(preset);
  const settings = { ...page.defaultSettings(), ...changes };
  const { source = { ...sources.builtin, options: builtin }, sensor } = made(preset);
  const trainings = {};
  for (const arm of ['a', 'b']) {
    const options = optionsOf(settings, arm, sensor);
    trainings[arm] =
      ['start', 'words', 'motion'].includes(preset.group)
        ? await trainAll(source.options, options)
        : [await train(source.options, options, 1)];
  }
  const [a, b] = ['a', 'b'].map((arm) => curvesOf(trainings[arm][0], settings.hidden, sensor));
  runs[preset.id] = { settings: changes, a, b };
  const columns = (of) => ['a', 'b'].map((arm) => of(trainings[arm]));
  rows.push([
    preset.id,
    source.name,
    trainings.a.length,
    ...columns((all) => spread(all.map((one) => one[epochs].test))),
    ...columns((all) => {
      const shares = all.map((one) => curvesOf(one, settings.hidden, sensor).dead[epochs]);
      return `${Math.round(100 * mean(shares))} %`;
    }),
    ...columns((all) => mean(all.flatMap((one) => one.slice(1).map(({ ms }) => ms))).toFixed(2)),
  ]);
}

writeFileSync(file, JSON.stringify(runs));
execFileSync('npx', ['biome', 'format', '--write', file], { cwd: root });
rewrite('presets.md', 'runs', table(rows));
