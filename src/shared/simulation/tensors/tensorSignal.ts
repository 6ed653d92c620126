import { concat, keep, type Rank, slice, type Tensor2D, zeros } from '@tensorflow/tfjs-core';
import type { Delay } from '../../conversion/network.ts';

/** Steps `first` to `first + steps - 1` of a simulation, worked on at once. */
export interface StepBlock {
  readonly first: number;
  readonly steps: number;
}

/** What a population sends in a block of steps. */
export interface TensorSignal {
  /**
   * Spikes of a neuron in a step, negative ones subtracted, [step][neuron]; or, where `isConstant`, the values that act as a constant
   * current throughout, [1][neuron].
   */
  readonly values: Tensor2D;
  readonly isConstant: boolean;
  /** What a spike, or the constant current, of each step stands for: [step of the whole simulation]; null for 1 throughout. */
  readonly amplitudes: Float32Array | null;
}

/** Spikes as they arrive after a delay, block by block. */
export interface DelayLine {
  /** The spikes that arrive in the block in which these are sent: [step][neuron]. */
  arriving(spikes: Tensor2D): Tensor2D;
  dispose(): void;
}

/** A delay line at rest. Call `arriving` once a block, in order. */
export function createDelayLine(delay: Delay, neurons: number): DelayLine {
  if (delay === 0) return { arriving: (spikes) => spikes, dispose() {} };
  let last = keep(zeros<Rank.R2>([1, neurons]));
  return {
    arriving(spikes) {
      const steps = spikes.shape[0];
      const arriving = concat<Tensor2D>([last, slice(spikes, [0, 0], [steps - 1, neurons])], 0);
      last.dispose();
      last = keep(slice(spikes, [steps - 1, 0], [1, neurons]));
      return arriving;
    },
    dispose: () => last.dispose(),
  };
}

/** Amplitudes of a block after a delay, 0 outside the list: [step]. */
export function amplitudesOf(amplitudes: Float32Array, { first, steps }: StepBlock, delay: Delay): Float32Array {
  return Float32Array.from({ length: steps }, (_, step) => amplitudes[first + step - delay] ?? 0);
}
