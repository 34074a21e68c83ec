/** Films drawings inside a worker, with a module of its own. */

import type { CameraClient, Film, GreyPicture, Point, Stroke } from './camera_types';
import { createCameraModule } from './small_modules';
import { whole } from './whole';

interface Strokes {
  /** x and y in turn, over all strokes. */
  points: Float32Array;
  /** Points of each stroke. */
  sizes: Uint32Array;
}

interface CameraModule {
  filmStrokes(points: Float32Array, sizes: Uint32Array, seed: number): Film;
  filmPicture(width: number, height: number, ink: Uint8Array, seed: number): Film;
  writeDigit(digit: number, seed: number): Strokes;
}

export class CameraServer implements Omit<CameraClient, 'close'> {
  #module: Promise<CameraModule> | undefined;

  async filmStrokes(strokes: readonly Stroke[], seed = 1): Promise<Film> {
    const points = strokes.flat().flatMap(({ x, y }) => [x, y]);
    const sizes = strokes.map(({ length }) => length);
    const module = await this.#load();
    return module.filmStrokes(
      Float32Array.from(points),
      Uint32Array.from(sizes),
      whole(seed, 'seed'),
    );
  }

  async filmPicture({ width, height, ink }: GreyPicture, seed = 1): Promise<Film> {
    const module = await this.#load();
    return module.filmPicture(
      whole(width, 'width'),
      whole(height, 'height'),
      ink,
      whole(seed, 'seed'),
    );
  }

  async writeDigit(digit: number, seed = 1): Promise<Stroke[]> {
    const module = await this.#load();
    const { points, sizes } = module.writeDigit(whole(digit, 'digit'), whole(seed, 'seed'));
    let next = 0;
    const point = (): Point => {
      next += 2;
      return { x: points[next - 2] ?? 0, y: points[next - 1] ?? 0 };
    };
    return Array.from(sizes, (length) => Array.from({ length }, point));
  }

  #load(): Promise<CameraModule> {
    this.#module ??= createCameraModule() as Promise<CameraModule>;
    return this.#module;
  }
}
