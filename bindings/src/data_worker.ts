/** The worker that reads and generates data. */
import { DataServer } from './data_server';
import { expose } from './rpc';

expose(new DataServer());
