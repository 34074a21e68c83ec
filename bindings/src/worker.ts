/** The script of every worker: its name says what it serves. One script, so that it loads once. */
import { DataServer } from './data_server';
import { NetworkServer } from './network_server';
import { expose } from './rpc';

expose(self.name === 'rouse data' ? new DataServer() : new NetworkServer());
