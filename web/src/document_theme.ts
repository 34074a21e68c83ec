/** The document's colours follow those of the element that fills it. */
export function paintDocument(element: HTMLElement): void {
  const paint = () => {
    document.documentElement.dataset.theme = element.dataset.theme;
  };
  paint();
  new MutationObserver(paint).observe(element, { attributeFilter: ['data-theme'] });
}
