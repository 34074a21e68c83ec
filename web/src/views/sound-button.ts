/** Plays the sound of a built-in word, while its recording's time follows. */
import { css, html, svg, type TemplateResult } from 'lit';
import { messageOf } from '../format';
import { icon, icons } from '../icons';
import { shared } from '../styles/shared';
import { View } from './view';

/** Loudest sample, where ±1 is all that loudspeakers take. */
const peak = 0.8;

const speaker = icon(
  svg`<path d="M2.5 6v4h2.6L8.6 13V3L5.1 6zM11 5.8a3 3 0 0 1 0 4.4M12.9 3.6a6 6 0 0 1 0 8.8"/>`,
);

export class SoundButton extends View {
  static override styles = [
    shared,
    css`
      @media (pointer: coarse) {
        button {
          min-height: 40px;
        }
      }

      p {
        margin: 4px 0 0;
        padding: 4px 8px;
        border-radius: 8px;
        background: var(--surface);
        max-width: 260px;
      }
    `,
  ];
  static override properties = {
    ...View.properties,
    sounds: { state: true },
    trouble: { state: true },
  };
  declare sounds: boolean;
  declare trouble: string;

  #audio: AudioContext | null = null;
  #source: AudioBufferSourceNode | null = null;
  #frame = 0;

  constructor() {
    super();
    this.sounds = false;
    this.trouble = '';
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, playback } = this.page;
    const stop = () => {
      this.trouble = '';
      this.#stop();
    };
    return [
      lab.on('sample', stop),
      lab.on('data', changed),
      playback.on('state', () => {
        if (playback.playing) this.#stop();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    void this.#audio?.close();
    this.#audio = null;
  }

  override render(): TemplateResult {
    const { listen, stop } = this.later.hearing;
    return html`
      <button @click=${() => (this.sounds ? this.#stop() : void this.#play())}>
        ${this.sounds ? icons.stop : speaker} ${this.sounds ? stop : listen}
      </button>
      ${this.trouble === '' ? '' : html`<p class="small" role="alert">${this.trouble}</p>`}
    `;
  }

  async #play(): Promise<void> {
    const { lab, playback, store } = this.page;
    const part = lab.part === 'train' ? 'train' : 'test';
    const { recording } = lab;
    this.sounds = true;
    this.trouble = '';
    playback.pause();
    try {
      this.#audio ??= new AudioContext();
      const audio = this.#audio;
      const index = Math.min(store.settings.sample, lab.shelf.size(part) - 1);
      const [{ samples, sampleRate }] = await Promise.all([
        lab.shelf.client.sound(part, index),
        audio.resume(),
      ]);
      // Stopped, or another recording by now.
      if (!this.sounds || recording !== lab.recording || audio !== this.#audio) return;
      const loudest = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-6);
      const buffer = audio.createBuffer(1, samples.length, sampleRate);
      buffer.copyToChannel(
        samples.map((x) => (x * peak) / loudest),
        0,
      );
      const source = new AudioBufferSourceNode(audio, { buffer });
      source.connect(audio.destination);
      source.addEventListener('ended', () => {
        if (source !== this.#source) return;
        playback.seek(buffer.duration * 1e6);
        this.#stop();
      });
      this.#source = source;
      const begin = audio.currentTime;
      source.start();
      const follow = () => {
        if (source !== this.#source) return;
        playback.seek((audio.currentTime - begin) * 1e6);
        this.#frame = requestAnimationFrame(follow);
      };
      follow();
    } catch (error) {
      this.#stop();
      this.trouble = this.later.hearing.noSound(messageOf(error));
    }
  }

  #stop(): void {
    const source = this.#source;
    this.#source = null;
    this.sounds = false;
    cancelAnimationFrame(this.#frame);
    source?.stop();
  }
}

customElements.define('rouse-sound-button', SoundButton);
