/** A small picture of which each pixel is set as one number; it is drawn large, as sharp squares. */

/** Of a colour's red, green and blue, and its opacity from 0 to 1. As processors here store bytes. */
export function pixelOf([red = 0, green = 0, blue = 0]: readonly number[], opacity = 1): number {
  return ((255 * opacity) << 24) | (blue << 16) | (green << 8) | red;
}

export class PixelPicture {
  readonly #canvas = new OffscreenCanvas(1, 1);
  image = new ImageData(1, 1);
  /** Row by row. */
  pixels = new Uint32Array(this.image.data.buffer);

  /** Begins a picture of that size, of which nothing is seen yet. */
  begin(columns: number, rows: number): Uint32Array {
    const { width, height } = this.image;
    if (width === columns && height === rows) return this.pixels.fill(0);
    this.#canvas.width = columns;
    this.#canvas.height = rows;
    this.image = new ImageData(columns, rows);
    this.pixels = new Uint32Array(this.image.data.buffer);
    return this.pixels;
  }

  draw(
    context: CanvasRenderingContext2D,
    left: number,
    top: number,
    width: number,
    height: number,
    smooth = false,
  ): void {
    this.#canvas.getContext('2d')?.putImageData(this.image, 0, 0);
    context.imageSmoothingEnabled = smooth;
    context.drawImage(this.#canvas, left, top, width, height);
  }
}
