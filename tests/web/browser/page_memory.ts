/** How much memory a page takes for what it does. */
import { readFileSync } from 'node:fs';
import type { LabPage } from './support';

/** Bytes that the page's process holds at most while something is done, beyond those before. */
export async function mostMemory(lab: LabPage, work: () => Promise<void>): Promise<number> {
  const before = await pageMemory(lab);
  let most = 0;
  let watching = true;
  const watch = (async () => {
    while (watching) most = Math.max(most, await pageMemory(lab));
  })();
  await work();
  watching = false;
  await watch;
  return most - before;
}

/** Bytes that the page's process holds, its workers included; a spare one for later is smaller. */
async function pageMemory(lab: LabPage): Promise<number> {
  const session = await lab.page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
  await session?.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return Math.max(...pages.map(({ id }) => residentBytes(id)));
}

function residentBytes(process: number): number {
  try {
    const status = readFileSync(`/proc/${process}/status`, 'utf8');
    return 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
  } catch {
    // It has just ended.
    return 0;
  }
}
