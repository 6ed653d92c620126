/**
 * What one converted network lost on a run of samples, layer by layer, as sums: tallies of parts add up to the tally of the whole, in the order of
 * the samples.
 */
export interface DiagnosisTally {
  readonly from: number;
  readonly count: number;
  readonly labels: readonly number[];
  /** Steps after which everything is measured, rising. */
  readonly times: readonly number[];
  readonly layers: readonly LayerTally[];
  /** Analog first parts of the network, none of it first, all of it last. */
  readonly cuts: readonly Cut[];
}

/** A layer with neurons of its own; values are in units of the model. */
export interface LayerTally {
  readonly name: string;
  readonly kind: LayerKind;
  /** [height, width, channels]. */
  readonly shape: readonly [number, number, number];
  /** Least and greatest of what a spike in every step stands for. */
  readonly scale: readonly [number, number];
  /** [time]. */
  readonly sums: readonly LayerSums[];
}

/** `input`: encoded values. `neurons`: integrate-and-fire. `maximum`: max pooling, which passes spikes on. `output`: the class scores. */
export type LayerKind = 'input' | 'neurons' | 'maximum' | 'output';

/**
 * Why a firing rate differs from its activation. `inherited`: what the layers before deliver differs. `clipping`: the activation is more than
 * spikes can say. `reset`: charge that a reset to zero, a leak or a refractory period loses. `quantisation`: so many steps can only say so
 * many values. `arrival`: the rest, which the order of the spikes and the time until they arrive cost.
 */
export const errorParts = ['inherited', 'clipping', 'reset', 'quantisation', 'arrival'] as const;
export type ErrorPart = (typeof errorParts)[number];

/** Sums over neurons and samples of activation a, scaled rate r and error e = r − a. */
export interface LayerSums {
  readonly values: number;
  readonly a: number;
  readonly r: number;
  readonly aa: number;
  readonly rr: number;
  readonly ar: number;
  readonly ee: number;
  /** Σ e · part: they add up to Σ e². */
  readonly shares: Readonly<Record<ErrorPart, number>>;
  /** Σ part². */
  readonly squares: Readonly<Record<ErrorPart, number>>;
  /** Neurons that have not spiked; those whose activation is 0; those that spike in every step of the second half; activations beyond the scale. */
  readonly silent: number;
  readonly inactive: number;
  readonly saturated: number;
  readonly clipped: number;
}

/** The network with its layers up to one replaced by the analog ones: classes at [time][sample]. */
export interface Cut {
  /** The last analog layer; null where none is. */
  readonly upTo: string | null;
  readonly classes: readonly (readonly number[])[];
}

/** Adds two tallies of neighbouring samples. */
export function joinDiagnoses(first: DiagnosisTally, second: DiagnosisTally): DiagnosisTally {
  if (first.from + first.count !== second.from) throw new RangeError('The diagnoses are not of neighbouring samples.');
  return {
    from: first.from,
    count: first.count + second.count,
    labels: [...first.labels, ...second.labels],
    times: first.times,
    layers: first.layers.map((layer, l) => ({
      ...layer,
      sums: layer.sums.map((sums, t) => addSums(sums, second.layers[l]!.sums[t]!)),
    })),
    cuts: first.cuts.map(({ upTo, classes }, c) => ({
      upTo,
      classes: classes.map((some, t) => [...some, ...second.cuts[c]!.classes[t]!]),
    })),
  };
}

function addSums(one: LayerSums, other: LayerSums): LayerSums {
  const both = (pick: (sums: LayerSums) => number): number => pick(one) + pick(other);
  const parts = (pick: (sums: LayerSums) => Readonly<Record<ErrorPart, number>>) =>
    partsOf((part) => pick(one)[part] + pick(other)[part]);
  return {
    values: both(({ values }) => values),
    a: both(({ a }) => a),
    r: both(({ r }) => r),
    aa: both(({ aa }) => aa),
    rr: both(({ rr }) => rr),
    ar: both(({ ar }) => ar),
    ee: both(({ ee }) => ee),
    shares: parts(({ shares }) => shares),
    squares: parts(({ squares }) => squares),
    silent: both(({ silent }) => silent),
    inactive: both(({ inactive }) => inactive),
    saturated: both(({ saturated }) => saturated),
    clipped: both(({ clipped }) => clipped),
  };
}

/** A number for each part. */
export function partsOf<Value>(make: (part: ErrorPart) => Value): Record<ErrorPart, Value> {
  return {
    inherited: make('inherited'),
    clipping: make('clipping'),
    reset: make('reset'),
    quantisation: make('quantisation'),
    arrival: make('arrival'),
  };
}
