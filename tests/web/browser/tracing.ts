/** What Chromium did while a page was traced. */
import type { Page } from 'playwright-core';

export interface Traced {
  /** Computing of each task of the page's main thread, in ms of the processor's time. */
  tasks: number[];
  /** The same, added up from each frame's begin to the next. */
  computing: number[];
  /** From each frame's begin on the main thread to the next, in ms by the clock. */
  frames: number[];
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Begin by the clock and time of the processor, in µs. */
  ts: number;
  tdur?: number;
  args?: { name?: string };
}

/** Returns a function that ends the trace. */
export async function trace(page: Page): Promise<() => Promise<Traced>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  );
  await session.send('Tracing.start', {
    traceConfig: {
      includedCategories: [
        'toplevel',
        'devtools.timeline',
        'disabled-by-default-devtools.timeline.frame',
      ],
    },
    transferMode: 'ReportEvents',
  });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const main = new Set(
      events
        .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
        .map(thread),
    );
    const tasks = events
      .filter((event) => event.name.includes('RunTask') && main.has(thread(event)))
      .map(({ ts, tdur = 0 }) => ({ ts, computing: tdur / 1000 }));
    const begun = events
      .filter(({ name }) => name === 'BeginMainThreadFrame')
      .map(({ ts }) => ts)
      .sort((a, b) => a - b);
    const spans = begun.slice(1).map((end, i) => ({ begin: begun[i] ?? end, end }));
    return {
      tasks: tasks.map(({ computing }) => computing),
      computing: spans.map(({ begin, end }) =>
        tasks
          .filter(({ ts }) => ts >= begin && ts < end)
          .reduce((sum, { computing }) => sum + computing, 0),
      ),
      frames: spans.map(({ begin, end }) => (end - begin) / 1000),
    };
  };
}

/** The value below which a share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}
