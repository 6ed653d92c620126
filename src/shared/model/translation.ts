import type { Tensor } from '../tensor.ts';
import type { Operation, Shape } from './graph.ts';
import type { ExpectedArray } from './weightReader.ts';

/** One entry of the graph to be made of a layer. The first takes the layer's inputs, each other the one before. */
export interface Step {
  /** Added to the layer's name: '' for what carries the layer's own work, `/relu` for its activation. */
  readonly suffix: string;
  readonly operation: Operation;
  readonly shape: Shape;
}

/** Reads the arrays of the layer at hand, in Keras's order. */
export type ReadArrays = (expected: readonly ExpectedArray[], extra?: 'none' | 'ignored') => readonly Tensor[];

/** What a layer becomes once the shapes of its inputs are known. Throws a Misfit where they do not suit it. */
export type Translation = (inputs: readonly Shape[], read: ReadArrays) => readonly Step[];
