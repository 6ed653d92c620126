import type { Shape } from '../model/graph.ts';
import { sizeOf } from '../tensor.ts';
import type { LinearSynapses } from './connectivity.ts';
import type { FoldedNode } from './folded.ts';
import { composeWithMatrix, multiply, scaleSynapses, weightedSum } from './linearTerms.ts';
import type { NeuronParameter } from './network.ts';
import { parameterOf } from './neuronParameter.ts';
import { populationShape } from './populationShape.ts';

/** The values of a node, times `gain` plus `offset` (null: 1 and 0), under a shape that may relabel the node's own. */
export interface Signal {
  readonly kind: 'signal';
  readonly node: number;
  readonly shape: Shape;
  readonly gain: NeuronParameter | null;
  readonly offset: NeuronParameter | null;
}

/** A sum of synapses plus bias that no neuron has rectified yet. */
export interface Sum {
  readonly kind: 'sum';
  readonly terms: readonly LinearSynapses[];
  readonly bias: NeuronParameter | null;
  readonly shape: Shape;
}

/**
 * A sum of signals that no weights have touched yet: branches that were added, or the parts of a leaky rectifier. What is linear acts on
 * each of them.
 */
export interface Mixture {
  readonly kind: 'mixture';
  readonly signals: readonly Signal[];
  /** Whether all signals, and their sum, grow with one and the same value, so that their maxima belong together. */
  readonly isMonotone: boolean;
  readonly shape: Shape;
}

const one = Float32Array.of(1);
const zero = Float32Array.of(0);

export function plainSignal({ gain, offset }: Signal): boolean {
  return gain === null && offset === null;
}

/** The sum that synapses make of a signal: its gain goes into the weights, its offset, borders taken into account, into the bias. */
export function applySynapses(
  synapses: LinearSynapses,
  bias: NeuronParameter | null,
  signal: Signal,
  nodes: readonly FoldedNode[],
  shape: Shape,
): Sum {
  const sourceShape = nodes[signal.node]!.shape;
  const targetShape = populationShape(shape);
  const { gain, offset } = signal;
  const scaled = gain === null ? synapses : scaleSynapses(synapses, gain, sourceShape, one, targetShape);
  if (offset === null) return { kind: 'sum', terms: [scaled], bias, shape };
  const channels = targetShape[2];
  const constant = Float32Array.from(
    weightedSum(synapses, offset, sourceShape, targetShape),
    (sum, n) => sum + (bias === null ? 0 : parameterOf(bias, n, channels)),
  );
  return { kind: 'sum', terms: [scaled], bias: constant, shape };
}

/** Value · scale + offset, one of each for all or one per entry of the last axis. */
export function scaleValue<V extends Signal | Sum | Mixture>(
  value: V,
  scale: Float32Array,
  offset: Float32Array,
  nodes: readonly FoldedNode[],
): V;
export function scaleValue(
  value: Signal | Sum | Mixture,
  scale: Float32Array,
  offset: Float32Array,
  nodes: readonly FoldedNode[],
): Signal | Sum | Mixture {
  const lastAxis = value.shape.at(-1)!;
  if (value.kind === 'mixture') {
    const signals = value.signals.map((signal, i) => scaleValue(signal, scale, i === 0 ? offset : zero, nodes));
    return { ...value, signals, isMonotone: value.isMonotone && scale.every((factor) => factor >= 0) };
  }
  if (value.kind === 'sum') {
    const shape = populationShape(value.shape);
    const terms = value.terms.map((term) => scaleSynapses(term, one, nodes[term.source]!.shape, scale, shape));
    return {
      ...value,
      terms,
      bias: affine(value.bias ?? zero, lastAxis, scale, offset, lastAxis, sizeOf(value.shape)),
    };
  }
  // The node keeps its own channels where the value is a flattened view of it.
  const channels = nodes[value.node]!.shape[2];
  const size = sizeOf(value.shape);
  return {
    ...value,
    gain: affine(value.gain ?? one, channels, scale, zero, lastAxis, size),
    offset: affine(value.offset ?? zero, channels, scale, offset, lastAxis, size),
  };
}

/** parameter · scale + offset: per channel where both are numbered alike, per neuron where not. */
function affine(
  parameter: NeuronParameter,
  channels: number,
  scale: Float32Array,
  offset: Float32Array,
  lastAxis: number,
  size: number,
): Float32Array {
  const lengths = [parameter.length, scale.length, offset.length];
  const perChannel = channels === lastAxis && lengths.every((length) => length === 1 || length === channels);
  const length = Math.max(...lengths) === 1 ? 1 : perChannel ? channels : size;
  return Float32Array.from(
    { length },
    (_, n) => parameterOf(parameter, n, channels) * parameterOf(scale, n, lastAxis) + parameterOf(offset, n, lastAxis),
  );
}

/** The sum of sums; all of one shape. */
export function addSums(sums: readonly Sum[]): Sum {
  if (sums.length === 1) return sums[0]!;
  const shape = sums[0]!.shape;
  const channels = shape.at(-1)!;
  const biases = sums.flatMap(({ bias }) => (bias === null ? [] : [bias]));
  const length = Math.max(0, ...biases.map((bias) => bias.length));
  return {
    kind: 'sum',
    terms: sums.flatMap(({ terms }) => terms),
    bias:
      biases.length === 0
        ? null
        : Float32Array.from({ length }, (_, n) =>
            biases.reduce((total, bias) => total + parameterOf(bias, n, channels), 0),
          ),
    shape,
  };
}

/** The sum times a matrix on its channels, plus bias; null where the two cannot be one set of synapses. */
export function applyMatrix(
  sum: Sum,
  matrix: Float32Array,
  bias: Float32Array | null,
  nodes: readonly FoldedNode[],
  shape: Shape,
): Sum | null {
  const middleShape = populationShape(sum.shape);
  const terms = sum.terms.map((term) => composeWithMatrix(term, matrix, nodes[term.source]!.shape, middleShape));
  if (!terms.every((term) => term !== null)) return null;
  const channels = middleShape[2];
  const outputs = matrix.length / channels;
  let carried: Float32Array | null = bias;
  if (sum.bias !== null) {
    const full = sum.bias.length === 1 ? new Float32Array(channels).fill(sum.bias[0]!) : sum.bias;
    carried = multiply(full, matrix, channels).map((b, n) => b + (bias?.[n % outputs] ?? 0));
  }
  return { kind: 'sum', terms, bias: carried, shape };
}
