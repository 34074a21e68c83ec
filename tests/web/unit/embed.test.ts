import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { RouseSettings } from '../../../web/public/rouse-lab';
import { readAddress, writeAddress } from '../../../web/src/address';
import { commandOf, idOf, isOurs } from '../../../web/src/embed/protocol';
import { elementOf, frameOf, linkOf } from '../../../web/src/embed/tags';
import { en } from '../../../web/src/messages/en';
import { defaultOptions, optionParts } from '../../../web/src/options';
import { rooms, Shown } from '../../../web/src/shown';
import {
  attributeOf,
  defaultSettings,
  fieldOf,
  type Settings,
  settingNames,
} from '../../../web/src/state';

const docs = readFileSync(join(import.meta.dirname, '../../../docs/embedding.md'), 'utf8');

describe('the documented table', () => {
  test('has every setting with its attribute, key, property and default', () => {
    const effects = { data: 'at once (new data)', reset: 'reset', live: 'live', view: 'view' };
    for (const name of settingNames) {
      const { default: value, effect, key, print } = fieldOf(name);
      const shown = print(value) || 'all';
      expect(docs).toContain(
        `| \`${attributeOf(name)}\` | \`${key}\` | \`${name}\` | ${shown} | ${effects[effect]} |`,
      );
    }
  });

  test('has every room with its parts', () => {
    for (const [room, parts] of Object.entries(rooms)) {
      const names = parts.map((part) => `\`${part}\``).join(', ');
      if (room !== 'network') expect(docs).toContain(`| \`${room}\` | ${names} |`);
    }
  });

  test('is that of the published types', () => {
    expectTypeOf<RouseSettings>().toEqualTypeOf<Settings>();
  });
});

test('attributes are HTML names, each its own, none that every element has', () => {
  const names = settingNames.map(attributeOf);
  expect(new Set(names).size).toBe(names.length);
  const taken = ['hidden', 'part', 'class', 'id', 'style', 'slot', 'title', 'lang', 'dir', 'is'];
  for (const name of names) {
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(taken).not.toContain(name);
  }
});

describe('an address', () => {
  const full = {
    ...defaultOptions(),
    controls: ['play', 'accuracy'],
    autoplay: true,
    theme: 'dark' as const,
    lang: 'zh' as const,
  };

  test('carries settings and presentation there and back', () => {
    const settings = { ...defaultSettings(), seed: 7, epochs: 3 };
    const hash = writeAddress(settings, optionParts(full));
    expect(hash).toBe('seed=7&epochs=3&controls=play,accuracy&autoplay=1&theme=dark&lang=zh');
    expect(readAddress(`#${hash}`)).toEqual({
      settings,
      options: full,
      origin: null,
      problems: [],
      sweep: [],
    });
  });

  test('leaves the plan of experiments to their view', () => {
    const { settings, sweep, problems } = readAddress('#seed=7&sweep=1&sweep_seeds=none');
    expect(settings.seed).toBe(7);
    expect(sweep).toEqual(['sweep=1', 'sweep_seeds=none']);
    expect(problems).toEqual([]);
  });

  test('with wrong options names them and goes on without', () => {
    const { options, origin, problems } = readAddress('theme=pink&hide=cake&origin=nobody&seed=2');
    expect(options).toEqual(defaultOptions());
    expect(origin).toBeNull();
    const said = problems.map(en.fields.addressProblem);
    expect(said[0]).toContain('"theme=pink" in the address is ignored. Choose one of auto,');
    expect(said[1]).toContain('"cake" is none of the rooms (header, transport,');
    expect(said[2]).toContain('"origin=nobody" in the address is ignored.');
  });

  test('takes an origin without its path', () => {
    expect(readAddress('origin=https://a.example/course').origin).toBe('https://a.example');
  });
});

describe('what is shown', () => {
  const shown = (only: string[], hidden: string[] = []) => {
    const one = new Shown();
    one.set(only, hidden);
    return one;
  };

  test('is everything unless something is asked for', () => {
    expect(shown([]).has('loss')).toBe(true);
    expect(shown([]).named('header')).toBe(false);
  });

  test('with a part comes its room, with a room come its parts', () => {
    const some = shown(['loss', 'transport']);
    expect(['learning', 'loss', 'play'].every((name) => some.has(name))).toBe(true);
    expect(['accuracy', 'data', 'threshold'].some((name) => some.has(name))).toBe(false);
    expect([some.asks('loss'), some.asks('play', 'dead')]).toEqual([true, false]);
  });

  test('is not what is hidden, itself or with its room', () => {
    const some = shown(['transport', 'learning'], ['scores', 'learning']);
    expect([some.has('play'), some.has('scores'), some.has('loss')]).toEqual([true, false, false]);
  });
});

describe('what is shared', () => {
  const sharing = {
    base: 'https://a.example/1/',
    settings: { ...defaultSettings(), hidden: [64], seed: 7 },
    options: { ...defaultOptions(), autoplay: true, hide: ['data'] },
    width: 640,
    height: 420,
  };

  test('is a link, a frame and an element of the same experiment', () => {
    const hash = 'hidden=64&seed=7&hide=data&autoplay=1';
    expect(linkOf(sharing)).toBe(`https://a.example/1/#${hash}`);
    expect(frameOf(sharing)).toContain(
      `src="https://a.example/1/embed.html#${hash.replaceAll('&', '&amp;')}"`,
    );
    expect(elementOf(sharing)).toBe(
      '<script defer src="https://a.example/1/rouse-lab.js"></script>\n' +
        '<rouse-lab hidden-sizes="64" seed="7" hide="data" autoplay ' +
        'style="width: 640px; max-width: 100%; height: 420px"></rouse-lab>',
    );
  });
});

describe('a message', () => {
  test.each([null, 7, 'rouse', { version: 1 }])('that is %j is not ours', (data) => {
    expect(isOurs(data)).toBe(false);
  });

  test('of another version or kind is refused with a code', () => {
    const codeOf = (data: { rouse: unknown }) => {
      try {
        commandOf(data);
      } catch (error) {
        return (error as { code: string }).code;
      }
      return 'taken';
    };
    const says = (rest: object) => codeOf({ rouse: 1, ...rest });
    expect(codeOf({ rouse: '1' })).toBe('unknown_version');
    expect(says({ command: ['play'] })).toBe('unknown_command');
    expect(says({ command: 'toString' })).toBe('unknown_command');
    expect(says({ command: 'set', settings: { seed: [1] } })).toBe('invalid_message');
    expect(says({ command: 'load', files: ['a'] })).toBe('invalid_message');
    expect(says({ command: 'export', arm: 'c' })).toBe('invalid_message');
    expect(says({ command: 'step', unit: 'batch' })).toBe('taken');
  });

  test('keeps only ids that are texts or numbers', () => {
    expect([idOf({ id: 'x' }), idOf({ id: 3 }), idOf({ id: {} }), idOf({})]).toEqual([
      'x',
      3,
      null,
      null,
    ]);
  });
});
