/** What the build writes into the scripts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as {
  version: string;
};

/** Where the built folder will be served for good, "{version}" for its version; may be unknown. */
const pinned = (process.env.ROUSE_PINNED ?? '').replaceAll('{version}', version);
if (pinned !== '' && !/^https?:\/\/.+\/$/.test(pinned)) {
  throw new Error(`ROUSE_PINNED is "${pinned}"; write an address that ends in "/".`);
}

export const constants = {
  __ROUSE_VERSION__: JSON.stringify(version),
  __ROUSE_PINNED__: JSON.stringify(pinned),
};
