/**
 * The messages between an embedded page and the page around it, version 1; documented in
 * docs/embedding.md. Every message is an object with the version as `rouse`.
 */
import type { Arm, RouseEvents } from '../../public/rouse-lab';

export const protocolVersion = 1;

/** From the page around. `id` comes back with the answer. */
export type Command = { rouse: typeof protocolVersion; id?: string | number } & (
  | { command: 'hello' | 'play' | 'pause' | 'reset' | 'state' | 'epochs' }
  | { command: 'step'; unit?: 'batch' | 'epoch' }
  /** Settings by their keys in the address, as text, number or boolean. */
  | { command: 'set'; settings: Record<string, string | number | boolean> }
  | { command: 'load'; url: string }
  | { command: 'load'; files: File[] }
  | { command: 'export'; arm: Arm }
);

/** The page around has been heard, and what came of it. */
export type Answer = { rouse: typeof protocolVersion; answer: string | number | null } & (
  | { result: unknown }
  | { error: { code: ErrorCode; message: string } }
);

export type ErrorCode = 'unknown_version' | 'unknown_command' | 'invalid_message' | 'failed';

export interface Told {
  rouse: typeof protocolVersion;
  event: 'ready' | 'size' | keyof RouseEvents;
  detail: unknown;
}

/** What is wrong with a message, for the one who sent it. */
export class MessageError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether a message is meant for Rouse at all; others pass through windows, too. */
export function isOurs(data: unknown): data is { rouse: unknown; id?: unknown } {
  return typeof data === 'object' && data !== null && 'rouse' in data;
}

export function idOf(data: { id?: unknown }): string | number | null {
  return typeof data.id === 'string' || typeof data.id === 'number' ? data.id : null;
}

const plain = ['hello', 'play', 'pause', 'reset', 'state', 'epochs'];

/** The command that a message is; throws MessageError when it is none. */
export function commandOf(data: { rouse: unknown }): Command {
  if (data.rouse !== protocolVersion) {
    throw new MessageError(
      'unknown_version',
      `This page speaks version ${protocolVersion} of the protocol, not ${String(data.rouse)}.`,
    );
  }
  const message = data as Record<string, unknown>;
  const { command } = message;
  if (typeof command === 'string' && plain.includes(command)) return data as Command;
  const valid: Record<string, () => boolean> = {
    step: () => ['batch', 'epoch', undefined].includes(message.unit as string | undefined),
    set: () => isSettings(message.settings),
    load: () => typeof message.url === 'string' || isFiles(message.files),
    export: () => message.arm === 'a' || message.arm === 'b',
  };
  const check =
    typeof command === 'string' && Object.hasOwn(valid, command) ? valid[command] : null;
  if (!check)
    throw new MessageError('unknown_command', `There is no command "${String(command)}".`);
  if (check()) return data as Command;
  throw new MessageError(
    'invalid_message',
    `The command "${String(command)}" ${remedies[String(command)]}.`,
  );
}

const remedies: Readonly<Record<string, string>> = {
  step: 'takes as `unit` "batch" or "epoch"',
  set: 'takes as `settings` an object of texts, numbers and booleans',
  load: 'takes as `url` an address or as `files` a list of files',
  export: 'takes as `arm` "a" or "b"',
};

function isSettings(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => ['string', 'number', 'boolean'].includes(typeof one));
}

function isFiles(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => one instanceof File);
}
