/** A worker in this thread: what `new Worker` gives a page, for tests under Node.js. */
import { DataServer } from '../../bindings/src/data_server';
import { NetworkServer } from '../../bindings/src/network_server';
import { expose } from '../../bindings/src/rpc';
import { ShdServer } from '../../bindings/src/shd_server';

function serverOf(name: string): object {
  if (name === 'rouse data') return new DataServer();
  return name === 'rouse shd' ? new ShdServer() : new NetworkServer();
}

export class ThreadWorker extends EventTarget {
  readonly #port: MessagePort;

  constructor(_script: URL, { name = '' }: WorkerOptions = {}) {
    super();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    expose(serverOf(name), port2);
    port1.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent('message', { data }));
    port2.start();
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  terminate(): void {
    this.#port.close();
  }
}
