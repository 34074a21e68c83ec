/** The embedded page: <rouse-lab>, the document's colours, and the page around it. */
import { paintDocument } from '../document_theme';
import { RouseLab } from '../rouse-lab';
import { Messenger } from './messenger';

/** Lets the page around drive this one's element. */
export function rouseEmbed(): void {
  const lab = document.querySelector('rouse-lab');
  if (!(lab instanceof RouseLab)) return;
  paintDocument(lab);
  lab.addEventListener('rouse-language', () => {
    document.documentElement.lang = lab.lang;
  });
  if (window.parent !== window) new Messenger(lab, window.parent, lab.partner);
}
