/** The page: <rouse-lab>, and the document's colours around it. */
import { RouseLab } from './rouse-lab';

const lab = document.querySelector('rouse-lab');
if (lab instanceof RouseLab) {
  const paint = () => {
    document.documentElement.dataset.theme = lab.theme;
  };
  paint();
  lab.addEventListener('rouse-theme', paint);
}
