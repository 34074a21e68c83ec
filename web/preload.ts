/**
 * Has each page fetch at once all that its script begins with; index.html also what that fetches
 * first. Views that are fetched later need so little more than the page has that they find it
 * themselves: Vite's own preloading would cost the first look a kilobyte.
 */
import type { Plugin, Rolldown } from 'vite';

const fetchedFirst = /\/src\/page\.ts$/;

/** These files and all that they import, and so on. */
function withImports(files: readonly string[], bundle: Rolldown.OutputBundle): string[] {
  // What is added to a set while it is walked is walked, too.
  const all = new Set(files);
  for (const file of all) {
    const chunk = bundle[file];
    for (const imported of chunk?.type === 'chunk' ? chunk.imports : []) all.add(imported);
  }
  return [...all];
}

export function preload(): Plugin {
  return {
    name: 'rouse-preload',
    apply: 'build',
    transformIndexHtml(_, { bundle = {}, chunk: entry, filename }) {
      const page = Object.values(bundle).find(
        (one) => one.type === 'chunk' && fetchedFirst.test(one.facadeModuleId ?? ''),
      );
      if (!page) throw new Error('src/page.ts is no chunk of its own any more');
      const begun = filename.endsWith('/index.html') ? [page.fileName] : [];
      return withImports([...(entry?.imports ?? []), ...begun], bundle).map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
        injectTo: 'head' as const,
      }));
    },
  };
}
