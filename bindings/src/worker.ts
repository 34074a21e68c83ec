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

/** A server that comes with the first call. */
function later(fetched: () => Promise<object>): object {
  let server: Promise<Record<string, (...values: unknown[]) => unknown>> | undefined;
  return new Proxy(
    {},
    {
      get:
        (_, name: string) =>
        async (...values: unknown[]) => {
          server ??= fetched() as NonNullable<typeof server>;
          return (await server)[name]?.(...values);
        },
    },
  );
}

function server(): object {
  switch (self.name) {
    case 'rouse data':
      return new DataServer();
    case shards:
      return new ShardServer();
    case 'rouse camera':
      return later(async () => new (await import('./camera_server')).CameraServer());
    case 'rouse live camera':
      return later(async () => new (await import('./live_camera_server')).LiveCameraServer());
    default:
      return new NetworkServer(startShardWorker);
  }
}

const served = server();
// Where a page's own thread serves, it cannot be ended as a worker is.
self.addEventListener('message', ({ data }: MessageEvent<{ rouseStop?: boolean } | null>) => {
  if (data?.rouseStop && served instanceof NetworkServer) void served.pause();
});
// `self` is a worker's, whatever the page's types say.
expose(served, self as unknown as Worker);
