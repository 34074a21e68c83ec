/** Keys of the page. They never take a key from somebody who types or presses a button. */

export type KeyAction =
  | 'toggle'
  | 'batch'
  | 'epoch'
  | 'reset'
  | 'keys'
  | 'play'
  | 'previous'
  | 'next'
  | 'deeper'
  | 'back'
  | 'binBefore'
  | 'binAfter';

const actions: Readonly<Record<string, KeyAction>> = {
  ' ': 'toggle',
  k: 'toggle',
  b: 'batch',
  e: 'epoch',
  r: 'reset',
  p: 'play',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  z: 'deeper',
  Z: 'back',
  ',': 'binBefore',
  '.': 'binAfter',
  '?': 'keys',
};

/** What a key does, or undefined when it belongs to the element that has the focus. */
export function actionOf(event: KeyboardEvent): KeyAction | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return undefined;
  const action = actions[event.key] ?? actions[event.key.toLowerCase()];
  if (!action) return undefined;
  // The real target: at the window, an event from inside a shadow tree names its host.
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return action;
  if (target.closest('dialog') && action !== 'keys') return undefined;
  if (target.closest('textarea, select, [contenteditable]')) return undefined;
  if (target instanceof HTMLInputElement) {
    // In check boxes and sliders letters mean nothing, space and arrows do.
    const typing = !['checkbox', 'range', 'radio', 'button'].includes(target.type);
    if (typing || event.key === ' ' || event.key.startsWith('Arrow')) return undefined;
  }
  if (event.key === ' ' && target.closest('button, summary, a')) return undefined;
  return action;
}
