/** Starts this package's workers from a file of their own. */
import { handModuleTo } from './shared_module';

export function startWorker(name: string): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name });
  handModuleTo(worker);
  return worker;
}
