import { type Difference, pairedDifference } from '../metrics/differenceInterval.ts';
import { type Interval, wilsonInterval } from '../metrics/wilson.ts';
import {
  type DiagnosisTally,
  type ErrorPart,
  errorParts,
  type LayerKind,
  type LayerSums,
  partsOf,
} from './diagnosisTally.ts';

/** What a converted network loses, and where. Shares are fractions. */
export interface Diagnosis {
  readonly samples: number;
  /** Steps. */
  readonly times: readonly number[];
  readonly layers: readonly LayerDiagnosis[];
  /** Of the network as it is, and of its analog original. */
  readonly accuracy: readonly Accuracy[];
  readonly analogAccuracy: Accuracy;
}

export interface LayerDiagnosis {
  readonly name: string;
  readonly kind: LayerKind;
  readonly shape: readonly [number, number, number];
  readonly scale: readonly [number, number];
  /** [time]. */
  readonly moments: readonly LayerMomentDiagnosis[];
}

export interface LayerMomentDiagnosis {
  /** Pearson's, over neurons and samples; null where one of them does not vary. */
  readonly correlation: number | null;
  /** Root mean square of rate minus activation, over that of the activation: 0 is exact, 1 as wrong as silence. Null where all is 0. */
  readonly error: number | null;
  /** Of the squared error; they add up to 1, and are negative where a part makes up for others. */
  readonly shares: Readonly<Record<ErrorPart, number>>;
  /** Root mean square of each part, in the measure of `error`. */
  readonly sizes: Readonly<Record<ErrorPart, number>>;
  /** Of neurons and samples: no spike so far; activation 0; a spike in every step of the second half; activation beyond the scale. */
  readonly silent: number;
  readonly inactive: number;
  readonly saturated: number;
  readonly clipped: number;
  /** With this layer and all before it analog. */
  readonly accuracyFromHere: Accuracy;
  /** What its spikes cost: that accuracy minus the one with this layer spiking and those before it analog, on the same samples. */
  readonly cost: Difference;
}

export interface Accuracy extends Interval {
  readonly value: number;
}

/** The sums of a tally as correlations, errors and shares. */
export function summarise(tally: DiagnosisTally): Diagnosis {
  const { labels, times, cuts, count } = tally;
  return {
    samples: count,
    times,
    layers: tally.layers.map(({ name, kind, shape, scale, sums }) => {
      const cut = cuts.findIndex(({ upTo }) => upTo === name);
      return {
        name,
        kind,
        shape,
        scale,
        moments: sums.map((sum, t) => ({
          ...measureSums(sum),
          accuracyFromHere: accuracyOf(labels, cuts[cut]!.classes[t]!),
          cost: costOf(labels, cuts[cut]!.classes[t]!, cuts[cut - 1]!.classes[t]!),
        })),
      };
    }),
    accuracy: times.map((_, t) => accuracyOf(labels, cuts[0]!.classes[t]!)),
    analogAccuracy: accuracyOf(labels, cuts.at(-1)!.classes.at(-1)!),
  };
}

function measureSums({ values, a, r, aa, rr, ar, ee, shares, squares, ...counts }: LayerSums) {
  const varianceA = aa - (a * a) / values;
  const varianceR = rr - (r * r) / values;
  const covariance = ar - (a * r) / values;
  // Below this the differences are rounding.
  const varies = varianceA > 1e-12 * aa && varianceR > 1e-12 * rr;
  return {
    correlation: varies ? Math.max(-1, Math.min(1, covariance / Math.sqrt(varianceA * varianceR))) : null,
    error: aa > 0 ? Math.sqrt(ee / aa) : null,
    shares: partsOf((part) => (ee > 0 ? shares[part] / ee : 0)),
    sizes: partsOf((part) => (aa > 0 ? Math.sqrt(squares[part] / aa) : 0)),
    silent: counts.silent / values,
    inactive: counts.inactive / values,
    saturated: counts.saturated / values,
    clipped: counts.clipped / values,
  };
}

function accuracyOf(labels: readonly number[], classes: readonly number[]): Accuracy {
  const right = labels.filter((label, sample) => classes[sample] === label).length;
  return { value: labels.length === 0 ? 0 : right / labels.length, ...wilsonInterval(right, labels.length) };
}

function costOf(labels: readonly number[], analog: readonly number[], spiking: readonly number[]): Difference {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const [sample, label] of labels.entries()) {
    const [first, second] = [analog[sample] === label, spiking[sample] === label];
    counts[first ? (second ? 'both' : 'onlyFirst') : second ? 'onlySecond' : 'neither']++;
  }
  return pairedDifference(counts);
}

/** The part of its own error, inherited ones aside, that weighs most; null where it has none. */
export function mainPart({ sizes }: LayerMomentDiagnosis): Exclude<ErrorPart, 'inherited'> | null {
  let main: Exclude<ErrorPart, 'inherited'> | null = null;
  for (const part of errorParts) {
    if (part !== 'inherited' && sizes[part] > (main === null ? 0 : sizes[main])) main = part;
  }
  return main;
}
