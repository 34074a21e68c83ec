/** SHD and SSC files through libhdf5: tables, and the spikes of one recording at a time. */
import h5wasm, { type Metadata } from 'h5wasm';
import { BlobBlocks } from './blob_blocks';
import { errorFor, type RouseError } from './errors';

/** What a file says of its recordings, apart from their spikes. */
export interface ShdTables {
  recordings: number;
  /** One for each recording, not checked. */
  labels: Float64Array;
  /** Names of the classes, or none. */
  keys: string[];
  /** One for each recording, or none. */
  speakers: Float64Array;
}

/** Spikes of one recording, one time in seconds and one unit each if the file is right. */
export interface RawRecording {
  times: Float32Array;
  units: Uint32Array;
}

type Library = Awaited<typeof h5wasm.ready>;
/** Reads the number at an offset. */
type Read = (view: DataView, at: number, littleEndian: boolean) => number;

interface List {
  path: string;
  size: number;
  littleEndian: boolean;
  read: Read;
}

/** Classes of types, as libhdf5 numbers them. */
const types = { integer: 0, float: 1, text: 3, list: 9 };
/** All of SSC are about a hundred thousand recordings. */
const mostRows = 1_000_000;
const mostKeys = 10_000;
const longestKey = 1000;
const mostUnit = 0xffff_ffff;
/** Two 32-bit numbers: length and address. */
const listBytes = 8;
const timesPath = '/spikes/times';
const unitsPath = '/spikes/units';

const floats: Readonly<Record<number, Read>> = {
  2: readHalf,
  4: (view, at, little) => view.getFloat32(at, little),
  8: (view, at, little) => view.getFloat64(at, little),
};
const wholes: Readonly<Record<number, Read>> = {
  1: (view, at) => view.getUint8(at),
  2: (view, at, little) => view.getUint16(at, little),
  4: (view, at, little) => view.getUint32(at, little),
  8: (view, at, little) => Number(view.getBigUint64(at, little)),
};
const signedWholes: Readonly<Record<number, Read>> = {
  1: (view, at) => view.getInt8(at),
  2: (view, at, little) => view.getInt16(at, little),
  4: (view, at, little) => view.getInt32(at, little),
  8: (view, at, little) => Number(view.getBigInt64(at, little)),
};

/**
 * One open file, of which only what is asked for is read. libhdf5 trusts what a file says about
 * itself: a damaged one may trap or exhaust it, so this lives in a worker of its own.
 */
export class Hdf5Recordings {
  readonly tables: ShdTables;
  readonly #name: string;
  readonly #library: Library;
  readonly #file: InstanceType<typeof h5wasm.File>;
  readonly #times: List;
  readonly #units: List;

  /** `name` is used in messages. Throws bad_format for what is no HDF5 or has another layout. */
  static async open(file: Blob, name: string): Promise<Hdf5Recordings> {
    const library = await h5wasm.ready;
    library.activate_throwing_error_handler();
    return new Hdf5Recordings(library, await mount(library, file), name);
  }

  private constructor(library: Library, path: string, name: string) {
    this.#library = library;
    this.#name = name;
    try {
      this.#file = new h5wasm.File(path, 'r');
    } catch (error) {
      throw errorFor(
        'bad_format',
        `${name}: it is no HDF5 file, or a damaged one (${reason(error)}); get the file again`,
      );
    }
    this.#times = this.#list(timesPath, types.float, 'lists of floating-point seconds');
    this.#units = this.#list(unitsPath, types.integer, 'lists of whole numbers');
    const recordings = this.#rows(timesPath);
    const units = this.#rows(unitsPath);
    if (units !== recordings) {
      throw this.#wrong(unitsPath, `it has ${units} rows, but ${timesPath} has ${recordings}`);
    }
    this.tables = {
      recordings,
      labels: this.#integers('/labels'),
      keys: this.#has('/extra/keys') ? this.#texts('/extra/keys') : [],
      speakers: this.#has('/extra/speaker') ? this.#integers('/extra/speaker') : new Float64Array(),
    };
  }

  /** Throws bad_format naming table, recording and reason. */
  read(row: number): RawRecording {
    return {
      times: Float32Array.from(this.#numbers(this.#times, row)),
      // Beyond what can be stored no unit exists either.
      units: Uint32Array.from(this.#numbers(this.#units, row), (unit) =>
        unit >= 0 && unit < mostUnit ? unit : mostUnit,
      ),
    };
  }

  #wrong(where: string, what: string): RouseError {
    return errorFor('bad_format', `${this.#name}, ${where}: ${what}`);
  }

  #has(path: string): boolean {
    return this.#library.get_type(this.#file.file_id, path) >= 0;
  }

  #metadata(path: string): Metadata {
    try {
      return this.#library.get_dataset_metadata(this.#file.file_id, path);
    } catch (error) {
      throw this.#wrong(
        path,
        `it is missing or unreadable (${reason(error)}); expected /spikes/times, /spikes/units ` +
          'and /labels, as SHD and SSC have them',
      );
    }
  }

  #list(path: string, type: number, expected: string): List {
    const metadata = this.#metadata(path);
    const element = metadata.type === types.list ? metadata.vlen_type : undefined;
    const { size = 0, signed = false, littleEndian = true } = element ?? {};
    const read = (type === types.float ? floats : signed ? signedWholes : wholes)[size];
    if (element?.type !== type || !read) {
      throw this.#wrong(path, `it has another type; expected ${expected}, one for each recording`);
    }
    return { path, size, littleEndian, read };
  }

  #rows(path: string): number {
    const { shape } = this.#metadata(path);
    const [rows] = shape ?? [];
    if (shape?.length !== 1 || rows === undefined) {
      throw this.#wrong(path, 'it is no list with one row for each recording');
    }
    if (rows > mostRows) {
      throw this.#wrong(path, `it claims ${rows} rows; expected at most ${mostRows}`);
    }
    return rows;
  }

  #integers(path: string): Float64Array {
    if (this.#metadata(path).type !== types.integer) {
      throw this.#wrong(path, 'it has another type; expected whole numbers');
    }
    return this.#rows(path) === 0
      ? new Float64Array()
      : Float64Array.from(this.#values(path) as ArrayLike<number | bigint>, Number);
  }

  #texts(path: string): string[] {
    const { type } = this.#metadata(path);
    const rows = this.#rows(path);
    if (type !== types.text || rows === 0 || rows > mostKeys) {
      throw this.#wrong(path, `it is no list of 1 to ${mostKeys} names`);
    }
    return (this.#values(path) as string[]).map((text) => text.slice(0, longestKey));
  }

  #values(path: string): unknown {
    try {
      return new h5wasm.Dataset(this.#file.file_id, path).value;
    } catch (error) {
      throw this.#unreadable(path, error);
    }
  }

  #unreadable(where: string, error: unknown): RouseError {
    return this.#wrong(where, `it cannot be read (${reason(error)}); get the file again`);
  }

  /** h5wasm's own reading of lists knows no half-precision floats, which the releases have. */
  #numbers({ path, size, littleEndian, read }: List, row: number): Float64Array {
    const library = this.#library;
    const { file_id: file } = this.#file;
    const one = [1n];
    const at = library._malloc(listBytes);
    library.HEAPU8.fill(0, at, at + listBytes);
    try {
      library.get_dataset_data(file, path, one, [BigInt(row)], one, BigInt(at));
      const pair = new DataView(library.HEAPU8.buffer, at, listBytes);
      const length = pair.getUint32(0, true);
      const numbers = new DataView(
        library.HEAPU8.buffer,
        pair.getUint32(listBytes / 2, true),
        length * size,
      );
      const values = new Float64Array(length);
      for (let i = 0; i < length; i++) values[i] = read(numbers, i * size, littleEndian);
      library.reclaim_vlen_memory_count(file, path, '', BigInt(at), one);
      return values;
    } catch (error) {
      throw this.#unreadable(`${path}, recording ${row}`, error);
    } finally {
      library._free(at);
    }
  }
}

/** A file of Emscripten's file system. */
interface Node {
  stream_ops: object;
}

/** Workers have it; the page's types do not know it. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/**
 * Gives libhdf5 a file; resolves to its path there. Where files can be read in pieces, nothing is read
 * yet; Node.js reads them whole.
 */
async function mount({ FS }: Library, file: Blob): Promise<string> {
  const folder = `/${crypto.randomUUID()}`;
  const name = 'recordings.h5';
  const path = `${folder}/${name}`;
  FS.mkdir(folder);
  if (!('FileReaderSync' in globalThis)) {
    FS.writeFile(path, new Uint8Array(await file.arrayBuffer()));
    return path;
  }
  const { WORKERFS } = FS.filesystems;
  FS.mount(WORKERFS, { blobs: [{ name, data: file }] }, folder);
  const node = FS.lookupPath(path, {}).node as unknown as Node;
  const reader = new FileReaderSync();
  const blocks = new BlobBlocks(
    file.size,
    (from, to) => new Uint8Array(reader.readAsArrayBuffer(file.slice(from, to))),
  );
  node.stream_ops = {
    ...node.stream_ops,
    read: (_: unknown, into: Uint8Array, at: number, length: number, position: number) =>
      blocks.read(into, at, length, position),
  };
  return path;
}

/** What libhdf5 complained of, where it arose. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return [...text.matchAll(/\(\): (.+)/g)].at(-1)?.[1] ?? text.split('\n')[0] ?? '';
}

function readHalf(view: DataView, at: number, littleEndian: boolean): number {
  const bits = view.getUint16(at, littleEndian);
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
