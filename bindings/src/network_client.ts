/** The page's end of a network's worker. */
import type { NetworkServer } from './network_server';
import { proxy, RemoteWorker, transfer } from './rpc';
import type {
  NetworkClient,
  NetworkEvent,
  NetworkSpec,
  PartialDeep,
  Recording,
  TrainingOptions,
} from './types';

export class NetworkWorkerClient implements NetworkClient {
  readonly #listeners = new Set<(event: NetworkEvent) => void>();
  readonly #worker: RemoteWorker<NetworkServer>;

  constructor(worker: Worker) {
    this.#worker = new RemoteWorker<NetworkServer>(worker, ({ code, message }) =>
      this.#tell({ type: 'failed', error: { code, message } }),
    );
    void this.#ask((remote) => remote.listen(proxy((event: NetworkEvent) => this.#tell(event))));
  }

  /** For the data client: the other end of `port` sends the packed datasets. */
  receive(port: MessagePort): Promise<void> {
    return this.#ask((remote) => remote.receive(transfer(port, [port])));
  }

  configure(spec: PartialDeep<NetworkSpec>, options: PartialDeep<TrainingOptions>) {
    return this.#ask((remote) => remote.configure(spec, options));
  }

  play(epochs?: number) {
    return this.#ask((remote) => remote.play(epochs));
  }

  pause() {
    return this.#ask((remote) => remote.pause());
  }

  step(unit: 'batch' | 'epoch') {
    return this.#ask((remote) => remote.step(unit));
  }

  setLearningRates(weights: number, thresholds: number) {
    return this.#ask((remote) => remote.setLearningRates(weights, thresholds));
  }

  trace(recording: Recording, layer: number, neuron: number) {
    return this.#ask((remote) => remote.trace(recording, layer, neuron));
  }

  inspect(recording: Recording, layer: number, neuron: number) {
    return this.#ask((remote) => remote.inspect(recording, layer, neuron));
  }

  thresholdHistory(layer: number, neuron: number) {
    return this.#ask((remote) => remote.thresholdHistory(layer, neuron));
  }

  thresholds(layer: number) {
    return this.#ask((remote) => remote.thresholds(layer));
  }

  saveModel() {
    return this.#ask((remote) => remote.saveModel());
  }

  checkpoint() {
    return this.#ask((remote) => remote.checkpoint());
  }

  resume(checkpoint: Uint8Array) {
    return this.#ask((remote) => remote.resume(checkpoint));
  }

  keep(key: string, run: string) {
    return this.#ask((remote) => remote.keep(key, run));
  }

  goOn(key: string, run: string) {
    return this.#ask((remote) => remote.goOn(key, run));
  }

  on(listener: (event: NetworkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#listeners.clear();
    this.#worker.close();
  }

  #ask<T>(call: (remote: RemoteWorker<NetworkServer>['remote']) => Promise<T>): Promise<T> {
    return this.#worker.answer(call(this.#worker.remote));
  }

  #tell(event: NetworkEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
