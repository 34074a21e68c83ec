/**
 * Starts this package's workers where they have no file of their own: in a single file for foreign
 * pages. Another origin's scripts cannot become workers, but a page's own blobs can. Where a policy
 * forbids even those, the page's own thread serves: slower, and the page with it, but the same bits.
 */
import wasmBase64 from 'virtual:rouse-wasm';
import serve from 'virtual:rouse-worker';
import { handModuleTo } from './shared_module';

let script: string | undefined;
let compiled: Promise<WebAssembly.Module> | undefined;

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Says that it runs, and serves on the port that it is given; a worker's own helpers need none. */
function scriptText(): string {
  return (
    `const serve = ${serve};` +
    `if (self.name === 'rouse shards') serve(self);` +
    `else {` +
    `  onmessage = ({ data }) => serve(Object.assign(data, { name: self.name, location }));` +
    `  postMessage('here');` +
    `}`
  );
}

export function startWorker(name: string): Worker {
  script ??= URL.createObjectURL(new Blob([scriptText()], { type: 'text/javascript' }));
  compiled ??= WebAssembly.compile(bytesOf(wasmBase64));
  const { port1, port2 } = new MessageChannel();
  let terminate = () => {};
  const serveHere = () => {
    terminate = () => port1.postMessage({ rouseStop: true });
    serve(Object.assign(port2, { name }));
  };
  try {
    const worker = new Worker(script, { name });
    terminate = () => worker.terminate();
    let here = false;
    worker.onmessage = () => {
      here = true;
      worker.postMessage(port2, [port2]);
    };
    worker.onerror = (event) => {
      if (here) port1.dispatchEvent(new ErrorEvent('error', { message: event.message }));
      else serveHere();
    };
  } catch {
    serveHere();
  }
  const worker = Object.assign(port1, { terminate: () => terminate() }) as unknown as Worker;
  handModuleTo(worker, compiled);
  return worker;
}
