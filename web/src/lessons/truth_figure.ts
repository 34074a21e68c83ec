/** Every run of a sweep as a sign: its start from left to right, its accuracy from 0 to 100 %. */
import { svg, type TemplateResult } from 'lit';
import { mean } from '../experiments/statistics';
import { compact } from '../format';
import type { Pair } from './truth_model';

const box = { width: 640, height: 240, left: 60, right: 12, top: 12, bottom: 30 } as const;
const inner = box.width - box.left - box.right;
const floor = box.height - box.bottom;
const ticks = [0, 0.25, 0.5, 0.75, 1];
/** From the middle of a start's column to the runs of each kind. */
const beside = 16;

const y = (accuracy: number) => floor - accuracy * (floor - box.top);

/** Circles for fixed thresholds, squares for trainable ones; a line at the mean of each. */
export function truthFigure(pairs: readonly Pair[]): TemplateResult {
  const column = inner / Math.max(1, pairs.length);
  return svg`
    ${ticks.map(
      (tick) => svg`
        <line class="grid" x1=${box.left} x2=${box.width - box.right} y1=${y(tick)} y2=${y(tick)}></line>
        <text x=${box.left - 8} y=${y(tick) + 4} text-anchor="end">${100 * tick} %</text>
      `,
    )}
    ${pairs.map(({ threshold, fixed, trainable }, index) => {
      const middle = box.left + (index + 0.5) * column;
      return svg`
        <text x=${middle} y=${box.height - 8} text-anchor="middle">θ = ${compact(threshold)}</text>
        ${fixed.accuracy.map(
          (accuracy) =>
            svg`<circle class="a" cx=${middle - beside} cy=${y(accuracy)} r="4"></circle>`,
        )}
        ${trainable.accuracy.map(
          (accuracy) => svg`<rect class="b" x=${middle + beside - 3.5} y=${y(accuracy) - 3.5}
            width="7" height="7"></rect>`,
        )}
        ${[fixed, trainable].map((row, arm) => {
          if (row.accuracy.length === 0) return svg``;
          const x = middle + (arm === 0 ? -beside : beside);
          const height = y(mean(row.accuracy));
          return svg`<line class=${arm === 0 ? 'of-a' : 'of-b'} x1=${x - 12} x2=${x + 12}
            y1=${height} y2=${height}></line>`;
        })}
      `;
    })}
  `;
}

export const truthBox = `0 0 ${box.width} ${box.height}`;
