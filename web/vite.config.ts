/** Builds the page into web/dist, to be served from any path by any static server. */
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { compactStyles } from './compact_styles';
import { constants } from './constants';
import { preload } from './preload';
import { serviceWorker } from './service_worker';
import { singleFile } from './single_file';

export default defineConfig({
  define: constants,
  root: import.meta.dirname,
  base: './',
  plugins: [compactStyles(), singleFile(), preload(), serviceWorker()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The page's policy forbids data: addresses for fonts and modules.
    assetsInlineLimit: 0,
    sourcemap: true,
    // See preload().
    modulePreload: false,
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
        // What the laboratory shares with lessons and dialogs, in one file instead of ten.
        codeSplitting: {
          groups: [
            {
              name: 'common',
              test: /src\/(views\/(view|axes|canvas-view|pixel_picture)|focus|layer_figures|specification|shown|options|state|fields|theme|language_menu|views\/info-tip)\.ts$/,
            },
            // And what it shares with one that has workers of its own.
            {
              name: 'clients',
              test: /(web\/src\/news|bindings\/src\/(index|data_client|network_client|shared_module|start_worker|simd|storage))\.ts$/,
            },
          ],
        },
        // embed.js asks for this one by its name.
        entryFileNames: ({ name }) =>
          name === 'embed-page' ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es' },
});
