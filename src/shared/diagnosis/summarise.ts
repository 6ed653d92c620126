import { type Difference, pairedDifference } from '../metrics/differenceInterval.ts';
import { mcNemarTest } from '../metrics/mcNemar.ts';
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
  /** Position in `times` of the earlier time at which more samples are right than at the last, by more than chance; null for none. */
  readonly declinesFrom: number | null;
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
          cost: pairedWith(labels, cuts[cut]!.classes[t]!, cuts[cut - 1]!.classes[t]!).difference,
        })),
      };
    }),
    accuracy: times.map((_, t) => accuracyOf(labels, cuts[0]!.classes[t]!)),
    analogAccuracy: accuracyOf(labels, cuts.at(-1)!.classes.at(-1)!),
    declinesFrom: declineFrom(labels, cuts[0]!.classes),
  };
}

/** The earlier time with the largest paired fall to the last one, p corrected for the number of times (Bonferroni). */
function declineFrom(labels: readonly number[], classes: readonly (readonly number[])[]): number | null {
  const end = classes.length - 1;
  let worst: number | null = null;
  let most = 0;
  for (let t = 0; t < end; t++) {
    const { counts, difference } = pairedWith(labels, classes[t]!, classes[end]!);
    const { p } = mcNemarTest(counts.onlyFirst, counts.onlySecond);
    if (end * p >= 0.05 || difference.low <= 0 || difference.value <= most) continue;
    most = difference.value;
    worst = t;
  }
  return worst;
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

function pairedWith(labels: readonly number[], first: readonly number[], second: readonly number[]) {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const [sample, label] of labels.entries()) {
    const [one, other] = [first[sample] === label, second[sample] === label];
    counts[one ? (other ? 'both' : 'onlyFirst') : other ? 'onlySecond' : 'neither']++;
  }
  return { counts, difference: pairedDifference(counts) };
}

/** The part of its own error, inherited ones aside, that weighs most; null where it has none. */
export function mainPart({ sizes }: LayerMomentDiagnosis): Exclude<ErrorPart, 'inherited'> | null {
  let main: Exclude<ErrorPart, 'inherited'> | null = null;
  for (const part of errorParts) {
    if (part !== 'inherited' && sizes[part] > (main === null ? 0 : sizes[main])) main = part;
  }
  return main;
}

/** What a part of the error is called. */
export const partTitles: Readonly<Record<ErrorPart, string>> = {
  inherited: 'From before',
  clipping: 'Clipping',
  reset: 'Reset',
  quantisation: 'Quantisation',
  arrival: 'Arrival',
};

/** What a part of the error is, in one sentence. */
export const partHelp: Readonly<Record<ErrorPart, string>> = {
  inherited: 'The layers before deliver something else than their activations.',
  clipping: 'The input asks for more spikes than a step allows.',
  reset: 'Charge that a reset to zero, a leak or a refractory period loses.',
  quantisation: 'So few steps can say only so many values.',
  arrival: 'The rest: the order in which spikes come, and the time until they do.',
};

/** Parts that some layer has, in order. */
export function presentParts({ layers }: Diagnosis): readonly ErrorPart[] {
  return errorParts.filter(
    (part) => part !== 'reset' || layers.some(({ moments }) => moments.some(({ sizes }) => sizes.reset > 0)),
  );
}
