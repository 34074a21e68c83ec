/** From what was dropped or chosen to files with their paths; folders are walked. */
import type { SourceFile } from 'rouse-snn';

export interface Dropped {
  files: SourceFile[];
  /** For people: the file's or folder's name, or how many there are. */
  name: string;
}

/** Reads a drop. Must be called in the drop event itself: the items are gone after it. */
export async function filesOfDrop(transfer: DataTransfer): Promise<Dropped> {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const files: SourceFile[] = [];
  for (const entry of entries) {
    if (entry instanceof File) files.push({ path: entry.name, file: entry });
    else if (entry) await walk(entry, '', files);
  }
  const first = entries.length === 1 ? entries[0] : undefined;
  return { files, name: first ? first.name : `${entries.length} files` };
}

/** Files of an <input type="file">, with `webkitdirectory` or without. */
export function filesOfInput(input: HTMLInputElement): Dropped {
  const list = [...(input.files ?? [])];
  const files = list.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const folder = files[0]?.path.split('/')[0];
  const single = files.length === 1 || list[0]?.webkitRelativePath;
  return { files, name: single && folder ? folder : `${files.length} files` };
}

async function walk(entry: FileSystemEntry, base: string, files: SourceFile[]): Promise<void> {
  const path = base + entry.name;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.push({ path, file });
  } else if (isDirectory(entry)) {
    const reader = entry.createReader();
    // readEntries gives at most 100 entries a call, and an empty list at the end.
    for (;;) {
      const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (batch.length === 0) break;
      for (const child of batch) await walk(child, `${path}/`, files);
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
