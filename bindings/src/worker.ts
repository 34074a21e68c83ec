/** The script of every worker: its name says what it serves. One script, so that it loads once. */
import { DataServer } from './data_server';
import { NetworkServer } from './network_server';
import { NeuronServer } from './neuron_server';
import { expose } from './rpc';
import { ShardServer } from './shard_server';

const shards = 'rouse shards';

function server(): object {
  switch (self.name) {
    case 'rouse data':
      return new DataServer();
    case shards:
      return new ShardServer();
    case 'rouse neuron':
      return new NeuronServer();
    default:
      return new NetworkServer(
        () => new Worker(self.location.href, { type: 'module', name: shards }),
      );
  }
}

expose(server());
