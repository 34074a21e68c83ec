/** Words from the microphone, as the data's cochlea hears them while they are spoken. */
import type { DataClient, Recording } from 'rouse-snn';
import { type Found, WordFinder } from './word_finder';

/** The cochlea's. The browser brings the microphone's sound to it. */
const sampleRate = 32_000;
/** Root mean square of the words of the data. */
const loudness = 0.3;
/** That of a first word, before any was heard. */
const firstLoudness = 0.06;
const showEveryMs = 100;

export class Microphone {
  readonly #client: DataClient;
  readonly #show: (recording: Recording) => void;
  readonly #fail: (error: unknown) => void;
  readonly #finder = new WordFinder();
  #stream: MediaStream | null = null;
  #audio: AudioContext | null = null;
  #stopped = false;
  /** What is heard of the word at hand. */
  #times: number[] = [];
  #channels: number[] = [];
  #gain = loudness / firstLoudness;
  #shown = 0;
  #hearing: Promise<void> = Promise.resolve();

  /** `show` gets every recording as it grows, and once more when its word is over. */
  constructor(
    client: DataClient,
    show: (recording: Recording) => void,
    fail: (error: unknown) => void,
  ) {
    this.#client = client;
    this.#show = show;
    this.#fail = fail;
  }

  /** Asks for the microphone. Throws when there is none, or when it is refused. */
  async start(): Promise<void> {
    // What makes calls clearer makes words unlike those of the data.
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    this.#stream = await navigator.mediaDevices.getUserMedia({ audio });
    if (this.#stopped) return this.stop();
    const context = new AudioContext({ sampleRate });
    this.#audio = context;
    await context.audioWorklet.addModule(new URL('microphone.js', document.baseURI));
    if (this.#stopped) return;
    const source = context.createMediaStreamSource(this.#stream);
    const node = new AudioWorkletNode(context, 'microphone', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      for (const found of this.#finder.push(data)) {
        this.#hearing = this.#hearing.then(() => this.#hear(found)).catch(this.#fail);
      }
    };
    source.connect(node);
    await context.resume();
  }

  stop(): void {
    this.#stopped = true;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    void this.#audio?.close();
    this.#stream = null;
    this.#audio = null;
  }

  async #hear({ kind, samples }: Found): Promise<void> {
    if (this.#stopped) return;
    if (kind === 'end') {
      const level = Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
      this.#gain = loudness / Math.max(level, 1e-4);
      // All of it once more, now that its loudness is known.
      this.#show(await this.#client.hear(samples, 'word'));
      return;
    }
    if (kind === 'begin') {
      this.#times = [];
      this.#channels = [];
    }
    const louder = samples.map((x) => x * this.#gain);
    const { times, channels } = await this.#client.hear(louder, kind);
    this.#times.push(...times);
    this.#channels.push(...channels);
    const now = performance.now();
    if (this.#stopped || now - this.#shown < showEveryMs) return;
    this.#shown = now;
    this.#show({
      times: Uint32Array.from(this.#times),
      channels: Uint32Array.from(this.#channels),
      label: -1,
      name: '',
    });
  }
}
