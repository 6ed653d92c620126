import type { ModelGraph } from '../model/graph.ts';
import type { LinearSynapses } from './connectivity.ts';
import type { FoldedNetwork, FoldedNode, Unit } from './folded.ts';
import { parameterOf } from './neuronParameter.ts';

/** Mean and variance of the values of each channel. */
interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Standard deviations from the mean to the 99.9th percentile of a normal distribution. */
const percentile999 = 3.09;

/**
 * The largest bias of each layer against its threshold, estimated without data: by name of the entry of the model graph that has the weights.
 * Inputs are taken as spread evenly from 0 to 1, values of a layer as independent, sums as normal, and the threshold as the 99.9th percentile
 * of the strongest channel. Layers that see the input itself are left out: what they receive does not come later than their bias.
 */
export function estimateBiases(graph: ModelGraph, { nodes }: FoldedNetwork): ReadonlyMap<string, number> {
  const moments: Moments[] = [];
  const ratios = new Map<string, number>();
  for (const node of nodes) {
    moments.push(momentsOf(node));
    if (node.kind !== 'unit' || node.bias === null || seesInput(node, nodes)) continue;
    const { mean, variance } = sumMoments(node);
    const threshold = mean.reduce((most, m, c) => Math.max(most, m + percentile999 * Math.sqrt(variance[c]!)), 0);
    const largest = node.bias.reduce((most, bias) => Math.max(most, Math.abs(bias)), 0);
    const layer = weightedEntry(graph, node.layer);
    const scale = Math.min(threshold, node.maxValue ?? Infinity);
    if (scale > 0) ratios.set(layer, Math.max(ratios.get(layer) ?? 0, largest / scale));
  }
  return ratios;

  function momentsOf(node: FoldedNode): Moments {
    const channels = node.shape[2];
    switch (node.kind) {
      case 'input':
        return { mean: new Float64Array(channels).fill(1 / 2), variance: new Float64Array(channels).fill(1 / 12) };
      case 'unit':
        return node.isLinear ? sumMoments(node) : rectified(sumMoments(node));
      case 'output':
        return sumMoments(node);
      case 'averagePool':
        return passed(node.synapses, channels);
      case 'maximum':
        return moments[node.source]!;
      case 'relay': {
        const all = node.sources.flatMap((source) => {
          const [height, width, own] = nodes[source]!.shape;
          const { mean, variance } = moments[source]!;
          return Array.from({ length: height * width * own }, (_, n) => [mean[n % own]!, variance[n % own]!] as const);
        });
        const found = Array.from({ length: channels }, (_, c) => {
          for (let n = c; n < node.origin.length; n += channels)
            if (node.origin[n] !== -1) return all[node.origin[n]!]!;
          return [0, 0] as const;
        });
        return { mean: Float64Array.from(found, ([m]) => m), variance: Float64Array.from(found, ([, v]) => v) };
      }
    }
  }

  /** Of the sums before the rectifier. A bias for each neuron counts by its mean over a channel. */
  function sumMoments({ synapses, bias, shape }: Unit): Moments {
    const channels = shape[2];
    const mean = new Float64Array(channels);
    const variance = new Float64Array(channels);
    if (bias !== null) {
      const length = Math.max(channels, bias.length);
      for (let n = 0; n < length; n++) mean[n % channels]! += (parameterOf(bias, n, channels) * channels) / length;
    }
    for (const term of synapses) {
      const part = passed(term, channels);
      for (let c = 0; c < channels; c++) {
        mean[c]! += part.mean[c]!;
        variance[c]! += part.variance[c]!;
      }
    }
    return { mean, variance };
  }

  /** What synapses make of the values of their source, away from borders. */
  function passed(term: LinearSynapses, channels: number): Moments {
    const source = moments[term.source]!;
    const inputs = source.mean.length;
    const mean = new Float64Array(channels);
    const variance = new Float64Array(channels);
    const add = (target: number, from: number, weight: number): void => {
      mean[target]! += weight * source.mean[from]!;
      variance[target]! += weight * weight * source.variance[from]!;
    };
    switch (term.kind) {
      case 'dense': {
        const targets = term.weights.length / sizeOf(nodes[term.source]!);
        // A layer of more than one position is seen at its first one.
        for (const [i, weight] of term.weights.entries()) {
          const target = i % targets;
          if (target < channels) add(target, Math.floor(i / targets) % inputs, weight);
        }
        break;
      }
      case 'convolution': {
        const groupInputs = inputs / term.groups;
        const groupOutputs = channels / term.groups;
        for (const [i, weight] of term.weights.entries()) {
          const target = i % channels;
          const within = Math.floor(i / channels) % groupInputs;
          add(target, Math.floor(target / groupOutputs) * groupInputs + within, weight);
        }
        break;
      }
      case 'depthwise':
        for (const [i, weight] of term.weights.entries()) {
          add(i % channels, Math.floor((i % channels) / term.multiplier), weight);
        }
        break;
      case 'averagePooling': {
        const cells = term.window.size[0] * term.window.size[1];
        for (let c = 0; c < channels; c++) {
          mean[c] = term.scale * source.mean[c]!;
          variance[c] = (term.scale ** 2 * source.variance[c]!) / cells;
        }
        break;
      }
    }
    return { mean, variance };
  }
}

/** Of max(0, x) for normal x. */
function rectified({ mean, variance }: Moments): Moments {
  const found = Array.from(mean, (m, c) => {
    const deviation = Math.sqrt(variance[c]!);
    if (deviation === 0) return [Math.max(0, m), 0] as const;
    const a = m / deviation;
    const density = Math.exp(-(a * a) / 2) / Math.sqrt(2 * Math.PI);
    const share = normalShareBelow(a);
    const first = m * share + deviation * density;
    const second = (m * m + variance[c]!) * share + m * deviation * density;
    return [first, Math.max(0, second - first * first)] as const;
  });
  return { mean: Float64Array.from(found, ([m]) => m), variance: Float64Array.from(found, ([, v]) => v) };
}

/** Of a standard normal distribution, to 1e-7 (Abramowitz and Stegun 1964, formula 26.2.17). */
function normalShareBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const coefficients = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const series = coefficients.reduceRight((sum, coefficient) => (sum + coefficient) * t, 0);
  const tail = (Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x >= 0 ? 1 - tail : tail;
}

/** The entry with the weights that make the sums of an entry; a merge of branches where it comes first. */
function weightedEntry(graph: ModelGraph, name: string): string {
  let index = graph.layers.findIndex((layer) => layer.name === name);
  while (index !== -1) {
    const { operation, inputs, name: own } = graph.layers[index]!;
    const isPassed = ['activation', 'batchNormalization', 'scaling', 'identity', 'maxPooling'].includes(operation.kind);
    if (!isPassed) return own;
    index = inputs[0] ?? -1;
  }
  return name;
}

function seesInput({ synapses }: Unit, nodes: readonly FoldedNode[]): boolean {
  return synapses.some(({ source }) => followsInput(nodes[source]!, nodes));
}

function followsInput(node: FoldedNode, nodes: readonly FoldedNode[]): boolean {
  switch (node.kind) {
    case 'input':
      return true;
    case 'relay':
      return node.sources.some((source) => followsInput(nodes[source]!, nodes));
    case 'maximum':
      return followsInput(nodes[node.source]!, nodes);
    case 'unit':
    case 'output':
    case 'averagePool':
      return false;
  }
}

function sizeOf({ shape: [height, width, channels] }: FoldedNode): number {
  return height * width * channels;
}
