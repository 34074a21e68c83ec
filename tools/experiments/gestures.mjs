// docs/gestures.md: the statistics of the built-in gestures beside those of recordings of DVS128
// Gesture, and a picture of both. Recordings are read from packs with the page's modules: build the
// page first.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import {
  deviation,
  dvsgesture,
  mean,
  median,
  rewrite,
  root,
  run,
  scratch,
  table,
} from './experiments.mjs';

const document = 'gestures.md';
const side = 128;
const pixels = side * side;
const samples = 330;
const other = 10;
const durationUs = 1_450_000;
const names = ['hand clapping', 'right hand wave', 'left hand wave', 'right arm clockwise'];
names.push('right arm counter clockwise', 'left arm clockwise', 'left arm counter clockwise');
names.push('arm roll', 'air drums', 'air guitar');

/** The polarity events of an AEDAT 3.1 file that is known to be sound. */
function readAedat(path) {
  const bytes = readFileSync(path);
  const times = [];
  const channels = [];
  const end = '#!END-HEADER\r\n';
  let at = bytes.indexOf(end) + end.length;
  while (at + 28 <= bytes.length) {
    const [type, size, count] = [bytes.readInt16LE(at), bytes.readInt32LE(at + 4), bytes.readInt32LE(at + 20)];
    at += 28;
    for (let i = 0; i < count && type === 1; i++) {
      const data = bytes.readUInt32LE(at + 8 * i);
      if ((data & 1) === 0) continue;
      times.push(bytes.readUInt32LE(at + 8 * i + 4));
      channels.push(((data >> 1) & 1) * pixels + ((data >> 2) & 0x7fff) * side + (data >>> 17));
    }
    at += count * size;
  }
  return { times, channels };
}

function* realRecordings() {
  for (const file of readdirSync(dvsgesture).filter((name) => name.endsWith('.aedat'))) {
    const { times, channels } = readAedat(join(dvsgesture, file));
    const lines = readFileSync(join(dvsgesture, file.replace('.aedat', '_labels.csv')), 'utf8');
    for (const line of lines.trim().split('\n').slice(1)) {
      const [label, from, to] = line.split(',').map(Number);
      const mine = times.map((_, i) => i).filter((i) => times[i] >= from && times[i] < to);
      yield {
        label: label - 1,
        times: mine.map((i) => times[i] - from),
        channels: mine.map((i) => channels[i]),
      };
    }
  }
}

async function* builtinRecordings() {
  const path = join(scratch, 'gestures.rouse');
  const data = ['--data', 'builtin:gestures', '--count', String(samples), '--data-seed', '3'];
  await run(['pack', ...data, '--test-count', '0', '--time-us', '1', '--out', path]);
  const module = (name) => import(join(root, 'bindings', 'wasm', `${name}.mjs`));
  const [{ default: createPack }, { default: createRouse }] = await Promise.all([
    module('rouse-pack'),
    module('rouse'),
  ]);
  const dataset = (await createRouse()).unpackDataset(
    (await createPack()).readPack(readFileSync(path), 'gestures').train,
  );
  const { length } = dataset.labels();
  for (let i = 0; i < length; i++) yield dataset.recording(i);
}

/** What one recording adds to the tables. */
function describe({ label, times, channels }) {
  const events = times.length;
  const counts = new Uint32Array(pixels);
  const last = new Float64Array(pixels).fill(-1);
  const lastChannel = new Int32Array(pixels);
  const profile = new Array(29).fill(0);
  const intervals = [];
  let [on, doubled, rebounds] = [0, 0, 0];
  const xs = [];
  const ys = [];
  for (let i = 0; i < events; i++) {
    const pixel = channels[i] % pixels;
    counts[pixel] += 1;
    if (channels[i] >= pixels) on += 1;
    xs.push(pixel % side);
    ys.push(Math.floor(pixel / side));
    const time = Math.floor(times[i] / 50_000);
    if (time < profile.length) profile[time] += 1;
    const interval = times[i] - last[pixel];
    if (last[pixel] >= 0) {
      if (interval < 50 && lastChannel[pixel] === channels[i]) doubled += 1;
      else intervals.push(interval / 1000);
      if (interval < 1000 && lastChannel[pixel] > channels[i]) rebounds += 1;
    }
    last[pixel] = times[i];
    lastChannel[pixel] = channels[i];
  }
  const active = counts.filter((count) => count > 0);
  const sorted = Array.from(active).sort((a, b) => b - a);
  const tenth = sorted.slice(0, Math.round(sorted.length / 10)).reduce((a, b) => a + b, 0);
  return {
    label,
    rate: events / (durationUs / 1000),
    on: (100 * on) / events,
    active: active.length,
    busy: active.filter((count) => count >= 10).length,
    middle: median(sorted),
    tenth: (100 * tenth) / events,
    x: mean(xs),
    y: mean(ys),
    xSpread: deviation(xs),
    ySpread: deviation(ys),
    unevenness: (100 * deviation(profile)) / mean(profile),
    interval: median(intervals),
    doubled: (100 * doubled) / events,
    rebounds: (100 * rebounds) / events,
  };
}

const shown = [
  ['events in a millisecond', 'rate', 1],
  ['share of ON, %', 'on', 1],
  ['pixels with an event', 'active', 0],
  ['pixels with ten or more', 'busy', 0],
  ['events of a pixel that has any, median', 'middle', 1],
  ['share of events in the busiest tenth of these, %', 'tenth', 1],
  ['middle of the events, column', 'x', 1],
  ['middle of the events, row', 'y', 1],
  ['deviation of columns', 'xSpread', 1],
  ['deviation of rows', 'ySpread', 1],
  ['deviation of events over time (50 ms), % of the mean', 'unevenness', 1],
  ['time between events of a pixel, median, ms', 'interval', 2],
  ['ON events that come twice, % of all', 'doubled', 1],
  ['OFF within 1 ms after ON, % of all', 'rebounds', 1],
];

function statistics(real, made) {
  const rows = [['mean of ten gestures', 'DVS128 Gesture', 'gestures', 'ratio']];
  for (const [name, field, digits] of shown) {
    // Each gesture counts once, however many recordings there are of it.
    const of = (all) =>
      names.map((_, label) => mean(all.filter((r) => r.label === label).map((r) => r[field])));
    const [a, b] = [of(real), of(made)];
    const cell = (values) => `${mean(values).toFixed(digits)} ± ${deviation(values).toFixed(digits)}`;
    rows.push([name, cell(a), cell(b), (mean(b) / mean(a)).toFixed(2)]);
  }
  rewrite(document, 'statistics', table(rows));

  const lines = [['gesture', 'events, thousands', 'gestures', 'column, row', 'gestures']];
  names.forEach((name, label) => {
    const of = (all, field) => mean(all.filter((r) => r.label === label).map((r) => r[field]));
    const events = (all) => ((of(all, 'rate') * durationUs) / 1e6).toFixed(0);
    const place = (all) => `${of(all, 'x').toFixed(0)}, ${of(all, 'y').toFixed(0)}`;
    lines.push([name, events(real), events(made), place(real), place(made)]);
  });
  rewrite(document, 'each', table(lines));
}

/** 60 ms of events, from where they are most. */
function frame({ times, channels }) {
  const windowUs = 60_000;
  const starts = Array.from({ length: 22 }, (_, i) => i * windowUs);
  const counts = starts.map((from) => times.filter((t) => t >= from && t < from + windowUs).length);
  const from = starts[counts.indexOf(Math.max(...counts))];
  const seen = channels.filter((_, i) => times[i] >= from && times[i] < from + windowUs);
  return { on: seen.filter((c) => c >= pixels).map((c) => c - pixels), off: seen.filter((c) => c < pixels) };
}

/** Ten gestures of DVS128 Gesture above ten built-in ones. */
async function picture(real, made) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const gap = 4;
  const [width, height] = [names.length * (side + gap) - gap, 2 * side + gap];
  const page = await browser.newPage({ viewport: { width, height } });
  const rows = [real, made].map((all) => names.map((_, label) => frame(all.find((r) => r.label === label))));
  await page.setContent(`<body style="margin:0"><canvas width="${width}" height="${height}">`);
  await page.evaluate(
    ({ rows, side, gap }) => {
      const context = document.querySelector('canvas').getContext('2d');
      rows.forEach((frames, row) => {
        frames.forEach(({ on, off }, column) => {
          const [left, top] = [column * (side + gap), row * (side + gap)];
          context.fillStyle = '#f4f4f4';
          context.fillRect(left, top, side, side);
          for (const [colour, places] of [['#da1e28', off], ['#0f62fe', on]]) {
            context.fillStyle = colour;
            for (const p of places) context.fillRect(left + (p % side), top + Math.floor(p / side), 1, 1);
          }
        });
      });
    },
    { rows, side, gap },
  );
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
  writeFileSync(join(root, 'docs', 'images', 'gestures.webp'), Buffer.from(data, 'base64'));
  await browser.close();
}

const real = [...realRecordings()];
const made = [];
const drawn = []; // each by another figure
let index = 0;
for await (const { label, times, channels } of builtinRecordings()) {
  const figure = Math.floor(index++ / 44);
  if (label === other) continue;
  const recording = { label, times: Array.from(times), channels: Array.from(channels) };
  made.push(describe(recording));
  if (figure === label % 7) drawn.push(recording);
}
statistics(real.map(describe), made);
await picture(real, drawn);
