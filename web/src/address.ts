/** Keeps a laboratory's settings in the page's address, and follows the address when it is edited. */
import { FieldError } from './fields';
import { defaultOptions, type Options, optionField, optionNames } from './options';
import {
  type AddressProblem,
  fromHash,
  remedyOf,
  type Settings,
  type Store,
  toHash,
} from './state';

export interface Address {
  settings: Settings;
  options: Options;
  /** The origin of the page that may talk to an embedded one, if the address names it. */
  origin: string | null;
  /** Parts of the Experiments view's own table, see experiments/plan.ts. */
  sweep: string[];
  problems: AddressProblem[];
}

/** Everything that an address says; what is wrong takes its default and is told in `problems`. */
export function readAddress(hash: string): Address {
  const options: Record<string, unknown> = { ...defaultOptions() };
  const problems: AddressProblem[] = [];
  let origin: string | null = null;
  const rest: string[] = [];
  const sweep: string[] = [];
  for (const part of hash.replace(/^#/, '').split('&')) {
    const [key = '', ...values] = part.split('=');
    const name = optionNames.find((one) => one === key);
    try {
      if (name) options[name] = optionField(name).parse(decodeURIComponent(values.join('=')));
      else if (key === 'origin') origin = originOf(decodeURIComponent(values.join('=')));
      else (key.startsWith('sweep') ? sweep : rest).push(part);
    } catch (error) {
      problems.push({ kind: 'wrong', part, remedy: remedyOf(error) });
    }
  }
  const { settings, problems: others } = fromHash(rest.join('&'));
  return {
    settings,
    options: options as unknown as Options,
    origin,
    sweep,
    problems: [...problems, ...others],
  };
}

function originOf(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === 'null') throw new FieldError({ kind: 'origin' });
  return origin;
}

/** An address without `#`: the settings, and those options that were given. */
export function writeAddress(settings: Settings, given: readonly string[]): string {
  return [toHash(settings), ...given].filter((part) => part !== '').join('&');
}

/** Where an address leads its reader; the options that it names keep their place in it. */
export function followAddress(
  store: Store,
  take: (address: Address) => void,
  given: () => readonly string[],
): { write: () => void; stop: () => void } {
  const read = () => {
    const address = readAddress(location.hash);
    store.set(address.settings);
    take(address);
  };
  const write = () => {
    const hash = writeAddress(store.settings, given());
    const address = `${location.pathname}${location.search}${hash === '' ? '' : `#${hash}`}`;
    // Replaces: leafing through samples must not fill the way back.
    history.replaceState(history.state, '', address);
  };
  read();
  const stopWriting = store.on('change', write);
  window.addEventListener('hashchange', read);
  return {
    write,
    stop: () => {
      stopWriting();
      window.removeEventListener('hashchange', read);
    },
  };
}
