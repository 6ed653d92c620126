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
  /** Samples classified as labelled after a step and after the last one too: [step]. Null in records of version 1. */
  readonly kept: readonly number[] | null;
  /** What each sample went through; null in records of version 1, and where lists by sample are left out. */
  readonly courses: Courses | null;
}

/**
 * Each sample's way to its class, in numbers as `packNumber` writes them, the samples one after the other; texts of parts join to the text of the
 * whole. `readCourses` unpacks them.
 */
export interface Courses {
  /** Number of changes, class after the first step, then for each change the steps since the one before, and the new class. */
  readonly classes: string;
  /**
   * First steps at which the margin reaches the levels of `marginLevels`: the number of such steps, then for each of them twice the steps
   * since the one before (the first: since step 0), plus 1 and followed by n − 2 where n > 1 levels are reached at once.
   */
  readonly margins: string;
  /** Confidence after the last step in ten-thousandths. */
  readonly confidences: string;
}
