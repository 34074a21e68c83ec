import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { actionOf } from '../../../web/src/keys';

/** Just enough of an element: its tag and those around it. */
class FakeElement {
  readonly tags: readonly string[];
  readonly type: string;

  constructor(tags: readonly string[], type = '') {
    this.tags = tags;
    this.type = type;
  }

  closest(selector: string): FakeElement | null {
    const wanted = selector.split(', ');
    return this.tags.some((tag) => wanted.includes(tag)) ? this : null;
  }
}

class FakeInput extends FakeElement {}

beforeEach(() => {
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('HTMLInputElement', FakeInput);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function press(key: string, target: unknown = {}, held: Partial<KeyboardEvent> = {}) {
  const event = { key, defaultPrevented: false, composedPath: () => [target], ...held };
  return actionOf(event as KeyboardEvent);
}

test.each([
  [' ', 'toggle'],
  ['k', 'toggle'],
  ['b', 'batch'],
  ['e', 'epoch'],
  ['r', 'reset'],
  ['p', 'play'],
  ['?', 'keys'],
  ['ArrowLeft', 'previous'],
  ['ArrowRight', 'next'],
  ['z', 'deeper'],
  ['Z', 'back'],
  [',', 'binBefore'],
  ['.', 'binAfter'],
])('"%s" means %s', (key, action) => {
  expect(press(key)).toBe(action);
});

test('capitals mean the same, other keys nothing', () => {
  expect(press('B')).toBe('batch');
  expect(press('x')).toBeUndefined();
  expect(press('Tab')).toBeUndefined();
});

test('keys with Control, Meta or Alt belong to the browser', () => {
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey']) {
    expect(press('r', {}, { [modifier]: true })).toBeUndefined();
  }
});

test('a key that somebody has taken is left to him', () => {
  expect(press('b', {}, { defaultPrevented: true })).toBeUndefined();
});

describe('with the focus on', () => {
  test('a text field, every key is typed', () => {
    const field = new FakeInput(['input'], 'text');
    for (const key of [' ', 'b', 'e', '?', 'ArrowLeft']) expect(press(key, field)).toBeUndefined();
  });

  test('a slider or check box, space and arrows are its own', () => {
    for (const type of ['range', 'checkbox']) {
      const field = new FakeInput(['input'], type);
      expect(press(' ', field)).toBeUndefined();
      expect(press('ArrowRight', field)).toBeUndefined();
      expect(press('b', field)).toBe('batch');
    }
  });

  test('a menu, letters choose from it', () => {
    expect(press('b', new FakeElement(['select']))).toBeUndefined();
  });

  test('a button, space presses it and letters act', () => {
    const button = new FakeElement(['button']);
    expect(press(' ', button)).toBeUndefined();
    expect(press('k', button)).toBe('toggle');
  });

  test('an open dialog, only the key that closes it acts', () => {
    const inside = new FakeElement(['button', 'dialog']);
    expect(press('r', inside)).toBeUndefined();
    expect(press('?', inside)).toBe('keys');
  });
});
