/** Has index.html fetch at once what its script asks for first. */
import type { Plugin } from 'vite';

const asked = /\/src\/page\.ts$/;

export function preloadPage(): Plugin {
  return {
    name: 'rouse-preload-page',
    apply: 'build',
    transformIndexHtml(_, { bundle = {}, filename }) {
      if (!filename.endsWith('/index.html')) return [];
      const chunk = Object.values(bundle).find(
        (one) => one.type === 'chunk' && asked.test(one.facadeModuleId ?? ''),
      );
      if (!chunk) throw new Error('src/page.ts is no chunk of its own any more');
      // Of a set, what is added while it is walked is walked, too.
      const files = new Set([chunk.fileName]);
      for (const file of files) {
        const found = bundle[file];
        if (found?.type === 'chunk') for (const imported of found.imports) files.add(imported);
      }
      return [...files].map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
        injectTo: 'head' as const,
      }));
    },
  };
}
