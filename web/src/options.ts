/**
 * How a laboratory is presented, as against what it computes: the table of what an element's
 * attributes and an address may say beside the settings.
 */
import { choiceField, type Field, FieldError, switchField } from './fields';
import { type LanguageCode, languageCodes } from './language';
import { partNames, rooms } from './shown';

const about = (key: string) => ({ key, effect: 'view' as const });

/** Names apart by commas or spaces; what is none of them is told what `remedy` tells. */
function namesField(
  key: string,
  names: readonly string[],
  remedy: { kind: 'names' | 'parts'; names: readonly string[] } = { kind: 'names', names },
): Field<readonly string[]> {
  return {
    ...about(key),
    default: [],
    parse(text) {
      const parts = text.split(/[\s,]+/).filter((part) => part !== '');
      const unknown = parts.find((part) => !names.includes(part));
      if (unknown !== undefined) {
        throw new FieldError({ ...remedy, unknown });
      }
      return parts;
    },
    print: (value) => value.join(','),
  };
}

/** An element smaller than this in CSS pixels shows chosen figures instead of all rooms. */
export const roomy = { width: 900, height: 560 };

/** The figures that a small laboratory can show, most telling first. */
export const figureNames = [
  'accuracy',
  'rasters',
  'recording',
  'dead',
  'loss',
  'thresholds',
  'confusion',
  'network',
  'threshold_editor',
  'drawing',
] as const;
export type FigureName = (typeof figureNames)[number];

// There are too many parts to name them all.
const parts = { kind: 'parts', names: Object.keys(rooms) } as const;

export const optionFields = {
  controls: namesField('controls', partNames, parts),
  hide: namesField('hide', partNames, parts),
  /** What a laboratory shows that is too small for everything. */
  figures: namesField('figures', figureNames) as Field<readonly FigureName[]>,
  autoplay: switchField(about('autoplay'), false),
  theme: choiceField(about('theme'), 'auto', ['auto', 'light', 'dark'] as const),
  /** Empty is the browser's choice. */
  lang: choiceField<LanguageCode | ''>(about('lang'), '', ['', ...languageCodes]),
};

type ValueOf<F> = F extends Field<infer T> ? T : never;
export type OptionName = keyof typeof optionFields;
export type Options = { readonly [K in OptionName]: ValueOf<(typeof optionFields)[K]> };

export const optionNames = Object.keys(optionFields) as OptionName[];

export function optionField(name: OptionName): Field<unknown> {
  return optionFields[name] as Field<unknown>;
}

export function defaultOptions(): Options {
  return Object.fromEntries(
    optionNames.map((name) => [name, optionField(name).default]),
  ) as unknown as Options;
}

/** Parts of an address for options that are not the default: ["theme=dark"]. */
export function optionParts(options: Options): string[] {
  return optionNames
    .map((name) => [name, optionField(name).print(options[name])] as const)
    .filter(([name, text]) => text !== optionField(name).print(optionField(name).default))
    .map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll('%2C', ',')}`);
}
