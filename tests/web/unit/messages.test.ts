import type { TemplateResult } from 'lit';
import { describe, expect, test } from 'vitest';
import { explanations as englishExplanations } from '../../../web/src/explanations/en';
import { topicOfLaterSetting } from '../../../web/src/explanations/later_topics';
import { topicOfSetting } from '../../../web/src/explanations/topics';
import { explanations as chineseExplanations } from '../../../web/src/explanations/zh';
import { en } from '../../../web/src/messages/en';
import { en as enExperiments } from '../../../web/src/messages/en_experiments';
import { en as enLater } from '../../../web/src/messages/en_later';
import { en as enLessons } from '../../../web/src/messages/en_lessons';
import { zh, zhLater, zhLessons } from '../../../web/src/messages/zh';
import { zhExperiments } from '../../../web/src/messages/zh_experiments';
import { presets } from '../../../web/src/presets';
import { defaultSettings, lossKinds, settingNames, surrogateKinds } from '../../../web/src/state';

const han = /\p{Script=Han}/u;

/** All texts of a table by their path; functions are there as their sources. */
function texts(table: object, path = ''): [string, string][] {
  return Object.entries(table).flatMap(([name, value]): [string, string][] => {
    const at = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, `${value}`]];
    if ('strings' in value) return [[at, value.strings.join('')]];
    return texts(value, at);
  });
}

/** The words of an explanation, its equations left out. */
function words({ strings, values }: TemplateResult): string {
  const inside = values.map((value) =>
    typeof value === 'object' && value !== null ? '' : String(value),
  );
  return strings.map((part, index) => part + (inside[index] ?? '')).join('');
}

const english = new Map([
  ...[...texts(en), ...texts(enLater), ...texts(enLessons, 'lessons')],
  ...texts(enExperiments, 'experiments'),
]);
const chinese = new Map([
  ...[...texts(zh), ...texts(zhLater), ...texts(zhLessons, 'lessons')],
  ...texts(zhExperiments, 'experiments'),
]);

test('both tables have the same texts', () => {
  expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test('no text is empty', () => {
  for (const [path, text] of [...english, ...chinese]) expect(text.trim(), path).not.toBe('');
});

test('every Chinese text is Chinese, and no English one is', () => {
  // Have no words of their own: call others, fetch a file, join a day and a time.
  const without = [
    'explanations',
    'verdict.says',
    'activity.layerTitle',
    'goOn.at',
    'lessons.rousing.deadOf',
    'experiments.plan.recordings',
    'experiments.table.difference',
  ];
  const left = [...chinese].filter(([path, text]) => !without.includes(path) && !han.test(text));
  expect(left).toEqual([]);
  expect([...english].filter(([, text]) => han.test(text))).toEqual([]);
});

test('every setting and every preset has its texts in both', () => {
  for (const table of [en, zh]) {
    const later = table === en ? enLater : zhLater;
    const settings = { ...table.settings, ...later.settings };
    expect(Object.keys(settings).toSorted()).toEqual([...settingNames].toSorted());
    const ids = presets.map(({ id }) => id as string);
    expect(Object.keys(table.presets).toSorted()).toEqual(ids.toSorted());
    // One sentence: a full stop at the end, and none before it.
    for (const name of settingNames) expect(settings[name].says).toMatch(/^[^。]+[.。]$/);
  }
});

describe('the longer explanations', () => {
  test('are about the same topics, all those of settings among them', () => {
    const topics = Object.keys(englishExplanations);
    expect(Object.keys(chineseExplanations).toSorted()).toEqual(topics.toSorted());
    const all = { ...topicOfSetting, ...topicOfLaterSetting };
    for (const topic of Object.values(all)) expect(topics).toContain(topic);
  });

  test('are Chinese in Chinese, and hold an equation', () => {
    const settings = defaultSettings();
    for (const [topic, explain] of Object.entries(chineseExplanations)) {
      const { strings, values } = explain(settings);
      expect(words({ strings, values } as TemplateResult), topic).toMatch(han);
      const equations = values.filter((value) => typeof value === 'object');
      expect(equations.length, topic).toBeGreaterThan(0);
    }
  });

  test('show the equation of the chosen surrogate and loss', () => {
    const shown = (topic: 'surrogate' | 'loss', changes: object) => {
      const { values } = englishExplanations[topic]({ ...defaultSettings(), ...changes });
      return (values[0] as TemplateResult).strings.join('');
    };
    const surrogates = surrogateKinds.map((surrogate) => shown('surrogate', { surrogate }));
    expect(new Set(surrogates).size).toBe(surrogateKinds.length);
    const losses = lossKinds.map((loss) => shown('loss', { loss }));
    expect(new Set(losses).size).toBe(lossKinds.length);
  });
});
