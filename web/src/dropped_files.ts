/** From what was dropped or chosen to files with their paths; folders are walked. */
import type { SourceFile } from 'rouse-snn';
import type { DropEntry } from './dropped_entries';

/** More are counted. */
const mostNames = 3;

export interface Dropped {
  files: SourceFile[];
  /** For people of any language: "Train.zip + Test.zip", "00001.bin … 00012.bin (12)". */
  name: string;
}

/** Reads what `entriesOfDrop` found in a drop. */
export async function filesOfEntries(entries: readonly DropEntry[]): Promise<Dropped> {
  const files = await Promise.all(
    entries.map(async (entry) =>
      entry instanceof File ? [{ path: entry.name, file: entry }] : filesOf(entry, ''),
    ),
  );
  return { files: files.flat(), name: nameOf(entries.map((entry) => entry.name)) };
}

/** Files with their paths, where they come from a folder. */
export function filesOfList(list: readonly File[]): Dropped {
  const files = list.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  // Files of a folder share its name, the first part of their paths.
  const tops = new Set(files.map(({ path }) => path.split('/')[0] ?? path));
  return { files, name: nameOf([...tops]) };
}

/** Tables of gestures go with their recordings. */
function nameOf(all: readonly string[]): string {
  const recording = (name: string) => name.replace(/_labels\.csv$/i, '.aedat');
  const names = all.filter((name) => recording(name) === name || !all.includes(recording(name)));
  if (names.length <= mostNames) return names.join(' + ');
  return `${names[0]} … ${names.at(-1)} (${names.length})`;
}

/** The files in an entry, in the order in which the folder lists them. */
async function filesOf(entry: FileSystemEntry, base: string): Promise<SourceFile[]> {
  const path = base + entry.name;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const files: SourceFile[] = [];
  // readEntries gives at most 100 entries a call, and an empty list at the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return files;
    const inside = await Promise.all(batch.map((child) => filesOf(child, `${path}/`)));
    files.push(...inside.flat());
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
