/** Starts the worker that reads a file of spoken words. */
export function startShdWorker(): Worker {
  return new Worker(new URL('./shd_worker.ts', import.meta.url), {
    type: 'module',
    name: 'rouse shd',
  });
}
