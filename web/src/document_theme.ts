/** The document's colours follow those of the element that fills it. */
export function paintDocument(element: HTMLElement & { theme: string }): void {
  const paint = () => {
    document.documentElement.dataset.theme = element.theme;
  };
  paint();
  element.addEventListener('rouse-theme', paint);
}
