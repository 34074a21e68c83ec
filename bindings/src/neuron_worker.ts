/** The script of the worker that runs single neurons. */
import { NeuronServer } from './neuron_server';
import { expose } from './rpc';

expose(new NeuronServer());
