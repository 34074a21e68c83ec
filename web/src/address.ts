/** Keeps a store's settings in the page's address, and follows the address when it is edited. */
import { type AddressProblem, fromHash, type Store, toHash } from './state';

/** Takes the address over into the store at once; returns what was wrong with it, and a stop. */
export function followAddress(
  store: Store,
  tell: (problems: AddressProblem[]) => void,
): () => void {
  const read = () => {
    const { settings, problems } = fromHash(location.hash);
    store.set(settings);
    tell(problems);
  };
  read();
  const stopWriting = store.on('change', () => {
    const hash = toHash(store.settings);
    // Replaces: leafing through samples must not fill the way back.
    const address = `${location.pathname}${location.search}${hash === '' ? '' : `#${hash}`}`;
    history.replaceState(history.state, '', address);
  });
  window.addEventListener('hashchange', read);
  return () => {
    stopWriting();
    window.removeEventListener('hashchange', read);
  };
}
