/** Builds the page into web/dist, to be served from any path by any static server. */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { constants } from './constants';
import { serviceWorker } from './service_worker';
import { singleFile } from './single_file';

export default defineConfig({
  define: constants,
  root: import.meta.dirname,
  base: './',
  plugins: [singleFile(), serviceWorker()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy forbids data: addresses for fonts and modules.
    assetsInlineLimit: 0,
    sourcemap: true,
    rolldownOptions: {
      input: {
        ...Object.fromEntries(
          ['index', 'bench', 'embed', 'lessons'].map((page) => [
            page,
            join(import.meta.dirname, `${page}.html`),
          ]),
        ),
        'embed-page': join(import.meta.dirname, 'src/embed/page.ts'),
      },
      output: {
        // embed.js asks for this one by its name.
        entryFileNames: ({ name }) =>
          name === 'embed-page' ? '[name].js' : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            {
              // Small parts of the first look and what they need: one by one they compress less.
              name: 'shared',
              test: /src\/(options|shown|specification|layer_figures|views\/(canvas-view|axes))\.ts/,
            },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
});
