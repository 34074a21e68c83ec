// docs/spoken-digits.md: the statistics of the built-in words beside those of the Heidelberg digits,
// and what networks trained on them reach on other built-in words and on real recordings.
// Recordings are read from packs with the page's modules: build the page first.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviation, mean, percent, rewrite, root, run, scratch, shd } from './experiments.mjs';
import { seeds, spread, table, trainAll } from './experiments.mjs';

const document = 'spoken-digits.md';
const channelCount = 700;
const cellUs = 10_000;
const samples = 400;

const module = (name) => import(join(root, 'bindings', 'wasm', `${name}.mjs`));

async function* recordings(name, data) {
  const path = join(scratch, `${name}.rouse`);
  await run(['pack', ...data, '--out', path]);
  const [{ default: createPack }, { default: createRouse }] = await Promise.all([
    module('rouse-pack'),
    module('rouse'),
  ]);
  const packs = await createPack();
  const rouse = await createRouse();
  const dataset = rouse.unpackDataset(packs.readPack(readFileSync(path), name).train);
  const { length } = dataset.labels();
  for (let i = 0; i < length; i++) yield dataset.recording(i);
}

/** What one recording adds: spikes of a channel count once in 10 ms. */
function describe({ times, channels, label }) {
  const cells = new Set();
  for (let i = 0; i < times.length; i++) {
    cells.add(Math.floor(times[i] / cellUs) * channelCount + channels[i]);
  }
  const inTime = new Array(20).fill(0);
  const inChannels = new Array(14).fill(0);
  for (const cell of cells) {
    const time = Math.floor(cell / channelCount / 5);
    if (time < inTime.length) inTime[time] += 1;
    inChannels[Math.floor((cell % channelCount) / 50)] += 1;
  }
  const active = new Set(channels).size;
  const last = (Math.floor(times.at(-1) / cellUs) * cellUs) / 1000;
  return { label, spikes: cells.size, all: times.length, active, last, inTime, inChannels };
}

async function collect(name, data) {
  const all = [];
  for await (const recording of recordings(name, data)) all.push(describe(recording));
  return all;
}

async function frequencies() {
  const { default: create } = await module('rouse-cochlea');
  return (await create()).frequencies();
}

async function statistics() {
  const real = await collect('shd', ['--data', join(shd, 'shd_train.h5.gz'), '--time-us', '1']);
  const spoken = ['--data', 'builtin:spoken-digits', '--count', String(samples), '--data-seed', '2'];
  const made = await collect('spoken', [...spoken, '--test-count', '0', '--time-us', '1']);
  const rows = [['mean per recording', 'SHD', 'spoken-digits', 'ratio']];
  const cell = (values) => `${mean(values).toFixed(0)} ± ${deviation(values).toFixed(0)}`;
  for (const [name, of] of [
    ['spikes', (r) => r.spikes],
    ['channels with a spike', (r) => r.active],
    ['last spike, ms', (r) => r.last],
  ]) {
    const [a, b] = [real.map(of), made.map(of)];
    rows.push([name, cell(a), cell(b), (mean(b) / mean(a)).toFixed(2)]);
  }
  rewrite(document, 'statistics', table(rows));
  console.log(`all spikes of the built-in words: ${cell(made.map((r) => r.all))}`);

  const profile = (name, of, heading, label) => {
    const lines = [[heading, 'SHD', 'spoken-digits', 'ratio']];
    for (let i = 0; i < of(real[0]).length; i++) {
      const [a, b] = [real, made].map((all) => mean(all.map((r) => of(r)[i])));
      if (a < 5) continue;
      lines.push([label(i), a.toFixed(0), b.toFixed(0), (b / a).toFixed(2)]);
    }
    rewrite(document, name, table(lines));
  };
  profile('time', (r) => r.inTime, 'from, ms', (i) => 50 * i);
  const hertz = await frequencies();
  profile(
    'channels',
    (r) => r.inChannels,
    'channels (best tones, Hz)',
    (i) => `${50 * i}–${50 * i + 49} (${Math.round(hertz[50 * i])}–${Math.round(hertz[50 * i + 49])})`,
  );
}

async function accuracy() {
  const epochs = 20;
  const shown = [1, 3, 5, 10, 20];
  const settings = { preset: 'shd', epochs };
  const builtin = { data: 'builtin:spoken-digits', count: 1664, 'test-count': 340 };
  const rows = [['trained on', 'tested on', ...shown.map((epoch) => `epoch ${epoch}`)]];
  for (const [trained, tested, data] of [
    ['1664 spoken-digits', '340 other spoken-digits', builtin],
    ['1664 spoken-digits', '340 SHD test recordings', { ...builtin, test: join(shd, 'shd_test.h5.gz') }],
    ['1664 SHD recordings', '340 SHD test recordings', { data: shd }],
  ]) {
    const runs = await trainAll(data, settings);
    rows.push([trained, tested, ...shown.map((epoch) => spread(runs.map((r) => r[epoch].test)))]);
    const last = runs.map((r) => percent(r[epochs].test));
    console.log(`${trained}, ${tested}: ${last.join(', ')} % for seeds ${seeds.join(', ')}`);
  }
  rewrite(document, 'accuracy', table(rows));
}

await statistics();
await accuracy();
