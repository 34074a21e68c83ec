/** What was dropped, before it is read. */

export type DropEntry = FileSystemEntry | File;

/** Must be called in the drop event itself: the items are gone after it. */
export function entriesOfDrop(transfer: DataTransfer): DropEntry[] {
  return [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
    .filter((entry) => entry !== null);
}
