import type { ModelGraph, TrainingEffect } from '../model/graph.ts';
import type { ClipLevel } from './architecture.ts';

/** A network on its way: the graph with the weights that it begins with, and what its layers do in training beyond what a graph says. */
export interface Trainable {
  readonly graph: ModelGraph;
  /** By position in the graph. */
  readonly roles: ReadonlyMap<number, TrainingRole>;
}

export type TrainingRole =
  | TrainingEffect
  | { readonly kind: 'clipped'; readonly level: ClipLevel }
  | { readonly kind: 'qcfs'; readonly levels: number; readonly threshold: number | null };

/** Share of the running mean and variance that each batch leaves. Keras's own default, 0.99, forgets the start only after some hundred steps. */
export const batchNormalizationMomentum = 0.9;
export const batchNormalizationEpsilon = 1e-3;
