/**
 * What only a page of its own has, and no element on somebody else's: it keeps its run, offers to go
 * on with that of an earlier visit, and says in its title that it trains.
 */
import { RunKeeper } from './run_keeper';
import { partNames } from './shown';
import { showInTitle } from './title';
import type { GoOnBar } from './views/go-on-bar';
import { fetchView, type Page } from './views/view';
import { beginFirstVisit } from './visits';

/** Returns a stop. */
export function serveFullPage(page: Page, root: ShadowRoot): () => void {
  const keeper = new RunKeeper(page.lab, `run ${location.pathname}`);
  const hide = () => {
    if (document.hidden) keeper.hide();
  };
  document.addEventListener('visibilitychange', hide);
  let bar: GoOnBar | null = null;
  const leaveOffer = keeper.on('offer', async () => {
    if (!keeper.offer || bar) return;
    const { GoOnBar } = await fetchView(page, import('./views/go-on-bar'));
    if (!keeper.offer || bar) return;
    bar = new GoOnBar();
    bar.page = page;
    bar.keeper = keeper;
    root.querySelector('main')?.before(bar);
  });
  void keeper.begin();
  const whole = self === top && partNames.every((name) => page.shown.has(name));
  // Traces come once the networks are ready, and only where somebody can see them.
  const leaveVisit = page.lab.on('trace', async () => {
    const { lab } = page;
    if (!whole || !lab.active.every(({ trace }) => trace)) return;
    leaveVisit();
    if (lab.running || lab.begun || !beginFirstVisit()) return;
    const { introduce } = await import('./views/introduction');
    await introduce(page, root, false);
  });
  const leaveTitle = showInTitle(page.lab);
  return () => {
    leaveTitle();
    leaveVisit();
    document.removeEventListener('visibilitychange', hide);
    leaveOffer();
    keeper.close();
    bar?.remove();
  };
}
