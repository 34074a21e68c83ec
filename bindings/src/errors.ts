import type { ErrorCode } from './types';

/** Base of every error that Rouse throws; `code` is the same as in C++ and JSON. */
export class RouseError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = new.target.name;
    this.code = code;
  }
}

/** An option or argument outside its valid range. */
export class InvalidValueError extends RouseError {
  constructor(message: string) {
    super('invalid_value', message);
  }
}

/** Bytes that are not what their format says. */
export class BadFormatError extends RouseError {
  constructor(message: string) {
    super('bad_format', message);
  }
}

/** Files or a selection in which nothing usable was found. */
export class NoRecordingsError extends RouseError {
  constructor(message: string) {
    super('no_recordings', message);
  }
}

/** A model, checkpoint or dataset that does not fit the other one. */
export class ShapeMismatchError extends RouseError {
  constructor(message: string) {
    super('shape_mismatch', message);
  }
}

/** A network of a kind that the program was built without. */
export class UnsupportedError extends RouseError {
  constructor(message: string) {
    super('unsupported', message);
  }
}

/** A worker that could not be started or died. */
export class WorkerFailedError extends RouseError {
  constructor(message: string) {
    super('worker_failed', message);
  }
}

const classes = {
  invalid_value: InvalidValueError,
  bad_format: BadFormatError,
  no_recordings: NoRecordingsError,
  shape_mismatch: ShapeMismatchError,
  unsupported: UnsupportedError,
  worker_failed: WorkerFailedError,
} as const;

/** The typed error for a code, as it came through JSON or a worker. */
export function errorFor(code: ErrorCode, message: string): RouseError {
  return new classes[code](message);
}
