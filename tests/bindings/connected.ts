/** A network's server with the data that a data server holds, without workers between them. */
import type { DataServer } from '../../bindings/src/data_server';
import { NetworkServer } from '../../bindings/src/network_server';

export async function connectedTo(data: DataServer): Promise<NetworkServer> {
  const server = new NetworkServer();
  const { port1, port2 } = new MessageChannel();
  const received = server.receive(port2 as unknown as MessagePort);
  data.send(port1 as unknown as MessagePort);
  await received;
  return server;
}
