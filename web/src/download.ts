/** Saves as the browser saves what is downloaded. */
export function download(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after this function has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
