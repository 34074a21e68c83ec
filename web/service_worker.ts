/** Builds the service worker, with which the page works offline after the first visit. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Only for browsers without SIMD, for other people's pages, for nobody but developers, or larger than
 * all the rest: libhdf5, for files that few have.
 */
const notKept =
  /\.map$|\.d\.ts$|^rouse-lab\.js$|^embed[.-]|rouse-(cochlea-)?scalar|shd_worker|^service-worker\.js$/;

/** Every file that the page may ask for, with its hash; those in assets/ have it in their names. */
function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !notKept.test(path))
    .sort();
  return Object.fromEntries(
    paths.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('base64'),
    ]),
  );
}

export function serviceWorker(): Plugin {
  return {
    name: 'rouse-service-worker',
    apply: 'build',
    writeBundle: {
      sequential: true,
      order: 'post',
      handler({ dir = '' }) {
        const files = JSON.stringify(filesIn(dir), null, 1);
        const source = readFileSync(join(import.meta.dirname, 'src/service-worker.js'), 'utf8');
        writeFileSync(
          join(dir, 'service-worker.js'),
          source.replace('__FILES__', () => files),
        );
      },
    },
  };
}
