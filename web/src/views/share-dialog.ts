export function openShareDialog(_page: unknown, _root: ShadowRoot): void {}
