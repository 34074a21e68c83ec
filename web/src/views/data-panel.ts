/** The data: what is loaded, which part of it, and one recording played. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Part } from '../data_shelf';
import { type Builtin, gestures, spokenDigits } from '../fields';
import { areWords, milliseconds } from '../format';
import { icons } from '../icons';
import { isCochlea, seesGestures } from '../specification';
import { chips } from '../styles/chips';
import { shared } from '../styles/shared';
import './event-viewer';
import './info-tip';
import './setting-input';
import { fetchView, View } from './view';

export class DataPanel extends View {
  static override styles = [
    shared,
    chips,
    css`
      header,
      .line {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
      }

      .screen {
        position: relative;
        aspect-ratio: 1;
        margin-top: 8px;
        border-radius: 8px;
        background: var(--screen);
        overflow: hidden;
      }

      rouse-event-viewer {
        position: absolute;
        inset: 0;
      }

      .digit {
        position: absolute;
        top: 8px;
        left: 12px;
        font-size: 26px;
        font-weight: 600;
        line-height: 30px;
      }

      .long {
        font-size: 14px;
        line-height: 20px;
      }

      .draw {
        position: absolute;
        top: 6px;
        right: 6px;
      }

      .draw[aria-pressed='true'] {
        background: var(--surface);
        color: var(--ink);
      }

      .polarities {
        display: flex;
        gap: 12px;
      }

      .polarities i {
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-right: 5px;
        border-radius: 2px;
      }

      rouse-event-choice {
        display: block;
      }

      rouse-event-choice,
      .legend {
        margin-top: 6px;
      }

      .time {
        width: 60px;
        height: 16px;
        margin-left: auto;
        text-align: right;
      }

      .scrubber {
        display: flex;
        align-items: center;
        gap: 4px;
        margin: 0 0 0 -7px;
      }

      .slider {
        flex: 1;
        height: 20px;
      }

      input[type='range'] {
        width: 100%;
        height: 100%;
        margin: 0;
        accent-color: var(--ink);
      }

      .sample {
        margin-top: 2px;
      }

      .sample select {
        width: auto;
      }

      .sample .number {
        flex: 1;
        text-align: center;
        white-space: nowrap;
      }

      .pad,
      .source {
        margin-top: 16px;
        padding-top: 14px;
        border-top: 1px solid var(--line);
      }

      .pad {
        margin-top: 8px;
        padding-top: 8px;
        /* The bars of the page stay where they are. */
        scroll-margin-block: 72px 112px;
      }

      .source {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }

      .drop {
        padding: 10px 12px;
        border: 1px dashed var(--line-strong);
        border-radius: 8px;
      }

      .drop p + p {
        margin-top: 8px;
      }

      .drop .line {
        flex-wrap: wrap;
        justify-content: flex-start;
        margin-top: 8px;
        gap: 6px;
      }

      .about {
        overflow-wrap: anywhere;
      }

      .error {
        display: flex;
        align-items: flex-start;
        gap: 4px;
      }

      .error p {
        flex: 1;
      }

      .error button {
        width: 24px;
        height: 24px;
        min-height: 0;
        border: 0;
        background: none;
      }

      progress {
        width: 100%;
        height: 4px;
        margin-top: 6px;
        border: 0;
        border-radius: 2px;
        background: var(--sunken);
        accent-color: var(--ink);
      }

      .chips button {
        border: 1px dashed var(--line);
        background: none;
        color: var(--muted);
      }

      .chips button[aria-pressed='true'] {
        border: 1px solid var(--line-strong);
        background: var(--sunken);
        color: var(--ink);
        font-weight: 600;
      }

      .per-class {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
        align-items: end;
      }

      /* As large as the paper below it. */
      @media (min-width: 900px) {
        .shared {
          width: clamp(128px, 50vh - 195px, 100%);
          margin-inline: auto;
        }
      }

      /* On a tablet the recording and what is done with it stand side by side. */
      @container (min-width: 600px) and (max-width: 899px) {
        :host {
          display: grid;
          grid-template: repeat(4, auto) 1fr / repeat(2, minmax(0, 1fr));
          column-gap: 24px;
        }

        header {
          grid-column: span 2;
        }

        .pad,
        .source {
          grid-area: 2 / 2 / span 4;
          align-self: start;
          margin-top: 8px;
          padding-top: 0;
          border: 0;
        }
      }

      @media (pointer: coarse) {
        .error button {
          width: 40px;
          height: 40px;
        }

        .slider {
          height: 40px;
        }
      }
    `,
  ];

  /** Views that were fetched, and texts; and those that are on their way. */
  readonly #here = new Set<string>();
  readonly #coming = new Map<string, Promise<void>>();
  #notes: typeof import('./source-notes') | null = null;
  readonly #fetchNotes = async () => {
    this.#notes = await import('./source-notes');
  };

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#lookForKept();
  }

  /** Fetches nothing on a device that never kept a set: see bindings/src/kept_data.ts. */
  async #lookForKept(): Promise<void> {
    try {
      const root = await navigator.storage.getDirectory();
      await root.getDirectoryHandle('rouse-data');
      await this.page.lab.shelf.lookForKept();
    } catch {
      // Nothing was kept, or nothing can be.
    }
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, playback, store } = this.page;
    return [
      store.on('change', changed),
      lab.on('data', changed),
      lab.on('sample', changed),
      lab.on('run', changed),
      playback.on('state', changed),
      playback.on('time', () => this.#showTime()),
    ];
  }

  override render(): TemplateResult {
    const text = this.text.data;
    const { shelf } = this.page.lab;
    return html`
      <header>
        <h2>${text.title}</h2>
        ${this.#tip()}
      </header>
      ${this.#viewer()} ${this.#pad()}
      <div class="source" ?hidden=${this.#busy && shelf.problem === '' && !shelf.loading}>
        ${this.#source()} ${this.#selection()}
      </div>
    `;
  }

  /** What the events are. Those of a cochlea are explained by texts that come with its data. */
  #tip(): TemplateResult | typeof nothing {
    const text = this.text.data;
    const hears = this.#hears;
    if (hears && !this.#has('texts', async () => {})) return nothing;
    return html`<rouse-tip
      .page=${this.page}
      about=${text.tipAbout}
      topic=${hears ? 'hearing' : 'events'}
      >${hears ? this.later.hearing.tip : text.tip}</rouse-tip
    >`;
  }

  /** Which of the built-in data there is, by its sensor and classes. */
  get #builtinLoaded(): Builtin {
    const { about } = this.page.lab.shelf.prepared ?? {};
    if (this.#hears) return spokenDigits;
    return about?.kind === 'dvsgesture' ? gestures : '';
  }

  /** Whether the data is a cochlea's. */
  get #hears(): boolean {
    return isCochlea(this.page.lab.shelf.prepared?.train.shape);
  }

  /** Whether the data is gestures: nobody draws one. */
  get #moves(): boolean {
    return seesGestures(this.page.lab.shelf.prepared?.train.shape);
  }

  get #drawing(): boolean {
    const { shown, store } = this.page;
    return store.settings.part === 'drawn' && shown.has('draw');
  }

  /** Whether the webcam is before the networks: of gestures only. */
  get #filming(): boolean {
    const { shown, store } = this.page;
    return this.#moves && store.settings.camera !== 'off' && shown.has('camera');
  }

  /** Whether something new is made for the networks to see. */
  get #busy(): boolean {
    return this.#drawing || this.#filming;
  }

  /** Comes when it is wanted, and stays with what is drawn on it. */
  #pad(): TemplateResult | typeof nothing {
    if (this.#filming && this.#has('camera', () => import('./camera-panel'))) {
      return html`<rouse-camera-panel class="pad" .page=${this.page}></rouse-camera-panel>`;
    }
    const pad = () => import('./drawing-pad');
    if (this.#drawing ? !this.#has('pad', pad) : !this.#here.has('pad')) return nothing;
    return html`<rouse-drawing-pad class="pad" .page=${this.page} ?hidden=${!this.#drawing}></rouse-drawing-pad>`;
  }

  #viewer(): TemplateResult {
    const { lab, playback, store } = this.page;
    const text = this.text.data;
    const { recording } = lab;
    const drawing = this.#drawing;
    const moves = this.#moves;
    return html`
      <div class="screen ${this.#busy ? 'shared' : ''}" data-part="recording">
        <rouse-event-viewer .page=${this.page}></rouse-event-viewer>
        <div class="digit ${moves ? 'long' : ''}" aria-hidden="true">${recording && lab.nameOf(recording.label)}</div>
        ${
          !drawing && (moves || this.#hears)
            ? this.#other()
            : html`<button
                class="draw"
                data-part="draw"
                aria-pressed=${drawing}
                aria-description=${text.drawSays}
                @click=${this.#toggleDrawing}
              >
                ${icons.pen} ${text.draw}
              </button>`
        }
      </div>
      ${this.#eventChoice()}
      <div class="line legend small muted" data-part="recording" aria-hidden="true">
        <span class="polarities" ?hidden=${this.#hears || store.settings.eventView === 'surface'}>
          <span><i style="background: var(--on)"></i>ON</span>
          <span><i style="background: var(--off)"></i>OFF</span>
        </span>
        <span class="time"><div class="enclosed"> </div></span>
      </div>
      <div class="scrubber" data-part="recording">
        <button
          class="icon quiet"
          aria-label=${playback.playing ? text.pause : text.play}
          @click=${() => playback.toggle()}
        >
          ${playback.playing ? icons.pause : icons.play}
        </button>
        <div class="slider">
          <div class="enclosed">
            <input
              type="range"
              min="0"
              max="1000"
              aria-label=${text.time}
              @input=${this.#seek}
            />
          </div>
        </div>
      </div>
      ${drawing ? nothing : this.#leafing()}
    `;
  }

  /** Whether something is here that is fetched when it is first wanted, its texts with it. */
  #has(name: string, fetch: () => Promise<unknown>): boolean {
    if (!this.#here.has(name)) {
      const coming = fetchView(this.page, fetch()).then(() => {
        this.#here.add(name);
        this.requestUpdate();
      });
      this.#coming.set(name, coming);
    }
    return this.#here.has(name);
  }

  /** Of views of the events, where there is more to see than a digit. */
  #eventChoice(): TemplateResult | typeof nothing {
    const { page } = this;
    const { eventView } = page.store.settings;
    if (this.#hears || (!this.#moves && eventView === 'trail')) return nothing;
    if (!this.#has('views', () => import('./event-views'))) return nothing;
    return html`<rouse-event-choice .page=${page} data-part="recording"></rouse-event-choice>`;
  }

  /** What can be heard, and who listens or looks. */
  #other(): TemplateResult | typeof nothing {
    const { page } = this;
    if (this.#moves) {
      if (!this.#has('camera', () => import('./camera-panel'))) return nothing;
      return html`<rouse-camera-button class="draw" data-part="camera" .page=${page}></rouse-camera-button>`;
    }
    if (!this.#has('sound', () => import('./sound-button'))) return nothing;
    return html`<rouse-sound-button class="draw" .page=${page}></rouse-sound-button>`;
  }

  /** Through the samples of a part of the data. */
  #leafing(): TemplateResult {
    const { lab, store } = this.page;
    const text = this.text.data;
    const { shelf, part } = lab;
    const size = shelf.size(part);
    const shown = size === 0 ? 0 : Math.min(store.settings.sample, size - 1) + 1;
    return html`
      <div class="line sample" data-part="recording">
        <select aria-label=${text.part} @change=${this.#choosePart}>
          <option value="test" ?selected=${part === 'test'}>${text.parts.test}</option>
          <option value="train" ?selected=${part === 'train'}>${text.parts.train}</option>
          ${
            shelf.size('unlabelled') > 0
              ? html`<option value="unlabelled" ?selected=${part === 'unlabelled'}>${text.parts.unlabelled}</option>`
              : nothing
          }
        </select>
        <span class="number">${size === 0 ? '–' : text.place(shown, size)}</span>
        <span class="line" style="gap: 0">
          <button
            class="icon quiet"
            aria-label=${text.previous}
            @click=${() => lab.moveSample(-1)}
          >
            ${icons.previous}
          </button>
          <button class="icon quiet" aria-label=${text.next} @click=${() => lab.moveSample(1)}>
            ${icons.next}
          </button>
        </span>
      </div>
    `;
  }

  #source(): TemplateResult {
    const { lab } = this.page;
    const { shelf } = lab;
    const own = shelf.source !== 'builtin';
    const about = shelf.prepared?.about;
    // Built-in digits come with nothing to be said.
    const plain = !own && !about && shelf.size('unlabelled') === 0;
    // Once their texts are here, too.
    const notes = !plain && this.#has('notes', this.#fetchNotes) ? this.#notes : null;
    return html`
      <div class="drop" data-part="source">
        <p class="small">
          <b>${about?.name || (own ? shelf.sourceName : this.#builtinName)}</b><br />
          <span class="muted">${this.#summary()}</span>${about && notes?.aboutSource(about)}
        </p>
        ${notes?.suggestPreset(this.page)} ${notes?.unlabelled(this.page)}
        ${shelf.loading && shelf.progress.what !== '' ? this.#progress() : this.#offer(own)}
        <input
          id="files"
          type="file"
          hidden
          multiple
          accept=".zip,.bin,.bs2,.rouse,.h5,.hdf5,.gz,.wav,.aedat,.csv,.npy,.npz"
          @change=${this.#chosen}
        />
        <input id="folder" type="file" hidden webkitdirectory @change=${this.#chosen} />
      </div>
      ${this.#troubles()} ${notes?.remarks(this.page)}
      ${this.#kept()}
    `;
  }

  /** What went wrong, or was given up. */
  #troubles(): TemplateResult {
    const { lab } = this.page;
    const { shelf } = lab;
    const text = this.text.data;
    return html`
      ${
        shelf.problem === ''
          ? nothing
          : html`<div class="error" role="alert" data-test="data-problem">
              <p>${shelf.problem} ${lab.begun ? text.goesOn : ''}</p>
              <button aria-label=${text.dismiss} @click=${() => shelf.dismiss()}>${icons.close}</button>
            </div>`
      }
      ${
        shelf.cancelled === ''
          ? nothing
          : html`<p class="small muted" role="status">${text.cancelled(shelf.cancelled)}</p>`
      }
    `;
  }

  /** What is kept on this device; the list is fetched with the first set. */
  #kept(): TemplateResult | typeof nothing {
    const { kept } = this.page.lab.shelf;
    if (!kept || (kept.sets.length === 0 && kept.trouble === '' && !kept.keeping)) return nothing;
    if (!this.#has('list', () => import('./kept-list'))) return nothing;
    return html`<rouse-kept-list .page=${this.page}></rouse-kept-list>`;
  }

  #progress(): TemplateResult {
    const { shelf } = this.page.lab;
    const text = this.text.data;
    return html`
      <p class="small muted">${this.#reading()}</p>
      <progress max="1" value=${shelf.progress.share} aria-label=${text.readingLabel}></progress>
      ${
        shelf.reading === ''
          ? nothing
          : html`<div class="line">
              <button @click=${() => shelf.cancel()}>${text.cancel}</button>
            </div>`
      }
    `;
  }

  #offer(own: boolean): TemplateResult {
    const text = this.text.data;
    return html`
      <p class="small muted">${text.dropOrChoose}</p>
      <div class="line">
        <button aria-description=${text.filesSay} @click=${() => this.#choose('files')}>
          ${text.files}
        </button>
        <button aria-description=${text.folderSays} @click=${() => this.#choose('folder')}>
          ${text.folder}
        </button>
        ${this.#builtin(own, '', text.useBuiltin, text.builtinSays)}
        ${this.#builtin(own, spokenDigits, text.words, text.wordsSay)}
        ${this.#builtin(own, gestures, text.gestures, text.gesturesSay)}
      </div>
    `;
  }

  #builtin(own: boolean, data: Builtin, name: string, says: string): TemplateResult {
    const { lab } = this.page;
    // What was asked for last may have been given up.
    const loaded = !own && this.#builtinLoaded === data;
    return html`<button
      aria-description=${says}
      ?hidden=${loaded}
      @click=${() => void lab.loadBuiltin(data)}
    >
      ${name}
    </button>`;
  }

  get #builtinName(): string {
    const { builtin, words, gestures: figures } = this.text.data;
    return { '': builtin, [spokenDigits]: words, [gestures]: figures }[this.#builtinLoaded];
  }

  #summary(): string {
    const { prepared, source } = this.page.lab.shelf;
    if (!prepared) return '';
    const { train, test } = prepared;
    const sizes = this.text.data.sizes(train.labels.length, test.labels.length);
    const { heldOut } = prepared;
    if (source === 'builtin' || heldOut === 0) return sizes;
    return sizes + this.text.data.heldOut(heldOut);
  }

  /** What is being read, how much of it, and how long it will take. */
  #reading(): string {
    const { progress, reading, readingSince } = this.page.lab.shelf;
    const text = this.text.data;
    const { share } = progress;
    const passed = (performance.now() - readingSince) / 1000;
    // A guess from the first moments would jump about.
    const left = share > 0.05 && passed > 2 ? Math.ceil((passed / share) * (1 - share)) : 0;
    return text.reading(reading || text.builtin, Math.floor(share * 100), left);
  }

  #selection(): TemplateResult {
    const { lab, store } = this.page;
    const { shelf } = lab;
    const all = shelf.prepared?.train.classCount ?? 10;
    const names = Array.from({ length: all }, (_, c) => shelf.nameOf(c));
    const chosen = store.settings.classes;
    const on = (c: number) => chosen.length === 0 || chosen.includes(c);
    return html`
      <fieldset data-part="classes">
        <legend>
          ${this.text.data.classes}
          <rouse-tip .page=${this.page} about=${this.text.data.classes}>
            ${this.text.settings.classes.says}
          </rouse-tip>
        </legend>
        <div class="chips ${areWords(names) ? 'words' : ''}">
          ${names.map(
            (name, c) => html`<button
              aria-pressed=${on(c)}
              @click=${() => this.#toggleClass(c, all)}
            >
              ${name}
            </button>`,
          )}
        </div>
      </fieldset>
      <div class="per-class" data-part="per_class">
        <rouse-setting .page=${this.page} name="perClass" placeholder=${this.text.data.all}></rouse-setting>
        <p class="small muted">${this.#events()}</p>
      </div>
      ${
        shelf.selectionProblem === ''
          ? nothing
          : html`<div class="error" role="alert">${shelf.selectionProblem}</div>`
      }
    `;
  }

  #events(): string {
    const { recording } = this.page.lab;
    if (!recording) return '';
    const { label, name, times } = recording;
    const file = label < 0 && name !== '' ? `${name}: ` : '';
    return `${file}${this.text.data.events(times.length, milliseconds(times.at(-1) ?? 0))}`;
  }

  #toggleClass(toggled: number, all: number): void {
    const { classes } = this.page.store.settings;
    const everything = Array.from({ length: all }, (_, c) => c);
    const before = classes.length === 0 ? everything : classes;
    const after = everything.filter((c) => before.includes(c) !== (c === toggled));
    // No class at all means all of them: the last chip cannot be switched off.
    if (after.length > 0) this.page.store.set({ classes: after.length === all ? [] : after });
  }

  #choosePart(event: Event): void {
    const part = (event.target as HTMLSelectElement).value as Part;
    this.page.store.set({ part, sample: 0 });
  }

  async #toggleDrawing(): Promise<void> {
    const part = this.#drawing ? 'test' : 'drawn';
    this.page.store.set({ part, sample: 0 });
    await this.updateComplete;
    await this.#coming.get('pad');
    await this.updateComplete;
    if (this.#drawing) {
      this.renderRoot.querySelector('rouse-drawing-pad')?.scrollIntoView({ block: 'nearest' });
    }
  }

  #seek(event: Event): void {
    const { playback } = this.page;
    const share = Number((event.target as HTMLInputElement).value) / 1000;
    playback.pause();
    playback.seek(share * playback.durationUs);
  }

  /** With every picture: touches two nodes, renders nothing. */
  #showTime(): void {
    const { playback } = this.page;
    const range = this.renderRoot.querySelector<HTMLInputElement>('input[type=range]');
    const time = this.renderRoot.querySelector('.time .enclosed')?.firstChild;
    if (range) {
      range.value = String((playback.timeUs / playback.durationUs) * 1000);
      range.ariaValueText = milliseconds(playback.timeUs);
    }
    if (time) time.nodeValue = milliseconds(playback.timeUs);
  }

  #choose(id: 'files' | 'folder'): void {
    this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click();
  }

  async #chosen(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const list = [...(input.files ?? [])];
    // The same files may be chosen again after they were mended.
    input.value = '';
    const { filesOfList } = await import('../dropped_files');
    const { files, name } = filesOfList(list);
    if (files.length > 0) void this.page.lab.loadFiles(files, name);
  }
}

customElements.define('rouse-data-panel', DataPanel);
