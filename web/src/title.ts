/** Says in the title of the page's tab that it trains, and how well: "▶ 93 % · Rouse". */
import { percent } from './format';
import type { Lab } from './lab';

export function showInTitle(lab: Lab): () => void {
  const own = document.title;
  const show = () => {
    const accuracy = lab.active.at(-1)?.epochs.at(-1)?.test_accuracy ?? -1;
    const share = accuracy < 0 ? '' : `${percent(accuracy, 0)} · `;
    const title = lab.running ? `▶ ${share}Rouse` : own;
    if (document.title !== title) document.title = title;
  };
  const stops = [lab.on('epoch', show), lab.on('run', show)];
  return () => {
    for (const stop of stops) stop();
    document.title = own;
  };
}
