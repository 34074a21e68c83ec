/**
 * Data sets kept on this device, in the Origin Private File System. Of each there are two files: the
 * bytes that it was read from, one file after the other with a list of them at the end, and a
 * record, which is written last. Bytes without a record were never finished: nobody is shown them,
 * and the next one who writes removes them. One tab writes at a time.
 */
import { errorFor } from './errors';
import type { KeptData, SourceFile } from './types';

/** Also its name for those who only want to know whether anything is kept. */
const folderName = 'rouse-data';
const lockName = 'rouse kept data';
const blockBytes = 1 << 20;

/** What a record holds. */
interface KeptRecord extends KeptData {
  /** Of all bytes. */
  digest: string;
  /** Where the list of the files begins. */
  listAt: number;
}

type About = Omit<KeptData, 'id' | 'bytes' | 'when'>;

/** Workers have it on file handles; the page's types do not know it. */
interface SyncFileHandle {
  createSyncAccessHandle(): Promise<{
    write(bytes: Uint8Array, options: { at: number }): number;
    truncate(size: number): void;
    flush(): void;
    close(): void;
  }>;
}

/** In the order of the bytes. */
type FileList = { path: string; size: number }[];

/** The kept sets, newest first; none where nothing can be kept. */
export async function listKept(): Promise<KeptData[]> {
  try {
    const folder = await openFolder(false);
    // What a closed tab left half written is in nobody's list and takes room all the same.
    await navigator.locks
      .request(lockName, { ifAvailable: true }, (lock) => lock && removeUnfinished(folder))
      .catch(() => {});
    const records = await recordsIn(folder);
    return records.map(({ digest: _, listAt: __, ...set }) => set).sort((a, b) => b.when - a.when);
  } catch {
    return [];
  }
}

/** The files of a kept set; each is looked up when its `file` is asked for. */
export async function openKept(id: string): Promise<SourceFile[]> {
  try {
    const folder = await openFolder(false);
    const { listAt } = await recordOf(folder, id);
    const bytes = await (await folder.getFileHandle(`${id}.data`)).getFile();
    const list = JSON.parse(await bytes.slice(listAt).text()) as FileList;
    let end = 0;
    return list.map(({ path, size }) => {
      const begin = end;
      end += size;
      return {
        path,
        get file() {
          return bytes.slice(begin, begin + size);
        },
      };
    });
  } catch {
    throw errorFor(
      'no_recordings',
      'This data set is not kept on this device any more; load it again from where it came from',
    );
  }
}

/**
 * Keeps files, and says what is known about them. The same bytes are kept once: what is there
 * already is only renamed. A set takes the place of an older one of the same address.
 */
export async function keepFiles(files: readonly SourceFile[], about: About): Promise<KeptData> {
  const list = files.map(({ path, file }) => ({ path, size: file.size }));
  // Holds references, not bytes.
  const whole = new Blob([...files.map(({ file }) => file), JSON.stringify(list)]);
  const listAt = list.reduce((sum, { size }) => sum + size, 0);
  return navigator.locks.request(lockName, async () => {
    const folder = await openFolder(true);
    await removeUnfinished(folder);
    const others = await recordsIn(folder);
    const sameSize = others.some(({ bytes }) => bytes === whole.size);
    const known = sameSize ? await digestAlong(whole, () => {}) : '';
    const twin = others.find(({ digest }) => digest === known);
    const id = twin?.id ?? crypto.randomUUID();
    try {
      const digest = twin ? known : await writeBytes(folder, `${id}.data`, whole);
      const set = { ...merged(about, twin), id, bytes: whole.size, when: Date.now() };
      const record: KeptRecord = { ...set, digest, listAt };
      await writeBytes(folder, `${id}.json`, new Blob([JSON.stringify(record)]));
      if (set.address !== undefined) await removeOlder(folder, set, others);
      return set;
    } catch (error) {
      if (!twin) await removeSet(folder, id);
      throw error;
    }
  });
}

/** Removes a set for good; what is loaded from it stays loaded. */
export async function forgetKept(id: string): Promise<void> {
  await removeSet(await openFolder(false), id);
}

/** What came from an address as well as from a file is found by both. */
function merged(about: About, twin: KeptData | undefined): About {
  const address = about.address ?? twin?.address;
  const name = twin && about.address !== undefined ? twin.name : about.name;
  return { ...about, name, ...(address === undefined ? {} : { address }) };
}

/** A newer download of the same address is there. */
async function removeOlder(
  folder: FileSystemDirectoryHandle,
  { id, address }: KeptData,
  others: readonly KeptData[],
): Promise<void> {
  for (const other of others) {
    if (other.address === address && other.id !== id) await removeSet(folder, other.id);
  }
}

async function openFolder(create: boolean): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(folderName, { create });
}

async function recordsIn(folder: FileSystemDirectoryHandle): Promise<KeptRecord[]> {
  const records: KeptRecord[] = [];
  for await (const name of folder.keys()) {
    if (!name.endsWith('.json')) continue;
    try {
      records.push(await recordOf(folder, name.slice(0, -'.json'.length)));
    } catch {
      // Half written, or removed by another tab at this moment.
    }
  }
  return records;
}

/** Throws when the set is not whole. */
async function recordOf(folder: FileSystemDirectoryHandle, id: string): Promise<KeptRecord> {
  const file = await (await folder.getFileHandle(`${id}.json`)).getFile();
  const record = JSON.parse(await file.text()) as KeptRecord;
  const { size } = await (await folder.getFileHandle(`${id}.data`)).getFile();
  if (record.id !== id || record.bytes !== size) throw new Error(`${id} is not whole`);
  return record;
}

/** Only for the one who holds the lock: others may be writing otherwise. */
async function removeUnfinished(folder: FileSystemDirectoryHandle): Promise<void> {
  const whole = new Set((await recordsIn(folder)).map(({ id }) => id));
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  for (const name of names) {
    if (!whole.has(name.replace(/\.\w+$/, ''))) await remove(folder, name);
  }
}

/** The record first: bytes without one are not shown. */
async function removeSet(folder: FileSystemDirectoryHandle, id: string): Promise<void> {
  await remove(folder, `${id}.json`);
  await remove(folder, `${id}.data`);
}

async function remove(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.removeEntry(name);
  } catch (error) {
    // Another tab may have been faster.
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  }
}

/** Writes a file block by block; returns its digest. */
async function writeBytes(
  folder: FileSystemDirectoryHandle,
  name: string,
  bytes: Blob,
): Promise<string> {
  const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
  if (usage + bytes.size > quota) throw new DOMException('no room', 'QuotaExceededError');
  const handle = await folder.getFileHandle(name, { create: true });
  const access = await (handle as unknown as SyncFileHandle).createSyncAccessHandle();
  try {
    access.truncate(0);
    const digest = await digestAlong(bytes, (block, at) => {
      if (access.write(block, { at }) < block.length) {
        throw new DOMException('no room', 'QuotaExceededError');
      }
    });
    access.flush();
    return digest;
  } finally {
    access.close();
  }
}

/** A chain of SHA-256 over blocks: the whole is never in memory. */
async function digestAlong(
  bytes: Blob,
  take: (block: Uint8Array<ArrayBuffer>, at: number) => void,
): Promise<string> {
  const chained = new Uint8Array(32 + blockBytes);
  for (let at = 0; at < bytes.size; at += blockBytes) {
    const block = new Uint8Array(await bytes.slice(at, at + blockBytes).arrayBuffer());
    take(block, at);
    chained.set(block, 32);
    const digest = await crypto.subtle.digest('SHA-256', chained.subarray(0, 32 + block.length));
    chained.set(new Uint8Array(digest));
  }
  return [...chained.subarray(0, 32)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
