/**
 * `rouse-lab.js`: everything of <rouse-lab> in one file that needs nothing else, as a module or as a
 * plain script, on any page and from any origin.
 */
import fontBase64 from 'virtual:rouse-font';
import { paintDocument } from './document_theme';
import { Messenger } from './embed/messenger';
import { RouseLab } from './rouse-lab';

// As bytes: where this file may come from, a font's address may be refused.
const font = Uint8Array.from(atob(fontBase64), (character) => character.charCodeAt(0));
document.fonts.add(new FontFace('Rouse Sans', font, { weight: '400 600' }));

/** For embed.html: lets the page around drive this one's element. */
function rouseEmbed(): void {
  const lab = document.querySelector('rouse-lab');
  if (!(lab instanceof RouseLab)) return;
  paintDocument(lab);
  if (window.parent !== window) new Messenger(lab, window.parent, lab.partner);
}

Object.assign(globalThis, { rouseEmbed });
