import type { LinearSynapses } from '../conversion/connectivity.ts';
import type {
  Accumulator,
  IntegrateAndFire,
  NeuronParameter,
  Population,
  PopulationShape,
  SpikingNetwork,
} from '../conversion/network.ts';
import { WorkbenchError } from '../problems/problems.ts';
import { sizeOf } from '../tensor.ts';
import type { Milliseconds } from '../units.ts';
import { channelsFirst } from './exportNir.ts';
import { sortNodes } from './nodeOrder.ts';
import { applyMatrix, applyConvolution, applyNothing, applyPool, type NirValue } from './nirValues.ts';
import type { NirGraph, NirNeurons, NirNode } from './nirGraph.ts';
import { type NirSemantics, nirTimeStep } from './profiles.ts';

/** Most spikes of a neuron in a step where a program has no bound: more than a normalised network ever sends. */
const manySpikes = 31;

export interface NirNetworkOptions {
  /** Named in Problems. */
  readonly file: string;
  readonly semantics: NirSemantics;
  /** What a step is called in results; a step is a step to the reader. */
  readonly timeStep: Milliseconds;
}

/**
 * The network that a program makes of a graph: one step of Euler's method of `nirTimeStep` in each step, layers in order in the same step, flattened
 * values renumbered from channels first to channels last. Throws the Problem unsupportedNode.
 */
export function nirNetwork(graph: NirGraph, { file, semantics, timeStep }: NirNetworkOptions): SpikingNetwork {
  const refuse = (node: string, reason: string): WorkbenchError =>
    new WorkbenchError({ area: 'nir', kind: 'unsupportedNode', file, node, reason });
  const populations: Population[] = [];
  const values = new Map<string, NirValue>();
  const sourcesOf = (name: string): readonly NirValue[] =>
    graph.edges.filter(([, target]) => target === name).map(([source]) => values.get(source)!);
  let last: { readonly value: NirValue; readonly name: string } | null = null;

  for (const name of sortNodes(graph, refuse)) {
    const node = graph.nodes.get(name)!;
    const inputs = sourcesOf(name);
    if (node.type !== 'Input' && inputs.length === 0) throw refuse(name, 'has nothing that leads to it');
    values.set(name, valueOf(name, node, inputs));
  }
  if (last === null) throw refuse('output', 'is missing');
  return finish(last);

  function valueOf(name: string, node: NirNode, inputs: readonly NirValue[]): NirValue {
    const fail = (reason: string): WorkbenchError => refuse(name, reason);
    switch (node.type) {
      case 'Input':
        if (populations.length > 0) throw fail('is a second input');
        populations.push({
          name: 'input',
          shape: ourShape(node.shape, fail),
          dynamics: { kind: 'input', amplitudes: null },
        });
        return neuronsValue(0, node.shape);
      case 'Output': {
        if (last !== null) throw fail('is a second output');
        const value = joined(inputs, fail);
        last = { value, name };
        return value;
      }
      case 'Affine':
      case 'Linear':
        return applyMatrix(node, joined(inputs, fail), populations, fail);
      case 'Conv2d':
        return applyConvolution(node, joined(inputs, fail), populations, fail);
      case 'SumPool2d':
      case 'AvgPool2d':
        return applyPool(node, joined(inputs, fail), fail);
      case 'Flatten': {
        const value = joined(inputs, fail);
        if (node.startDim !== 0 && value.fileShape.length > 1) throw fail(`flattens from axis ${node.startDim}, not 0`);
        return { ...value, fileShape: [sizeOf(value.fileShape)] };
      }
      case 'IF':
      case 'LIF': {
        const value = joined(inputs, fail);
        if (sizeOf(node.shape) !== sizeOf(value.fileShape))
          throw fail('has another number of neurons than it is given');
        populations.push(neuronsOf(name, node, value, fail));
        return neuronsValue(populations.length - 1, node.shape.length === 1 ? value.fileShape : node.shape);
      }
    }
  }

  function neuronsOf(
    name: string,
    node: NirNeurons,
    value: NirValue,
    fail: (reason: string) => WorkbenchError,
  ): Population {
    const shape = ourShape(value.fileShape, fail);
    if (node.reset.some((reset) => reset !== 0)) throw fail('resets to another potential than 0');
    const { gain, leak, drift } = dynamicsOf(node, semantics, fail);
    const order = (parameter: Float32Array): NeuronParameter => ourOrder(parameter, shape);
    const threshold = order(node.threshold);
    const least = threshold.every((one) => one === threshold[0]) ? threshold[0]! : null;
    if (semantics.isBounded && least === null)
      throw fail('has thresholds that differ, under a bound that follows them');
    const dynamics: IntegrateAndFire = {
      kind: 'integrateAndFire',
      ...currentsOf(applyNothing(value, populations, fail), gain, drift, shape),
      leak,
      refractorySteps: 0,
      spikes: semantics.spikes === 'one' ? { kind: 'binary' } : { kind: 'burst', limit: manySpikes },
      threshold,
      comparison: semantics.comparison,
      reset: semantics.reset,
      initialPotential: Float32Array.of(0),
      clock: null,
      lowerBound: semantics.isBounded ? -least! : null,
    };
    return { name: name.replace(/_neurons$/, ''), shape, dynamics };
  }

  /** The output layer spikes and adds up; the file says one of the two. */
  function finish({ value, name }: { readonly value: NirValue; readonly name: string }): SpikingNetwork {
    const fail = (reason: string): WorkbenchError => refuse(name, reason);
    const direct =
      value.terms.length === 1 && value.terms[0]!.synapses === null ? populations[value.terms[0]!.population]! : null;
    if (direct?.dynamics.kind === 'integrateAndFire') {
      const { synapses, biasCurrent } = direct.dynamics;
      populations.push({
        name: `${direct.name}/potential`,
        shape: direct.shape,
        dynamics: accumulator(synapses, biasCurrent),
      });
      const spiking = value.terms[0]!.population;
      return network({ spiking, accumulating: populations.length - 1 });
    }
    const shape = ourShape(value.fileShape, fail);
    const { synapses, biasCurrent } = currentsOf(applyNothing(value, populations, fail), null, 0, shape);
    const plain: IntegrateAndFire = {
      kind: 'integrateAndFire',
      synapses,
      biasCurrent,
      currentDecay: null,
      lowerBound: null,
      leak: null,
      refractorySteps: 0,
      spikes: { kind: 'binary' },
      threshold: Float32Array.of(1),
      comparison: 'above',
      reset: 'zero',
      initialPotential: Float32Array.of(0),
      clock: null,
    };
    populations.push({ name, shape, dynamics: plain });
    populations.push({ name: `${name}/potential`, shape, dynamics: accumulator(synapses, biasCurrent) });
    return network({ spiking: populations.length - 2, accumulating: populations.length - 1 });
  }

  function network(outputs: SpikingNetwork['outputs']): SpikingNetwork {
    return { name: file, timeStep, populations, outputs, readoutDelay: 0 };
  }
}

function neuronsValue(population: number, fileShape: readonly number[]): NirValue {
  return { fileShape, terms: [{ population, synapses: null }], bias: null };
}

/** Edges into one node add up. */
function joined(values: readonly NirValue[], fail: (reason: string) => WorkbenchError): NirValue {
  const [first, ...others] = values;
  if (others.length === 0) return first!;
  if (others.some(({ fileShape }) => String(fileShape) !== String(first!.fileShape)))
    throw fail('adds up different shapes');
  const biases = values.flatMap(({ bias }) => (bias === null ? [] : [bias]));
  return {
    fileShape: first!.fileShape,
    terms: values.flatMap(({ terms }) => terms),
    bias:
      biases.length === 0
        ? null
        : Float32Array.from(biases[0]!, (_, n) => biases.reduce((sum, bias) => sum + bias[n]!, 0)),
  };
}

/** What a weight of 1 adds to the potential in a step, what is left of the potential, and what is added without input. */
function dynamicsOf(
  node: NirNeurons,
  { ignoresResistance }: NirSemantics,
  fail: (reason: string) => WorkbenchError,
): { readonly gain: Float32Array | null; readonly leak: number | null; readonly drift: number } {
  if (node.type === 'IF') {
    const gain = node.r.map((r) => Math.fround(r * nirTimeStep));
    return { gain: ignoresResistance || gain.every((one) => one === 1) ? null : gain, leak: null, drift: 0 };
  }
  const [tau, rest] = [node.tau[0]!, node.leak[0]!];
  if (node.tau.some((one) => one !== tau) || node.leak.some((one) => one !== rest)) {
    throw fail('has neurons with different time constants or leak potentials');
  }
  const share = nirTimeStep / tau;
  const gain = node.r.map((r) => Math.fround(r * share));
  return { gain: gain.every((one) => one === 1) ? null : gain, leak: 1 - share, drift: rest * share };
}

function currentsOf(
  { terms, bias }: { readonly terms: readonly LinearSynapses[]; readonly bias: Float32Array | null },
  gain: Float32Array | null,
  drift: number,
  shape: PopulationShape,
): Pick<IntegrateAndFire, 'synapses' | 'biasCurrent' | 'currentDecay'> {
  const own = gain === null ? null : gain.every((one) => one === gain[0]) ? gain[0]! : null;
  if (gain !== null && own === null) throw new Error('Resistances of a node differ');
  const times = <T extends LinearSynapses>(term: T): T =>
    own === null
      ? term
      : 'weights' in term
        ? { ...term, weights: term.weights.map((weight) => weight * own) }
        : { ...term, scale: term.scale * own };
  const current = bias ?? (drift === 0 ? null : new Float32Array(shape[0] * shape[1] * shape[2]));
  const biasCurrent =
    current === null
      ? null
      : shortest(
          current.map((b) => b * (own ?? 1) + drift),
          shape[2],
        );
  return { synapses: terms.map(times), biasCurrent, currentDecay: null };
}

/** One for each channel where that says as much; null where all are zero. */
function shortest(bias: Float32Array, channels: number): NeuronParameter | null {
  if (bias.every((value) => value === 0)) return null;
  return bias.every((value, n) => value === bias[n % channels]) ? bias.slice(0, channels) : bias;
}

function accumulator(synapses: IntegrateAndFire['synapses'], biasCurrent: NeuronParameter | null): Accumulator {
  return { kind: 'accumulator', synapses, biasCurrent, currentDecay: null, lowerBound: null, biasClock: null };
}

/** (channels, height, width) or (neurons) as [height, width, channels]. */
export function ourShape(shape: readonly number[], fail: (reason: string) => WorkbenchError): PopulationShape {
  if (shape.length === 1) return [1, 1, shape[0]!];
  if (shape.length === 3) return [shape[1]!, shape[2]!, shape[0]!];
  throw fail(`has ${shape.length} axes; 1 or 3 can be read`);
}

function ourOrder(parameter: Float32Array, shape: PopulationShape): NeuronParameter {
  if (parameter.every((value) => value === parameter[0])) return parameter.slice(0, 1);
  return parameter.map((_, n) => parameter[channelsFirst(n, shape)]!);
}
