/** The figures of an experiment as values: small panels of curves that share their axes. */
import type { Topic } from '../explanations/topics';
import type { ExperimentsMessages } from '../messages/en_experiments';
import { type Arm, sameArm } from './plan';
import type { EpochRecord } from './record';
import { isFixed, type RunRecord, type Summary } from './results';
import { deviation, mean } from './statistics';

export interface Point {
  x: number;
  y: number;
  /** Of y, to either side; drawn as a band. */
  spread: number;
}

/** How the curves of an arm look; styles differ in more than colour. */
export interface Style {
  name: string;
  /** A colour token. */
  colour: string;
  dash: readonly number[];
  mark: 'circle' | 'square' | 'diamond' | 'triangle';
}

export interface Curve {
  style: Style;
  points: readonly Point[];
}

export interface Panel {
  title: string;
  curves: readonly Curve[];
}

export const figureIds = ['accuracy', 'learning', 'dead', 'firing', 'weights', 'ablation'] as const;
export type FigureId = (typeof figureIds)[number];

export interface PanelFigure {
  id: FigureId;
  title: string;
  /** What it is, in a sentence. */
  says: string;
  topic: Topic;
  x: {
    name: string;
    logarithmic: boolean;
    whole: boolean;
    /** From the first value of the plan to the last, whether or not they are known yet. */
    range: readonly [low: number, high: number];
  };
  y: string;
  /** Upper bound of y, which begins at 0; null adapts to the data. */
  highest: number | null;
  /** A row for each layer, or one without a name. */
  rows: readonly { name: string; panels: readonly Panel[] }[];
  styles: readonly Style[];
  note: string;
}

/** All records of the runs of an arm from a start, also of runs that are under way. */
export type RecordsOf = (threshold: number, arm: Arm) => readonly RunRecord[];

interface Given {
  summary: Summary;
  recordsOf: RecordsOf;
  text: ExperimentsMessages['figures'];
  layerName: (layer: number, layers: number) => string;
}

/** The colours of A and B for fixed and trainable thresholds, and others that stay apart from both. */
const colours = ['b', 'off', 'third', 'muted'] as const;
const marks = ['square', 'diamond', 'triangle'] as const;
const fixedDash = [6, 4] as const;

/** Whether values span so much that equal ratios should be equal distances. */
const isGeometric = (low: number, high: number) => low > 0 && high / low >= 8;

function axisOf(values: readonly number[]): Omit<PanelFigure['x'], 'name'> {
  const range = [values[0] ?? 0, values.at(-1) ?? 0] as const;
  return { logarithmic: isGeometric(...range), whole: false, range };
}

export function styleOf({ arms }: Summary, arm: Arm, text: ExperimentsMessages['figures']): Style {
  const trained = arms.filter((one) => !isFixed(one));
  const name = text.arm(arm, hasRates(arms));
  if (isFixed(arm)) return { name, colour: 'a', dash: fixedDash, mark: 'circle' };
  const place = trained.findIndex((one) => sameArm(one, arm));
  return {
    name,
    colour: colours[place % colours.length] as string,
    dash: place < colours.length ? [] : [2, 3],
    mark: marks[place % marks.length] as Style['mark'],
  };
}

/** Whether several learning rates of thresholds are compared. */
export function hasRates(arms: readonly Arm[]): boolean {
  return new Set(arms.filter((arm) => !isFixed(arm)).map(({ rate }) => rate)).size > 1;
}

export function figuresOf(given: Given): PanelFigure[] {
  const { summary } = given;
  const { neurons, thresholds, arms } = summary;
  const share = (value: number, all: number) => (100 * value) / all;
  return [
    ...(thresholds.length > 1 ? [accuracyByThreshold(given)] : []),
    course(given, 'learning', 'accuracy', 1, 100, (epoch) => 100 * epoch.test_accuracy),
    course(given, 'dead', 'dead', neurons.length, 100, (epoch, layer) =>
      share(epoch.dead[layer] ?? 0, neurons[layer] ?? 1),
    ),
    course(given, 'firing', 'firingRate', neurons.length, null, (e, layer) => e.rate[layer] ?? 0),
    course(
      given,
      ...(['weights', 'weightDistance', neurons.length, null] as const),
      (epoch, layer) => 100 * (epoch.weight_distance[layer] ?? 0),
    ),
    ...(hasRates(arms) ? [ablation(given)] : []),
  ];
}

const pointOf = (x: number, values: readonly number[]): Point[] =>
  values.length === 0 ? [] : [{ x, y: mean(values), spread: deviation(values) }];

const inPercent = (shares: readonly number[]) => shares.map((value) => 100 * value);

function accuracyOf({ rows }: Summary, threshold: number, arm: Arm): readonly number[] {
  const row = rows.find((one) => one.threshold === threshold && sameArm(one.arm, arm));
  return inPercent(row?.accuracy ?? []);
}

const stylesOf = ({ summary, text }: Given) =>
  summary.arms.map((arm) => styleOf(summary, arm, text));

function accuracyByThreshold(given: Given): PanelFigure {
  const { summary, text } = given;
  const { thresholds, arms, epochs, seeds } = summary;
  const curves = arms.map((arm) => ({
    style: styleOf(summary, arm, text),
    points: thresholds.flatMap((start) => pointOf(start, accuracyOf(summary, start, arm))),
  }));
  return {
    ...{ id: 'accuracy', topic: 'sweep', ...text.accuracy, y: text.accuracyAfter(epochs) },
    x: {
      name: text.threshold,
      ...axisOf(thresholds),
    },
    ...{ highest: 100, rows: [{ name: '', panels: [{ title: '', curves }] }] },
    ...{ styles: stylesOf(given), note: text.note(seeds.length) },
  };
}

type Quantity = (epoch: EpochRecord, layer: number) => number;

/** Over the epochs: a panel for each initial threshold, a row for each of so many layers. */
function course(
  given: Given,
  id: 'learning' | 'dead' | 'firing' | 'weights',
  topic: Topic,
  layers: number,
  highest: number | null,
  quantity: Quantity,
): PanelFigure {
  const { summary, recordsOf, text, layerName } = given;
  const rows = Array.from({ length: layers }, (_, layer) => ({
    name: layers === 1 ? '' : layerName(layer, layers),
    panels: summary.thresholds.map((threshold) => ({
      title: text.from(threshold),
      curves: summary.arms.map((arm) => ({
        style: styleOf(summary, arm, text),
        points: Array.from({ length: summary.epochs + 1 }, (_, epoch) => {
          const known = recordsOf(threshold, arm).flatMap((record) => record[epoch] ?? []);
          return pointOf(
            epoch,
            known.map((one) => quantity(one, layer)),
          );
        }).flat(),
      })),
    })),
  }));
  return {
    ...{ id, topic, ...text[id], rows, highest, styles: stylesOf(given) },
    x: { name: text.epoch, logarithmic: false, whole: true, range: [0, summary.epochs] },
    note: text.note(summary.seeds.length),
  };
}

/** Accuracy against the thresholds' learning rate; fixed thresholds are a level line. */
function ablation(given: Given): PanelFigure {
  const { summary, text } = given;
  const { arms, epochs, seeds } = summary;
  const rates = [...new Set(arms.filter((arm) => !isFixed(arm)).map(({ rate }) => rate))];
  const modes = [...new Set(arms.map(({ mode }) => mode))];
  const styles = modes.map((mode, index): Style => {
    const arm = arms.find((one) => one.mode === mode) as Arm;
    const trained = modes.slice(0, index).filter((one) => one !== 'fixed').length;
    const colour = mode === 'fixed' ? 'a' : (colours[trained] as string);
    return { ...styleOf(summary, arm, text), colour, name: text.arm(arm, false) };
  });
  const panels = summary.thresholds.map((start) => ({
    title: text.from(start),
    curves: modes.map((mode, index) => ({
      style: styles[index] as Style,
      points: rates.flatMap((rate) =>
        pointOf(rate, accuracyOf(summary, start, { mode, rate: mode === 'fixed' ? 0 : rate })),
      ),
    })),
  }));
  return {
    ...{ id: 'ablation', topic: 'sweep', ...text.ablation, y: text.accuracyAfter(epochs) },
    x: {
      name: text.rate,
      ...axisOf(rates),
    },
    ...{ highest: 100, rows: [{ name: '', panels }] },
    ...{ styles, note: text.note(seeds.length) },
  };
}

/** Whether there is anything to draw. */
export function isEmpty({ rows }: PanelFigure): boolean {
  return rows.every(({ panels }) =>
    panels.every(({ curves }) => curves.every(({ points }) => points.length === 0)),
  );
}

/** The figure's last values in words, for those who do not see it. */
export function describe(figure: PanelFigure, nothing: string): string {
  const number = (value: number) => String(Number(value.toPrecision(3)));
  const parts = figure.rows.flatMap(({ name, panels }) =>
    panels.flatMap(({ title, curves }) => {
      const values = curves.flatMap(({ style, points }) => {
        if (points.length === 0) return [];
        // Against thresholds or rates, every point counts; over epochs, the last one.
        const told = figure.x.whole ? points.slice(-1) : points;
        const all = told.map(({ x, y }) =>
          figure.x.whole ? number(y) : `${number(x)}: ${number(y)}`,
        );
        return [`${style.name} ${all.join(', ')}`];
      });
      const head = [name, title].filter((part) => part !== '').join(', ');
      return values.length === 0 ? [] : [`${head === '' ? '' : `${head}: `}${values.join('; ')}`];
    }),
  );
  return `${figure.title}, ${figure.y}. ${parts.length === 0 ? nothing : parts.join('. ')}.`;
}
