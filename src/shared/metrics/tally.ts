/**
 * What the simulation of one network counted over a run of samples. Whole numbers only, so that tallies of parts add up to the tally
 * of the whole in any order.
 */
export interface Tally {
  /** Position in the split of the first sample, and the number of samples. */
  readonly from: number;
  readonly count: number;
  /** Samples whose label the analog network gives. */
  readonly analogCorrect: number;
  /** In the order of the plan's readouts. */
  readonly readouts: readonly ReadoutTally[];
  /** Spikes of all spiking populations up to and including a step, summed over samples: [step]. */
  readonly spikes: readonly number[];
  /** Synaptic operations up to and including a step, summed over samples: [step]. */
  readonly synapticOperations: readonly number[];
  /** Names of the spiking populations, input first. */
  readonly populations: readonly string[];
  /** Spikes of each sample in each spiking population over all steps: [sample][population]. */
  readonly populationSpikes: readonly (readonly number[])[];
}

export interface ReadoutTally {
  /** Samples classified as labelled after each step: [step]. */
  readonly correct: readonly number[];
  /** Samples classified as the analog network does: [step]. */
  readonly agreement: readonly number[];
  /** Samples in which several classes share the best score; the lowest class is taken: [step]. */
  readonly tied: readonly number[];
  /** Class of each sample after the last step: [sample]. */
  readonly predictions: readonly number[];
}
