/** One time bin of one neuron in both experiments: its arithmetic with the actual numbers. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Inspection, LayerSpec } from 'rouse-snn';
import type { Experiment } from '../experiment';
import { compact } from '../format';
import { icons } from '../icons';
import { firesAt, isCochlea } from '../specification';
import {
  type StepArithmetic,
  scientific,
  shownNumber as shown,
  stepArithmetic,
} from '../step_arithmetic';
import { arms } from '../styles/arms';
import { shared } from '../styles/shared';
import './info-tip';
import './potential-plot';
import { View } from './view';

/** While the recording plays, numbers that change more often cannot be read. */
const readableMs = 150;
const mostSpikes = 5;

export class StepDetail extends View {
  static override styles = [
    shared,
    arms,
    css`
      rouse-potential-plot {
        height: clamp(78px, 13vh, 130px);
      }

      .bin {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: 8px;
        height: 36px;
      }

      .bin span {
        min-width: 190px;
        text-align: center;
      }

      .arithmetic {
        contain: strict;
        height: 264px;
        overflow: auto;
      }

      .long .arithmetic {
        height: 344px;
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 8px;
        margin: 0;
        padding-bottom: 4px;
      }

      dt {
        color: var(--muted);
        font-size: 12px;
        line-height: 20px;
      }

      dd {
        margin: 0;
        font-size: 12px;
        line-height: 20px;
      }

      dd .line {
        display: block;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(116px, 1fr));
        gap: 0 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        justify-content: space-between;
        gap: 6px;
        font-size: 12px;
        line-height: 18px;
      }

      i {
        font-family: Georgia, 'Times New Roman', serif;
        font-size: 13px;
      }

      dd b {
        color: var(--accent);
        white-space: nowrap;
      }

      .fires {
        padding: 1px 7px;
        border-radius: 9px;
        background: var(--accent);
        color: var(--surface);
        font-size: 12px;
        font-weight: 600;
      }

      .note {
        margin-top: 2px;
      }

      @media (max-width: 899px) {
        .arithmetic {
          height: 300px;
        }

        .long .arithmetic {
          height: 400px;
        }

        .bin {
          height: 44px;
        }
      }
    `,
  ];
  #bin = -1;
  #shownAt = 0;

  protected override watch(changed: () => void): (() => void)[] {
    const { lab, playback, store } = this.page;
    return [
      lab.on('trace', changed),
      lab.on('run', changed),
      store.on('change', changed),
      playback.on('time', () => this.#follow()),
      playback.on('state', changed),
    ];
  }

  #follow(): void {
    const { playback, lab } = this.page;
    if (playback.bin(lab.binUs) === this.#bin) return;
    if (playback.playing && performance.now() - this.#shownAt < readableMs) return;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { lab, playback } = this.page;
    const { closer } = this.later;
    this.#bin = playback.bin(lab.binUs);
    this.#shownAt = performance.now();
    const both = [lab.arms.a, lab.arms.b];
    const off = (arm: Experiment) => (lab.active.includes(arm) ? '' : 'off');
    return html`
      <div class="arms">
        ${both.map(
          (arm) => html`<div class=${off(arm)}>
            <div class="caption">
              <span>${closer.potential}</span>
              ${
                arm === lab.active[0]
                  ? html`<rouse-tip .page=${this.page} about=${closer.potential} topic="membrane">
                      ${closer.potentialTip}
                    </rouse-tip>`
                  : nothing
              }
              <span class="muted">${closer.momentKey}</span>
            </div>
            <rouse-potential-plot .page=${this.page} .arm=${arm}></rouse-potential-plot>
          </div>`,
        )}
      </div>
      <div class="bin">
        ${this.#mover(-1, closer.binBefore)}
        <span data-test="bin">
          ${closer.binIs(this.#bin, (this.#bin * lab.binUs) / 1000, lab.binUs / 1000)}
        </span>
        ${this.#mover(1, closer.binAfter)}
      </div>
      <div class="arms stacked ${this.#isLong ? 'long' : ''}">
        ${both.map(
          (arm) => html`<div class="arithmetic ${off(arm)}" data-arm=${arm.name} tabindex="0"
            role="group" aria-label=${closer.arithmeticTitle(arm.name.toUpperCase())}>
            ${this.#arithmetic(arm)}
          </div>`,
        )}
      </div>
      <p class="small muted note">${closer.roundedNote}</p>
    `;
  }

  /** Recurrence and adaptation have lines of their own. */
  get #isLong(): boolean {
    const { recurrentDrive, adaptation } = this.page.lab.active[0]?.inspection ?? {};
    return recurrentDrive !== undefined || adaptation !== undefined;
  }

  #mover(by: 1 | -1, name: string): TemplateResult {
    const { lab, playback } = this.page;
    return html`<button
      class="icon"
      data-hint="${name} (${by < 0 ? ',' : '.'})"
      aria-label=${name}
      @click=${() => playback.moveBin(by, lab.binUs)}
    >
      ${by < 0 ? icons.previous : icons.next}
    </button>`;
  }

  #arithmetic(arm: Experiment): TemplateResult | typeof nothing {
    const seen = arm.inspection;
    const spec = seen && arm.spec?.layers[seen.layer];
    if (!seen || !spec) return nothing;
    const t = this.#bin;
    if (t >= seen.potential.length) {
      return html`<p class="problem">${this.later.closer.noSuchBin}</p>`;
    }
    const adapts = spec.adaptation?.kind ?? 'none';
    const s = stepArithmetic(seen, t, mostSpikes, adapts === 'threshold');
    const fires = firesAt(arm.spec, seen.layer);
    return html`<b class="which ${arm.name}">${arm.name.toUpperCase()}</b>
      <dl>
        ${this.#inputs(s, seen.layer)} ${this.#current(s, seen)}
        ${this.#potential(s, seen, adapts === 'current')}
        ${fires ? this.#spike(s, seen, spec) : nothing} ${this.#gradient(s, fires)}
      </dl>`;
  }

  #inputs(s: StepArithmetic, layer: number): TemplateResult {
    const { closer } = this.later;
    const more = html`<li>
      <span class="muted">${closer.andMore(s.others)}</span><span>${shown(s.othersSum)}</span>
    </li>`;
    return html`<dt>${closer.inputSpikes}</dt>
      <dd>
        <ul>
          ${s.largest.map(
            ({ input, weight }) =>
              html`<li><span class="muted">${this.#inputName(layer, input)}</span
                ><span>${shown(weight)}</span></li>`,
          )}
          ${s.others > 0 ? more : nothing}
        </ul>
        <span class="line">Σ <i>w</i> = <b>${shown(s.drive)}</b></span>
      </dd>`;
  }

  #current(s: StepArithmetic, seen: Inspection): TemplateResult {
    const { closer } = this.later;
    const t = this.#bin;
    const leak = html`<i>i</i>[${t}] = ${compact(seen.currentRetention)} · ${signed(s.currentBefore)}
      ${added(s.drive)}`;
    if (s.recurrent === undefined) {
      return html`<dt>${closer.synapticCurrent}</dt>
        <dd>${leak} = <b>${shown(s.current)}</b></dd>`;
    }
    return html`<dt>${closer.ownLayer}</dt>
      <dd>Σ <i>u</i> = <b>${shown(s.recurrent)}</b></dd>
      <dt>${closer.synapticCurrent}</dt>
      <dd>${leak} ${added(s.recurrent)} = <b>${shown(s.current)}</b></dd>`;
  }

  #potential(s: StepArithmetic, seen: Inspection, counteracts: boolean): TemplateResult {
    const { closer } = this.later;
    const t = this.#bin;
    const { adaptation } = s;
    return html`${
      adaptation === undefined
        ? nothing
        : html`<dt>${closer.adaptation}</dt>
              <dd><i>a</i>[${t}] = <b>${shown(adaptation)}</b></dd>`
    }
      <dt>${closer.membranePotential}</dt>
      <dd>
        <i>v</i>[${t}] = ${compact(seen.membraneRetention)} · ${signed(s.keptBefore)}
        ${added(s.current)} ${counteracts ? added(-(adaptation ?? 0)) : nothing} =
        <b>${shown(s.potential)}</b>
      </dd>`;
  }

  #gradient(
    { gradient, surrogate }: StepArithmetic,
    fires: boolean,
  ): TemplateResult | typeof nothing {
    if (gradient === undefined) return nothing;
    const by = fires ? html`∂<i>s</i> · <i>ρ</i>` : html`∂<i>v</i>`;
    const factors =
      fires && surrogate > 0
        ? html` = ${scientific(gradient / surrogate)} · ${shown(surrogate)}`
        : nothing;
    return html`<dt>${this.later.closer.itsGradient}</dt>
      <dd>
        <i>g</i>[${this.#bin}] = ∂<i>L</i>/${by}${factors} = <b>${scientific(gradient)}</b>
      </dd>`;
  }

  /** Spike, reset and surrogate: what a neuron that is read by its potential has none of. */
  #spike(s: StepArithmetic, { threshold }: Inspection, spec: LayerSpec): TemplateResult {
    const { closer } = this.later;
    const t = this.#bin;
    const hard = spec.reset === 'hard';
    const rises = spec.adaptation?.kind === 'threshold';
    const theta = rises ? `${shown(threshold)} ${added(s.adaptation ?? 0)}` : shown(threshold);
    const bracketed = rises ? `(${theta})` : theta;
    return html`<dt>${closer.spikeQuestion}</dt>
        <dd>
          ${shown(s.potential)} ${s.fires ? '≥' : '<'} <i>θ</i>${rises ? html` + <i>a</i>` : nothing} =
          ${theta}
          ${
            s.fires
              ? html`<span class="fires">${closer.spike}</span>`
              : html`<span class="muted">${closer.noSpike}</span>`
          }
        </dd>
        <dt>${closer.afterwards}</dt>
        <dd>
          <i>ṽ</i>[${t}] =
          ${s.fires ? (hard ? nothing : html`${shown(s.potential)} − ${bracketed} =`) : html`<i>v</i>[${t}] =`}
          <b>${shown(s.kept)}</b>
        </dd>
        <dt>${closer.surrogate}</dt>
        <dd>
          <i>ρ</i> = ${surrogateFormula(spec, shown(s.potential), bracketed)} =
          <b>${shown(s.surrogate)}</b>
        </dd>`;
  }

  /** "(12, 7) ON" for a pixel, "channel 300" of a cochlea, "neuron 17" for a neuron of the layer before. */
  #inputName(layer: number, input: number): string {
    const shape = this.page.lab.shelf.prepared?.train.shape;
    if (layer > 0 || !shape) return this.later.closer.neuronIs(input);
    if (isCochlea(shape)) return this.later.hearing.channelIs(input);
    const size = shape.width * shape.height;
    const pixel = input % size;
    const polarity = shape.polarities === 1 ? '' : input < size ? ' OFF' : ' ON';
    return `(${pixel % shape.width}, ${Math.floor(pixel / shape.width)})${polarity}`;
  }
}

/** As a factor: negative numbers in parentheses. */
function signed(value: number): string {
  const text = shown(value);
  return text.startsWith('−') ? `(${text})` : text;
}

/** As a further term: "+ 0.0703", "− 0.0666". */
function added(value: number): string {
  const text = shown(value);
  return text.startsWith('−') ? `− ${text.slice(1)}` : `+ ${text}`;
}

/** The surrogate of `rouse/network_spec.hpp` with its numbers; x is v − θ. */
function surrogateFormula({ surrogate }: LayerSpec, v: string, theta: string): TemplateResult {
  const { kind, scale, width, floor } = surrogate;
  const [k, w] = [compact(scale), compact(width)];
  const x = `${v} − ${theta}`;
  const formulas = {
    exponential: html`${k}/${w} · exp(−|${x}| / ${w})`,
    fast_sigmoid: html`${k} / (1 + |${x}| / ${w})²`,
    arctan: html`${k} / (1 + ((${x}) / ${w})²)`,
    triangular: html`${k}/${w} · max(0, 1 − |${x}| / ${w})`,
    boxcar: html`${k}/(2 · ${w}), |${x}| ≤ ${w}; 0`,
  };
  return floor > 0 ? html`max(${compact(floor)}, ${formulas[kind]})` : formulas[kind];
}

customElements.define('rouse-step-detail', StepDetail);
