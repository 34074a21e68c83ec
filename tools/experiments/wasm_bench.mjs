// What `rouse bench` does, with the page's WebAssembly under node: one line of JSON.
//
//   node tools/experiments/wasm_bench.mjs FOLDER SPEC OPTIONS      (JSON, as the library takes them)
//
// FOLDER holds folders named by the digit; 20 recordings of each are used. The first of four epochs
// warms up and is not counted.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import createModule from '../../bindings/wasm/rouse.mjs';

const [folder, spec, options] = process.argv.slice(2);
const epochs = 4;
const module = await createModule();
const collector = new module.NmnistCollector(folder, 20);
for (const digit of readdirSync(folder)) {
  for (const file of readdirSync(join(folder, digit))) {
    const path = join(folder, digit, file);
    if (collector.wants(path)) collector.add(path, new Uint8Array(readFileSync(path)));
  }
}
const train = collector.finish();
// Tested on one of each digit: the session wants a test set.
const test = module.selectSamples(train, new Uint32Array(), 1);
const session = module.Session.create(spec, options, train, test);
const milliseconds = [];
for (;;) {
  const begin = performance.now();
  const { phase, epoch, samples, epoch_finished } = session.step();
  const took = performance.now() - begin;
  if (phase === 'train' && epoch > 1) milliseconds.push(took / samples);
  if (epoch === epochs && epoch_finished) break;
}
milliseconds.sort((one, other) => one - other);
const ms_per_sample = milliseconds[Math.floor(milliseconds.length / 2)];
console.log(JSON.stringify({ batches: milliseconds.length, ms_per_sample }));
