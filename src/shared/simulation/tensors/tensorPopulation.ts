import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { StepBlock, TensorSignal } from './tensorSignal.ts';

/** A population while a sample is simulated, in blocks of steps. Call `advance` in a `tidy`; what is remembered is kept. */
export interface TensorPopulation {
  advance(signals: readonly TensorSignal[], block: StepBlock): TensorSignal;
  /** Potentials after each step of the last block, [step][neuron], of accumulators; null for all others. */
  readonly potential: (() => Tensor2D) | null;
  /** Gives back what a sample has left: a new population is made for the next one. */
  dispose(): void;
}
