/** Whether somebody was here before. */
export const visitedKey = 'rouse-visited';

/**
 * Whether this is the first visit, and from now on it is not. False where nothing can be remembered:
 * what is to be shown once would come again and again.
 */
export function beginFirstVisit(): boolean {
  try {
    if (localStorage.getItem(visitedKey) !== null) return false;
    localStorage.setItem(visitedKey, '1');
    return true;
  } catch {
    return false;
  }
}
