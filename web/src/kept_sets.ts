/** The data sets kept on this device, and what became of keeping the one that is loaded. */
import type { DataClient, KeptData } from 'rouse-snn';

export class KeptSets {
  /** The newest first. */
  sets: readonly KeptData[] = [];
  /** The id of the set that is loaded, if it is kept. */
  used = '';
  /** Set while what is loaded is being written. */
  keeping = false;
  /** Why what was loaded last is not kept: no room, or nowhere to keep anything. */
  trouble: '' | 'full' | 'impossible' = '';

  readonly #client: DataClient;
  readonly #tell: () => void;

  constructor(client: DataClient, tell: () => void) {
    this.#client = client;
    this.#tell = tell;
  }

  get bytes(): number {
    return this.sets.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Looks what there is: other tabs keep and remove sets too. */
  async look(): Promise<void> {
    this.sets = await this.#client.kept();
    this.#tell();
  }

  /** Other data is loaded: a kept set, or what is not kept yet. */
  use(id: string): void {
    this.used = id;
    this.keeping = false;
    this.trouble = '';
  }

  /** Follows how data is being kept, and whether it is `still` what is loaded. */
  async follow(keeping: Promise<KeptData>, still: () => boolean): Promise<void> {
    this.keeping = still();
    this.#tell();
    let used = '';
    let trouble: KeptSets['trouble'] = '';
    try {
      used = (await keeping).id;
    } catch (error) {
      const full = error instanceof Error && error.name === 'QuotaExceededError';
      trouble = full ? 'full' : 'impossible';
    }
    if (still()) Object.assign(this, { used, trouble, keeping: false });
    await this.look();
  }

  /** Removes sets for good. */
  async forget(ids: readonly string[]): Promise<void> {
    try {
      for (const id of ids) await this.#client.forget(id);
    } finally {
      await this.look();
    }
  }
}
