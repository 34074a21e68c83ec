/** Fetches a pack: with progress, within limits, and with errors that say what to do. */
import { errorFor } from './errors';
import type { Progress } from './sources';

/** Larger packs belong on the disk: what is fetched is held in memory several times. */
export const mostBytes = 64 * 1024 * 1024;
/** A server that sends nothing for so long has failed. */
const silenceMs = 30_000;

/** The bytes at an http(s) address. Throws a RouseError; an aborted `signal` stops it. */
export async function download(
  url: string,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!/^https?:\/\//i.test(url)) {
    throw errorFor(
      'invalid_value',
      `${url} is no web address; it must begin with https:// or http://`,
    );
  }
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, silence.signal]),
      credentials: 'omit',
    });
    if (!response.ok) {
      throw errorFor(
        'no_recordings',
        `${url} answered with HTTP status ${response.status}; check the address`,
      );
    }
    return await collected(response, url, onProgress, heard);
  } catch (error) {
    if (signal.aborted) throw errorFor('no_recordings', `${url} was cancelled`);
    if (silence.signal.aborted) {
      throw errorFor(
        'no_recordings',
        `${url} sent nothing for ${silenceMs / 1000} seconds; try again later`,
      );
    }
    if (!(error instanceof TypeError)) throw error;
    throw errorFor(
      'no_recordings',
      `${url} cannot be fetched: there is no connection, or its server does not let other sites ` +
        'read it (CORS). Download the file and drop it here',
    );
  } finally {
    clearTimeout(timer);
  }
}

async function collected(
  response: Response,
  url: string,
  onProgress: Progress,
  heard: () => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const refuse = () =>
    errorFor(
      'invalid_value',
      `${url} has more than ${mostBytes / 1024 / 1024} MB; download it and drop the file, or pack ` +
        'fewer recordings',
    );
  // Absent or wrong where a server compresses: only good for a first guess.
  const promised = Number(response.headers.get('content-length') ?? 0);
  if (promised > mostBytes) throw refuse();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    heard();
    parts.push(part.value);
    size += part.value.length;
    if (size > mostBytes) {
      await reader?.cancel();
      throw refuse();
    }
    onProgress(url, promised > 0 ? Math.min(1, size / promised) : 0);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
