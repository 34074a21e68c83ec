/**
 * Starts this package's workers where they have no file of their own: in a single file for foreign
 * pages. Another origin's scripts cannot become workers, but a page's own blobs can.
 */
import wasmBase64 from 'virtual:rouse-wasm';
import serve from 'virtual:rouse-worker';
import { handModuleTo } from './shared_module';

let script: string | undefined;
let compiled: Promise<WebAssembly.Module> | undefined;

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export function startWorker(name: string): Worker {
  script ??= URL.createObjectURL(new Blob([`(${serve})()`], { type: 'text/javascript' }));
  compiled ??= WebAssembly.compile(bytesOf(wasmBase64));
  const worker = new Worker(script, { name });
  handModuleTo(worker, compiled);
  return worker;
}
