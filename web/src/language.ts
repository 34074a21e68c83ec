/** The language of the page: the browser's choice until another one is chosen, which is remembered. */
import { type Topic, topicOfSetting } from './explanations/topics';
import { en, type Messages, type SettingText } from './messages/en';
import type { LaterMessages } from './messages/en_later';
import { fieldOf, type SettingName } from './state';
import { Subject } from './subject';

/**
 * Every language: how it calls itself, and its table. English comes with the page; another table is
 * one file, fetched when it is wanted.
 */
export const languages = {
  en: { name: 'English', load: async () => en },
  zh: { name: '中文', load: async () => (await import('./messages/zh')).zh },
} as const satisfies Record<string, { name: string; load: () => Promise<Messages> }>;

export type LanguageCode = keyof typeof languages;
export const languageCodes = Object.keys(languages) as LanguageCode[];
const storageKey = 'rouse-language';

const laterTables: Tables<LaterMessages> = {
  en: { load: async () => (await import('./messages/en_later')).en },
  zh: { load: async () => (await import('./messages/zh')).zhLater },
};

/** Where a page has its texts from: the lessons have tables of their own. */
export type Tables<Text> = Readonly<Record<LanguageCode, { load: () => Promise<Text> }>>;

export class Language<Text = Messages> extends Subject<'change'> {
  #code: LanguageCode = 'en';
  #text: Text;
  #calls = 0;
  readonly #tables: Tables<Text>;

  /** Starts in English, whose table comes with the page. */
  constructor(tables: Tables<Text>, english: Text) {
    super();
    this.#tables = tables;
    this.#text = english;
  }

  /** What is shown: changes when the table has come. */
  get code(): LanguageCode {
    return this.#code;
  }

  get text(): Text {
    return this.#text;
  }

  /** Takes the language chosen in an earlier visit, or else the browser's first known one. */
  begin(): Promise<void> {
    return this.show(remembered() ?? preferred(navigator.languages));
  }

  /** Changes the language and remembers it. */
  choose(code: LanguageCode): Promise<void> {
    try {
      localStorage.setItem(storageKey, code);
    } catch {
      // A sandboxed frame has no storage: the choice then lasts as long as the page.
    }
    return this.show(code);
  }

  /** Changes the language for this page only, for example because an address asks for it. */
  async show(code: LanguageCode): Promise<void> {
    const call = ++this.#calls;
    const text = await this.#tables[code].load();
    if (call !== this.#calls || text === this.#text) return;
    this.#code = code;
    this.#text = text;
    this.emit('change');
  }
}

/** The texts of the playground: those of the first look, and later ones that come when they are wanted. */
export class PlaygroundLanguage extends Language {
  #later: Language<LaterMessages> | null = null;
  #topics = topicOfSetting;

  constructor() {
    super(languages, en);
  }

  /** The texts of what is fetched later: views read them once `fetchLater` is done. */
  get later(): LaterMessages {
    if (!this.#later) throw new Error('Later texts are read before fetchLater() has fetched them.');
    return this.#later.text;
  }

  /** How a setting is called; those in panels that come later have no words before these do. */
  settingText(name: SettingName): SettingText {
    const first: Partial<Record<SettingName, SettingText>> = this.text.settings;
    const later: Partial<Record<SettingName, SettingText>> = this.#later?.text.settings ?? {};
    return first[name] ?? later[name] ?? { label: fieldOf(name).key, says: '' };
  }

  /** What a setting's longer explanation is about, if it has one; of later ones once they have words. */
  topicOf(name: SettingName): Topic | '' {
    return this.#topics[name] ?? '';
  }

  /** Fetches the later texts in the page's language, which they follow from then on. */
  async fetchLater(): Promise<void> {
    const [english, { topicOfLaterSetting }] = await Promise.all([
      laterTables.en.load(),
      import('./explanations/later_topics'),
    ]);
    this.#topics = { ...topicOfSetting, ...topicOfLaterSetting };
    if (!this.#later) {
      const later = new Language(laterTables, english);
      this.#later = later;
      later.on('change', () => this.emit('change'));
      this.on('change', () => void later.show(this.code));
    }
    await this.#later.show(this.code);
  }
}

/** The first of a browser's languages that there is a table for: "zh-Hant-TW" counts as "zh". */
export function preferred(wanted: readonly string[]): LanguageCode {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split('-')[0];
    const found = languageCodes.find((one) => one === code);
    if (found) return found;
  }
  return 'en';
}

function remembered(): LanguageCode | null {
  try {
    const value = localStorage.getItem(storageKey);
    return languageCodes.find((one) => one === value) ?? null;
  } catch {
    return null;
  }
}
