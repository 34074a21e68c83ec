/**
 * The page's own laboratory, begun before the views that will show it are there: workers, data and
 * networks make themselves ready beside them.
 */
import { createDataClient, createNetworkClient } from 'rouse-snn';
import { readAddress } from './address';
import { bringsFiles, loadDrop } from './dropped_entries';
import { Lab } from './lab';
import { Store } from './state';

export interface Laboratory {
  store: Store;
  lab: Lab;
}

let begun: Laboratory | null = null;
const untilTaken = new AbortController();

/** Of the settings in `store`, with workers of its own. */
export function beginLaboratory(store: Store): Laboratory {
  const lab = new Lab(store, { data: createDataClient, network: createNetworkClient });
  void lab.start();
  return { store, lab };
}

/** Of the settings in the page's address. Files may be dropped on it before its views are there. */
export function beginPage(): void {
  const store = new Store();
  store.set(readAddress(location.hash).settings);
  const laboratory = beginLaboratory(store);
  begun = laboratory;
  const { signal } = untilTaken;
  window.addEventListener('dragover', bringsFiles, { signal });
  window.addEventListener('drop', (event) => void loadDrop(event, laboratory.lab), { signal });
}

/** For the element that is the page, which listens from now on: what was begun for it, once. */
export function takeBegun(): Laboratory | null {
  const laboratory = begun;
  begun = null;
  untilTaken.abort();
  return laboratory;
}
