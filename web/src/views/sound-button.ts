/**
 * Plays the sound of a built-in word while its recording's time follows, and lets the networks hear
 * the microphone.
 */
import { css, html, svg, type TemplateResult } from 'lit';
import { answerOf } from '../answer';
import { messageOf } from '../format';
import { icon, icons } from '../icons';
import type { Microphone } from '../microphone';
import { shared } from '../styles/shared';
import { View } from './view';

/** Loudest sample, where ±1 is all that loudspeakers take. */
const peak = 0.8;

const speaker = icon(
  svg`<path d="M2.5 6v4h2.6L8.6 13V3L5.1 6zM11 5.8a3 3 0 0 1 0 4.4M12.9 3.6a6 6 0 0 1 0 8.8"/>`,
);

const microphoneIcon = icon(
  svg`<rect x="5.8" y="1.8" width="4.4" height="7.6" rx="2.2"/><path d="M3.4 7.6a4.6 4.6 0 0 0 9.2 0M8 12.2v2"/>`,
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

      div {
        display: flex;
        justify-content: flex-end;
        gap: 4px;
      }

      [aria-pressed='true'] {
        background: var(--ink);
        color: var(--surface);
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
    listens: { state: true },
    trouble: { state: true },
  };
  declare sounds: boolean;
  /** Whether the microphone is on. */
  declare listens: boolean;
  declare trouble: string;

  #audio: AudioContext | null = null;
  #source: AudioBufferSourceNode | null = null;
  #frame = 0;
  #microphone: Microphone | null = null;

  constructor() {
    super();
    this.sounds = false;
    this.listens = false;
    this.trouble = '';
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, playback } = this.page;
    const stop = () => {
      this.#stop();
      if (lab.part !== 'unlabelled') this.trouble = '';
      if (!this.listens) return;
      // All of it is past.
      playback.pause();
      playback.seek(playback.durationUs);
    };
    return [
      lab.on('sample', stop),
      lab.on('data', changed),
      lab.on('trace', changed),
      playback.on('state', () => {
        if (playback.playing) this.#stop();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#deafen();
    void this.#audio?.close();
    this.#audio = null;
  }

  override render(): TemplateResult {
    const { listen, stop, microphone, sayADigit } = this.later.hearing;
    const { shelf, part } = this.page.lab;
    const spoken = shelf.source === 'builtin' && part !== 'unlabelled';
    const says = this.trouble || this.#heard() || (this.listens ? sayADigit : '');
    return html`
      <div>
        ${
          spoken
            ? html`<button @click=${() => (this.sounds ? this.#stop() : void this.#play())}>
                ${this.sounds ? icons.stop : speaker} ${this.sounds ? stop : listen}
              </button>`
            : ''
        }
        <button
          class="icon"
          aria-label=${microphone}
          title=${microphone}
          aria-pressed=${this.listens}
          @click=${() => (this.listens ? this.#deafen() : void this.#listen())}
        >
          ${microphoneIcon}
        </button>
      </div>
      <p class="small" role=${this.trouble === '' ? 'status' : 'alert'} ?hidden=${says === ''}>
        ${says}
      </p>
    `;
  }

  /** What the networks take the word for. */
  #heard(): string {
    const { lab } = this.page;
    const { hears, nothing } = this.later.hearing;
    if (lab.part !== 'unlabelled') return '';
    return lab.active
      .flatMap(({ name, trace }) => {
        const answer = trace && trace.label < 0 ? answerOf(trace) : null;
        if (!answer) return [];
        return [
          hears(name.toUpperCase(), answer.says === null ? nothing : lab.nameOf(answer.says)),
        ];
      })
      .join(' ');
  }

  async #listen(): Promise<void> {
    const { lab } = this.page;
    this.#stop();
    this.trouble = '';
    this.listens = true;
    const fail = (error: unknown) => {
      this.#deafen();
      this.trouble = this.later.hearing.noMicrophone(messageOf(error));
    };
    try {
      const { Microphone } = await import('../microphone');
      const microphone = new Microphone(lab.shelf.client, (word) => lab.showOwn(word), fail);
      this.#microphone = microphone;
      await microphone.start();
      // Switched off, or gone, while somebody was asked for leave.
      if (!this.listens || !this.isConnected) microphone.stop();
    } catch (error) {
      fail(error);
    }
  }

  #deafen(): void {
    this.listens = false;
    this.#microphone?.stop();
    this.#microphone = null;
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
