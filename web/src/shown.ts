/** Which rooms, controls and figures of the laboratory are shown. */
import { fieldOf, settingNames } from './state';
import { Subject } from './subject';

const settingKeys = settingNames
  .filter((name) => ['reset', 'live'].includes(fieldOf(name).effect))
  .map((name) => fieldOf(name).key)
  .filter((key) => !['a', 'b', 'epochs'].includes(key));

/** Every room of the page and the parts in it, by the names that `controls` and `hide` use. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  header: ['experiments', 'export', 'share', 'keys', 'language', 'color_theme', 'speed', 'lessons'],
  transport: ['play', 'step', 'reset', 'preset', 'state', 'scores'],
  data: ['recording', 'draw', 'camera', 'source', 'classes', 'per_class'],
  network: [...settingKeys, 'threshold_editor', 'energy'],
  activity: ['zoom', 'rasters'],
  learning: ['verdict', 'accuracy', 'loss', 'dead', 'thresholds', 'confusion'],
};

export const partNames: readonly string[] = Object.entries(rooms).flatMap(([room, parts]) => [
  room,
  ...parts,
]);

const roomOf = new Map(
  Object.entries(rooms).flatMap(([room, parts]) => parts.map((part) => [part, room] as const)),
);

export class Shown extends Subject<'change'> {
  #only: readonly string[] = [];
  #hidden: readonly string[] = [];

  /** Shows only these, or everything when there are none, without those to hide. */
  set(only: readonly string[], hidden: readonly string[]): void {
    this.#only = only;
    this.#hidden = hidden;
    this.emit('change');
  }

  /** Whether a room or part is asked for by name, its own or that of its room or of a part of it. */
  named(name: string): boolean {
    const around = [name, roomOf.get(name), ...(rooms[name] ?? [])];
    return this.#only.some((one) => around.includes(one)) && !this.#hides(name);
  }

  /** Whether one of these is asked for by its own name. */
  asks(...names: string[]): boolean {
    return names.some((name) => this.#only.includes(name));
  }

  has(name: string): boolean {
    return this.#only.length > 0 ? this.named(name) : !this.#hides(name);
  }

  #hides(name: string): boolean {
    return this.#hidden.includes(name) || this.#hidden.includes(roomOf.get(name) ?? '');
  }
}
