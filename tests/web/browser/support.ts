/** A browser, the built page behind a plain server, and words for what one does on the page. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { test as base, expect } from 'vitest';
import type { RouseLabElement } from '../../../web/public/rouse-lab';
import { visitedKey } from '../../../web/src/visits';
import { command } from '../../command/support';

export const root = join(import.meta.dirname, '../../..');
export const distFolder = join(root, 'web/dist');

/** Not at the root: the page must run wherever it is put. */
const subPath = '/somewhere/rouse/';

/** Training takes as long as the machine needs. */
export const patience = { timeout: 50_000, interval: 30 };

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

interface Site {
  address: string;
  /** What has been asked for so far, by its path. */
  served: Map<string, Buffer>;
  close: () => void;
}

export async function serve(headers: Readonly<Record<string, string>> = {}): Promise<Site> {
  const served = new Map<string, Buffer>();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    const inside = path.startsWith(subPath) ? path.slice(subPath.length) || 'index.html' : '';
    try {
      const body = await readFile(join(distFolder, normalize(`/${inside}`)));
      const type = contentTypes[extname(inside)] ?? 'text/plain';
      response.writeHead(200, { 'content-type': type, ...headers });
      response.end(body);
      served.set(inside, body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}${subPath}`, served, close: () => server.close() };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  });
}

export interface OpenOptions extends BrowserContextOptions {
  /** File to open, index.html unless given. */
  file?: string;
  /** Settings in the address, without "#". */
  hash?: string;
  /** For somebody who was never here, whom the page introduces itself to. */
  firstVisit?: boolean;
  /** Runs before the page's own scripts, whatever its policy. */
  script?: string;
  /** The one address that may fail to load. */
  fails?: string;
}

interface Fixtures {
  browser: Browser;
  site: Site;
  address: string;
  served: Site['served'];
  /** Opens the page; the test fails when it logs an error, throws, or breaks its policy. */
  open: (options?: OpenOptions) => Promise<LabPage>;
}

export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the pattern.
    async ({}, use) => {
      const browser = await launch();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the pattern.
    async ({}, use) => {
      const site = await serve();
      await use(site);
      site.close();
    },
    { scope: 'file' },
  ],
  address: [({ site }, use) => use(site.address), { scope: 'file' }],
  served: [({ site }, use) => use(site.served), { scope: 'file' }],
  open: async ({ browser, address }, use) => {
    const troubles: string[] = [];
    /** Requests that were given up: of a page that is left for another one, that is no trouble. */
    const abandoned: string[] = [];
    let loads = 0;
    let opened = 0;
    const contexts: { close(): Promise<void> }[] = [];
    await use(async ({ file = '', hash, script, fails, firstVisit, ...options } = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        reducedMotion: 'reduce',
        ...(firstVisit ? {} : { storageState: visitedBefore(address) }),
        ...options,
      });
      contexts.push(context);
      if (script) await context.addInitScript({ content: script });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('pageerror', (error) => troubles.push(`page error: ${error.message}`));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) troubles.push(message.text());
      });
      page.on('requestfailed', (request) => {
        if (request.url() === fails) return;
        const givenUp = request.failure()?.errorText === 'net::ERR_ABORTED';
        (givenUp ? abandoned : troubles).push(`failed: ${request.url()}`);
      });
      page.on('load', () => {
        loads += 1;
      });
      opened += 1;
      await page.goto(address + file + (hash ? `#${hash}` : ''));
      return new LabPage(page);
    });
    for (const context of contexts) await context.close();
    expect(loads > opened ? troubles : [...troubles, ...abandoned]).toEqual([]);
  },
});

/** What the browser keeps for somebody who has been on the page. */
function visitedBefore(address: string): NonNullable<BrowserContextOptions['storageState']> {
  const localStorage = [{ name: visitedKey, value: '1' }];
  return { cookies: [], origins: [{ origin: new URL(address).origin, localStorage }] };
}

/** The page in words of somebody who uses it. */
export class LabPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Opens the menu of presets and chooses one. */
  async choosePreset(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Preset/ }).click();
    await this.page.getByRole('option', { name }).click();
  }

  field(name: string) {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  /** What is wrong with the data or the settings, where it is shown. */
  alert(part: 'data' | 'network') {
    return this.page.locator(`section.${part} [role=alert]:visible`);
  }

  /** "Ready", "Training, epoch 2, batch 3 of 32", "Paused, epoch 2, done". */
  async state(): Promise<string> {
    return ((await this.page.locator('[data-test=state]').textContent()) ?? '').trim();
  }

  async waitForState(pattern: RegExp): Promise<void> {
    await this.page
      .locator('[data-test=state]', { hasText: pattern })
      .waitFor({ state: 'attached' });
  }

  /** Epoch at hand, 0 before the first. */
  async epoch(): Promise<number> {
    return Number(/epoch (\d+)/.exec(await this.state())?.[1] ?? 0);
  }

  async waitForEpoch(epoch: number): Promise<void> {
    await expect.poll(() => this.epoch(), patience).toBeGreaterThanOrEqual(epoch);
  }

  async play(): Promise<void> {
    await this.button('Play').click();
    await this.waitForState(/^(Training|Testing)/);
  }

  async pause(): Promise<void> {
    await this.button('Pause').click();
    await this.waitForState(/^Paused/);
  }

  /** Test accuracy after the latest epoch in percent, NaN before the first. */
  async accuracy(arm: 'a' | 'b'): Promise<number> {
    const text = await this.page.locator(`.score[data-arm=${arm}] strong`).textContent();
    return Number.parseFloat(text ?? '');
  }

  async waitForAccuracy(arm: 'a' | 'b', least: number): Promise<void> {
    await expect.poll(() => this.accuracy(arm), patience).toBeGreaterThanOrEqual(least);
  }

  /** B's model, in base 64. */
  async model(): Promise<string> {
    const bytes = await this.page.evaluate(async () => {
      const lab = document.querySelector('rouse-lab') as unknown as RouseLabElement;
      return [...(await lab.exportModel('b'))];
    });
    return Buffer.from(bytes).toString('base64');
  }

  /** Runs the exported command line in a folder; the model that it saves comes in base 64. */
  async runCommand(folder: string): Promise<{ line: string; model: string }> {
    await this.button('Export').click();
    const region = this.page.getByRole('region', { name: 'Command line' });
    const line = (await region.textContent()) ?? '';
    const script = `${line.replace(/^rouse/, '"$1"')} --save model.safetensors`;
    execFileSync('sh', ['-c', script, 'sh', command], { cwd: folder });
    const model = readFileSync(join(folder, 'model.safetensors')).toString('base64');
    return { line, model };
  }

  /** The list of what is kept on the device, once there is one. */
  async openKeptList(): Promise<void> {
    const details = this.page.locator('rouse-kept-list details');
    await details.waitFor();
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  }

  /** Drags files and folders over the page until it shows that it takes them, and lets them go. */
  async drop(...paths: string[]): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      session.send('Input.dispatchDragEvent', { type, x: 120, y: 420, data });
    const hover = async () => {
      await drag('dragOver');
      return this.page.evaluate(() => {
        const lab = document.querySelector('rouse-lab:defined');
        return !lab || lab.shadowRoot?.querySelector('.drop-here:not([hidden])') !== null;
      });
    };
    await drag('dragEnter');
    await expect.poll(hover, patience).toBe(true);
    await drag('dragOver');
    await drag('drop');
    await session.detach();
  }
}
