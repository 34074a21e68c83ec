/** The texts that carry an experiment elsewhere: its link, its frame, its element. */
import { writeAddress } from '../address';
import { type Options, optionParts } from '../options';
import {
  attributeOf,
  defaultSettings,
  fieldOf,
  type Settings,
  sameSetting,
  settingNames,
} from '../state';

export interface Sharing {
  /** Where this version of Rouse lies, ending in "/". */
  base: string;
  settings: Settings;
  options: Options;
  width: number;
  height: number;
}

/** The address of the whole page. */
export function linkOf({ base, settings, options }: Sharing): string {
  return withHash(base, settings, options);
}

export function frameOf({ base, settings, options, width, height }: Sharing): string {
  const source = escaped(withHash(`${base}embed.html`, settings, options));
  return (
    `<iframe title="Rouse" sandbox="allow-scripts" width="${width}" height="${height}" ` +
    `style="border: 0; max-width: 100%" src="${source}"></iframe>`
  );
}

export function elementOf({ base, settings, options, width, height }: Sharing): string {
  const defaults = defaultSettings();
  const changed = settingNames
    .filter((name) => !sameSetting(name, settings, defaults))
    .map((name) => `${attributeOf(name)}="${escaped(fieldOf(name).print(settings[name]))}"`);
  const given = optionParts(options).map((part) => {
    const [name = '', value = ''] = part.split('=');
    return name === 'autoplay' ? name : `${name}="${escaped(decodeURIComponent(value))}"`;
  });
  const style = `style="width: ${width}px; max-width: 100%; height: ${height}px"`;
  return (
    `<script defer src="${escaped(base)}rouse-lab.js"></script>\n` +
    `<rouse-lab ${[...changed, ...given, style].join(' ')}></rouse-lab>`
  );
}

function withHash(address: string, settings: Settings, options: Options): string {
  const hash = writeAddress(settings, optionParts(options));
  return hash === '' ? address : `${address}#${hash}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
