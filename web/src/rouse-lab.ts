/** <rouse-lab>: the whole laboratory as one element. Joins the models to the views. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { SourceFile } from 'rouse-snn';
import type { Arm, RouseEpoch, RouseEvents, RouseSettings, RouseState } from '../public/rouse-lab';
import { type Address, followAddress } from './address';
import { bringsFiles, loadDrop } from './dropped_entries';
import { report, stateOf } from './embed/report';
import type { Experiment } from './experiment';
import { beginLaboratory, takeBegun } from './first_laboratory';
import { percent } from './format';
import { icons, logo } from './icons';
import { KeyOwner } from './key_owner';
import { actionOf } from './keys';
import type { Lab } from './lab';
import { type Language, type LanguageCode, PlaygroundLanguage } from './language';
import { languageMenu } from './language_menu';
import type { Messages } from './messages/en';
import {
  defaultOptions,
  type OptionName,
  type Options,
  optionField,
  optionNames,
  optionParts,
  roomy,
} from './options';
import { Painter } from './painter';
import { Playback } from './playback';
import { Shown } from './shown';
import { slownessOf } from './specification';
import {
  type AddressProblem,
  attributeOf,
  fieldOf,
  remedyOf,
  type SettingName,
  type Settings,
  Store,
  settingNames,
} from './state';
import { layout } from './styles/layout';
import { shared } from './styles/shared';
import { tokens } from './styles/tokens';
import { top } from './styles/top';
import { Theme } from './theme';
import './views/activity-panel';
import './views/data-panel';
import './views/learning-panel';
import './views/network-panel';
import './views/transport-bar';
import { wantsLessMotion } from './reduced_motion';
import { fetchView, type Page } from './views/view';

/** Epochs can pass several times a second; speech cannot. */
const spokenEveryMs = 5000;
const hintsMs = 200;

/** Told to those that show its figures: its laboratory has come, or gone. */
const pageChanged = 'rouse-page';
const settingOf = new Map(settingNames.map((name) => [attributeOf(name), name]));

export class RouseLab extends LitElement {
  static override styles = [tokens, shared, top, layout];
  static override properties = {
    for: { type: String },
    shownTheme: { reflect: true, attribute: 'data-theme' },
    address: { type: Boolean },
    size: { state: true },
    dragging: { state: true },
    spoken: { state: true },
    problems: { state: true },
  };
  /** The id of another laboratory, whose figures this one shows instead of any of its own. */
  declare for: string | null;
  /** 'light' or 'dark', reflected for the colour tokens. */
  declare shownTheme: string;
  /** Whether the settings are kept in the page's address. */
  declare address: boolean;
  /** `small` is for elements with little room, once its views are there. */
  declare size: 'unknown' | 'full' | 'small';
  /** Whether files are being dragged over the page. */
  declare dragging: boolean;
  /** What assistive technology is told. */
  declare spoken: string;
  /** What was wrong with the address or with attributes, by their name. */
  declare problems: ReadonlyMap<string, readonly AddressProblem[]>;

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit makes this class ready in its getter.
    return [...new Set([...super.observedAttributes, ...settingOf.keys(), ...optionNames])];
  }

  #ownStore = new Store();
  /** The origin of the page that may talk to this one, as the address names it. */
  partner: string | null = null;
  readonly #theme = new Theme();
  readonly #language = new PlaygroundLanguage();
  readonly #shown = new Shown();
  /** What attributes say, and what the address says over them. */
  #options: Options = defaultOptions();
  #addressed: Options = defaultOptions();
  #writeAddress: () => void = () => {};
  /** What the address says of the Experiments view; nothing when it is not to be shown. */
  readonly #sweep = { parts: [] as readonly string[], write: () => this.#writeAddress() };
  #ownLang = false;
  #page: Page | null = null;
  #stops: (() => void)[] = [];
  #lastSpoken = 0;
  #roomy = false;
  /** Whose laboratory it shows. */
  #owner: RouseLab = this;
  /** Of itself and the elements that show its figures, those in sight. */
  readonly #inSight = new Set<RouseLab>();
  /** Whether training goes on as soon as the element is in sight. */
  #resume = false;
  /** Whether layer, neuron and sample come from an address or attributes, unchecked. */
  #places = true;
  #resumePlayback = false;

  constructor() {
    super();
    this.for = null;
    this.dragging = false;
    this.spoken = '';
    this.shownTheme = 'light';
    this.address = false;
    this.size = 'unknown';
    this.problems = new Map();
  }

  // --- for the page around it: see public/rouse-lab.d.ts ------------------------------------------

  get settings(): Settings {
    return this.#store.settings;
  }

  set settings(changes: Partial<RouseSettings>) {
    const checked = Object.entries(changes).map(([name, value]) => {
      if (!settingNames.includes(name as SettingName)) {
        throw new TypeError(`There is no setting "${name}" of <rouse-lab>.`);
      }
      const field = fieldOf(name as SettingName);
      return [name, field.parse(field.print(value))];
    });
    this.#store.set(Object.fromEntries(checked) as Partial<Settings>);
  }

  get state(): RouseState {
    return stateOf(this.#lab);
  }

  get epochs(): { a: readonly RouseEpoch[]; b: readonly RouseEpoch[] } {
    const { a, b } = this.#lab.arms;
    return { a: a.epochs, b: b.epochs };
  }

  play(): void {
    this.#lab.play();
  }

  pause(): Promise<void> {
    this.#owner.#resume = false;
    return this.#lab.pause();
  }

  step(unit: 'batch' | 'epoch' = 'epoch'): Promise<void> {
    return this.#lab.step(unit);
  }

  reset(): Promise<void> {
    this.#owner.#resume = false;
    return this.#lab.reset();
  }

  async load(source: Iterable<File> | string | URL): Promise<void> {
    const { shelf } = this.#lab;
    const { files, name } = await sourceFiles(source);
    await this.#lab.loadFiles(files, name);
    if (shelf.problem !== '') throw new Error(shelf.problem);
  }

  async exportModel(arm: Arm): Promise<Uint8Array> {
    if (arm !== 'a' && arm !== 'b') throw new TypeError(`"${arm}" is no experiment: "a" or "b".`);
    return this.#lab.arms[arm].saveModel();
  }

  get #store(): Store {
    return this.#page?.store ?? this.#ownStore;
  }

  get #lab(): Lab {
    if (this.#page) return this.#page.lab;
    throw new Error('This <rouse-lab> is not in a document; append it first.');
  }

  // --- life ----------------------------------------------------------------------------------------

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (old === value || (name === 'lang' && this.#ownLang)) return;
    const setting = settingOf.get(name);
    const option = optionNames.find((one) => one === name);
    try {
      if (setting) {
        const field = fieldOf(setting);
        this.#ownStore.set({ [setting]: value === null ? field.default : field.parse(value) });
      } else if (option) {
        this.#options = { ...this.#options, [option]: optionValue(option, value) };
        if (this.#page) this.#present(option);
      } else return;
      this.#complain(name, []);
    } catch (error) {
      if (setting) this.#ownStore.set({ [setting]: fieldOf(setting).default });
      else if (option) this.#options = { ...this.#options, [option]: defaultOptions()[option] };
      this.#complain(name, [
        { kind: 'attribute', name, value: String(value), remedy: remedyOf(error) },
      ]);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.for === null) this.#begin();
    else this.#stops = [this.#borrow(this.for)];
  }

  #begin(): void {
    const begun = this.address ? takeBegun() : null;
    if (begun) this.#ownStore = begun.store;
    // Before the laboratory starts: it must not prepare the defaults first.
    const leaveAddress = this.address ? this.#followAddress() : () => {};
    const { store, lab } = begun ?? beginLaboratory(this.#ownStore);
    const page: Page = {
      store,
      lab,
      playback: new Playback(() => lab.rhythm.pictureMs),
      painter: new Painter(),
      theme: this.#theme,
      language: this.#language,
      shown: this.#shown,
    };
    lab.shelf.translate = (name) => this.#language.text.className(name);
    const pace = () => {
      const { shape } = lab.shelf.prepared?.train ?? {};
      page.playback.slowness = slownessOf(store.settings, shape);
    };
    pace();
    this.#stops = [
      leaveAddress,
      store.on('change', pace),
      lab.on('data', pace),
      lab.on('data', () => this.#checkClasses(page)),
      lab.on('data', () => this.#checkPlaces(page)),
      this.#show(page, this),
      lab.on('sample', () => this.#openRecording(page)),
      lab.on('epoch', () => this.#speakEpoch(page)),
      lab.on('run', () => this.#speakState(page)),
      lab.on('run', () => this.#playInSight()),
      lab.on('run', () => this.#playRecording()),
      lab.on('progress', () => this.#playRecording()),
      page.playback.on('time', () => {
        // Whoever has moved it himself wants it as he left it.
        if (this.#visible && page.playback.timeUs > 0) this.#resumePlayback = false;
      }),
      report(lab, (type, detail) => this.#tell(type, detail)),
      () => lab.close(),
      () => page.playback.pause(),
      this.#watchTab(page),
    ];
    if (this.#option('autoplay')) this.#resume = true;
    if (lab.recording) this.#openRecording(page);
    this.dispatchEvent(new Event(pageChanged));
  }

  /** Shows a laboratory, its own or that of `owner`. Returns a stop. */
  #show(page: Page, owner: RouseLab): () => void {
    this.#page = page;
    this.#owner = owner;
    const stopped = new AbortController();
    this.#listen(stopped.signal);
    const stops = [
      () => stopped.abort(),
      page.theme.on('change', () => this.#showTheme()),
      page.language.on('change', () => this.#showLanguage()),
      page.shown.on('change', () => this.requestUpdate()),
      page.playback.on('picture', () => page.painter.paint()),
      this.#watchSize(page),
      this.#watchSight(owner),
    ];
    this.#present();
    return () => {
      for (const stop of stops) stop();
      this.#page = null;
    };
  }

  /** Shows the figures of the laboratory with that id for as long as it is there. Returns a stop. */
  #borrow(id: string): () => void {
    const stopped = new AbortController();
    const { signal } = stopped;
    let stop = () => {};
    const take = (owner: RouseLab) => {
      stop();
      const page = owner.#page;
      const own = { painter: new Painter(), theme: this.#theme, language: this.#language };
      stop = page ? this.#show({ ...page, ...own, shown: this.#shown }, owner) : () => {};
      this.requestUpdate();
    };
    const find = () => {
      const owner = (this.getRootNode() as Document | ShadowRoot).getElementById(id);
      if (!(owner instanceof RouseLab) || owner.for !== null) {
        const remedy = { kind: 'laboratory' } as const;
        this.#complain('for', [{ kind: 'attribute', name: 'for', value: id, remedy }]);
        return;
      }
      owner.addEventListener(pageChanged, () => take(owner), { signal });
      take(owner);
    };
    // It may stand further down in the same page.
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', find, { once: true, signal });
    } else queueMicrotask(() => signal.aborted || find());
    return () => {
      stopped.abort();
      stop();
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.dispatchEvent(new Event(pageChanged));
  }

  #listen(signal: AbortSignal): void {
    // A page's keys and drops are all its own; an element on a foreign page has those on it.
    const drops = this.#framed ? this : window;
    const keys = new KeyOwner(this, signal, !this.#framed);
    const on = <E extends Event>(target: EventTarget, type: string, hear: (event: E) => void) =>
      target.addEventListener(type, hear as EventListener, { signal });
    for (const type of ['pointerover', 'focusin']) {
      // They show after a while only: whoever passes through, to another page, needs none.
      const first = () => void setTimeout(() => void this.#hint(), hintsMs);
      this.addEventListener(type, first, { signal, once: true });
    }
    on<KeyboardEvent>(window, 'keydown', (event) => {
      if (keys.owns(event)) this.#key(event);
    });
    on<DragEvent>(drops, 'dragover', (event) => this.#drag(event));
    on<DragEvent>(drops, 'dragleave', (event) => this.#leave(event));
    on<DragEvent>(drops, 'drop', (event) => this.#drop(event));
  }

  /** Whether it stands in a box of somebody else's page, instead of being the page. */
  get #framed(): boolean {
    return !this.hasAttribute('page');
  }

  #tell<K extends keyof RouseEvents>(type: K, detail: RouseEvents[K]): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  // --- presentation --------------------------------------------------------------------------------

  /** What holds: the address over the attribute. */
  #option<K extends OptionName>(name: K): Options[K] {
    const { print } = optionField(name);
    const given = print(this.#addressed[name]) !== print(defaultOptions()[name]);
    return given ? this.#addressed[name] : this.#options[name];
  }

  #present(changed?: OptionName): void {
    const lang = this.#option('lang');
    if (!changed || changed === 'lang') {
      if (lang === '') void this.#language.begin();
      else void this.#language.show(lang);
    }
    if (!changed || changed === 'theme') {
      const theme = this.#option('theme');
      this.#theme.show(theme === 'auto' ? null : theme);
    }
    if (changed === 'autoplay' && this.#option('autoplay')) {
      this.#resume = !this.#lab.running;
      this.#playInSight();
    }
    this.#shown.set(this.#option('controls'), this.#option('hide'));
    if (this.#sweep.parts[0]) void this.#experiment();
    this.requestUpdate();
  }

  #followAddress(): () => void {
    const take = (address: Address) => {
      this.#addressed = address.options;
      this.partner = address.origin;
      this.#sweep.parts = address.sweep;
      this.#complain('address', address.problems);
      this.#places = true;
      if (!this.#page) return;
      this.#present();
      this.#checkPlaces(this.#page);
    };
    const { write, stop } = followAddress(this.#ownStore, take, () => [
      ...optionParts(this.#addressed),
      ...(this.partner === null ? [] : [`origin=${this.partner}`]),
      ...this.#sweep.parts,
    ]);
    this.#writeAddress = write;
    return stop;
  }

  /** An address that asks for a theme or a language says the one that was chosen since. */
  #chose(chosen: Partial<Options>): void {
    for (const [name, value] of Object.entries(chosen)) {
      if (this.#addressed[name as OptionName] === defaultOptions()[name as OptionName]) continue;
      this.#addressed = { ...this.#addressed, [name]: value };
      this.#writeAddress();
    }
  }

  #showTheme(): void {
    this.shownTheme = this.#theme.name;
  }

  #showLanguage(): void {
    this.#ownLang = true;
    this.lang = this.#language.code;
    this.#ownLang = false;
    this.dispatchEvent(new CustomEvent('rouse-language', { detail: this.lang }));
    this.requestUpdate();
  }

  /** Which classes there are is known when the data is there: others are named, and all are taken. */
  #checkClasses({ lab: { shelf }, store }: Page): void {
    const { classes } = store.settings;
    const names = Array.from({ length: shelf.prepared?.train.classCount ?? 0 }, (_, one) => one);
    const unknown = classes.find((one) => !names.includes(one));
    if (shelf.selectionProblem === '' || unknown === undefined) return;
    const remedy = { kind: 'names', unknown: String(unknown), names: names.map(String) } as const;
    this.#complain('classes', [{ kind: 'wrong', part: `classes=${classes}`, remedy }]);
    store.set({ classes: [] });
  }

  /** Nor are layers, neurons and samples: the first is shown in place of one that is not there. */
  #checkPlaces({ lab, store }: Page): void {
    const { shelf, layerSizes } = lab;
    if (!this.#places || !shelf.prepared || shelf.loading) return;
    this.#places = false;
    const counts = {
      layer: layerSizes.length,
      neuron: layerSizes[lab.layer] ?? 1,
      sample: shelf.size(lab.part),
    };
    const beyond = (Object.keys(counts) as (keyof typeof counts)[]).filter(
      (name) => counts[name] > 0 && store.settings[name] >= counts[name],
    );
    const problems = beyond.map((name): AddressProblem => {
      const range = { minimum: 0, maximum: counts[name] - 1, whole: true, example: 0 };
      const part = `${name}=${store.settings[name]}`;
      return { kind: 'wrong', part, remedy: { kind: 'number', ...range } };
    });
    this.#complain('places', problems);
    store.set(Object.fromEntries(beyond.map((name) => [name, 0])));
  }

  #complain(where: string, problems: readonly AddressProblem[]): void {
    if (problems.length === 0 && !this.problems.has(where)) return;
    const all = new Map(this.problems);
    all.delete(where);
    if (problems.length > 0) all.set(where, problems);
    this.problems = all;
    const { addressProblem } = this.#language.text.fields;
    for (const problem of problems) {
      this.#tell('error', { where: 'settings', message: addressProblem(problem) });
    }
  }

  #watchSize(page: Page): () => void {
    if (!this.#framed) {
      this.size = 'full';
      return () => {};
    }
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry?.contentRect ?? roomy;
      if (width === 0 || height === 0) return;
      this.#roomy = width >= roomy.width && height >= roomy.height;
      if (this.#roomy) this.size = 'full';
      else if (this.size !== 'small') void this.#shrink(page);
    });
    observer.observe(this);
    return () => observer.disconnect();
  }

  async #shrink(page: Page): Promise<void> {
    await fetchView(page, import('./views/small-lab'));
    // It may have grown while they came.
    if (!this.#roomy) this.size = 'small';
  }

  #watchSight(owner: RouseLab): () => void {
    const observer = new IntersectionObserver((entries) =>
      owner.#see(this, entries.at(-1)?.isIntersecting ?? false),
    );
    observer.observe(this);
    return () => {
      observer.disconnect();
      if (owner === this) this.#inSight.clear();
      else owner.#see(this, false);
    };
  }

  get #visible(): boolean {
    return this.#inSight.size > 0;
  }

  /** Rests while nobody can see it or any of its figures, and goes on when somebody can. */
  #see(element: RouseLab, inSight: boolean): void {
    const before = this.#visible;
    if (inSight) this.#inSight.add(element);
    else this.#inSight.delete(element);
    if (this.#visible === before || !this.#page) return;
    const { lab, playback } = this.#page;
    if (this.#visible) {
      this.#playInSight();
      this.#playRecording();
      return;
    }
    this.#resumePlayback = playback.playing;
    playback.pause();
    if (!lab.running && !lab.waiting) return;
    this.#resume = true;
    void lab.pause();
  }

  /** In a tab at the back training goes on, drawing does not; the page itself keeps its run. */
  #watchTab(page: Page): () => void {
    const rest = () => page.lab.rest(document.hidden);
    document.addEventListener('visibilitychange', rest);
    const leave = () => document.removeEventListener('visibilitychange', rest);
    if (this.#framed) return leave;
    let stop = () => {};
    void import('./full_page').then(({ serveFullPage }) => {
      if (this.#page === page) stop = serveFullPage(page, this.renderRoot as ShadowRoot);
    });
    return () => {
      leave();
      stop();
    };
  }

  #playInSight(): void {
    // Networks that come to rest take no notice of play: they are resumed when they rest.
    if (!this.#visible || !this.#resume || this.#lab.running) return;
    this.#resume = false;
    this.#lab.play();
  }

  // --- rendering -----------------------------------------------------------------------------------

  override render(): TemplateResult | typeof nothing {
    const page = this.#page;
    if (!page) return this.#problemList(this.#language.text);
    if (this.size === 'unknown') return nothing;
    const text = page.language.text.top;
    // On a foreign page there is a header already; this one comes when it is asked for.
    const header = this.#framed ? this.#shown.named('header') : this.#shown.has('header');
    return html`${keyed(
      page,
      html`
      ${header && this.size === 'full' ? this.#header(page) : nothing}
      ${this.size === 'full' ? this.#rooms(page) : this.#small(page)}
      <div class="visually-hidden spoken" role="status" aria-live="polite">${this.spoken}</div>
      <div class="drop-here" ?hidden=${!this.dragging} aria-hidden="true">
        <p>${text.dropHere}</p>
      </div>
    `,
    )}`;
  }

  #rooms(page: Page): TemplateResult {
    const text = page.language.text.top;
    const has = (room: string) => this.#shown.has(room);
    return html`
      ${has('transport') ? html`<rouse-transport-bar .page=${page}></rouse-transport-bar>` : nothing}
      ${this.#problemList(page.language.text)}
      <main>
        ${
          has('data')
            ? html`<section class="data" aria-label=${text.data}>
                <rouse-data-panel .page=${page}></rouse-data-panel>
              </section>`
            : nothing
        }
        ${
          has('network') || has('activity')
            ? html`<section class="network" aria-label=${text.network}>
                ${has('network') ? html`<rouse-network-panel .page=${page}></rouse-network-panel>` : nothing}
                ${has('activity') ? html`<rouse-activity-panel .page=${page}></rouse-activity-panel>` : nothing}
              </section>`
            : nothing
        }
        ${
          has('learning')
            ? html`<section class="learning" aria-label=${text.learning}>
                <rouse-learning-panel .page=${page}></rouse-learning-panel>
              </section>`
            : nothing
        }
      </main>
    `;
  }

  #small(page: Page): TemplateResult {
    return html`${this.#problemList(page.language.text)}
      <rouse-small-lab
        .page=${page}
        .figures=${this.#option('figures')}
        .guest=${this.#owner !== this}
      ></rouse-small-lab>`;
  }

  #header(page: Page): TemplateResult {
    const text = page.language.text.top;
    const dark = this.shownTheme === 'dark';
    const has = (part: string) => this.#shown.has(part);
    /** Of a page of its own only. */
    const own = (part: string) => !this.#framed && has(part);
    return html`<header class="top">
      <h1>${logo} Rouse</h1>
      <p>
        ${text.intro}
        ${
          this.#framed
            ? nothing
            : html`<button class="introduction" @click=${() => void this.#introduce(page)}>
                ${page.language.text.keys.introduction}
              </button>`
        }
      </p>
      ${
        has('language')
          ? languageMenu(page.language.code, text.language, (code) =>
              this.#speak(page.language, code),
            )
          : nothing
      }
      ${own('experiments') ? iconButton(text.experiments, icons.experiments, () => void this.#experiment(true)) : nothing}
      ${has('export') ? iconButton(text.export, icons.save, () => void this.#export(page)) : nothing}
      ${has('share') ? iconButton(text.share, icons.share, () => void this.#share(page)) : nothing}
      ${own('lessons') ? link('./lessons.html', text.lessons, icons.lessons) : nothing}
      ${own('speed') ? link('./bench.html', text.measureSpeed, icons.speed) : nothing}
      ${has('keys') ? iconButton(text.keys, icons.keyboard, () => void this.#showKeys(page), '?') : nothing}
      ${
        has('color_theme')
          ? iconButton(dark ? text.useLight : text.useDark, dark ? icons.light : icons.dark, () => {
              page.theme.toggle();
              this.#chose({ theme: page.theme.name });
            })
          : nothing
      }
    </header>`;
  }

  #speak(language: Language, code: LanguageCode): void {
    void language.choose(code);
    this.#chose({ lang: code });
  }

  #problemList({ top: text, fields }: Messages): TemplateResult | typeof nothing {
    if (this.problems.size === 0) return nothing;
    return html`<div class="error problems" role="alert">
      <div>${[...this.problems.values()].flat().map((line) => html`<p>${fields.addressProblem(line)}</p>`)}</div>
      <button
        aria-label=${text.dismiss}
        @click=${() => {
          this.problems = new Map();
        }}
      >
        ${icons.close}
      </button>
    </div>`;
  }

  async #introduce(page: Page): Promise<void> {
    const { introduce } = await import('./views/introduction');
    await introduce(page, this.renderRoot as ShadowRoot, true);
  }

  async #share(page: Page): Promise<void> {
    const { openShareDialog } = await fetchView(page, import('./views/share-dialog'));
    openShareDialog(page, this.renderRoot as ShadowRoot);
  }

  async #export(page: Page): Promise<void> {
    const { openExportDialog } = await fetchView(page, import('./views/export-dialog'));
    openExportDialog(page, this.renderRoot as ShadowRoot);
  }

  async #experiment(toggle = false): Promise<void> {
    const page = this.#page;
    if (!page || this.#framed) return;
    const { openExperiments } = await import('./experiments/open');
    await openExperiments(page, this.renderRoot as ShadowRoot, this.#sweep, toggle);
  }

  async #hint(): Promise<void> {
    const { serveHints } = await import('./views/hint');
    serveHints(this.renderRoot as ShadowRoot);
  }

  #openRecording({ lab, playback }: Page): void {
    playback.open(lab.recording?.times.at(-1) ?? 1);
    // Those who want less motion see the whole recording at rest; play still plays.
    const still = wantsLessMotion();
    if (still) playback.seek(playback.durationUs / 3);
    else {
      this.#resumePlayback = true;
      this.#playRecording();
    }
  }

  /** Networks on their way to their first batch need the processor more than a moving picture. */
  #playRecording(): void {
    if (!this.#page || !this.#visible || !this.#resumePlayback) return;
    const { lab, playback } = this.#page;
    const begins = ({ status, optimiserSteps }: Experiment) =>
      status === 'preparing' || (status === 'running' && optimiserSteps === 0);
    if (lab.waiting || lab.active.some(begins)) return;
    this.#resumePlayback = false;
    playback.play();
  }

  async #showKeys(page: Page): Promise<void> {
    const { toggleKeyList } = await import('./views/key-list');
    const introduce = this.#framed ? null : () => void this.#introduce(page);
    toggleKeyList(page, this.renderRoot as ShadowRoot, introduce);
  }

  #key(event: KeyboardEvent): void {
    const page = this.#page;
    const action = actionOf(event);
    if (!page || !action) return;
    event.preventDefault();
    const repeats = ['previous', 'next', 'binBefore', 'binAfter'].includes(action);
    if (event.repeat && !repeats) return;
    const { lab, playback } = page;
    const does: Record<typeof action, () => void> = {
      toggle: () => lab.toggle(),
      batch: () => void lab.step('batch'),
      epoch: () => void lab.step('epoch'),
      reset: () => void lab.reset(),
      play: () => playback.toggle(),
      previous: () => lab.moveSample(-1),
      next: () => lab.moveSample(1),
      deeper: () => lab.zoom(1),
      back: () => lab.zoom(-1),
      binBefore: () => playback.moveBin(-1, lab.binUs),
      binAfter: () => playback.moveBin(1, lab.binUs),
      keys: () => void this.#showKeys(page),
    };
    does[action]();
  }

  #drag(event: DragEvent): void {
    if (bringsFiles(event)) this.dragging = true;
  }

  #leave(event: DragEvent): void {
    // Moving from one element to the next leaves nothing but the former one.
    if (event.relatedTarget === null) this.dragging = false;
  }

  #drop(event: DragEvent): void {
    this.dragging = false;
    if (this.#page) void loadDrop(event, this.#page.lab);
  }

  #speakState(page: Page): void {
    const { lab, language } = page;
    const text = language.text.spoken;
    if (lab.running) this.spoken = text.training;
    else if (lab.arms.a.status === 'paused' || lab.arms.b.status === 'paused') {
      this.spoken = `${text.paused} ${this.#results(page)}`.trim();
    } else if (lab.active.every((arm) => arm.status === 'ready')) this.spoken = text.ready;
  }

  #speakEpoch(page: Page): void {
    if (performance.now() - this.#lastSpoken < spokenEveryMs) return;
    this.#lastSpoken = performance.now();
    this.spoken = this.#results(page) || this.spoken;
  }

  /** What each network reached in its last epoch. */
  #results({ lab, language }: Page): string {
    const text = language.text.spoken;
    const parts = lab.active.flatMap((arm) => {
      const latest = arm.epochs.at(-1);
      if (!latest) return [];
      return [text.after(arm.name.toUpperCase(), percent(latest.test_accuracy), latest.epoch)];
    });
    return parts.length > 0 ? text.accuracy(parts) : '';
  }
}

/** Of an attribute: one without a value switches on what can be on or off. */
function optionValue(name: OptionName, value: string | null): unknown {
  const field = optionField(name);
  if (value === null) return field.default;
  return field.parse(name === 'autoplay' && value === '' ? '1' : value);
}

async function sourceFiles(
  source: Iterable<File> | string | URL,
): Promise<{ files: SourceFile[]; name: string }> {
  if (typeof source !== 'string' && !(source instanceof URL)) {
    const { filesOfList } = await import('./dropped_files');
    return filesOfList([...source]);
  }
  const url = new URL(source, document.baseURI);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.href} could not be loaded: HTTP ${response.status}.`);
  const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  return { files: [{ path: name, file: await response.blob() }], name };
}

const iconButton = (
  label: string,
  icon: TemplateResult,
  press: () => void,
  key = '',
): TemplateResult => html`<button
  class="icon quiet ${key === '' ? '' : 'keyed'}"
  data-hint=${key === '' ? label : `${label} (${key})`}
  aria-label=${label}
  @click=${press}
>
  ${icon}
</button>`;

const link = (address: string, says: string, icon: TemplateResult): TemplateResult => html`<a
  class="icon quiet"
  href=${address}
  data-hint=${says}
  aria-label=${says}
  >${icon}</a
>`;

customElements.define('rouse-lab', RouseLab);
