/** Before all browser tests: builds the page unless web/dist is newer than its sources. */
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

export function setup(): void {
  const web = [
    'src',
    'public',
    'index.html',
    'bench.html',
    'embed.html',
    'lessons.html',
    'vite.config.ts',
  ];
  const parts = ['single_file.ts', 'compact_styles.ts', 'service_worker.ts', 'constants.ts'];
  const sources = [...[...web, ...parts].map((path) => `web/${path}`), 'bindings'];
  const changed = Math.max(...sources.map((path) => latestChange(join(root, path))));
  if (changed < latestChange(join(root, 'web/dist/index.html'))) return;
  // In a process of its own: in this one, NODE_ENV says "test" and libraries would be too.
  execFileSync('npx', ['vite', 'build', 'web', '--logLevel', 'warn'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'inherit',
  });
}

/** The latest time at which a file or any file in a folder was written; 0 when there is none. */
function latestChange(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return 0;
  if (!status.isDirectory()) return status.mtimeMs;
  const inside = readdirSync(path).filter((name) => name !== 'node_modules');
  return Math.max(0, ...inside.map((name) => latestChange(join(path, name))));
}
