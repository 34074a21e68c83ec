/** Kinds of settings: how each is read and written as text, and explained when it is wrong. */
import { en } from './messages/en';

/** What a change of a setting touches. */
export type Effect =
  /** The data worker selects again. */
  | 'data'
  /** The networks must be built anew. */
  | 'reset'
  /** Running experiments take it over at once. */
  | 'live'
  /** Only what is shown. */
  | 'view';

export interface Field<T> {
  /** Its name in the address. */
  readonly key: string;
  /** Its name as an attribute of <rouse-lab>, where the one in the address is taken. */
  readonly attribute?: string;
  readonly effect: Effect;
  readonly default: T;
  /** Throws FieldError with the remedy: what to write instead. */
  parse(text: string): T;
  /** Short, for the address and for inputs; `parse(print(x))` is `x`. */
  print(value: T): string;
}

/** What to write instead of a text that is no value of its field. Each language words it. */
export type Remedy =
  | {
      readonly kind: 'number';
      readonly minimum: number;
      readonly maximum: number;
      readonly whole: boolean;
      readonly example: number;
    }
  | { readonly kind: LimitKind; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'switch' }
  | { readonly kind: 'address' }
  | { readonly kind: 'origin' }
  | { readonly kind: 'laboratory' }
  | {
      readonly kind: 'names' | 'parts';
      readonly unknown: string;
      readonly names: readonly string[];
    }
  | {
      readonly kind: ListKind;
      readonly minimum: number;
      readonly maximum: number;
      readonly most: number;
    };

/** A text that is no value of its field; the message is English, for developers. */
export class FieldError extends Error {
  readonly remedy: Remedy;

  constructor(remedy: Remedy) {
    super(en.fields.remedy(remedy));
    this.name = 'FieldError';
    this.remedy = remedy;
  }
}

interface About {
  key: string;
  attribute?: string;
  effect: Effect;
}

/** What a list holds: at least one hidden layer, or any number of classes. */
type ListKind = 'sizes' | 'classes';

interface Range {
  minimum: number;
  maximum: number;
  whole?: boolean;
}

/** A number; with `whole`, an integer. Accepts a decimal comma. */
export function numberField(about: About, fallback: number, range: Range): Field<number> {
  const { minimum, maximum, whole = false } = range;
  return {
    ...about,
    default: fallback,
    parse(text) {
      const trimmed = text.trim().replace(',', '.');
      const value = Number(trimmed);
      const valid =
        trimmed !== '' &&
        Number.isFinite(value) &&
        value >= minimum &&
        value <= maximum &&
        (!whole || Number.isInteger(value));
      if (!valid) {
        throw new FieldError({ kind: 'number', minimum, maximum, whole, example: fallback });
      }
      return value;
    },
    print: (value) => String(value),
  };
}

/** One number, or several where they differ: apart by semicolons, as a comma may be a decimal one. */
export function numbersField(
  about: About,
  fallback: number,
  range: Range & { most: number },
): Field<number | readonly number[]> {
  const one = numberField(about, fallback, range);
  return {
    ...one,
    parse(text) {
      const parts = text.trim().split(/\s*;\s*|,?\s+/);
      const values = (parts.length > range.most ? [text] : parts).map(one.parse);
      return values.length === 1 ? (values[0] ?? fallback) : values;
    },
    print: (value) => (typeof value === 'number' ? one.print(value) : value.join(';')),
  };
}

type LimitKind = 'limit' | 'fitting';

/**
 * A whole number where an empty text (in the address: 0) means "all"; of the kind `fitting`, "auto":
 * what suits the data.
 */
export function limitField(about: About, range: Range, kind: LimitKind = 'limit'): Field<number> {
  const inner = numberField(about, range.maximum, { ...range, whole: true });
  const word = kind === 'limit' ? 'all' : 'auto';
  return {
    ...about,
    default: 0,
    parse(text) {
      const trimmed = text.trim();
      if (['', '0', word].includes(trimmed.toLowerCase())) return 0;
      try {
        return inner.parse(trimmed);
      } catch {
        throw new FieldError({ kind, minimum: range.minimum, maximum: range.maximum });
      }
    },
    print: (value) => (value > 0 ? String(value) : kind === 'limit' ? '' : word),
  };
}

/** One of a few words. */
export function choiceField<T extends string>(
  about: About,
  fallback: T,
  choices: readonly T[],
): Field<T> {
  return {
    ...about,
    default: fallback,
    parse(text) {
      const found = choices.find((choice) => choice === text.trim());
      if (found === undefined) throw new FieldError({ kind: 'choice', choices });
      return found;
    },
    print: (value) => value,
  };
}

/** Built-in data besides the digits, as the command calls it. */
export const spokenDigits = 'builtin:spoken-digits';
export const gestures = 'builtin:gestures';
/** Which built-in data: the digits have no name. */
export type Builtin = '' | typeof spokenDigits | typeof gestures;

export const isBuiltin = (text: string): text is Builtin =>
  text === '' || text === spokenDigits || text === gestures;

/** A web address, absolute or relative to the page, or built-in data. */
export function addressField(about: About): Field<string> {
  return {
    ...about,
    default: '',
    parse(text) {
      const trimmed = text.trim();
      if (isBuiltin(trimmed)) return trimmed;
      try {
        const { protocol } = new URL(trimmed, globalThis.location?.href ?? 'http://localhost/');
        if (protocol === 'https:' || protocol === 'http:') return trimmed;
      } catch {
        // Told below.
      }
      throw new FieldError({ kind: 'address' });
    },
    print: (value) => value,
  };
}

/** On or off, in the address 1 or 0. */
export function switchField(about: About, fallback: boolean): Field<boolean> {
  return {
    ...about,
    default: fallback,
    parse(text) {
      if (text !== '0' && text !== '1') throw new FieldError({ kind: 'switch' });
      return text === '1';
    },
    print: (value) => (value ? '1' : '0'),
  };
}

/** Whole numbers apart by commas, or, where a pattern says so, texts. */
export function listField<T extends number | string = number>(
  about: About,
  fallback: readonly T[],
  range: { kind: ListKind; minimum: number; maximum: number; most: number },
  pattern?: RegExp,
): Field<readonly T[]> {
  const least = range.kind === 'sizes' ? 1 : 0;
  return {
    ...about,
    default: fallback,
    parse(text) {
      // A dash parts sizes as papers write them, 500-500; before a number it is a minus.
      const parts = text.split(/[\s,;]+|(?<=\d)-(?=\d)/).filter((part) => part !== '');
      const values = parts.map((part) => (pattern?.test(part) ? part : Number(part)) as T);
      const valid =
        values.length >= least &&
        values.length <= range.most &&
        values.every(
          (v) =>
            typeof v === 'string' ||
            (Number.isInteger(v) && Number(v) >= range.minimum && Number(v) <= range.maximum),
        );
      if (!valid) throw new FieldError(range);
      return values;
    },
    print: (value) => value.join(','),
  };
}
