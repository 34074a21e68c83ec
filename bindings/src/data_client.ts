/** The page's end of the data worker. */
import type { DataServer } from './data_server';
import type { NetworkWorkerClient } from './network_client';
import { proxy, RemoteWorker, transfer } from './rpc';
import type { DataClient, DataOptions, DataSource, NetworkClient, SourceFile } from './types';

export class DataWorkerClient implements DataClient {
  readonly #worker: RemoteWorker<DataServer>;

  constructor(worker: Worker) {
    this.#worker = new RemoteWorker<DataServer>(worker);
  }

  load(
    source: DataSource,
    options?: DataOptions,
    onProgress: (what: string, share: number) => void = () => {},
  ) {
    return this.#ask((remote) => remote.load(source, options, proxy(onProgress)));
  }

  cancel() {
    return this.#ask((remote) => remote.cancel());
  }

  select(options: DataOptions) {
    return this.#ask((remote) => remote.select(options));
  }

  recording(part: 'train' | 'test', index: number) {
    return this.#ask((remote) => remote.recording(part, index));
  }

  sound(part: 'train' | 'test', index: number) {
    return this.#ask((remote) => remote.sound(part, index));
  }

  hear(samples: Float32Array, how: 'word' | 'begin' | 'more') {
    return this.#ask((remote) => remote.hear(samples, how));
  }

  unlabelled(files: SourceFile[]) {
    return this.#ask((remote) => remote.unlabelled(files));
  }

  keep(name: string) {
    return this.#ask((remote) => remote.keep(name));
  }

  kept() {
    return this.#ask((remote) => remote.kept());
  }

  forget(id: string) {
    return this.#ask((remote) => remote.forget(id));
  }

  async handOver(network: NetworkClient): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    await Promise.all([
      this.#ask((remote) => remote.send(transfer(port1, [port1]))),
      (network as NetworkWorkerClient).receive(port2),
    ]);
  }

  close(): void {
    this.#worker.close();
  }

  #ask<T>(call: (remote: RemoteWorker<DataServer>['remote']) => Promise<T>): Promise<T> {
    return this.#worker.answer(call(this.#worker.remote));
  }
}
