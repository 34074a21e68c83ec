/** What tests of appearance ask of a page: sizes, focus, misfits, accessibility. */
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { OpenOptions } from './support';

export const phone = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
} as const;
export const desk = { viewport: { width: 1440, height: 900 } } as const;
export const laptop = { viewport: { width: 1280, height: 720 } } as const;
export const sizes: Readonly<Record<string, OpenOptions>> = { phone, laptop, desk };

/** The element with the focus, through all shadow roots, in words. */
export function focused(page: Page): Promise<{ name: string; outline: string; tag: string }> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const style = element ? getComputedStyle(element) : null;
    const label = element && 'labels' in element ? (element.labels as NodeList)?.[0] : null;
    const name =
      element?.getAttribute('aria-label') ?? label?.textContent ?? element?.textContent ?? '';
    return {
      name: name.trim().replace(/\s+/g, ' '),
      outline: `${style?.outlineStyle} ${style?.outlineWidth}`,
      tag: element?.localName ?? '',
    };
  });
}

/** Elements that stick out of the window, and texts that are cut off. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        element,
        ...(element.shadowRoot ? all(element.shadowRoot) : []),
      ]);
    // The sentence about a preset may be cut; its whole text is its title.
    const meant = '.visually-hidden, svg, option, [popover], .drop-here, .where, .where *';
    const seen = all(document).filter(
      (element) => element.checkVisibility() && !element.matches(meant),
    );
    const name = (element: Element) => `${element.localName}.${element.className}`;
    const outside = seen.filter(
      (element) => element.getBoundingClientRect().right > innerWidth + 1,
    );
    const cut = seen.filter(
      (element) =>
        getComputedStyle(element).overflowX === 'hidden' &&
        element.scrollWidth > element.clientWidth + 1,
    );
    return [
      ...outside.map((element) => `outside: ${name(element)}`),
      ...cut.map((element) => `cut off: ${name(element)} ${element.textContent?.trim()}`),
    ];
  });
}

/** What axe-core has against the page as it is shown now. */
export function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // A theme that was just chosen comes with the next frame, and axe takes its time.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const found = await (window as unknown as { axe: typeof axe }).axe.run();
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
    );
  });
}
