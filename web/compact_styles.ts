/**
 * Leaves the comments and the indentation of styles out of what is shipped. Lines stay where they
 * are, so that source maps stay right.
 */
import type { Plugin } from 'vite';

const linesOf = (text: string) => text.replace(/[^\n]/g, '');

export function withoutComments(styles: string): string {
  return styles.replace(/\/\*[\s\S]*?\*\//g, linesOf).replace(/\n[ \t]+/g, '\n');
}

export function compactStyles(): Plugin {
  return {
    name: 'rouse-compact-styles',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/web\/src\/.*\.ts$/.test(id)) return null;
      return {
        code: code.replace(/\bcss`[^`]*`/g, withoutComments),
        map: null,
      };
    },
  };
}
