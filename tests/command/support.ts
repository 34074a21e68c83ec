/** Runs the command as a user would, in a folder of its own, and makes recordings to feed it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The binary under test. */
export const command = resolve(process.env.ROUSE_COMMAND ?? join(root, 'build/native/tools/rouse'));
if (!existsSync(command)) {
  throw new Error(`${command} is missing: build the target rouse_command, or set ROUSE_COMMAND`);
}

/** Real recordings, where they are at hand. */
export const realData = resolve(root, '../shared/data/nmnist');
export const hasRealData = existsSync(join(realData, 'Train'));

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  outcome: Promise<Outcome>;
  /** Resolves when stdout has that many lines. */
  lines(count: number): Promise<void>;
  interrupt(): void;
}

/** Starts a program without waiting for its end. */
export function start(program: string, args: readonly string[], cwd: string): Running {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const outcome: Outcome = { status: null, stdout: '', stderr: '' };
  const waiting: { count: number; tell: () => void }[] = [];
  child.stdout.on('data', (data: Buffer) => {
    outcome.stdout += data.toString();
    const lines = outcome.stdout.split('\n').length - 1;
    for (const one of waiting) if (lines >= one.count) one.tell();
  });
  child.stderr.on('data', (data: Buffer) => {
    outcome.stderr += data.toString();
  });
  const ended = new Promise<Outcome>((done, failed) => {
    child.on('error', failed);
    child.on('close', (status) => done({ ...outcome, status }));
  });
  return {
    outcome: ended,
    lines: (count) => new Promise((tell) => waiting.push({ count, tell })),
    interrupt: () => child.kill('SIGINT'),
  };
}

/** A temporary folder that is removed after the tests of a file, and commands run inside it. */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), 'rouse-command-'));

  constructor() {
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  write(path: string, bytes: Uint8Array | string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), bytes);
  }

  files(): string[] {
    return readdirSync(this.folder).sort();
  }

  run(...args: string[]): Promise<Outcome> {
    return start(command, args, this.folder).outcome;
  }

  start(...args: string[]): Running {
    return start(command, args, this.folder);
  }

  shell(script: string): Promise<Outcome> {
    return start('sh', ['-c', script, 'sh', command], this.folder).outcome;
  }

  /** Runs what must succeed without a word on stderr; returns stdout. */
  async succeed(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.run(...args);
    if (status !== 0 || stderr !== '') {
      throw new Error(`rouse ${args.join(' ')} ended with ${status}: ${stderr}`);
    }
    return stdout;
  }

  async json(...args: string[]): Promise<Record<string, unknown>[]> {
    const stdout = await this.succeed(...args, '--json');
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

/** Bytes of a recording: a bar whose row tells the digit, seen for 300 ms. */
export function recording(digit: number, variant = 0): Uint8Array {
  const events = 300;
  const bytes = new Uint8Array(events * 5);
  for (let i = 0; i < events; i++) {
    const time = i * 1000 + variant;
    bytes[i * 5] = (i * 7 + variant) % 34;
    bytes[i * 5 + 1] = 2 + digit * 3;
    bytes[i * 5 + 2] = ((i % 2) << 7) | ((time >> 16) & 0x7f);
    bytes[i * 5 + 3] = (time >> 8) & 0xff;
    bytes[i * 5 + 4] = time & 0xff;
  }
  return bytes;
}

/** A tree of recordings: path inside the release -> bytes. */
export function release(
  part: 'Train' | 'Test',
  digits: readonly number[],
  perDigit: number,
): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const digit of digits) {
    for (let i = 0; i < perDigit; i++) {
      const variant = part === 'Train' ? i : 500 + i;
      files[`${part}/${digit}/${String(i + 1).padStart(5, '0')}.bin`] = recording(digit, variant);
    }
  }
  return files;
}
