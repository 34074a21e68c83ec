import { describe, expect, test } from 'vitest';
import { drawFigure, fileFigure, layoutOf } from '../../../../web/src/experiments/drawing';
import { figuresOf, isEmpty, describe as words } from '../../../../web/src/experiments/figures';
import { type Arm, defaultPlan, type Plan } from '../../../../web/src/experiments/plan';
import type { EpochRecord } from '../../../../web/src/experiments/record';
import { type RunRecord, summarise } from '../../../../web/src/experiments/results';
import { SvgContext } from '../../../../web/src/export/svg_context';
import { en } from '../../../../web/src/messages/en_experiments';
import { defaultSettings } from '../../../../web/src/state';

const epoch = (epoch: number, accuracy: number): EpochRecord => ({
  ...{ epoch, loss: 1, train_accuracy: 0.5, test_accuracy: accuracy, dead: [4, 0] },
  ...{ rate: [0.1, 0.2], threshold_mean: [1, 1], weight_movement: [0, 0] },
  weight_distance: [0.01 * epoch, 0.02 * epoch],
});

/** What a threshold and an arm come to, with two seeds a little apart. */
function records(threshold: number, { mode, rate }: Arm): RunRecord[] {
  const end = mode === 'fixed' ? 0.1 : 0.1 + 0.01 * threshold + rate;
  return [0, 0.1].map((more) => [epoch(0, 0.1), epoch(1, end + more)]);
}

function figures(changes: Partial<Plan>, known = records) {
  const plan: Plan = { ...defaultPlan(), seeds: 2, epochs: 1, ...changes };
  const summary = summarise(
    plan,
    defaultSettings(),
    { inputs: 9, neurons: [8, 2] },
    (run) => known(run.threshold, run.arm)[run.seed - 1],
  );
  const layerName = (layer: number) => `layer ${layer + 1}`;
  return figuresOf({ summary, recordsOf: known, text: en.figures, layerName });
}

const byId = (all: ReturnType<typeof figures>, id: string) => {
  const found = all.find((figure) => figure.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

describe('figures', () => {
  test('are those of the paper; several rates bring the ablation', () => {
    const usual = ['accuracy', 'learning', 'dead', 'firing', 'weights'];
    expect(figures({}).map(({ id }) => id)).toEqual(usual);
    expect(figures({ rates: [0.01, 0.1] }).map(({ id }) => id)).toEqual([...usual, 'ablation']);
    expect(figures({ thresholds: [5] }).map(({ id }) => id)).toEqual(usual.slice(1));
  });

  test('have means and deviations of the seeds, in percent', () => {
    const { rows, x } = byId(figures({ thresholds: [1, 10] }), 'accuracy');
    expect(x.logarithmic).toBe(true);
    const [fixed, trained] = rows[0]?.panels[0]?.curves ?? [];
    expect(fixed?.style).toMatchObject({ colour: 'a', mark: 'circle' });
    expect(trained?.style).toMatchObject({ colour: 'b', dash: [] });
    expect(fixed?.points.map(({ y }) => y)).toEqual([15, 15].map((y) => expect.closeTo(y)));
    expect(trained?.points).toEqual([
      { x: 1, y: expect.closeTo(26), spread: expect.closeTo(7.07, 2) },
      { x: 10, y: expect.closeTo(35), spread: expect.closeTo(7.07, 2) },
    ]);
  });

  test('over epochs have a panel for each start and a row for each layer', () => {
    const { rows } = byId(figures({ thresholds: [1, 2, 3] }), 'dead');
    expect(rows.map(({ name, panels }) => [name, panels.length])).toEqual([
      ['layer 1', 3],
      ['layer 2', 3],
    ]);
    expect(rows[0]?.panels[0]?.curves[0]?.points.map(({ y }) => y)).toEqual([50, 50]);
  });

  test('of the ablation have fixed thresholds as a level line', () => {
    const { rows, styles } = byId(figures({ rates: [0.01, 0.1], thresholds: [5] }), 'ablation');
    const [fixed, trained] = rows[0]?.panels[0]?.curves ?? [];
    expect(new Set(fixed?.points.map(({ y }) => y)).size).toBe(1);
    expect(trained?.points.map(({ y }) => y)).toEqual([21, 30].map((y) => expect.closeTo(y)));
    expect(styles.map(({ colour }) => colour)).toEqual(['a', 'b']);
  });

  test('say their numbers, and that there are none', () => {
    const learning = byId(figures({ thresholds: [10] }), 'learning');
    expect(words(learning, 'nothing yet')).toBe(
      'Learning from each start, test accuracy, %. from 10: fixed 15; trainable 35.',
    );
    const none = byId(
      figures({ thresholds: [10] }, () => []),
      'learning',
    );
    expect(isEmpty(none)).toBe(true);
    expect(words(none, 'nothing yet')).toContain('nothing yet');
  });
});

describe('drawn', () => {
  const many = () => byId(figures({ thresholds: [0.02, 0.1, 0.5, 1, 5, 20, 40, 60] }), 'dead');

  test('panels go on below where there is no room beside each other', () => {
    const [wide, narrow] = [layoutOf(many(), 1200), layoutOf(many(), 358)];
    expect([wide.lines, wide.perLine]).toEqual([1, 8]);
    expect([narrow.lines, narrow.perLine]).toEqual([4, 2]);
    for (const [{ panel, perLine }, width] of [
      [wide, 1200],
      [narrow, 358],
    ] as const) {
      expect(38 + perLine * (panel.width + 16) - 16).toBeLessThanOrEqual(width - 10);
    }
    expect(narrow.height).toBeGreaterThan(wide.height);
  });

  test.each(figures({ rates: [0.01, 0.1] }).map((figure) => [figure.id, figure] as const))(
    'all of %s stays inside of the picture',
    (_, figure) => {
      const { width, height } = fileFigure(figure);
      const context = new SvgContext();
      const colour = (token: string) => `#${token}`;
      const canvas = context as unknown as CanvasRenderingContext2D;
      drawFigure({ context: canvas, width, height, ratio: 1, colour }, figure);
      const svg = context.document(width, height, figure.title);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      for (const [, x, y] of svg.matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(width);
        expect(Number(y)).toBeGreaterThanOrEqual(0);
        expect(Number(y)).toBeLessThanOrEqual(height);
      }
    },
  );
});
