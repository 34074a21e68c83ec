/** The page: <rouse-lab>, and the document's colours and language around it. */
import { paintDocument } from './document_theme';
import { keepForOffline } from './offline';
import { RouseLab } from './rouse-lab';

const lab = document.querySelector('rouse-lab');
if (lab instanceof RouseLab) {
  paintDocument(lab);
  keepForOffline(lab);
  lab.addEventListener('rouse-language', () => {
    document.documentElement.lang = lab.lang;
  });
}
