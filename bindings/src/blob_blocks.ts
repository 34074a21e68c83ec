/** Any pieces of a file, read in blocks: each reading of a blob asks another process. */
const blockBytes = 1 << 20;
/** Tables, times and units lie apart, and each is read in order. */
const mostBlocks = 16;

export class BlobBlocks {
  readonly #size: number;
  readonly #readPiece: (from: number, to: number) => Uint8Array;
  /** The latest used last. */
  readonly #blocks = new Map<number, Uint8Array>();

  /** `readPiece` gives the bytes from one place to before another one. */
  constructor(size: number, readPiece: (from: number, to: number) => Uint8Array) {
    this.#size = size;
    this.#readPiece = readPiece;
  }

  /** Copies up to `length` bytes from `position` on to `at`; returns how many there were. */
  read(into: Uint8Array, at: number, length: number, position: number): number {
    const end = Math.min(position + length, this.#size);
    let next = position;
    while (next < end) {
      const number = Math.floor(next / blockBytes);
      const begin = number * blockBytes;
      const piece = this.#block(number).subarray(next - begin, end - begin);
      into.set(piece, at + next - position);
      next += piece.length;
    }
    return Math.max(0, end - position);
  }

  #block(number: number): Uint8Array {
    const begin = number * blockBytes;
    const block =
      this.#blocks.get(number) ?? this.#readPiece(begin, Math.min(begin + blockBytes, this.#size));
    this.#blocks.delete(number);
    this.#blocks.set(number, block);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > mostBlocks && oldest !== undefined) this.#blocks.delete(oldest);
    return block;
  }
}
