/** Builds rouse-lab.js: the element, its workers and the WebAssembly module in one file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { compactStyles } from './compact_styles';
import { constants } from './constants';

const bindings = join(import.meta.dirname, '../bindings');

/**
 * A worker has its modules from its page or in itself: the glue has nothing to find or to choose. Of
 * the trainer's modules there is the one that can do everything.
 */
const handedOnly: Plugin = {
  name: 'rouse-handed-only',
  enforce: 'pre',
  resolveId(source) {
    const isTrainer = /\/wasm\/rouse(-cells)?(-scalar)?\.mjs$/.test(source);
    return isTrainer ? { id: join(bindings, 'wasm/rouse-cells.mjs') } : null;
  },
  transform(code, id) {
    if (!/\/wasm\/rouse-(cells|camera|cochlea|dvs|gestures|pack)\.mjs/.test(id)) return null;
    return code
      .replace(/new URL\("[\w-]+\.wasm",import\.meta\.url\)\.href/, '""')
      .replaceAll('import.meta.url', '""');
  },
};

/** The modules of one purpose, which few workers need, inside the workers' script or left out. */
const inlineSmall: Plugin = {
  name: 'rouse-inline-small',
  enforce: 'pre',
  resolveId(source) {
    if (/^\.\/(small_modules|start_shd_worker)$/.test(source)) {
      return join(bindings, `src/${source}_inline.ts`);
    }
    return /^virtual:rouse-\w+-wasm$/.test(source) ? `\0${source}` : null;
  },
  async load(id) {
    const name = /^\0virtual:(rouse-\w+)-wasm$/.exec(id)?.[1];
    if (!name) return null;
    const base64 = (await readFile(join(bindings, `wasm/${name}.wasm`))).toString('base64');
    return `export default () => Uint8Array.from(atob('${base64}'), (c) => c.charCodeAt(0));`;
  },
};

async function bundle(entry: string, plugins: Plugin[]): Promise<string> {
  const result = (await build({
    root: import.meta.dirname,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: constants,
    plugins: [compactStyles(), handedOnly, ...plugins],
    build: {
      write: false,
      modulePreload: false,
      target: 'es2022',
      rolldownOptions: {
        input: entry,
        checks: { emptyImportMeta: false, pluginTimings: false },
        output: { format: 'iife', codeSplitting: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  const [chunk] = result.output;
  // A foreign page may be in any encoding, and a plain script is read in its page's.
  return chunk.code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const files: Readonly<Record<string, string>> = {
  '\0virtual:rouse-wasm': join(bindings, 'wasm/rouse-cells.wasm'),
  '\0virtual:rouse-font': join(import.meta.dirname, 'src/fonts/ibm-plex-sans-subset.woff2'),
};

/** Virtual modules with the worker and the WebAssembly, in place of files beside the script. */
const inline: Plugin = {
  name: 'rouse-inline',
  enforce: 'pre',
  resolveId(source) {
    if (source.startsWith('virtual:rouse-')) return `\0${source}`;
    if (source === './start_worker') return join(bindings, 'src/start_worker_inline.ts');
    return null;
  },
  async load(id) {
    const file = files[id];
    if (file) {
      return `export default ${JSON.stringify((await readFile(file)).toString('base64'))};`;
    }
    if (id === '\0virtual:rouse-worker') {
      const script = await bundle(join(bindings, 'src/worker.ts'), [inlineSmall]);
      return `export default function (self) { ${script} }`;
    }
    return null;
  },
  transform(code, id) {
    // Its page is handed the module by other means.
    if (!id.endsWith('/shared_module.ts')) return null;
    return code.replace("new URL('../wasm/rouse.wasm', import.meta.url).href", "''");
  },
};

/** Adds rouse-lab.js to the page's build. */
export function singleFile(): Plugin {
  return {
    name: 'rouse-single-file',
    apply: 'build',
    async generateBundle() {
      const source = await bundle(join(import.meta.dirname, 'src/element.ts'), [inline]);
      this.emitFile({ type: 'asset', fileName: 'rouse-lab.js', source });
    },
  };
}
