/** What was dropped, before it is read. */
import type { Lab } from './lab';

export type DropEntry = FileSystemEntry | File;

/** Must be called in the drop event itself: the items are gone after it. */
export function entriesOfDrop(transfer: DataTransfer): DropEntry[] {
  return [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
    .filter((entry) => entry !== null);
}

/** Whether a drag or drop brings files. Then it is the page's: a browser would go to them and leave. */
export function bringsFiles(event: DragEvent): boolean {
  if (!event.dataTransfer?.types.includes('Files')) return false;
  event.preventDefault();
  return true;
}

/** Loads the files that were dropped, if any; complains where data is shown. */
export async function loadDrop(event: DragEvent, lab: Lab): Promise<void> {
  if (!event.dataTransfer || !bringsFiles(event)) return;
  try {
    const entries = entriesOfDrop(event.dataTransfer);
    const { filesOfEntries } = await import('./dropped_files');
    const { files, name } = await filesOfEntries(entries);
    await lab.loadFiles(files, name);
  } catch (error) {
    lab.shelf.complain(error);
  }
}
