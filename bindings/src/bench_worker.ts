/** The bench's worker: runs one case after the other until it is terminated. */
import type { BenchEvent, BenchRequest } from './bench_types';
import { hasSimd } from './simd';

interface Suite {
  size(): number;
  name(index: number): string;
  shareOfTime(index: number): number;
  run(index: number): void;
  json(): string;
  markdown(): string;
}

interface BenchModule {
  Suite: {
    create(seconds: number, environment: string, cores: number, recordings: null): Suite;
  };
}

function tell(event: BenchEvent): void {
  postMessage(event);
}

async function load(): Promise<BenchModule> {
  if (!hasSimd()) {
    throw new Error(
      'This browser has no WebAssembly SIMD, with which the measurements are made. ' +
        'Use Chrome or Edge 91, Firefox 89, Safari 16.4, or newer.',
    );
  }
  const { default: create } = await import('../wasm/rouse-bench.mjs');
  return (await create()) as BenchModule;
}

async function run({ seconds, environment }: BenchRequest): Promise<void> {
  const module = await load();
  const suite = module.Suite.create(seconds, environment, navigator.hardwareConcurrency, null);
  const cases = suite.size();
  let done = 0;
  for (let index = 0; index < cases; index++) {
    tell({ type: 'case', index, cases, name: suite.name(index), done });
    suite.run(index);
    done += suite.shareOfTime(index);
    tell({ type: 'report', json: suite.json(), markdown: suite.markdown() });
  }
  tell({ type: 'finished' });
}

self.onmessage = ({ data }: MessageEvent<BenchRequest>) => {
  run(data).catch((error: unknown) => {
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
};
