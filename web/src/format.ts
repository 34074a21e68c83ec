/** Numbers and words as the page writes them. */

/** 0.9134 -> "91.3 %"; -1 and non-numbers -> "–". */
export function percent(share: number | undefined, digits = 1): string {
  if (share === undefined || !Number.isFinite(share) || share < 0) return '–';
  return `${(share * 100).toFixed(digits)} %`;
}

/** At most four significant digits, without trailing zeros: 0.001, 1.25, 12.35, 1235. */
export function compact(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e6 || magnitude < 1e-4) return value.toExponential(1);
  return String(Number(value.toPrecision(4)));
}

/** 12345 -> "12 345", with a gap that does not break. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0');
}

/** English only: 1 -> "1 sample", 2 -> "2 samples". */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Samples a second: whole above ten, one digit below. */
export function speed(perSecond: number | undefined): string {
  if (perSecond === undefined || !Number.isFinite(perSecond) || perSecond <= 0) return '–';
  return perSecond >= 10 ? count(perSecond) : perSecond.toFixed(1);
}

/** Whether names of classes need more room than numbers. */
export function areWords(names: readonly string[]): boolean {
  return names.some(({ length }) => length > 2);
}

/** Microseconds -> "128 ms". */
export function milliseconds(us: number): string {
  return `${Math.round(us / 1000)} ms`;
}

/** English only: ["a", "b", "c"] -> "a, b and c". */
export function enumerate(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A message for people from anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
