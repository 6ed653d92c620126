import type { LinearSynapses } from './connectivity.ts';
import type { NeuronParameter, PoolingWindow, PopulationShape } from './network.ts';

/**
 * The analog network in the form that a spiking one takes: batch normalisation and scalings folded into weights and biases, activations
 * joined to the sums that they rectify, relabelling turned into wires. It computes what the model graph computes, in the units of the model.
 * Node 0 is the input; every node comes after its sources; each becomes one population of the same number.
 */
export interface FoldedNetwork {
  readonly name: string;
  readonly nodes: readonly FoldedNode[];
  /** What the folding changed that a reader of results should know. */
  readonly notes: readonly string[];
}

export type FoldedNode =
  | { readonly kind: 'input'; readonly name: string; readonly shape: PopulationShape }
  | Unit
  /** Average pooling of rates: neurons that integrate the mean of their window; they keep the scale of their source. */
  | {
      readonly kind: 'averagePool';
      readonly name: string;
      /** Entry of the model graph that has its values; null where none has: parts of a sum, means before a normalisation. */
      readonly layer: string | null;
      readonly shape: PopulationShape;
      readonly synapses: LinearSynapses;
    }
  | {
      readonly kind: 'maximum';
      readonly name: string;
      readonly shape: PopulationShape;
      readonly source: number;
      readonly window: PoolingWindow;
    }
  | {
      readonly kind: 'relay';
      readonly name: string;
      readonly shape: PopulationShape;
      readonly sources: readonly number[];
      readonly origin: Int32Array;
    };

/**
 * Neurons with a rectified sum of inputs: max(0, Σ W · source + bias), at most `maxValue`; or, at the output and where `isLinear`, the sum
 * itself, of either sign.
 */
export interface Unit {
  readonly kind: 'unit' | 'output';
  readonly name: string;
  /** Entry of the model graph whose value this unit reproduces, where linear, or else rectifies: where its scale is measured. */
  readonly layer: string;
  readonly isLinear: boolean;
  /** Whether it carries one sign of a value that has both: its scale is that of the magnitudes. */
  readonly isHalf?: true;
  readonly shape: PopulationShape;
  /** In units of the model: `source` numbers the node, delay 0. */
  readonly synapses: readonly LinearSynapses[];
  readonly bias: NeuronParameter | null;
  readonly maxValue: number | null;
}

/** Whether the values of a node can be negative: those of linear neurons and of the input, whatever passes them on. */
export function canBeNegative(node: FoldedNode, nodes: readonly FoldedNode[]): boolean {
  switch (node.kind) {
    case 'input':
      return true;
    case 'unit':
    case 'output':
      return node.isLinear;
    case 'averagePool':
      return canBeNegative(nodes[node.synapses.source]!, nodes);
    case 'maximum':
      return canBeNegative(nodes[node.source]!, nodes);
    case 'relay':
      return node.sources.some((source) => canBeNegative(nodes[source]!, nodes));
  }
}
