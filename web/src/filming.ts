/** Has a camera film a sketch whenever the pen has rested for a moment. */
import type { CameraClient, Film } from 'rouse-snn/camera';
import type { Sketch } from './sketch';

/** Shorter than people pause for, and long enough to put the pen down again. */
const restMs = 100;

export class Filming {
  readonly #sketch: Sketch;
  readonly #create: () => CameraClient;
  readonly #show: (film: Film) => void;
  readonly #fail: (error: unknown) => void;
  readonly #stop: () => void;
  #camera: CameraClient | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #filming = false;
  /** Whether the sketch has changed since it was filmed. */
  #wanted = false;

  /** Films what is there at once, blank paper too. `fail` is told why that failed; it goes on. */
  constructor(
    sketch: Sketch,
    create: () => CameraClient,
    show: (film: Film) => void,
    fail: (error: unknown) => void,
  ) {
    this.#sketch = sketch;
    this.#create = create;
    this.#show = show;
    this.#fail = fail;
    this.#stop = sketch.on('rest', () => this.#want(restMs));
    this.#want(0);
  }

  /** The camera, which lives as long as it works. */
  get camera(): CameraClient {
    this.#camera ??= this.#create();
    return this.#camera;
  }

  close(): void {
    this.#stop();
    clearTimeout(this.#timer);
    this.#drop();
  }

  #want(afterMs: number): void {
    this.#wanted = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#film(), afterMs);
  }

  async #film(): Promise<void> {
    // With the pen on the paper, its next rest asks again.
    if (this.#filming || this.#sketch.drawing) return;
    const { camera } = this;
    this.#filming = true;
    this.#wanted = false;
    try {
      const film = await camera.filmStrokes(this.#sketch.strokes);
      if (camera === this.#camera) this.#show(film);
    } catch (error) {
      if (camera === this.#camera) this.#fail(error);
      // Another one may do better; the next stroke tries.
      this.#drop();
    } finally {
      this.#filming = false;
    }
    if (this.#wanted) this.#want(0);
  }

  #drop(): void {
    this.#camera?.close();
    this.#camera = null;
  }
}
