/** A moment of the past as people write it. */

const dayMs = 24 * 60 * 60 * 1000;

/** "today 17:05", as the language writes it; after a week with the date. */
export function momentOf(then: Date, now: Date, language: string): string {
  const midnight = (date: Date) => new Date(date).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(then) - midnight(now)) / dayMs);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = days > -7 ? relative.format(days, 'day') : date.format(then);
  return `${day} ${clock.format(then)}`;
}
