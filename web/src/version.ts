/** Which version of Rouse this is, and where that very version can be found. */

/** Set by the build: see vite.config.ts. */
declare const __ROUSE_VERSION__: string;
declare const __ROUSE_PINNED__: string;

export const version = __ROUSE_VERSION__;

/** An address that always serves this version, ending in "/"; null when the build names none. */
export const pinnedBase: string | null = __ROUSE_PINNED__ === '' ? null : __ROUSE_PINNED__;

/** Where the page lies from which this runs, ending in "/". */
export function hereBase(): string {
  return new URL('.', location.href.replace(/[?#].*$/, '')).href;
}
