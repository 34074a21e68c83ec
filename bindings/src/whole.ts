/** Numbers on their way to C++. */
import { errorFor } from './errors';

/** C++ would take 1.5 for 1 and -1 for 4294967295. */
export function whole(value: number, name: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value;
  throw errorFor(
    'invalid_value',
    `${name} is ${value}; it must be a whole number from 0 to 4294967295`,
  );
}
