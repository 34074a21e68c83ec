/** The script of every worker: its name says what it serves. One script, so that it loads once. */
import { DataServer } from './data_server';
import { useModule } from './module';
import { NetworkServer } from './network_server';
import { expose } from './rpc';
import { ShardServer } from './shard_server';
import { handedModule, handModuleTo } from './shared_module';

const shards = 'rouse shards';
const module = handedModule();
useModule(module);

function startShardWorker(): Worker {
  const worker = new Worker(self.location.href, { type: 'module', name: shards });
  handModuleTo(worker, module);
  return worker;
}

function server(): object {
  switch (self.name) {
    case 'rouse data':
      return new DataServer();
    case shards:
      return new ShardServer();
    default:
      return new NetworkServer(startShardWorker);
  }
}

expose(server());
