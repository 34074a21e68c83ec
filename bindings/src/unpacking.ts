/** HDF5 files out of the archives that they are released in. */
import { errorFor } from './errors';
import { isHdf5 } from './recordings';
import type { SourceFile } from './types';

/** Spikes shrink to a sixth or a tenth; what shrinks more is no recording, but fills the disk. */
const mostGrowth = 100;
/** Browsers keep large blobs on disk once they are whole. */
const pieceBytes = 1 << 24;

/** The HDF5 file that was dropped or that is in its archive. Throws bad_format. */
export async function unpacked({ path, file }: SourceFile): Promise<Blob> {
  if (/\.zip$/i.test(path)) return unzipped(path, file);
  if (!/\.gz$/i.test(path)) return file;
  const pieces = new Pieces(path, file.size);
  try {
    await file.stream().pipeThrough(new DecompressionStream('gzip')).pipeTo(pieces.sink);
  } catch (error) {
    throw pieces.explain(error);
  }
  return pieces.blob();
}

async function unzipped(path: string, file: Blob): Promise<Blob> {
  const { BlobReader, configure, ZipReader } = await import('@zip.js/zip.js');
  // This is a worker already.
  configure({ useWebWorkers: false });
  const pieces = new Pieces(path, file.size);
  try {
    const inside = await new ZipReader(new BlobReader(file)).getEntries();
    const found = inside.filter(({ directory, filename }) => !directory && isHdf5(filename));
    const [entry] = found;
    if (found.length !== 1 || !entry || entry.directory) {
      throw errorFor('bad_format', `${path}: it holds ${found.length} HDF5 files; expected one`);
    }
    await entry.getData(pieces.sink);
  } catch (error) {
    throw pieces.explain(error);
  }
  return pieces.blob();
}

/** Takes bytes and gives them back as one blob, without having them all in memory. */
class Pieces {
  readonly #path: string;
  readonly #most: number;
  readonly #blobs: Blob[] = [];
  #latest: Uint8Array<ArrayBuffer>[] = [];
  #latestBytes = 0;
  #bytes = 0;
  #refused: Error | null = null;

  constructor(path: string, packedBytes: number) {
    this.#path = path;
    this.#most = mostGrowth * packedBytes;
  }

  readonly sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write: (bytes) => this.#take(bytes),
  });

  blob(): Blob {
    return new Blob([...this.#blobs, ...this.#latest]);
  }

  /** The error to throw after the sink or its source has failed. */
  explain(error: unknown): unknown {
    if (this.#refused) return this.#refused;
    if (error instanceof Error && 'code' in error && error.code === 'bad_format') return error;
    const why = error instanceof Error ? error.message : String(error);
    return errorFor(
      'bad_format',
      `${this.#path}: it is no such archive, or a damaged or cut one (${why}); get the file again`,
    );
  }

  #take(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes += bytes.length;
    if (this.#bytes > this.#most) {
      this.#refused = errorFor(
        'bad_format',
        `${this.#path}: it unpacks to more than ${mostGrowth} times its size, as no recordings do`,
      );
      throw this.#refused;
    }
    this.#latest.push(bytes);
    this.#latestBytes += bytes.length;
    if (this.#latestBytes < pieceBytes) return;
    this.#blobs.push(new Blob(this.#latest));
    this.#latest = [];
    this.#latestBytes = 0;
  }
}
