/** Measured numbers as the bench page writes them. */
import type { FittedLine, SweepPoint } from 'rouse-snn/bench';

/** Three significant digits: 0.0123, 1.23, 12.3, 123, 1 234. */
export function significant(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  const [whole = '', rest] = value.toFixed(Math.min(decimals, 6)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

export const millions = (value: number) => significant(value / 1e6);
export const billions = (value: number) => significant(value / 1e9);

/** 16384 -> "16 KB"; 4624000 -> "4 MB", as the suite names them. */
export function bytes(value: number): string {
  const kilobytes = Math.floor(value / 1024);
  return kilobytes < 1024 ? `${kilobytes} KB` : `${Math.floor(kilobytes / 1024)} MB`;
}

export function nanosecondsPerEvent(point: SweepPoint): number {
  return (1e6 * point.ms_per_sample) / point.events_per_sample;
}

/** "81.0 ns for each event plus 0.281 ms, R² 0.9983". */
export function lineInWords(line: FittedLine, unit: string): string {
  const slope = significant(line.slope_ms * 1e6);
  const sign = line.intercept_ms < 0 ? 'less' : 'plus';
  const rest = significant(Math.abs(line.intercept_ms));
  return `${slope} ns for each ${unit} ${sign} ${rest} ms, R²\u00a0${line.r_squared.toFixed(4)}`;
}

/** "about 12 s to go": in fives, for it is a guess. */
export function timeToGo(elapsedMs: number, done: number): string {
  if (done <= 0) return '';
  const seconds = (elapsedMs / 1000) * (1 / done - 1);
  if (seconds < 2.5) return 'a few seconds to go';
  return `about ${Math.ceil(seconds / 5) * 5} s to go`;
}
