/** What is kept of one sample's simulation, for every time step: enough for every readout and duration. */
export interface Recording {
  readonly steps: number;
  /** Spikes in a step: [population][step]; accumulators have zeros. */
  readonly spikeCounts: readonly Uint32Array[];
  /** Synaptic operations in a step: one for each weight that is added because of one spike, borders taken into account: [step]. */
  readonly synapticOperations: Float64Array;
  /** 1 where the spiking output neuron of the class spiked: [step][class]. */
  readonly outputSpikes: Uint8Array;
  /** Potential of the accumulating output neurons after the step: [step][class]. */
  readonly outputPotentials: Float32Array;
  /** Every spike of every population, where it was asked for. */
  readonly trains: readonly SpikeTrain[] | null;
  /** Potentials after each step, [neuron asked for][step]; 0 for neurons that have none. Absent where they were not asked for. */
  readonly potentials?: readonly Float32Array[];
}

/** Spikes of one population: those of step t are neurons[offsets[t]] … neurons[offsets[t + 1] − 1], ascending. */
export interface SpikeTrain {
  /** Length steps + 1. */
  readonly offsets: Uint32Array;
  readonly neurons: Uint32Array;
}
