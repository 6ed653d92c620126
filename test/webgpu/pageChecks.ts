import type { Encoding } from '../../src/shared/simulation/encoding.ts';
import type { Readout } from '../../src/shared/simulation/readout.ts';
import type { PopulationKind } from '../shared/simulation/randomNetworks.ts';

/** What the page does for the specs; arguments and answers are plain data. */
export interface PageChecks {
  openAdapter(): Promise<Adapter | { readonly reason: string }>;
  compareRandom(request: RandomComparison): Promise<Comparison>;
  compareNetworks(request: NetworkComparison): Promise<NetworkAgreement>;
  compareBatches(request: BatchComparison): Promise<readonly BatchRun[]>;
  failOn(request: Failure): Promise<FailureFound>;
  measureSpeed(request: SpeedRequest): Promise<Speed>;
  probeRounding(): Promise<Rounding>;
  compareDraws(random: number): Promise<DrawComparison>;
}

export type CheckName = keyof PageChecks;

/** The graphics card that a page gets. */
export interface Adapter {
  readonly name: string;
  /** It computes on the processor. */
  readonly isSoftware: boolean;
}

/** What a device does where WGSL leaves it a choice. */
export interface Rounding {
  /** A product and a sum are rounded once. */
  readonly fuses: boolean;
  readonly flushesDenormals: boolean;
  readonly divisions: number;
  /** Quotients that are not the nearest number of single precision. */
  readonly inexactDivisions: number;
}

/** Blocks of two random words each. */
export interface DrawComparison {
  readonly blocks: number;
  readonly differing: number;
  /** Words whose highest bit is set. */
  readonly ones: number;
}

/** Networks with random shapes, weights and rules of one family. */
export type CaseFamily =
  | { readonly kind: 'population'; readonly population: PopulationKind }
  | { readonly kind: 'encoding'; readonly encoding: number }
  | { readonly kind: 'branches' }
  | { readonly kind: 'clocked' }
  | { readonly kind: 'shared' }
  | { readonly kind: 'long' };

export interface RandomComparison {
  readonly family: CaseFamily;
  /** Dyadic numbers, so that every sum is exact: the recordings must be equal. Otherwise weights are any. */
  readonly exact: boolean;
  readonly seed: number;
  readonly runs: number;
  /** Names one case of the seed: the `path` of a failure. */
  readonly path?: string;
}

/** What came of simulating random cases on the GPU and in the reference. */
export interface Comparison {
  readonly runs: number;
  /** Cases whose recordings are equal, every number of them. */
  readonly equal: number;
  /** Cases that the engine refuses, by its words. */
  readonly refused: Readonly<Record<string, number>>;
  readonly spikes: number;
  /** Spikes that only one of the two has. */
  readonly differing: number;
  /** Largest difference of an output potential, as a share of the largest potential of its network; where no spike differs. */
  readonly potentialDifference: number;
  /** The first case that fails, with the seed and path that repeat it. */
  readonly failure: string | null;
}

/** What stands beside a converted network and its samples. */
export interface CaseHead {
  readonly encoding: Encoding;
  readonly seed: number;
  readonly steps: number;
  readonly readouts: readonly Readout[];
  readonly samples: number;
}

/** A converted network, which the page fetches. */
export interface NetworkComparison {
  /** Name of a case that `writeCase` wrote. */
  readonly name: string;
  readonly samples: number;
}

/** How a whole network stands on the GPU against the SIMD engine, which equals the reference bit for bit. Times are by the wall. */
export interface NetworkAgreement {
  readonly samples: number;
  readonly steps: number;
  readonly spikes: number;
  readonly differing: number;
  /** Samples whose class differs after any step: [readout]. */
  readonly changedPredictions: readonly number[];
  /** Output potentials, in units of the model. */
  readonly potentialDifference: number;
  readonly batch: number;
  readonly milliseconds: number;
  readonly simdMilliseconds: number;
}

/** One converted network, simulated several times over in calls of different sizes. */
export interface BatchComparison {
  readonly name: string;
  readonly samples: number;
  readonly runs: readonly BatchRequest[];
}

export interface BatchRequest {
  /** Samples that are handed over together. */
  readonly call: number;
  readonly mostBytes?: number;
  /** With every spike, unless it is false. */
  readonly trains?: boolean;
}

export interface BatchRun {
  /** Samples side by side. */
  readonly batch: number;
  readonly bytes: number;
  /** SHA-256 of all recordings. */
  readonly hash: string;
}

/** What is to go wrong while a converted network is simulated. */
export interface Failure {
  readonly name: string;
  readonly failure: 'lostBeforeLoading' | 'lostBeforeSimulating' | 'lostWhileSimulating' | 'noRoom';
}

/** The error that the engine throws. */
export interface FailureFound {
  readonly name: string | null;
  readonly message: string;
}

export interface SpeedRequest {
  readonly name: string;
  /** Samples in a round: so many full batches, and no more than `mostSamples`. */
  readonly batches: number;
  readonly mostSamples: number;
  readonly rounds: number;
  readonly simdSamples: number;
}

/** Times by the wall, the least of all rounds; those of a sample are means. */
export interface Speed {
  readonly steps: number;
  readonly batch: number;
  /** Held on the GPU. */
  readonly bytes: number;
  readonly samples: number;
  /** Compiling the kernels and writing the weights. */
  readonly loadMilliseconds: number;
  /** Of a sample on the GPU, with what is read back. */
  readonly milliseconds: number;
  /** Of a sample by the SIMD engine on one core. */
  readonly simdMilliseconds: number;
}

/** A case of the bench, in the file that the page fetches: what to do on a graphics card, and on an adapter that computes on the processor. */
export interface BenchCase {
  readonly name: string;
  readonly title: string;
  readonly hardware: BenchEffort;
  readonly software: BenchEffort;
}

export interface BenchEffort {
  /** Samples whose spikes are compared. */
  readonly compared: number;
  readonly speed: Omit<SpeedRequest, 'name'> | null;
}

export interface BenchRow {
  readonly title: string;
  /** Within the limits of issue 9. */
  readonly isEqual: boolean;
  readonly agreement: NetworkAgreement;
  readonly speed: Speed | null;
}

/** What a run of the bench found, or why it found nothing. */
export type BenchReport =
  | {
      readonly name: string;
      readonly isSoftware: boolean;
      readonly rounding: Rounding;
      readonly userAgent: string;
      readonly rows: readonly BenchRow[];
    }
  | { readonly reason: string };
