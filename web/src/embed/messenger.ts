/** Lets the page around an embedded one drive and watch its laboratory; see `protocol.ts`. */
import type { RouseEvents } from '../../public/rouse-lab';
import { FieldError } from '../fields';
import { messageOf } from '../format';
import type { RouseLab } from '../rouse-lab';
import { fieldOf, type Settings, settingNames, toHash } from '../state';
import {
  type Answer,
  type Command,
  commandOf,
  idOf,
  isOurs,
  MessageError,
  protocolVersion,
  type Told,
} from './protocol';

const events: readonly (keyof RouseEvents)[] = ['epoch', 'sample', 'error', 'done', 'state'];

export class Messenger {
  readonly #lab: RouseLab;
  readonly #outside: Window;
  /** Whom to talk to: named by the address, or learned from the first greeting, then fixed. */
  #origin: string | null;
  readonly #stops = new AbortController();

  constructor(lab: RouseLab, outside: Window, origin: string | null) {
    this.#lab = lab;
    this.#outside = outside;
    this.#origin = origin;
    const { signal } = this.#stops;
    window.addEventListener('message', (event) => void this.#hear(event), { signal });
    for (const type of events) {
      const tell = (event: CustomEvent<unknown>) => this.#tell(type, event.detail);
      lab.addEventListener(type, tell as EventListener, { signal });
    }
    const sizes = new ResizeObserver(() => this.#tellSize());
    sizes.observe(lab);
    signal.addEventListener('abort', () => sizes.disconnect());
    // Says nothing but that there is somebody: whoever embeds the page may not be known yet.
    this.#post({ rouse: protocolVersion, event: 'ready', detail: null }, origin ?? '*');
  }

  close(): void {
    this.#stops.abort();
  }

  async #hear(event: MessageEvent<unknown>): Promise<void> {
    const { data, origin, source } = event;
    if (source !== this.#outside || !isOurs(data)) return;
    if (this.#origin !== null && origin !== this.#origin) return;
    const answer = (rest: { result: unknown } | { error: unknown }) =>
      this.#post({ rouse: protocolVersion, answer: idOf(data), ...rest } as Answer, origin);
    try {
      const command = commandOf(data);
      // Only a greeting makes acquaintance; whatever else comes from strangers is refused.
      if (command.command === 'hello') this.#origin = origin;
      if (this.#origin === null) {
        throw new MessageError(
          'invalid_message',
          'Say "hello" first, or name `origin` in the address.',
        );
      }
      answer({ result: (await this.#obey(command)) ?? null });
      if (command.command === 'hello') this.#tellSize();
    } catch (error) {
      const code = error instanceof MessageError ? error.code : 'failed';
      answer({ error: { code, message: messageOf(error) } });
    }
  }

  async #obey(command: Command): Promise<unknown> {
    const lab = this.#lab;
    switch (command.command) {
      case 'hello':
        return { version: protocolVersion, state: lab.state, settings: toHash(lab.settings) };
      case 'play':
        return lab.play();
      case 'pause':
        return lab.pause();
      case 'reset':
        return lab.reset();
      case 'state':
        return { ...lab.state, settings: toHash(lab.settings) };
      case 'epochs':
        return lab.epochs;
      case 'step':
        return lab.step(command.unit);
      case 'set':
        lab.settings = parsed(command.settings);
        return toHash(lab.settings);
      case 'load':
        return lab.load('url' in command ? command.url : command.files);
      case 'export':
        return lab.exportModel(command.arm);
    }
  }

  #tell(event: Told['event'], detail: unknown): void {
    if (this.#origin === null) return;
    this.#post({ rouse: protocolVersion, event, detail }, this.#origin);
  }

  #tellSize(): void {
    const { clientWidth: width, clientHeight: height } = this.#lab;
    this.#tell('size', { width, height });
  }

  #post(message: Answer | Told, origin: string): void {
    // A sandboxed page has no origin to name; it is known by its window.
    this.#outside.postMessage(message, origin === 'null' ? '*' : origin);
  }
}

/** Settings by their keys in the address; all are checked before any is taken. */
function parsed(settings: Record<string, string | number | boolean>): Partial<Settings> {
  const entries = Object.entries(settings).map(([key, value]) => {
    const name = settingNames.find((one) => fieldOf(one).key === key);
    if (!name) throw new MessageError('invalid_message', `There is no setting "${key}".`);
    const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
    try {
      return [name, fieldOf(name).parse(text)];
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      throw new MessageError('invalid_message', `${key}=${text} is refused. ${error.message}`);
    }
  });
  return Object.fromEntries(entries) as Partial<Settings>;
}
