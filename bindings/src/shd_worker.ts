/** The script of the worker that reads a file of spoken words. */
import { expose } from './rpc';
import { ShdServer } from './shd_server';

expose(new ShdServer());
