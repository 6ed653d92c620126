/** What a population sends out: spikes step by step, or values that act as a constant current throughout. */
export interface Signal {
  readonly values: Float32Array | null;
  /** What a spike, or the constant current, of each step stands for: [step]; null for 1 throughout. */
  readonly amplitudes: Float32Array | null;
  /** Spikes of this step and of the one before, as the words of a SpikeTrain. */
  now: readonly number[];
  before: readonly number[];
}

/** A population while a sample is simulated. */
export interface RunningPopulation {
  /** The spikes of this step, as words, ascending by neuron. */
  step(signals: readonly Signal[], step: number): number[];
  readonly potential: Float32Array | null;
}
