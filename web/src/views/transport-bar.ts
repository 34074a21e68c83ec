/** Play, pause, step, reset; where the run is; both accuracies in large figures. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Experiment } from '../experiment';
import { percent, speed } from '../format';
import { icons } from '../icons';
import { secondsToGo } from '../pace';
import { presetOf } from '../presets';
import { wantsLessMotion } from '../reduced_motion';
import { shared } from '../styles/shared';
import type { PresetMenu } from './preset-menu';
import { fetchView, View } from './view';

export class TransportBar extends View {
  static override styles = [
    shared,
    css`
      :host {
        background: var(--raised);
      }

      .bar {
        display: flex;
        align-items: center;
        gap: 20px;
        height: 64px;
        padding: 0 24px;
      }

      .buttons {
        display: flex;
        gap: 6px;
      }

      .buttons button {
        height: 38px;
      }

      .play {
        width: 104px;
        padding: 0;
      }

      .play > * {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 6px;
      }

      .preset {
        display: flex;
        align-items: center;
        gap: 8px;
      }

      .preset button {
        justify-content: space-between;
        width: 190px;
        height: 38px;
      }

      .preset button span {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .where {
        flex: 1;
        height: 36px;
        line-height: 18px;
      }

      .where p {
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .scores {
        display: flex;
        gap: 28px;
      }

      .score {
        width: 216px;
        height: 36px;
      }

      .score > * {
        display: grid;
        grid-template-columns: 88px minmax(0, 1fr);
        grid-template-rows: 20px 16px;
        column-gap: 10px;
        align-items: center;
        white-space: nowrap;
      }

      .score strong {
        grid-row: 1 / 3;
        font-size: 26px;
        font-weight: 600;
        line-height: 36px;
        text-align: right;
        letter-spacing: -0.02em;
      }

      .score[data-arm='a'] strong,
      .score[data-arm='a'] .name {
        color: var(--a-ink);
      }

      .score[data-arm='b'] strong,
      .score[data-arm='b'] .name {
        color: var(--b-ink);
      }

      .name {
        font-weight: 600;
      }

      .off {
        opacity: 0.45;
      }

      .jump {
        display: none;
      }

      @media (max-height: 780px) and (min-width: 900px) {
        .bar {
          height: 54px;
        }
      }

      @container (max-width: 1340px) {
        .bar {
          gap: 14px;
          padding: 0 16px;
        }

        .scores {
          gap: 14px;
        }

        .preset button {
          width: 160px;
        }
      }

      @container (max-width: 1100px) {
        .where,
        .preset label {
          display: none;
        }

        .score {
          width: 190px;
        }

        .score > * {
          grid-template-columns: 76px minmax(0, 1fr);
          column-gap: 8px;
        }

        .score strong {
          font-size: 22px;
        }

        /* "train 100 %, 1 060/s" must fit. */
        .score .small {
          font-size: 11px;
          letter-spacing: -0.02em;
        }

        .bar {
          justify-content: space-between;
        }
      }

      @container (max-width: 899px) {
        .bar {
          flex-wrap: wrap;
          height: auto;
          gap: 6px 8px;
          padding: 8px 16px calc(8px + env(safe-area-inset-bottom));
        }

        .preset {
          order: 3;
          flex: 1;
        }

        .where {
          display: block;
          flex: 1;
          height: 18px;
        }

        /* As high as a finger wants it, without making the bar higher. */
        .jump {
          display: flex;
          height: 40px;
          margin: -11px -10px -11px 0;
          color: var(--muted);
        }

        .preset button {
          width: 100%;
          height: 40px;
        }

        .scores {
          order: 1;
          width: 100%;
          justify-content: space-between;
        }

        .buttons {
          order: 2;
        }

        .buttons button {
          height: 40px;
        }

        .buttons .word {
          display: none;
        }

        .buttons button:not(.play) {
          width: 40px;
          padding: 0;
        }

        .play {
          width: 82px;
        }

        .score {
          flex: 1;
          width: auto;
        }

        .score > * {
          grid-template-columns: 66px minmax(0, 1fr);
          column-gap: 6px;
        }

        .score strong {
          font-size: 20px;
        }
      }
    `,
  ];

  static override properties = { ...View.properties, choosing: { state: true } };
  /** Whether the menu of presets is open. */
  declare choosing: boolean;

  #menu: PresetMenu | null = null;

  constructor() {
    super();
    this.choosing = false;
  }

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, store } = this.page;
    return [
      store.on('change', changed),
      lab.on('run', changed),
      lab.on('progress', changed),
      lab.on('epoch', changed),
      lab.on('data', changed),
    ];
  }

  override render(): TemplateResult {
    const { lab } = this.page;
    const going = lab.running || lab.waiting;
    const none = lab.active.length === 0;
    const text = this.text.transport;
    return html`<section class="bar" aria-label=${text.name}>
      <div class="buttons">
        <button
          class="primary play"
          data-part="play"
          aria-description=${text.toggleSays}
          ?disabled=${none}
          @click=${() => lab.toggle()}
        >
          <span class="enclosed">
            ${going ? icons.pause : icons.play} ${going ? text.pause : text.play}
          </span>
        </button>
        <button
          data-part="step"
          aria-description=${text.batchSays}
          aria-label=${text.stepBatch}
          ?disabled=${none || lab.stepping}
          @click=${() => void lab.step('batch')}
        >
          ${icons.batch} <span class="word">${text.batch}</span>
        </button>
        <button
          data-part="step"
          aria-description=${text.epochSays}
          aria-label=${text.stepEpoch}
          ?disabled=${none || lab.stepping}
          @click=${() => void lab.step('epoch')}
        >
          ${icons.epoch} <span class="word">${text.epoch}</span>
        </button>
        <button
          data-part="reset"
          aria-description=${text.resetSays}
          aria-label=${text.reset}
          @click=${() => void lab.reset()}
        >
          ${icons.reset} <span class="word">${text.reset}</span>
        </button>
      </div>
      ${this.#presets()}
      <div class="where" data-part="state">${this.#where()}</div>
      ${this.#jump()}
      <div class="scores" data-part="scores">
        ${[lab.arms.a, lab.arms.b].map((arm) => this.#score(arm))}
      </div>
    </section>`;
  }

  /** Where the rooms stand one below the other, the curves are far away. */
  #jump(): TemplateResult | typeof nothing {
    if (!this.page.shown.has('learning')) return nothing;
    return html`<button class="quiet jump" @click=${this.#showLearning}>
      ${this.text.top.learning} ${icons.open}
    </button>`;
  }

  #showLearning(): void {
    const still = wantsLessMotion();
    const room = (this.getRootNode() as ShadowRoot).querySelector('rouse-learning-panel');
    room?.scrollIntoView({ behavior: still ? 'auto' : 'smooth' });
  }

  #presets(): TemplateResult {
    const { transport: text, presets: names } = this.text;
    const current = presetOf(this.page.store.settings);
    let wasOpen = false;
    return html`<div class="preset" data-part="preset">
      <label id="preset-label" for="preset" class="muted">${text.preset}</label>
      <button
        id="preset"
        aria-labelledby="preset-label preset"
        aria-description=${text.presetSays}
        aria-haspopup="dialog"
        aria-expanded=${this.choosing}
        @pointerdown=${() => {
          wasOpen = this.choosing;
        }}
        @click=${(event: Event) => {
          // The press has closed it already.
          if (!wasOpen) void this.#choosePreset(event.currentTarget as HTMLElement);
          wasOpen = false;
        }}
      >
        <span>${current ? names[current.id].label : text.ownSettings}</span> ${icons.open}
      </button>
    </div>`;
  }

  async #choosePreset(opener: HTMLElement): Promise<void> {
    const { PresetMenu } = await fetchView(this.page, import('./preset-menu'));
    if (!this.#menu) {
      this.#menu = new PresetMenu();
      this.#menu.page = this.page;
      this.#menu.toggled = (open) => {
        this.choosing = open;
      };
      this.renderRoot.append(this.#menu);
    }
    void this.#menu.show(opener);
  }

  #where(): TemplateResult {
    const { store } = this.page;
    const preset = presetOf(store.settings);
    const says = preset ? this.text.presets[preset.id].says : this.text.transport.ownSettingsSay;
    return html`<div class="enclosed">
      <p><b data-test="state">${this.#state()}</b></p>
      <p class="small muted" data-hint=${says}>${says}</p>
    </div>`;
  }

  #state(): string {
    const { lab } = this.page;
    const text = this.text.transport;
    if (lab.active.length === 0) return text.nothingOn;
    if (lab.waiting) return text.starting;
    if (lab.shelf.loading && !lab.shelf.prepared) return text.preparingData;
    if (lab.preparing) return text.building;
    const arm = lab.active.find(({ lastStep }) => lastStep !== null);
    const step = arm?.lastStep;
    if (!lab.begun || !arm || !step) return lab.running ? text.testingUntrained : text.ready;
    const testing =
      step.phase === 'test' ? text.testing : text.batchOf(step.batch + 1, step.batches);
    const where = arm.epoch === step.epoch && !lab.running ? text.epochDone : testing;
    const at = text.at(lab.running, step.epoch, where);
    const left = lab.running ? secondsToGo(step, arm.pace, lab.epochsAfterThis(arm)) : null;
    // What is over before it is read only flickers.
    return left === null || left < 1.5 ? at : at + text.toGo(Math.round(left));
  }

  /** The latest batches' training accuracy, and samples a second. */
  #pace(arm: Experiment): string {
    const live = arm.liveAccuracy.y.at(-1);
    const text = this.text.transport;
    if (live === undefined) return text.testAccuracy;
    return text.pace(percent(live, 0), speed(arm.samplesPerSecond));
  }

  #score(arm: Experiment): TemplateResult {
    const { fixed, trainable } = this.text.activity;
    const on = this.page.lab.active.includes(arm);
    const latest = arm.epochs.at(-1);
    const tested = latest !== undefined && latest.test_accuracy >= 0;
    const accuracy = tested ? latest.test_accuracy : latest?.train_accuracy;
    return html`<div class="score ${on ? '' : 'off'}" data-arm=${arm.name}>
      <div class="enclosed">
        <strong data-hint=${this.text.transport.scoreSays}>
          ${percent(on ? accuracy : undefined)}
        </strong>
        <span class="name">${arm.name.toUpperCase()} ${arm.fixed ? fixed : trainable}</span>
        <span class="small muted">${on ? this.#pace(arm) : this.text.transport.off}</span>
      </div>
    </div>`;
  }
}

customElements.define('rouse-transport-bar', TransportBar);
