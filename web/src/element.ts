/**
 * `rouse-lab.js`: everything of <rouse-lab> in one file that needs nothing else, as a module or as a
 * plain script, on any page and from any origin.
 */
import fontBase64 from 'virtual:rouse-font';
import { rouseEmbed } from './embed/frame';

// As bytes: where this file may come from, a font's address may be refused.
const font = Uint8Array.from(atob(fontBase64), (character) => character.charCodeAt(0));
document.fonts.add(new FontFace('Rouse Sans', font, { weight: '400 600' }));

/** For embed.html. */
Object.assign(globalThis, { rouseEmbed });
