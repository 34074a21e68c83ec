/** The webcam, seen as an event camera sees. Its video goes to a worker of the page, nowhere else. */
import type { Film } from 'rouse-snn/camera';
import type { LiveCameraClient, LiveCameraOptions } from 'rouse-snn/live-camera';
import { messageOf } from './format';

/** Why there is no video; each language says what helps. */
export type CameraTrouble =
  /** By the user, the browser's settings, or the page around this one. */
  | 'refused'
  | 'absent'
  /** Some other program has it. */
  | 'inUse'
  /** Browsers give a camera to https and to this very machine only. */
  | 'insecure'
  | 'unplugged'
  | 'hidden'
  | 'failed';

/** `DOMException.name` of what getUserMedia throws. */
const troubles: Readonly<Record<string, CameraTrouble>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'inUse',
  AbortError: 'inUse',
};

/** After a longer pause the camera looks anew: what happened in between was no motion. */
const longestUs = 500_000;

interface Listener {
  /** What was sent from one frame to the next, in µs since the first one. */
  seen(film: Film, beginUs: number, endUs: number): void;
  /** It has stopped; `why` is the browser's word. */
  failed(trouble: CameraTrouble, why: string): void;
}

export class Webcam {
  readonly #client: LiveCameraClient;
  readonly #listener: Listener;
  readonly #video = document.createElement('video');
  #options: LiveCameraOptions;
  #canvas: OffscreenCanvas;
  #stream: MediaStream | null = null;
  #stopped = false;
  /** Whether the worker knows the options, so that the next frame is no first one. */
  #begun = false;
  #seeing = false;
  /** In ms: of the first frame and of the one seen last. */
  #first = -1;
  #before = 0;

  constructor(client: LiveCameraClient, options: LiveCameraOptions, listener: Listener) {
    this.#client = client;
    this.#options = options;
    this.#listener = listener;
    this.#canvas = new OffscreenCanvas(options.size, options.size);
  }

  /** Asks for the camera; tells `failed` when there is none. */
  async start(): Promise<void> {
    try {
      if (document.hidden) return this.#fail('hidden');
      if (!navigator.mediaDevices) return this.#fail('insecure');
      document.addEventListener('visibilitychange', this.#hide);
      // Events are the finer the more frames there are.
      const video = { width: 640, height: 480, frameRate: { ideal: 60 }, facingMode: 'user' };
      const stream = await navigator.mediaDevices.getUserMedia({ video });
      this.#stream = stream;
      // Switched off, or gone, while somebody was asked for leave.
      if (this.#stopped) return this.stop();
      for (const track of stream.getTracks()) {
        track.addEventListener('ended', () => this.#fail('unplugged'));
      }
      this.#video.muted = true;
      this.#video.playsInline = true;
      this.#video.srcObject = stream;
      await this.#video.play();
      this.#await();
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      this.#fail(troubles[name] ?? 'failed', messageOf(error));
    }
  }

  /** Looks on with other pixels. */
  change(options: LiveCameraOptions): void {
    this.#options = options;
    this.#begun = false;
    this.#canvas = new OffscreenCanvas(options.size, options.size);
  }

  /** Lets the camera go, and the worker. */
  stop(): void {
    this.#stopped = true;
    document.removeEventListener('visibilitychange', this.#hide);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.#video.srcObject = null;
    this.#client.close();
  }

  readonly #hide = () => {
    if (document.hidden) this.#fail('hidden');
  };

  #fail(trouble: CameraTrouble, why = ''): void {
    if (this.#stopped) return;
    this.stop();
    this.#listener.failed(trouble, why);
  }

  #await(): void {
    if (this.#stopped) return;
    const video = this.#video;
    if ('requestVideoFrameCallback' in video) {
      video.requestVideoFrameCallback((now, { captureTime }) => this.#take(captureTime ?? now));
    } else {
      requestAnimationFrame((now) => this.#take(now));
    }
  }

  #take(now: number): void {
    this.#await();
    // A frame that comes while the one before is still looked at is left out.
    if (this.#seeing || this.#stopped || now <= this.#before) return;
    this.#seeing = true;
    this.#see(now)
      .catch((error: unknown) => this.#fail('failed', messageOf(error)))
      .finally(() => {
        this.#seeing = false;
      });
  }

  async #see(now: number): Promise<void> {
    const frame = this.#frame();
    if (!frame) return;
    const elapsedUs = Math.round((now - this.#before) * 1000);
    if (this.#first < 0) this.#first = now;
    const beginUs = (this.#before - this.#first) * 1000;
    this.#before = now;
    if (!this.#begun || elapsedUs > longestUs) {
      this.#begun = true;
      return this.#client.start(this.#options, frame);
    }
    const { size } = this.#options;
    const film = await this.#client.see(frame, Math.max(1, elapsedUs));
    if (this.#stopped || size !== this.#options.size) return;
    this.#listener.seen(film, beginUs, beginUs + elapsedUs);
  }

  /** The square in the middle of the picture, as others see who is before the camera. */
  #frame(): Uint8ClampedArray | null {
    const { videoWidth, videoHeight } = this.#video;
    const side = Math.min(videoWidth, videoHeight);
    const { width: size } = this.#canvas;
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!context || side === 0) return null;
    context.imageSmoothingQuality = 'high';
    const left = (videoWidth - side) / 2;
    const top = (videoHeight - side) / 2;
    context.drawImage(this.#video, left, top, side, side, 0, 0, size, size);
    return context.getImageData(0, 0, size, size).data;
  }
}
