/** Pages of another origin than Rouse's, as tests write them. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { test as base, root } from './support';

const text = readFileSync(join(root, 'docs/embedding.md'), 'utf8');

/** An example of docs/embedding.md, with Rouse at this address. */
export function example(name: string, address: string): string {
  const found = new RegExp(`<!-- test: ${name} -->\\n\`\`\`\\w+\\n([^]*?)\n\`\`\``).exec(text)?.[1];
  if (!found) throw new Error(`docs/embedding.md has no example "${name}"`);
  return found.replaceAll('https://rouse.example/0.1.0/', address);
}

interface Foreign {
  /** Opens a page of another origin; the test fails when it logs other troubles than expected. */
  visit: (body: string, options?: { policy?: string; troubles?: RegExp }) => Promise<Page>;
}

export const test = base.extend<Foreign>({
  visit: async ({ browser }, use) => {
    const bodies = new Map<string, { body: string; policy: string }>();
    const server = createServer((request, response) => {
      const page = bodies.get(request.url ?? '');
      const headers = page?.policy ? { 'content-security-policy': page.policy } : {};
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html', ...headers });
      response.end(page && `<!doctype html><title>Foreign</title><body>${page.body}</body>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const troubles: string[] = [];
    const pages: Page[] = [];
    await use(async (body, { policy = '', troubles: expected } = {}) => {
      const path = `/page${bodies.size}`;
      bodies.set(path, { body, policy });
      const page = await newPage(browser, (trouble) => {
        if (!expected?.test(trouble)) troubles.push(trouble);
      });
      pages.push(page);
      await page.goto(`http://localhost:${port}${path}`);
      return page;
    });
    for (const page of pages) await page.context().close();
    server.close();
    expect(troubles).toEqual([]);
  },
});

async function newPage(browser: Browser, tell: (trouble: string) => void): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => tell(`page error: ${error.message}`));
  page.on('console', (message) => {
    const { url } = message.location();
    const icon = url.endsWith('/favicon.ico');
    if (['error', 'warning'].includes(message.type()) && !icon) tell(message.text());
  });
  return page;
}
