/**
 * The compiled WebAssembly module, made once for a page and handed to each of its workers: however
 * many networks there are, the module is fetched and compiled once.
 */
import { hasSimd } from './simd';

/** How the module is handed over; `null` leaves loading it to the worker. */
interface Handed {
  rouseModule: WebAssembly.Module | null;
}

let compiled: Promise<WebAssembly.Module | null> | undefined;

async function compile(): Promise<WebAssembly.Module | null> {
  if (!hasSimd()) return null;
  const address = new URL('../wasm/rouse.wasm', import.meta.url).href;
  try {
    return await WebAssembly.compileStreaming(fetch(address));
  } catch {
    // A server may not know the type of .wasm files, or a page's policy may forbid what its
    // workers are allowed to do: they try for themselves, and say what is wrong.
    return null;
  }
}

/** Hands the module to a worker that awaits it with `handedModule`, as soon as it is there. */
export function handModuleTo(worker: Worker, module?: Promise<WebAssembly.Module | null>): void {
  compiled ??= module ?? compile();
  void compiled.then((rouseModule) => worker.postMessage({ rouseModule } satisfies Handed));
}

/** In a worker, before it serves anything: the module that its maker hands over. */
export function handedModule(): Promise<WebAssembly.Module | null> {
  return new Promise((resolve) => {
    self.addEventListener('message', function hear(event: MessageEvent<Partial<Handed> | null>) {
      if (event.data?.rouseModule === undefined) return;
      event.stopImmediatePropagation();
      self.removeEventListener('message', hear);
      resolve(event.data.rouseModule);
    });
  });
}
