// docs/saccade-digits.md: the statistics of the built-in digits beside those of N-MNIST, and what
// networks trained on them reach on other built-in digits and on real recordings.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviation, mean, nmnist, percent, rewrite, run, scratch } from './experiments.mjs';
import { seeds, sources, spread, table, trainAll } from './experiments.mjs';
import { good } from './settings.mjs';

const pixels = 34 * 34;
const tenths = 31; // of 10 ms
const samples = 400;

/** What one recording adds to a table of statistics. */
function describe(times, channels) {
  const active = new Set(channels.map((channel) => channel % pixels));
  const profile = new Array(tenths).fill(0);
  for (const time of times) if (time < tenths * 10000) profile[Math.floor(time / 10000)] += 1;
  const on = channels.filter((channel) => channel >= pixels).length;
  return { events: times.length, on: on / times.length, active: active.size, profile };
}

function* realRecordings(folder) {
  for (const path of readdirSync(folder, { recursive: true }).filter((p) => p.endsWith('.bin'))) {
    const bytes = readFileSync(join(folder, path));
    const times = [];
    const channels = [];
    for (let i = 0; i + 5 <= bytes.length; i += 5) {
      times.push(((bytes[i + 2] & 127) << 16) | (bytes[i + 3] << 8) | bytes[i + 4]);
      channels.push((bytes[i + 2] >> 7) * pixels + bytes[i + 1] * 34 + bytes[i]);
    }
    yield describe(times, channels);
  }
}

/** The arrays of 32-bit numbers in an .npz file as `rouse trace` writes it: stored, not packed. */
function readArrays(file, names) {
  const bytes = readFileSync(file);
  const arrays = {};
  let at = 0;
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    const size = bytes.readUInt32LE(at + 18);
    const name = bytes.toString('latin1', at + 30, at + 30 + bytes.readUInt16LE(at + 26));
    const begin = at + 30 + name.length + bytes.readUInt16LE(at + 28);
    if (names.includes(name)) {
      const data = begin + 10 + bytes.readUInt16LE(begin + 8);
      arrays[name] = Array.from({ length: (begin + size - data) / 4 }, (_, i) =>
        bytes.readUInt32LE(data + 4 * i),
      );
    }
    at = begin + size;
  }
  return names.map((name) => arrays[name]);
}

async function* builtinRecordings() {
  const model = join(scratch, 'any.safetensors');
  const trace = join(scratch, 'trace.npz');
  const tiny = ['--hidden', 'none', '--steps', '1', '--count', '10', '--test-count', '10'];
  await run(['train', '--json', '--epochs', '1', ...tiny, '--save', model]);
  const data = ['--count', String(samples), '--part', 'train', '--data-seed', '2'];
  for (let i = 0; i < samples; ++i) {
    await run(['trace', '--model', model, ...data, '--sample', String(i), '--out', trace]);
    yield describe(...readArrays(trace, ['times_us.npy', 'channels.npy']));
  }
}

async function collect(recordings) {
  const all = [];
  for await (const recording of recordings) all.push(recording);
  return all;
}

function meanProfile(recordings) {
  return Array.from({ length: tenths }, (_, i) => mean(recordings.map((r) => r.profile[i])));
}

async function statistics() {
  const real = await collect(realRecordings(join(nmnist, 'Train')));
  const made = await collect(builtinRecordings());
  const rows = [['mean per recording', 'N-MNIST', 'saccade-digits', 'ratio']];
  const row = (name, of, digits, factor = 1) => {
    const [a, b] = [real, made].map((recordings) => recordings.map((r) => factor * of(r)));
    const cell = (values) => `${mean(values).toFixed(digits)} ± ${deviation(values).toFixed(digits)}`;
    rows.push([name, cell(a), cell(b), (mean(b) / mean(a)).toFixed(2)]);
  };
  row('events', (r) => r.events, 0);
  row('share of ON, %', (r) => r.on, 1, 100);
  row('pixels with an event', (r) => r.active, 0);
  rewrite('saccade-digits.md', 'statistics', table(rows));

  const [a, b] = [meanProfile(real), meanProfile(made)];
  const times = [['from, ms', 'N-MNIST', 'saccade-digits', 'ratio']];
  for (let i = 0; i < tenths; ++i) {
    times.push([10 * i, a[i].toFixed(0), b[i].toFixed(0), (b[i] / a[i]).toFixed(2)]);
  }
  rewrite('saccade-digits.md', 'time', table(times));
}

async function accuracy() {
  const epochs = 20;
  const shown = [1, 3, 5, 10, 20];
  const builtin = sources.builtin.options;
  const onReal = { ...builtin, test: join(nmnist, 'Test') };
  const rows = [['tested on', ...shown.map((epoch) => `epoch ${epoch}`)]];
  for (const [name, data] of [
    ['200 other saccade-digits', builtin],
    ['100 N-MNIST test recordings', onReal],
  ]) {
    const runs = await trainAll(data, { ...good, epochs });
    rows.push([name, ...shown.map((epoch) => spread(runs.map((r) => r[epoch].test)))]);
    const last = runs.map((r) => percent(r[epochs].test));
    console.log(`${name}: ${last.join(', ')} % for seeds ${seeds.join(', ')}`);
  }
  rewrite('saccade-digits.md', 'accuracy', table(rows));
}

await statistics();
await accuracy();
