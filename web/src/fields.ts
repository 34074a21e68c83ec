/** Kinds of settings: how each is read and written as text, and explained when it is wrong. */

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
  readonly label: string;
  readonly effect: Effect;
  readonly default: T;
  /** Throws FieldError with a sentence that says what to write. */
  parse(text: string): T;
  /** Short, for the address and for inputs; `parse(print(x))` is `x`. */
  print(value: T): string;
}

/** A text that is no value of its field; the message is meant to be shown beside the input. */
export class FieldError extends Error {}

interface About {
  key: string;
  attribute?: string;
  label: string;
  effect: Effect;
}

interface Range {
  minimum: number;
  maximum: number;
  whole?: boolean;
}

/** A number; with `whole`, an integer. Accepts a decimal comma. */
export function numberField(about: About, fallback: number, range: Range): Field<number> {
  const kind = range.whole ? 'a whole number' : 'a number';
  const remedy =
    `Write ${kind} from ${range.minimum} to ${range.maximum}, ` + `for example ${fallback}.`;
  return {
    ...about,
    default: fallback,
    parse(text) {
      const trimmed = text.trim().replace(',', '.');
      const value = Number(trimmed);
      const valid =
        trimmed !== '' &&
        Number.isFinite(value) &&
        value >= range.minimum &&
        value <= range.maximum &&
        (!range.whole || Number.isInteger(value));
      if (!valid) throw new FieldError(remedy);
      return value;
    },
    print: (value) => String(value),
  };
}

/** A whole number where an empty text (in the address: 0) means "all". */
export function limitField(about: About, range: Range): Field<number> {
  const inner = numberField(about, range.maximum, { ...range, whole: true });
  return {
    ...about,
    default: 0,
    parse(text) {
      const trimmed = text.trim();
      if (trimmed === '' || trimmed === '0' || trimmed.toLowerCase() === 'all') return 0;
      try {
        return inner.parse(trimmed);
      } catch {
        throw new FieldError(
          `Write a whole number from ${range.minimum} to ${range.maximum}, or leave it empty ` +
            'for all.',
        );
      }
    },
    print: (value) => (value === 0 ? '' : String(value)),
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
      if (found === undefined) throw new FieldError(`Choose one of ${choices.join(', ')}.`);
      return found;
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
      if (text !== '0' && text !== '1') throw new FieldError('Write 1 for on or 0 for off.');
      return text === '1';
    },
    print: (value) => (value ? '1' : '0'),
  };
}

/** Whole numbers apart by commas, for example layer sizes or classes. */
export function listField(
  about: About,
  fallback: readonly number[],
  range: { minimum: number; maximum: number; least: number; most: number; remedy: string },
): Field<readonly number[]> {
  return {
    ...about,
    default: fallback,
    parse(text) {
      // A dash parts sizes as papers write them, 500-500; before a number it is a minus.
      const parts = text.split(/[\s,;]+|(?<=\d)-(?=\d)/).filter((part) => part !== '');
      const values = parts.map(Number);
      const valid =
        values.length >= range.least &&
        values.length <= range.most &&
        values.every((v) => Number.isInteger(v) && v >= range.minimum && v <= range.maximum);
      if (!valid) throw new FieldError(range.remedy);
      return values;
    },
    print: (value) => value.join(','),
  };
}
