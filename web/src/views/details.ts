/** The views closer than the whole network: fetched when somebody goes there. */
import './layer-detail';
import './neuron-detail';
import './step-detail';
