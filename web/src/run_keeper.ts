/**
 * Keeps the run at hand, so that a later visit to the same address can go on with it: one record,
 * written while training, when paused and when the page is hidden. The networks' workers write the
 * checkpoints themselves; only the little that the page knows passes its thread. Where nothing can
 * be stored, nothing is kept and nobody is bothered.
 */
import { readStored, removeStored, writeStored } from 'rouse-snn/storage';
import { sameData } from './data_identity';
import type { Experiment, KeptExperiment, Origin } from './experiment';
import type { Lab } from './lab';
import type { ArmName } from './specification';
import { defaultSettings, fieldOf, type Settings, settingNames } from './state';
import { Subject } from './subject';

/** Written with this by other versions of the page; a record of another form is not offered. */
const form = 1;
/** While training, at most so often, */
const leastIntervalMs = 10_000;
/** and so seldom that a disk is busy with it for at most this share of the time. */
const mostShare = 0.02;
/** Somebody who steps batch by batch pauses often. */
const pausedMs = 500;

export interface KeptRun {
  form: number;
  /** As Date.now(). */
  when: number;
  settings: Settings;
  arms: Partial<Record<ArmName, KeptExperiment>>;
}

/** Where records are; tests bring their own. */
export interface Storage {
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

const ownStorage: Storage = { read: readStored, write: writeStored, remove: removeStored };

export class RunKeeper extends Subject<'offer'> {
  /** A run of an earlier visit, until it is taken, refused or followed by another one. */
  offer: KeptRun | null = null;

  readonly #lab: Lab;
  readonly #place: string;
  readonly #storage: Storage;
  readonly #runs = new WeakMap<Origin, string>();
  readonly #stops: (() => void)[] = [];
  #keeping = false;
  /** When it was kept last, as `performance.now()`. */
  #last = performance.now();
  #intervalMs = leastIntervalMs;
  /** How far the run was when it was kept last. */
  #kept = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `place` tells the laboratories of an origin apart. */
  constructor(lab: Lab, place: string, storage: Storage = ownStorage) {
    super();
    this.#lab = lab;
    this.#place = place;
    this.#storage = storage;
  }

  /** Looks for what an earlier visit kept, and keeps what is trained from now on. */
  async begin(): Promise<void> {
    this.#stops.push(
      this.#lab.on('epoch', () => this.#followEpoch()),
      this.#lab.on('run', () => this.#followPause()),
    );
    try {
      const kept = (await this.#storage.read(this.#place)) as KeptRun | undefined;
      if (kept?.form !== form || this.#lab.begun) return;
      if (dataOf(kept)?.kind === 'files') await this.#lab.shelf.lookForKept();
      this.#offer(kept);
    } catch {
      // Without storage there is nothing to go on with.
    }
  }

  close(): void {
    this.offer = null;
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
  }

  /** Whether the data of the offered run is loaded or can be had again without the visitor. */
  get hasData(): boolean {
    const data = dataOf(this.offer);
    if (!data) return false;
    const { identity, kept } = this.#lab.shelf;
    if (data.kind !== 'files' || sameData(data, identity)) return true;
    return kept?.sets.some(({ name }) => name === data.name) ?? false;
  }

  /** Goes on with the offered run. Throws when that is not possible any more. */
  async goOn(): Promise<void> {
    const { offer } = this;
    if (!offer) return;
    this.#offer(null);
    await this.#lab.goOn(offer.arms, settingsOf(offer), (arm) => this.#keyOf(arm));
    this.#kept = this.#position;
    this.#lab.play();
  }

  /** Forgets the offered run for good. */
  async dismiss(): Promise<void> {
    try {
      // Before it seems to be gone: the page may be left at once.
      await this.#storage.remove(this.#place);
      this.#offer(null);
      for (const arm of ['a', 'b'] as const) await this.#storage.remove(this.#keyOf(arm));
    } catch {
      // It is offered again, then.
      this.#offer(null);
    }
  }

  /** The page is about to be hidden, and perhaps never to be seen again. */
  hide(): void {
    if (this.#lab.running) void this.#keep();
  }

  #offer(offer: KeptRun | null): void {
    this.offer = offer;
    this.emit('offer');
  }

  #keyOf(arm: ArmName): string {
    return `${this.#place} ${arm}`;
  }

  get #position(): string {
    const { a, b } = this.#lab.arms;
    return [a, b].map((arm) => `${this.#runOf(arm)} ${arm.epoch} ${arm.optimiserSteps}`).join();
  }

  /** A name for the run of an experiment, other than those of all runs before. */
  #runOf({ origin }: Experiment): string {
    if (!origin) return '';
    const run = this.#runs.get(origin) ?? `${Date.now()} ${Math.random()}`;
    this.#runs.set(origin, run);
    return run;
  }

  #followEpoch(): void {
    if (!this.#lab.begun) return;
    if (performance.now() - this.#last >= this.#intervalMs) void this.#keep();
  }

  #followPause(): void {
    clearTimeout(this.#timer);
    // A look at the page must not replace the run that it offers to go on with.
    if (this.#lab.running || this.#lab.preparing || this.offer) return;
    this.#timer = setTimeout(() => void this.#keep(), pausedMs);
  }

  async #keep(): Promise<void> {
    const position = this.#position;
    if (this.#keeping || position === this.#kept) return;
    const { arms, store } = this.#lab;
    const begun = [arms.a, arms.b].filter((arm) => arm.begun && arm.epochs.length > 0);
    const [first] = begun;
    if (!first?.origin) return;
    // What is offered later can have one set of data only.
    const { data } = first.origin;
    const together = begun.filter(({ origin }) => sameData(data, origin?.data));
    const begin = performance.now();
    this.#keeping = true;
    this.#last = begin;
    try {
      const kept = await Promise.all(
        together.map(async (arm) => {
          const one = await arm.keep(this.#keyOf(arm.name), this.#runOf(arm));
          return one ? [[arm.name, one] as const] : [];
        }),
      );
      if (kept.flat().length === 0) return;
      const { settings } = store;
      const run = { form, when: Date.now(), settings, arms: Object.fromEntries(kept.flat()) };
      await this.#storage.write(this.#place, run satisfies KeptRun);
      this.#kept = position;
      if (this.offer) this.#offer(null);
      this.#intervalMs = Math.max(leastIntervalMs, (performance.now() - begin) / mostShare);
    } catch {
      // A full disk or a closed storage: the next time may be a better one.
    } finally {
      this.#keeping = false;
    }
  }
}

export function dataOf(run: KeptRun | null) {
  return (run?.arms.a ?? run?.arms.b)?.origin.data;
}

/** Those that the networks were built from, and those of the visit that do not touch the networks. */
function settingsOf({ settings, arms }: KeptRun): Settings {
  const built = (arms.a ?? arms.b)?.origin.settings ?? settings;
  const entries = settingNames.map((name) => {
    const { effect } = fieldOf(name);
    const own = effect === 'reset' || effect === 'data' ? built : settings;
    return [name, own[name] ?? defaultSettings()[name]];
  });
  return Object.fromEntries(entries) as Settings;
}
