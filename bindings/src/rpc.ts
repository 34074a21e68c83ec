/** Comlink, with the library's errors keeping their code on the way between threads. */
import { type Remote, transferHandlers, wrap } from 'comlink';
import { errorFor, RouseError } from './errors';
import { typed } from './module';
import type { ErrorCode } from './types';

interface WireError {
  rouse: { code: ErrorCode; message: string };
}

const usual = transferHandlers.get('throw');
if (usual) {
  transferHandlers.set('throw', {
    canHandle: usual.canHandle,
    serialize(thrown: { value: unknown }): [unknown, Transferable[]] {
      const error = typed(thrown.value);
      if (!(error instanceof RouseError)) return usual.serialize(thrown);
      return [{ rouse: { code: error.code, message: error.message } } satisfies WireError, []];
    },
    deserialize(wire: WireError | object): never {
      if ('rouse' in wire) throw errorFor(wire.rouse.code, wire.rouse.message);
      return usual.deserialize(wire) as never;
    },
  });
}

/** A worker's server as the client sees it, and what to do when the worker dies. */
export class RemoteWorker<Server> {
  readonly #worker: Worker;
  readonly #dead: Promise<never>;
  readonly remote: Remote<Server>;

  constructor(worker: Worker, died: (error: RouseError) => void = () => {}) {
    this.#worker = worker;
    this.remote = wrap<Server>(worker);
    this.#dead = new Promise((_, reject) => {
      worker.addEventListener('error', (event) => {
        const why = event.message || 'its script could not be loaded';
        const error = errorFor('worker_failed', `A worker stopped: ${why}. Reload the page.`);
        died(error);
        reject(error);
      });
    });
    // Nobody may be waiting when it dies.
    this.#dead.catch(() => {});
  }

  /** A call's answer, or a WorkerFailedError should the worker die before it comes. */
  answer<T>(call: Promise<T>): Promise<T> {
    return Promise.race([call, this.#dead]);
  }

  close(): void {
    this.#worker.terminate();
  }
}

export { expose, proxy, transfer } from 'comlink';
