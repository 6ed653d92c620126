import { parameterOf } from './neuronParameter.ts';
import { type LinearSynapses, visitTargets } from './connectivity.ts';
import type { NeuronParameter, PopulationShape } from './network.ts';

/** One connection from each neuron to the one of the same number, all with one weight. */
export function identitySynapses(source: number, channels: number, weight: number): LinearSynapses {
  return {
    kind: 'depthwise',
    source,
    weights: new Float32Array(channels).fill(weight),
    window: { size: [1, 1], strides: [1, 1], dilation: [1, 1], before: [0, 0] },
    multiplier: 1,
    delay: 0,
  };
}

/**
 * Weights times a factor of the source (one, or one a channel; one a neuron for dense synapses) and a factor of the target (one, or one a
 * channel). Rounded once. Throws a RangeError for a factor per source neuron where weights are shared over space.
 */
export function scaleSynapses(
  synapses: LinearSynapses,
  sourceFactor: NeuronParameter,
  sourceShape: PopulationShape,
  targetFactor: NeuronParameter,
  targetShape: PopulationShape,
): LinearSynapses {
  const sourceChannels = sourceShape[2];
  const targetChannels = targetShape[2];
  if (synapses.kind !== 'dense' && sourceFactor.length > 1 && sourceFactor.length !== sourceChannels) {
    throw new RangeError('A factor for each neuron cannot be folded into weights that are shared over space');
  }
  switch (synapses.kind) {
    case 'dense': {
      const targets = targetShape[0] * targetShape[1] * targetChannels;
      return {
        ...synapses,
        weights: synapses.weights.map(
          (w, i) =>
            w *
            parameterOf(sourceFactor, Math.floor(i / targets), sourceChannels) *
            parameterOf(targetFactor, i % targets, targetChannels),
        ),
      };
    }
    case 'convolution': {
      const groupInputs = sourceChannels / synapses.groups;
      const groupOutputs = targetChannels / synapses.groups;
      return {
        ...synapses,
        weights: synapses.weights.map((w, i) => {
          const target = i % targetChannels;
          const within = Math.floor(i / targetChannels) % groupInputs;
          const source = Math.floor(target / groupOutputs) * groupInputs + within;
          return (
            w * parameterOf(sourceFactor, source, sourceChannels) * parameterOf(targetFactor, target, targetChannels)
          );
        }),
      };
    }
    case 'depthwise': {
      const { multiplier } = synapses;
      return {
        ...synapses,
        weights: synapses.weights.map((w, i) => {
          const target = i % (sourceChannels * multiplier);
          const source = Math.floor(target / multiplier);
          return (
            w * parameterOf(sourceFactor, source, sourceChannels) * parameterOf(targetFactor, target, targetChannels)
          );
        }),
      };
    }
    case 'averagePooling': {
      if (sourceFactor.length === 1 && targetFactor.length === 1) {
        return { ...synapses, scale: synapses.scale * sourceFactor[0]! * targetFactor[0]! };
      }
      throw new RangeError('Average pooling has one scale for all channels');
    }
  }
}

/** What the synapses deliver for given source values: [target neuron], summed in double precision. */
export function weightedSum(
  synapses: LinearSynapses,
  values: NeuronParameter,
  sourceShape: PopulationShape,
  targetShape: PopulationShape,
): Float64Array {
  const sums = new Float64Array(targetShape[0] * targetShape[1] * targetShape[2]);
  const size = sourceShape[0] * sourceShape[1] * sourceShape[2];
  for (let neuron = 0; neuron < size; neuron++) {
    const value = parameterOf(values, neuron, sourceShape[2]);
    if (value === 0) continue;
    visitTargets(synapses, sourceShape, targetShape, neuron, (target, weight) => {
      sums[target]! += weight * value;
    });
  }
  return sums;
}

/**
 * The synapses followed by a matrix on the channels [channel][new channel] (a Dense layer or a 1 × 1 convolution): one set of synapses
 * that does both, as in a separable convolution. Null where that has no such form (average pooling at a border).
 */
export function composeWithMatrix(
  synapses: LinearSynapses,
  matrix: Float32Array,
  sourceShape: PopulationShape,
  middleShape: PopulationShape,
): LinearSynapses | null {
  const middle = middleShape[2];
  const outputs = matrix.length / middle;
  switch (synapses.kind) {
    case 'dense':
      if (middleShape[0] * middleShape[1] !== 1) return null;
      return { ...synapses, weights: multiply(synapses.weights, matrix, middle) };
    case 'convolution': {
      if (synapses.groups !== 1) return null;
      return { ...synapses, weights: multiply(synapses.weights, matrix, middle) };
    }
    case 'depthwise': {
      const { weights, multiplier, window } = synapses;
      const channels = sourceShape[2];
      const composed = new Float32Array(window.size[0] * window.size[1] * channels * outputs);
      for (let row = 0; row < composed.length / outputs; row++) {
        const channel = row % channels;
        for (let o = 0; o < outputs; o++) {
          let sum = 0;
          for (let m = 0; m < multiplier; m++) {
            sum += weights[row * multiplier + m]! * matrix[(channel * multiplier + m) * outputs + o]!;
          }
          composed[row * outputs + o] = sum;
        }
      }
      return {
        kind: 'convolution',
        source: synapses.source,
        weights: composed,
        window,
        groups: 1,
        delay: synapses.delay,
      };
    }
    case 'averagePooling':
      return null;
  }
}

/** [row][middle] · [middle][output], summed in double precision. */
export function multiply(left: Float32Array, right: Float32Array, middle: number): Float32Array {
  const rows = left.length / middle;
  const outputs = right.length / middle;
  const product = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let o = 0; o < outputs; o++) {
      let sum = 0;
      for (let m = 0; m < middle; m++) sum += left[row * middle + m]! * right[m * outputs + o]!;
      product[row * outputs + o] = sum;
    }
  }
  return product;
}
