/** What one neuron computed in one time bin, as numbers to be read. */
import type { Inspection } from 'rouse-snn';

/** Numbers are shown in steps of this many decimals. */
const decimals = 4;
const unit = 10 ** decimals;

export interface StepArithmetic {
  /** The bin's input spikes with the largest weights, largest first. */
  largest: { input: number; weight: number }[];
  /** How many more there are, and the sum of their weights. */
  others: number;
  othersSum: number;
  /** Sum of the weights of all input spikes of the bin. */
  drive: number;
  /** What the layer's own spikes of the bin before bring; undefined where none come back. */
  recurrent: number | undefined;
  /** a[t]; undefined where the neuron does not adapt. */
  adaptation: number | undefined;
  /** i[t-1] and i[t] */
  currentBefore: number;
  current: number;
  /** ṽ[t-1], v[t] and ṽ[t] */
  keptBefore: number;
  potential: number;
  kept: number;
  fires: boolean;
  surrogate: number;
  /** g[t], if the class of the recording is known. */
  gradient: number | undefined;
}

/** Bin `t` of an inspection; at most `shown` spikes are listed. `rises` says what adaptation does. */
export function stepArithmetic(
  seen: Inspection,
  t: number,
  shown: number,
  rises = false,
): StepArithmetic {
  const spikes = arriving(seen, t).sort(
    (one, other) => Math.abs(other.weight) - Math.abs(one.weight),
  );
  const largest = spikes.slice(0, shown);
  const drive = at(seen.drive, t);
  const potential = at(seen.potential, t);
  return {
    largest,
    others: spikes.length - largest.length,
    // What is left of the sum as it is shown, so that what is shown adds up.
    othersSum: largest.reduce((rest, { weight }) => rest - rounded(weight), rounded(drive)) / unit,
    drive,
    recurrent: seen.recurrentDrive?.[t],
    adaptation: seen.adaptation?.[t],
    currentBefore: at(seen.current, t - 1),
    current: at(seen.current, t),
    keptBefore: at(seen.kept, t - 1),
    potential,
    kept: at(seen.kept, t),
    fires: potential >= Math.fround(seen.threshold + (rises ? (seen.adaptation?.[t] ?? 0) : 0)),
    surrogate: at(seen.surrogate, t),
    gradient: seen.potentialGradient[t],
  };
}

/** The spikes that arrive in a bin, of which each delayed one arrives in parts in two. */
function arriving(seen: Inspection, t: number): { input: number; weight: number }[] {
  const from = seen.layer === 0 ? seen.input : (seen.layers[seen.layer - 1] ?? seen.input);
  const sentAt = (bin: number) => from.columns.subarray(from.offsets[bin], from.offsets[bin + 1]);
  const { delays, weights } = seen;
  if (!delays) {
    return Array.from(sentAt(t), (input) => ({ input, weight: weights[input] ?? 0 }));
  }
  return Array.from(delays).flatMap((delay, input) => {
    const whole = Math.floor(delay);
    const sent = (bin: number) => (bin >= 0 && sentAt(bin).includes(input) ? 1 : 0);
    const share = (1 - (delay - whole)) * sent(t - whole) + (delay - whole) * sent(t - whole - 1);
    return share > 0 ? [{ input, weight: share * (weights[input] ?? 0) }] : [];
  });
}

/** As it is shown: "−0.0312". */
export function shownNumber(value: number): string {
  const text = (rounded(value) / unit).toFixed(decimals);
  return text.replace('-', '−');
}

/** Gradients are small: three digits and a power of ten. */
export function scientific(value: number): string {
  if (value === 0) return '0';
  const [digits = '', power = ''] = value.toExponential(2).split('e');
  const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const raised = [...power.replace('+', '')]
    .map((c) => (c === '-' ? '⁻' : (superscripts[Number(c)] ?? '')))
    .join('');
  return `${digits.replace('-', '−')} · 10${raised}`;
}

function at(values: Float32Array, t: number): number {
  return values[t] ?? 0;
}

function rounded(value: number): number {
  // Adding 0 makes 0 of -0.
  return Math.round(value * unit) + 0;
}
