import { type LinearSynapses, visitTargets } from '../conversion/connectivity.ts';
import {
  type Currents,
  type IntegrateAndFire,
  type NeuronParameter,
  type PopulationShape,
  populationSize,
  type SpikingNetwork,
} from '../conversion/network.ts';
import { parameterOf } from '../conversion/neuronParameter.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { convolutionForm } from './convolutionForm.ts';
import { evenCells, poolOf, type Shifted, shiftsOf, spreadsInto } from './linearPaths.ts';
import { takesMaximum } from './losses.ts';
import { neuronNode } from './neuronNode.ts';
import type { NirConvolution, NirEdge, NirGraph, NirNode } from './nirGraph.ts';
import { nodeNames } from './nodeNames.ts';
import type { NirProfile } from './profiles.ts';

/** The version of the reference package whose layout is written. */
const nirVersion = '1.0.8';
/** Most weights of a matrix that stands for something else: 128 MB unpacked. */
const mostWeights = 2 ** 25;

export interface NirExport {
  readonly graph: NirGraph;
  /** What became of the layers, in sentences. */
  readonly notes: readonly string[];
}

export interface NirExportOptions {
  readonly profile: NirProfile;
  /** Whether the file ends in neurons whose spikes are counted, or in the currents of the last layer, to be added up. */
  readonly output: 'spikes' | 'currents';
  readonly metadata: Readonly<Record<string, string>>;
}

/** A population whose spikes, or their sums over windows, stand in the file under a name. */
interface Stream {
  readonly node: string;
  /** Whether its neurons are numbered in one row, in our order, rather than as (channels, height, width). */
  readonly isFlat: boolean;
  /** Of its values: what their consumers multiply by. */
  readonly factor: number;
  /** Node that flattens it, once one is needed. */
  flattened: string | null;
}

/**
 * A network as a NIR graph: thresholds 1 with what they were folded into weights, convolutions as Conv2d, everything else as Affine, average
 * pooling as SumPool2d with its divisor in the weights that follow, wires folded into what they lead to. What `lossesOf` names is left out.
 * Throws the Problems notExpressible and tooLarge.
 */
export function exportNir(network: SpikingNetwork, { profile, output, metadata }: NirExportOptions): NirExport {
  const { populations } = network;
  const nodes = new Map<string, NirNode>();
  const edges: NirEdge[] = [];
  const notes: string[] = [];
  const streams = new Map<number, readonly Stream[]>();
  const nameOf = nodeNames();
  const shapeOf = (index: number): PopulationShape => populations[index]!.shape;
  const refuse = (what: string, advice: string): WorkbenchError =>
    new WorkbenchError({ area: 'nir', kind: 'notExpressible', what, advice });

  for (const [index, population] of populations.entries()) {
    const { dynamics, name, shape } = population;
    if (takesMaximum(population)) {
      throw refuse(`the maximum that "${name}" takes of spikes`, 'Train the network with average pooling or with Add.');
    }
    if (dynamics.kind === 'input') {
      const isFlat = shape[0] * shape[1] === 1;
      nodes.set('input', { type: 'Input', shape: fileShape(shape, isFlat) });
      streams.set(index, [{ node: 'input', isFlat, factor: 1, flattened: null }]);
    } else if (dynamics.kind === 'integrateAndFire') {
      if (poolOf(dynamics) !== null) addPool(index, dynamics);
      else if (index !== network.outputs.spiking || output === 'spikes') addUnit(index, dynamics);
    } else if (dynamics.kind === 'accumulator' && index === network.outputs.accumulating && output === 'currents') {
      const weighted = addWeights(index, dynamics, null, 1);
      nodes.set('output', { type: 'Output', shape: fileShape(shape, weighted.isFlat) });
      for (const node of weighted.nodes) edges.push([node, 'output']);
    }
  }
  if (output === 'spikes') {
    // The output layer has one sign, so one stream.
    for (const { node, isFlat } of streams.get(network.outputs.spiking)!) {
      nodes.set('output', { type: 'Output', shape: fileShape(shapeOf(network.outputs.spiking), isFlat) });
      edges.push([node, 'output']);
    }
  }
  return { graph: { version: nirVersion, nodes, edges, metadata }, notes };

  /** A pool as a node of its own, where readers take it: even windows, no padding, on a source with rows and columns. */
  function addPool(index: number, dynamics: IntegrateAndFire): void {
    const pool = poolOf(dynamics)!;
    const sources = streams.get(pool.source);
    const [from, to] = [shapeOf(pool.source), shapeOf(index)];
    const cells = evenCells(pool, from, to);
    const { size, strides, before } = pool.window;
    const fits = ([0, 1] as const).every(
      (axis) => before[axis] === 0 && Math.floor((from[axis] - size[axis]) / strides[axis]) + 1 === to[axis],
    );
    // What has no such node is taken up by the weights that follow.
    if (sources === undefined || sources.some(({ isFlat }) => isFlat) || cells === null || !fits) return;
    const { name } = populations[index]!;
    const pooled = sources.map((source): Stream => {
      const node = nameOf(name);
      nodes.set(node, { type: 'SumPool2d', kernelSize: size, stride: strides, padding: [0, 0] });
      edges.push([source.node, node]);
      const factor = (source.factor * pool.scale) / cells / dynamics.threshold[0]!;
      return { node, isFlat: false, factor, flattened: null };
    });
    streams.set(index, pooled);
    notes.push(`"${name}": sums over windows; the division by ${cells} stands in the weights that follow.`);
  }

  function addUnit(index: number, dynamics: IntegrateAndFire): void {
    const { name, shape } = populations[index]!;
    const isLinear = dynamics.spikes.kind === 'bipolar';
    const signs = isLinear ? ([1, -1] as const) : ([1] as const);
    const made = signs.map((sign): Stream => {
      const weighted = addWeights(index, dynamics, dynamics.threshold, sign);
      const node = nameOf(`${name}${sign < 0 ? '_negative' : ''}_neurons`);
      nodes.set(node, neuronNode(fileShape(shape, weighted.isFlat), profile, dynamics.leak));
      for (const from of weighted.nodes) edges.push([from, node]);
      return { node, isFlat: weighted.isFlat, factor: sign, flattened: null };
    });
    streams.set(index, made);
    if (isLinear)
      notes.push(`"${name}" passes on values of either sign: a pair of neurons for each, one for each sign.`);
  }

  /** The nodes whose sum is the current of a population, divided by its thresholds. */
  function addWeights(
    index: number,
    currents: Currents,
    threshold: NeuronParameter | null,
    sign: 1 | -1,
  ): { readonly nodes: readonly string[]; readonly isFlat: boolean } {
    const { name, shape } = populations[index]!;
    const channels = shape[2];
    // What an exponential synapse delivers in all, delivered at once.
    const charge = currents.currentDecay === null ? 1 : 1 / (1 - currents.currentDecay);
    const scaleOf = (n: number): number =>
      (sign * charge) / (threshold === null ? 1 : parameterOf(threshold, n, channels));
    const biasAt = (n: number): number =>
      currents.biasCurrent === null
        ? 0
        : (sign * parameterOf(currents.biasCurrent, n, channels)) /
          (threshold === null ? 1 : parameterOf(threshold, n, channels));
    const size = populationSize(populations[index]!);
    const isEven = (value: (n: number) => number): boolean =>
      Array.from({ length: size }, (_, n) => value(n) === value(n % channels)).every(Boolean);
    const synapses = currents.synapses.map((synapse): LinearSynapses => {
      if (synapse.kind === 'maximumTrace') throw new Error('Maxima were refused before');
      return synapse;
    });
    const isShared = synapses.every(({ kind }) => kind !== 'dense') && isEven(biasAt) && isEven(scaleOf);
    const shared = isShared ? convolutions(synapses, shape, scaleOf) : null;
    if (shared !== null) {
      const first = nameOf(name);
      const names = shared.map(({ source, node }, i) => {
        const own = i === 0 ? first : nameOf(name);
        const bias = i === 0 ? Float32Array.from({ length: channels }, (_, c) => biasAt(c)) : node.bias;
        nodes.set(own, { ...node, bias });
        edges.push([source, own]);
        return own;
      });
      return { nodes: names, isFlat: false };
    }
    const isDense = synapses.every(({ kind }) => kind === 'dense');
    if (!isDense && size > channels) {
      notes.push(`"${name}" stands as a matrix: the format has no node for what leads to it.`);
    }
    const matrices = matricesOf(synapses, name, shape, scaleOf);
    const names = [...matrices].map(([stream, { source, weight }], i) => {
      const own = nameOf(name);
      const bias = Float32Array.from({ length: size }, (_, n) => (i === 0 ? biasAt(n) : 0));
      nodes.set(own, { type: 'Affine', weight, targets: size, sources: weight.length / size, bias });
      edges.push([inOneRow(source, stream), own]);
      return own;
    });
    return { nodes: names, isFlat: true };
  }

  /** All synapses as convolutions of streams, or null where one has no such form. */
  function convolutions(
    synapses: readonly LinearSynapses[],
    shape: PopulationShape,
    scaleOf: (n: number) => number,
  ): readonly { readonly source: string; readonly node: NirConvolution }[] | null {
    const forms: { source: string; node: NirConvolution }[] = [];
    for (const synapse of synapses) {
      if (synapse.kind !== 'convolution' && synapse.kind !== 'depthwise') return null;
      const seen = shapeOf(synapse.source);
      const shifted = shiftedStreams(synapse.source);
      if (shifted === null) return null;
      for (const { population, shift } of shifted) {
        for (const { node: source, isFlat, factor } of streams.get(population)!) {
          if (isFlat) return null;
          const view = { shape: shapeOf(population), seen, shift };
          const node = convolutionForm(synapse, view, shape, (o) => scaleOf(o) * factor);
          if (node === null) return null;
          forms.push({ source, node });
        }
      }
    }
    return forms;
  }

  /** The streams behind a population, each moved as a whole; null where wires do more than that. */
  function shiftedStreams(population: number): readonly Shifted[] | null {
    if (streams.has(population)) return [{ population, shift: [0, 0, 0] }];
    const { dynamics, shape } = populations[population]!;
    const direct = dynamics.kind === 'relay' ? shiftsOf(dynamics, shape, shapeOf) : null;
    // A relay of a relay would need both crops looked at: rare enough for a matrix.
    return direct?.every((source) => streams.has(source.population)) ? direct : null;
  }

  /** [stream] → weights [target][source], sources numbered as their flattened node numbers them. */
  function matricesOf(
    synapses: readonly LinearSynapses[],
    name: string,
    shape: PopulationShape,
    scaleOf: (n: number) => number,
  ): ReadonlyMap<Stream, { readonly source: number; readonly weight: Float32Array }> {
    const targets = shape[0] * shape[1] * shape[2];
    const matrices = new Map<Stream, { source: number; weight: Float32Array }>();
    for (const synapse of synapses) {
      for (const [source, spread] of spreadsInto(synapse.source, network, (index) => streams.has(index))) {
        const sources = spread.length;
        if (sources * targets > mostWeights) {
          const reason = 'the format has no node for what leads to it';
          throw new WorkbenchError({ area: 'nir', kind: 'tooLarge', layer: name, weights: sources * targets, reason });
        }
        for (const stream of streams.get(source)!) {
          const weight = matrices.get(stream)?.weight ?? new Float32Array(targets * sources);
          matrices.set(stream, { source, weight });
          for (const [neuron, reached] of spread.entries()) {
            const column = stream.isFlat ? neuron : channelsFirst(neuron, shapeOf(source));
            for (const [middle, through] of reached) {
              visitTargets(synapse, shapeOf(synapse.source), shape, middle, (to, w) => {
                weight[to * sources + column]! += w * through * stream.factor * scaleOf(to);
              });
            }
          }
        }
      }
    }
    return matrices;
  }

  function inOneRow(index: number, stream: Stream): string {
    if (stream.isFlat) return stream.node;
    if (stream.flattened === null) {
      stream.flattened = nameOf(`${stream.node}_flatten`);
      const inputShape = fileShape(shapeOf(index), false);
      // Start 0, not 1: shapes have no batch axis here.
      nodes.set(stream.flattened, { type: 'Flatten', startDim: 0, endDim: -1, inputShape });
      edges.push([stream.node, stream.flattened]);
    }
    return stream.flattened;
  }
}

function fileShape([height, width, channels]: PopulationShape, isFlat: boolean): readonly number[] {
  return isFlat ? [height * width * channels] : [channels, height, width];
}

/** The number of a neuron when channels come first. */
export function channelsFirst(neuron: number, [height, width, channels]: PopulationShape): number {
  const pixel = Math.floor(neuron / channels);
  return (neuron % channels) * height * width + pixel;
}
