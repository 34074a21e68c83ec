/** Rouse on other people's pages: as an element, in a frame, driven by messages. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { RouseLabElement } from '../../../web/public/rouse-lab';
import { test } from './foreign';
import { patience, serve } from './support';

const small = { 'per-class': '5', 'hidden-sizes': '16', batch: '8', classes: '0,1' };
const smallHash = 'classes=0,1&per_class=5&hidden=16&batch=8';
const attributes = Object.entries(small)
  .map(([name, value]) => `${name}="${value}"`)
  .join(' ');

/** Writes what an element tells into `window.heard`. */
const listening = `<script>
  window.heard = [];
  for (const lab of document.querySelectorAll('rouse-lab')) {
    for (const type of ['epoch', 'sample', 'error', 'done', 'state']) {
      lab.addEventListener(type, (event) => heard.push([type, event.detail, lab.id]));
    }
  }
</script>`;

type Heard = [type: string, detail: Record<string, unknown>, id: string][];
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard }).heard);
const hears = (page: Page, type: string) =>
  expect
    .poll(async () => (await heard(page)).filter(([one]) => one === type).length, patience)
    .toBeGreaterThan(0);
const lab = (page: Page) => page.locator('rouse-lab').first();
/** Does something with the element in its page. */
const inPage = <T>(one: Locator, work: (element: RouseLabElement) => T) =>
  one.evaluate(work as (element: HTMLElement | SVGElement) => T);
const statusOf = (one: Locator) => inPage(one, (element) => element.state.status);
const status = (page: Page) => statusOf(lab(page));

describe('the element', () => {
  test.for([
    ['a worker', {}],
    // Workers may then not even be blobs, and the page's own thread films.
    [
      'the page’s own thread',
      {
        policy: "worker-src 'none'",
        troubles: /Content Security Policy/,
      },
    ],
  ] as const)(
    'films drawings in %s, with all in one file',
    async ([, options], { address, visit }) => {
      const page = await visit(
        `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes} data-part="drawn" style="height: 700px"></rouse-lab>${listening}`,
        options,
      );
      await page.getByRole('button', { name: 'Write a 7', exact: true }).click();
      const drawn = async () =>
        (await heard(page)).filter(([type, { part }]) => type === 'sample' && part === 'drawn');
      // The blank paper comes first.
      await expect.poll(async () => (await drawn()).length, patience).toBeGreaterThan(1);
      expect((await drawn()).at(-1)?.[1]).toMatchObject({ label: -1, index: 0 });
      const bars = page.locator('rouse-event-viewer canvas');
      await expect
        .poll(() => bars.getAttribute('aria-label'), patience)
        .toMatch(/: \d.\d{3} events/);
    },
  );

  test('comes with one tag from another origin, and trains', async ({ address, visit }) => {
    const page = await visit(
      `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes} epochs="2" autoplay></rouse-lab>${listening}`,
    );
    await hears(page, 'done');
    const events = await heard(page);
    const epochs = events.filter(([type, { arm }]) => type === 'epoch' && arm === 'b');
    const numbers = epochs.map(([, { report }]) => (report as { epoch: number }).epoch);
    expect(numbers).toEqual([0, 1, 2]);
    expect(events.at(-1)?.[0]).toBe('done');
    const { a, b } = await inPage(lab(page), (element) => element.state);
    expect([a.epoch, b.epoch, a.status, b.status]).toEqual([2, 2, 'paused', 'paused']);
    const model = await inPage(lab(page), async (element) => {
      const bytes = await element.exportModel('b');
      const { length } = bytes;
      const header = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
      return { length, header, text: new TextDecoder().decode(bytes.slice(8, 8 + header)) };
    });
    expect(model.length).toBeGreaterThan(model.header);
    expect(JSON.parse(model.text)).toHaveProperty('__metadata__');
  });

  test('trains networks that recur and learn delays, too', async ({ address, visit }) => {
    const page = await visit(
      `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes} recurrence="others" maximum-delay="4" cores="2" epochs="1" autoplay>
       </rouse-lab>${listening}`,
    );
    await hears(page, 'done');
    const { a, b } = await inPage(lab(page), (element) => element.state);
    expect([a.epoch, b.epoch, a.status, b.status]).toEqual([1, 1, 'paused', 'paused']);
  });

  test('says what to do with files that only the page reads', async ({ address, visit }) => {
    const page = await visit(
      `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes}></rouse-lab>${listening}`,
    );
    const refusal = inPage(lab(page), (element) =>
      element.load([new File([new Uint8Array(9)], 'shd_train.h5')]).then(
        () => 'loaded',
        (error: Error) => error.message,
      ),
    );
    expect(await refusal).toMatch(/^shd_train\.h5: HDF5 files are not read.*rouse pack/);
    expect(await inPage(lab(page), (element) => element.state.status)).toBe('ready');
  });

  test('shows the run of another one, wherever that stands, for as long as it is there', async ({
    address,
    visit,
  }) => {
    const page = await visit(
      `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab id="before" for="run"></rouse-lab>
       <rouse-lab id="lost" for="nowhere"></rouse-lab>
       <rouse-lab id="run" ${attributes}></rouse-lab>${listening}`,
    );
    const [before, lost, run] = ['before', 'lost', 'run'].map((id) => page.locator(`#${id}`)) as [
      Locator,
      Locator,
      Locator,
    ];
    await expect.poll(() => statusOf(run), patience).toBe('ready');
    expect(await statusOf(before)).toBe('ready');
    // Methods and settings are those of the one that it shows, events come from there alone.
    await inPage(before, (element) => {
      element.settings = { seed: 9 };
      return element.step('batch');
    });
    expect(await inPage(run, (element) => element.settings.seed)).toBe(9);
    expect(await inPage(run, (element) => element.state.b.optimiserSteps)).toBe(1);
    await hears(page, 'epoch');
    const tellers = new Set(
      (await heard(page)).filter(([type]) => type !== 'error').map(([, , id]) => id),
    );
    expect([...tellers]).toEqual(['run']);
    expect(await lost.getByRole('alert').textContent()).toContain(
      'for="nowhere" is ignored. Write the id of another <rouse-lab> of this page.',
    );

    // It trains while its figure is in sight, though it is not.
    await run.evaluate((element) => {
      element.style.marginTop = '4000px';
    });
    await inPage(before, (element) => element.play());
    await expect
      .poll(() => inPage(run, (element) => element.state.b.epoch), patience)
      .toBeGreaterThan(1);
    await page.evaluate(() => scrollTo(0, 2500));
    await expect.poll(() => statusOf(run), patience).toBe('paused');
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => statusOf(run), patience).toBe('running');

    // Moved, it begins anew, and its figure with it; without it there is nothing to show.
    await page.evaluate(() => document.body.append(document.querySelector('#run') as Node));
    await expect.poll(() => statusOf(before), patience).toBe('ready');
    await run.evaluate((element) => element.remove());
    await expect.poll(() => before.getByRole('button').count()).toBe(0);
  }, 120_000);

  test('follows its attributes, and names those that are wrong', async ({ address, visit }) => {
    const page = await visit(
      `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes} threshold="high" controls="play cake"></rouse-lab>${listening}`,
    );
    await expect.poll(() => status(page), patience).toBe('ready');
    const alert = lab(page).getByRole('alert');
    expect(await alert.textContent()).toContain('threshold="high" is ignored.');
    expect(await alert.textContent()).toContain('"cake" is none of');
    await inPage(lab(page), (element) => element.setAttribute('threshold', '2'));
    await expect.poll(() => alert.textContent()).not.toContain('threshold=');
    const settings = () => inPage(lab(page), (element) => element.settings);
    expect((await settings()).threshold).toBe(2);
    await inPage(lab(page), (element) => element.removeAttribute('threshold'));
    expect((await settings()).threshold).toBe(5);
    await inPage(lab(page), (element) => {
      element.settings = { seed: 9 };
    });
    expect((await settings()).seed).toBe(9);
    const refused = inPage(lab(page), (element) => {
      element.settings = { seed: -1 };
    });
    await expect(refused).rejects.toThrow('Write a whole number from 0');
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
  });

  test('shows only what is asked for, in the theme and language asked for', async ({
    address,
    visit,
  }) => {
    const page = await visit(
      `<style>rouse-lab { --rouse-surface: rebeccapurple }</style>
       <script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes} controls="play,threshold,accuracy" hide="scores" theme="dark" lang="zh"
         style="width: 1000px; height: 600px"></rouse-lab>`,
    );
    await lab(page).locator('.accuracy').waitFor();
    const visible = (selector: string) => lab(page).locator(selector).filter({ visible: true });
    expect(await visible('rouse-setting').count()).toBe(1);
    expect(await visible('rouse-transport-bar button').count()).toBe(1);
    expect(await visible('rouse-data-panel, rouse-activity-panel, .scores, .tables').count()).toBe(
      0,
    );
    expect(await lab(page).getAttribute('data-theme')).toBe('dark');
    await page.locator('rouse-lab[lang=zh]').waitFor();
    const surface = await inPage(lab(page), (e) => getComputedStyle(e).backgroundColor);
    expect(surface).toBe('rgb(102, 51, 153)');
    await inPage(lab(page), (element) => element.setAttribute('theme', 'light'));
    expect(await lab(page).getAttribute('data-theme')).toBe('light');
    await inPage(lab(page), (element) => element.removeAttribute('controls'));
    await visible('rouse-data-panel').waitFor();
  });

  test.for([
    [320, 240],
    [480, 360],
    [800, 500],
  ] as const)('fits into %i by %i', async ([width, height], { address, visit }) => {
    const page = await visit(
      `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes} style="width: ${width}px; height: ${height}px"></rouse-lab>`,
    );
    await expect.poll(() => status(page), patience).toBe('ready');
    await lab(page).getByRole('button', { name: 'Step one epoch' }).click();
    await expect.poll(() => status(page), patience).toBe('paused');
    for (const name of ['Dead neurons', 'Spikes', 'Recording', 'Confusion', 'Settings']) {
      await lab(page).getByLabel('Figure', { exact: true }).selectOption(name);
      const sticksOut = await inPage(lab(page), (element) => {
        const box = element.getBoundingClientRect();
        const inside = [
          ...(element.shadowRoot
            ?.querySelector('rouse-small-lab')
            ?.shadowRoot?.querySelectorAll('*') ?? []),
        ];
        return inside
          .filter((one) => one.checkVisibility() && !one.matches('option, .scroll *'))
          .filter((one) => {
            const { right, bottom } = one.getBoundingClientRect();
            return right > box.right + 1 || bottom > box.bottom + 1;
          })
          .map((one) => `${one.localName}.${one.className}`);
      });
      expect(sticksOut).toEqual([]);
    }
  });

  test('a figure that was chosen stays while the run goes on', async ({ address, visit }) => {
    const page = await visit(
      `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes} style="width: 320px; height: 240px"></rouse-lab>`,
    );
    await expect.poll(() => status(page), patience).toBe('ready');
    const figure = lab(page).getByLabel('Figure', { exact: true });
    await figure.selectOption('Spikes');
    await lab(page).getByRole('button', { name: 'Step one epoch' }).click();
    await lab(page).getByRole('status').filter({ hasText: 'Paused.' }).waitFor();
    expect(await figure.inputValue()).toBe('rasters');
  });

  test.for([
    [320, 240, 'Accuracy'],
    [640, 400, 'Loss'],
  ] as const)('is drawn on in %i by %i', async ([width, height, other], { address, visit }) => {
    const page = await visit(
      `<script src="${address}rouse-lab.js" defer></script>
       <rouse-lab ${attributes} figures="drawing" style="width: ${width}px; height: ${height}px"></rouse-lab>`,
    );
    const pad = lab(page).getByRole('region', { name: 'Draw a digit' });
    await pad.getByRole('button', { name: 'Write a 4' }).click();
    await lab(page).getByRole('button', { name: 'Step one epoch' }).click();
    // Both networks answer; what they say is not the matter here.
    await pad
      .getByText(/^A (sees|says)/)
      .first()
      .waitFor();
    await expect
      .poll(() => inPage(lab(page), (e) => 'settings' in e && e.settings), patience)
      .toMatchObject({ part: 'drawn' });
    const paper = await pad.locator('.paper').boundingBox();
    expect(paper?.width).toBeGreaterThanOrEqual(128);
    expect(paper?.width).toBe(paper?.height);
    await lab(page).getByLabel('Figure', { exact: true }).selectOption(other);
    await expect
      .poll(() => inPage(lab(page), (e) => 'settings' in e && e.settings), patience)
      .toMatchObject({ part: 'test' });
  });

  test('several share one module, rest out of sight, and have keys of their own', async ({
    address,
    visit,
  }) => {
    const page = await visit(
      `<script>
         window.compiled = 0;
         const compile = WebAssembly.compile;
         WebAssembly.compile = (...args) => { compiled += 1; return compile(...args); };
       </script>
       <script src="${address}rouse-lab.js" defer></script>
       <rouse-lab id="first" ${attributes}></rouse-lab>
       <rouse-lab id="second" ${attributes}></rouse-lab>
       <div style="height: 3000px"></div>`,
    );
    const [first, second] = [page.locator('#first'), page.locator('#second')];
    for (const one of [first, second])
      await expect.poll(() => statusOf(one), patience).toBe('ready');
    expect(await page.evaluate(() => (window as unknown as { compiled: number }).compiled)).toBe(1);
    await page.keyboard.press('k');
    expect([await statusOf(first), await statusOf(second)]).toEqual(['ready', 'ready']);
    await first
      .locator('rouse-transport-bar, rouse-small-lab')
      .first()
      .click({ position: { x: 3, y: 3 } });
    await page.keyboard.press('k');
    await expect.poll(() => statusOf(first), patience).toBe('running');
    expect(await statusOf(second)).toBe('ready');
    await page.evaluate(() => scrollTo(0, 3000));
    await expect.poll(() => statusOf(first), patience).toBe('paused');
    await page.evaluate(() => scrollTo(0, 0));
    await expect.poll(() => statusOf(first), patience).toBe('running');
    await page.keyboard.press('k');
    await expect.poll(() => statusOf(first), patience).toBe('paused');
  });
});

/** A page that frames Rouse and keeps what it says in `window.heard`; `ask` sends a command. */
const framing = (source: string, sandbox = 'sandbox="allow-scripts"') => `
  <iframe id="rouse" ${sandbox} src="${source}" width="640" height="420"></iframe>
  <script>
    window.heard = [];
    const frame = document.querySelector('iframe');
    addEventListener('message', ({ data, source }) => {
      if (source === frame.contentWindow) heard.push(data);
    });
    window.ask = (message) => new Promise((resolve) => {
      addEventListener('message', function hear({ data }) {
        if (data.answer !== message.id) return;
        removeEventListener('message', hear);
        resolve(data);
      });
      frame.contentWindow.postMessage(message, '*');
    });
  </script>`;

interface Told {
  rouse: number;
  event?: string;
  detail?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: string; message: string };
}
const ask = (page: Page, message: Record<string, unknown>) =>
  page.evaluate((sent) => (window as unknown as { ask: (m: unknown) => Promise<Told> }).ask(sent), {
    rouse: 1,
    id: Math.random(),
    ...message,
  });
const told = (page: Page) => page.evaluate(() => (window as unknown as { heard: Told[] }).heard);
const awaitTold = (page: Page, event: string) =>
  expect
    .poll(async () => (await told(page)).some((one) => one.event === event), patience)
    .toBe(true);

describe('the frame', () => {
  test.for([
    ['sandboxed', 'sandbox="allow-scripts"'],
    ['not sandboxed', ''],
  ] as const)('%s is driven and graded by messages', async ([, sandbox], { address, visit }) => {
    const page = await visit(framing(`${address}embed.html#${smallHash}`, sandbox));
    await awaitTold(page, 'ready');
    const refused = await ask(page, { command: 'play' });
    expect(refused.error?.message).toContain('Say "hello" first');
    const hello = await ask(page, { command: 'hello' });
    expect(hello.result).toMatchObject({ version: 1, settings: smallHash });
    await ask(page, { command: 'set', settings: { epochs: 1, seed: 3 } });
    await ask(page, { command: 'play' });
    await awaitTold(page, 'done');
    const epochs = (await ask(page, { command: 'epochs' })).result as { b: { epoch: number }[] };
    expect(epochs.b.map(({ epoch }) => epoch)).toEqual([0, 1]);
    const model = await ask(page, { command: 'export', arm: 'b' });
    expect(Object.keys(model.result ?? {}).length).toBeGreaterThan(1000);
    const names = new Set((await told(page)).map(({ event }) => event));
    expect([...names]).toEqual(expect.arrayContaining(['ready', 'size', 'epoch', 'state', 'done']));
  });

  test('answers what it cannot do with an error', async ({ address, visit }) => {
    const page = await visit(framing(`${address}embed.html#${smallHash}`));
    await awaitTold(page, 'ready');
    await ask(page, { command: 'hello' });
    const code = async (message: Record<string, unknown>) => (await ask(page, message)).error?.code;
    expect(await code({ rouse: 2, command: 'play' })).toBe('unknown_version');
    expect(await code({ command: 'dance' })).toBe('unknown_command');
    expect(await code({ command: 'constructor' })).toBe('unknown_command');
    expect(await code({ command: 'step', unit: 'year' })).toBe('invalid_message');
    expect(await code({ command: 'set', settings: { seed: 'x' } })).toBe('invalid_message');
    expect(await code({ command: 'set', settings: { speed: 1 } })).toBe('invalid_message');
    expect(await code({ command: 'load', url: 'http://[' })).toBe('failed');
    const { result } = await ask(page, { command: 'state' });
    expect(result?.settings).toBe(smallHash);
  });

  test('listens to the origin in its address only', async ({ address, visit }) => {
    const page = await visit(
      framing(`${address}embed.html#${smallHash}&origin=https://else.where`),
    );
    const answered = await page.evaluate(async () => {
      const { ask } = window as unknown as { ask: (m: unknown) => Promise<unknown> };
      const answer = ask({ rouse: 1, id: 1, command: 'hello' }).then(() => 'answered');
      const time = new Promise((resolve) => setTimeout(() => resolve('silent'), 2000));
      return Promise.race([answer, time]);
    });
    expect(answered).toBe('silent');
    expect(await told(page)).toEqual([]);
  });

  test.for([
    ['sandboxed', 'sandbox="allow-scripts"', true],
    ['not sandboxed', '', false],
  ] as const)(
    '%s trains where the server forbids even blobs',
    async ([, sandbox, here], { visit }) => {
      const policy = "script-src 'self' 'wasm-unsafe-eval'";
      const strict = await serve({ 'content-security-policy': policy });
      const expected = here ? { troubles: /Content Security Policy/ } : {};
      const page = await visit(
        framing(`${strict.address}embed.html#${smallHash}&epochs=1`, sandbox),
        expected,
      );
      await awaitTold(page, 'ready');
      await ask(page, { command: 'hello' });
      await ask(page, { command: 'play' });
      await awaitTold(page, 'done');
      strict.close();
    },
  );
});
