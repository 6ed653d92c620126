import type { ErrorPart, LayerSums } from './diagnosisTally.ts';
import { partsOf } from './diagnosisTally.ts';
import type { IdealNeuron } from './idealNeuron.ts';

/** One layer of one sample at one time; all values [neuron], in thresholds. */
export interface LayerMoment {
  /** Analog activations. */
  readonly wanted: Float32Array;
  /** What the layers before really delivered makes of the same neurons. */
  readonly delivered: Float32Array;
  /** Scaled firing rates. */
  readonly found: Float32Array;
  /** Spikes so far, and those of the second half of the time; negative ones subtracted. Null where there are no spikes to count. */
  readonly spikes: Float32Array | null;
  readonly late: Float32Array | null;
  /** Steps of the second half. */
  readonly lateSteps: number;
  readonly steps: number;
  /** Null for layers that have no neurons of their own: everything that is not inherited is arrival. */
  readonly ideal: IdealNeuron | null;
  /** Units of the model per threshold. */
  readonly scaleOf: (neuron: number) => number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends number ? number : Record<ErrorPart, number> };

/** Sums of nothing yet. */
export function emptySums(): Writable<LayerSums> {
  return {
    values: 0,
    a: 0,
    r: 0,
    aa: 0,
    rr: 0,
    ar: 0,
    ee: 0,
    shares: partsOf(() => 0),
    squares: partsOf(() => 0),
    silent: 0,
    inactive: 0,
    saturated: 0,
    clipped: 0,
  };
}

/**
 * Adds one sample's layer. The parts of an error are the steps of a chain from activation to rate, so that they add up to it: the activation, what
 * the delivered input makes of it, clipped, in the long run, within these steps, and the rate that was found.
 */
export function addMoment(sums: Writable<LayerSums>, moment: LayerMoment): void {
  const { wanted, delivered, found, spikes, late, lateSteps, steps, ideal, scaleOf } = moment;
  const { shares, squares } = sums;
  for (let n = 0; n < wanted.length; n++) {
    const scale = scaleOf(n);
    const given = delivered[n]!;
    const clipped = ideal === null ? given : ideal.clip(given);
    const steady = ideal === null ? given : ideal.steady(clipped);
    const within = ideal === null ? given : ideal.within(clipped, steps);
    const a = scale * wanted[n]!;
    const r = scale * found[n]!;
    const e = r - a;
    sums.a += a;
    sums.r += r;
    sums.aa += a * a;
    sums.rr += r * r;
    sums.ar += a * r;
    sums.ee += e * e;
    add('inherited', scale * (given - wanted[n]!), e);
    add('clipping', scale * (clipped - given), e);
    add('reset', scale * (steady - clipped), e);
    add('quantisation', scale * (within - steady), e);
    add('arrival', scale * (found[n]! - within), e);
    if (wanted[n] === 0) sums.inactive++;
    if (ideal !== null && ideal.clip(wanted[n]!) !== wanted[n]) sums.clipped++;
    if (spikes !== null && spikes[n] === 0) sums.silent++;
    if (late !== null && Math.abs(late[n]!) >= lateSteps) sums.saturated++;
  }
  sums.values += wanted.length;

  function add(part: ErrorPart, value: number, e: number): void {
    shares[part] += e * value;
    squares[part] += value * value;
  }
}
