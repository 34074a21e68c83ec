/*
 * Starts the embedded page. A sandboxed frame is a stranger to its own server: modules, fonts and
 * WebAssembly would need a header that a plain static server does not send, plain scripts do not. So it
 * gets one that brings everything along; any other frame gets the files of the whole page.
 */
document.addEventListener('DOMContentLoaded', () => {
  if (self.origin !== 'null') {
    import('./embed-page.js');
    return;
  }
  const script = document.createElement('script');
  script.src = './rouse-lab.js';
  script.onload = () => self.rouseEmbed();
  document.head.append(script);
});
