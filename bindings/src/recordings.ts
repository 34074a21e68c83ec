/** From files, folders and archives to recordings' bytes, one at a time. */
import { errorFor } from './errors';
import type { SourceFile } from './types';

/** A recording that can be read when it is wanted. */
export interface Entry {
  /** Inside what was dropped, archives included: "Train.zip/Train/7/00012.bin". */
  path: string;
  /** In bytes, unpacked. */
  size: number;
  read(): Promise<Uint8Array>;
  /** Hands over its bytes in order, in pieces: a large one is never in memory as a whole. */
  stream(take: (bytes: Uint8Array) => void): Promise<void>;
}

const pieceBytes = 1 << 22;

/** All entries of the files, archives opened; in the order of their paths. */
export async function entriesOf(files: readonly SourceFile[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const source of files) {
    if (/\.zip$/i.test(source.path)) entries.push(...(await entriesOfArchive(source)));
    else {
      const { path, file } = source;
      const read = () => bytesOf(source);
      entries.push({ path, size: file.size, read, stream: (take) => streamFile(source, take) });
    }
  }
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Whether it is an HDF5 file, packed or not. */
export function isHdf5(path: string): boolean {
  return /\.(h5|hdf5)(\.gz|\.zip)?$/i.test(path);
}

/** 'test' when a folder or archive on the path says so, else 'train'. */
export function partOf(path: string): 'train' | 'test' {
  const folders = path.split('/').slice(0, -1);
  return folders.some((folder) => /^test(\.zip)?$/i.test(folder)) ? 'test' : 'train';
}

/** Throws bad_format for a file that has gone. */
export async function bytesOf({ file, path }: SourceFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw errorFor('bad_format', `${path} can no longer be read; choose it again`);
  }
}

async function streamFile(
  { file, path }: SourceFile,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  for (let at = 0; at < file.size; at += pieceBytes) {
    take(await bytesOf({ path, file: file.slice(at, at + pieceBytes) }));
  }
}

/**
 * zip.js reads the directory at an archive's end and then single entries, so that ten recordings of
 * each class cost neither the time nor the memory of a gigabyte.
 */
async function entriesOfArchive({ path, file }: SourceFile): Promise<Entry[]> {
  const { BlobReader, configure, Uint8ArrayWriter, ZipReader } = await import('@zip.js/zip.js');
  // This is a worker already.
  configure({ useWebWorkers: false });
  try {
    const inside = await new ZipReader(new BlobReader(file)).getEntries();
    return inside.flatMap((entry) => {
      if (entry.directory) return [];
      const read = () => entry.getData(new Uint8ArrayWriter());
      const inside = `${path}/${entry.filename}`;
      const stream = (take: (bytes: Uint8Array) => void) =>
        streamEntry(inside, (sink) => entry.getData(sink), take);
      return [{ path: inside, size: entry.uncompressedSize, read, stream }];
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw errorFor(
      'bad_format',
      `${path} is not a readable zip archive (${why}); download it again or drop the unpacked folder`,
    );
  }
}

/** Errors of `take` come out as they are, those of the archive as bad_format. */
async function streamEntry(
  path: string,
  unpack: (sink: WritableStream<Uint8Array>) => Promise<unknown>,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  let refusal: unknown;
  const sink = new WritableStream<Uint8Array>({
    write(bytes) {
      try {
        take(bytes);
      } catch (error) {
        refusal = error;
        throw error;
      }
    },
  });
  try {
    await unpack(sink);
  } catch (error) {
    if (refusal) throw refusal;
    const why = error instanceof Error ? error.message : String(error);
    throw errorFor('bad_format', `${path}: it cannot be unpacked (${why}); get the archive again`);
  }
}
