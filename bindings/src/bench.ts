/** `rouse-snn/bench`: measures the speed of the library, in a worker of its own. */
import type { BenchEvent, BenchRequest } from './bench_types';

export type * from './bench_types';

/**
 * Starts all measurements, each about `seconds` long (0.01 to 60). `environment` says in the report
 * what runs them. Returns a function that stops them at once.
 */
export function runBench(
  seconds: number,
  environment: string,
  listener: (event: BenchEvent) => void,
): () => void {
  const worker = new Worker(new URL('./bench_worker.ts', import.meta.url), {
    type: 'module',
    name: 'rouse bench',
  });
  worker.onmessage = ({ data }: MessageEvent<BenchEvent>) => listener(data);
  worker.onerror = (event) => {
    const why = event.message || 'its script could not be loaded';
    listener({ type: 'failed', message: `The measurement stopped: ${why}. Reload the page.` });
  };
  worker.postMessage({ seconds, environment } satisfies BenchRequest);
  return () => worker.terminate();
}
