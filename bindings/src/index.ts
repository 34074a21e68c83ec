/** `rouse-snn`: trains spiking networks in workers; see `types.ts` for the vocabulary. */
import { DataWorkerClient } from './data_client';
import { NetworkWorkerClient } from './network_client';
import { startWorker } from './start_worker';
import type { DataClient, NetworkClient } from './types';

export * from './errors';
export type * from './types';

/** Starts a worker that reads and generates data. */
export function createDataClient(): DataClient {
  return new DataWorkerClient(startWorker('rouse data'));
}

/** Starts a worker for one network. */
export function createNetworkClient(): NetworkClient {
  return new NetworkWorkerClient(startWorker('rouse network'));
}
