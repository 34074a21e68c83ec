/** Has the page work offline from its second visit on. */
import type { RouseLab } from './rouse-lab';

/** What is kept for later must not get in the way of what is wanted now. */
const quietMs = 3000;
/** Somebody who does not train may come again all the same. */
const patienceMs = 20_000;

export function keepForOffline(lab: RouseLab): void {
  // In a frame, or from a file, or in a private window, there may be nowhere to keep anything.
  if (window.parent !== window || !('serviceWorker' in navigator)) return;
  let asked = false;
  const keep = () => {
    if (asked) return;
    asked = true;
    navigator.serviceWorker.register('./service-worker.js').catch(() => {});
  };
  setTimeout(keep, patienceMs);
  lab.addEventListener('epoch', () => setTimeout(keep, quietMs), { once: true });
}
