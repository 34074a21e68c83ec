/** The data sets kept on this device, and what became of keeping the one that is loaded. */
import type { DataClient, KeptData } from 'rouse-snn';

/** Nobody is told of what is done at once. */
const noticeMs = 1000;

export class KeptSets {
  /** The newest first. */
  sets: readonly KeptData[] = [];
  /** The id of the set that is loaded, if it is kept. */
  used = '';
  /** Set while what is loaded is being written, if that takes a while. */
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

  /** What is loaded is this set, or nothing that is kept yet. */
  use(id: string): void {
    this.used = id;
    this.keeping = false;
    this.trouble = '';
  }

  /** Follows how data is being kept, and whether it is `still` what is loaded. */
  async follow(keeping: Promise<KeptData>, still: () => boolean): Promise<void> {
    const notice = setTimeout(() => {
      this.keeping = still();
      this.#tell();
    }, noticeMs);
    try {
      const { id } = await keeping;
      if (still()) this.use(id);
    } catch (error) {
      if (still()) {
        this.use('');
        const full = error instanceof Error && error.name === 'QuotaExceededError';
        this.trouble = full ? 'full' : 'impossible';
      }
    } finally {
      clearTimeout(notice);
    }
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
