/*
 * Starts the embedded page. A plain script, since a sandboxed frame is a stranger to its own server:
 * modules, fonts and WebAssembly need a header there that a plain static server does not send, plain
 * scripts do not. One file then brings everything along.
 */
document.addEventListener('DOMContentLoaded', () => {
  const script = document.createElement('script');
  script.src = './rouse-lab.js';
  script.onload = () => globalThis.rouseEmbed();
  document.head.append(script);
});
