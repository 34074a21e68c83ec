/**
 * The page's own laboratory, begun before the views that will show it are there: workers, data and
 * networks make themselves ready beside them.
 */
import { createDataClient, createNetworkClient } from 'rouse-snn';
import { readAddress } from './address';
import { Lab } from './lab';
import { Store } from './state';

export interface Laboratory {
  store: Store;
  lab: Lab;
}

let begun: Laboratory | null = null;

/** Of the settings in `store`, with workers of its own. */
export function beginLaboratory(store: Store): Laboratory {
  const lab = new Lab(store, { data: createDataClient, network: createNetworkClient });
  void lab.start();
  return { store, lab };
}

/** Of the settings in the page's address. */
export function beginPage(): void {
  const store = new Store();
  store.set(readAddress(location.hash).settings);
  begun = beginLaboratory(store);
}

/** For the element that is the page: what was begun for it, once. */
export function takeBegun(): Laboratory | null {
  const taken = begun;
  begun = null;
  return taken;
}
