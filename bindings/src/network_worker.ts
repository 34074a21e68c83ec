/** The worker of one network. */
import { NetworkServer } from './network_server';
import { expose } from './rpc';

expose(new NetworkServer());
