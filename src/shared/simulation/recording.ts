/** What is kept of one sample's simulation, for every time step: enough for every readout and duration. */
export interface Recording {
  readonly steps: number;
  /** Spikes in a step, negative ones too: [population][step]; accumulators have zeros. */
  readonly spikeCounts: readonly Uint32Array[];
  /** Synaptic operations in a step: one for each weight that is added because of one spike, borders taken into account: [step]. */
  readonly synapticOperations: Float64Array;
  /** Spikes of the spiking output neuron of the class, negative ones subtracted: [step][class]. */
  readonly outputSpikes: Int8Array;
  /** Potential of the accumulating output neurons after the step: [step][class]. */
  readonly outputPotentials: Float32Array;
  /** Every spike of every population, where it was asked for. */
  readonly trains: readonly SpikeTrain[] | null;
  /** Potentials after each step, [neuron asked for][step]; 0 for neurons that have none. Absent where they were not asked for. */
  readonly potentials?: readonly Float32Array[];
}

/**
 * Spikes of one population: those of step t are words[offsets[t]] … words[offsets[t + 1] − 1], ascending by neuron. A word is the number of
 * the neuron, with `negativeSpike` set where the spike is −1; several spikes of a neuron in a step are as many equal words.
 */
export interface SpikeTrain {
  /** Length steps + 1. */
  readonly offsets: Uint32Array;
  readonly words: Uint32Array;
}

/** The bit that marks a spike of −1. */
export const negativeSpike = 0x80000000;

export function neuronOf(word: number): number {
  return word & 0x7fffffff;
}

/** 1 or −1. */
export function signOf(word: number): 1 | -1 {
  return word >= negativeSpike ? -1 : 1;
}
