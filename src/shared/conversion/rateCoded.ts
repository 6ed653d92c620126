import { randomWord } from '../random.ts';
import type { Milliseconds } from '../units.ts';
import { type Calibration, calibrationKey } from './calibration.ts';
import type { Conversion } from './conversion.ts';
import { canBeNegative, type FoldedNetwork, type FoldedNode, type Unit } from './folded.ts';
import { scaleSynapses } from './linearTerms.ts';
import { checkLayerValues, valuesOfLayer } from './layerValues.ts';
import type { Method } from './method.ts';
import type { IntegrateAndFire, NeuronParameter, Population, SpikeRule, Synapses } from './network.ts';
import { parameterOf } from './neuronParameter.ts';
import { scalesOfNodes } from './scaleTable.ts';

export interface ConversionSurroundings {
  readonly timeStep: Milliseconds;
  /** What an input value of 1 delivers in a step, on average (`encodingGain`). */
  readonly inputGain: number;
  /** For start potentials that are drawn. */
  readonly seed: number;
}

const one = Float32Array.of(1);

/**
 * Activations as firing rates (Rueckauer et al. 2017, section 2.2): W' = W · λin / λout and b' = b / λout with threshold 1, so that a spike in
 * every step stands for λ. Biases are constant currents. The output layer is there twice: normalised and spiking, and accumulating in
 * units of the model.
 */
export function convertToRates(
  folded: FoldedNetwork,
  method: Method,
  calibration: Calibration,
  surroundings: ConversionSurroundings,
): Conversion {
  const scales = scalesOfNodes(folded, method, calibration, surroundings.inputGain);
  checkLayerValues(
    'layer-delays',
    method.layerDelays,
    folded.nodes.flatMap(({ kind, name, shape }) =>
      kind === 'unit' || kind === 'output' || kind === 'averagePool' ? [{ name, channels: shape[2] }] : [],
    ),
  );
  const build: Build = { folded, scales, method, calibration, surroundings };
  const populations = folded.nodes.map((node, index) => toPopulation(node, scales[index]!, build));
  const output = folded.nodes.at(-1)!;
  if (output.kind !== 'output') throw new Error('The last node of a folded network is its output');
  populations.push({
    name: `${output.name}/potential`,
    shape: output.shape,
    dynamics: {
      kind: 'accumulator',
      ...currentsOf(output.synapses, output.bias, output, one, build),
      lowerBound: null,
      biasClock: null,
    },
  });
  const silent = folded.nodes.filter(
    (node) => node.kind === 'unit' && calibration.scales[calibrationKey(node)]?.every((scale) => scale === 0),
  );
  const unbounded =
    method.normalisation === 'clip'
      ? folded.nodes.filter((node) => node.kind === 'unit' && node.maxValue === null && !node.isLinear)
      : [];
  return {
    network: {
      name: folded.name,
      timeStep: surroundings.timeStep,
      populations,
      outputs: { spiking: populations.length - 2, accumulating: populations.length - 1 },
      readoutDelay: method.readoutDelay === 'automatic' ? calibration.readoutDelay : method.readoutDelay,
    },
    notes: [
      ...folded.notes,
      ...unbounded.map(
        ({ name }) =>
          `The activation of layer "${name}" has no bound; its scale is the ${method.percentile}th percentile instead.`,
      ),
      ...silent.map(({ name }) => `Layer "${name}" is silent on all calibration images; its scale is taken as 1.`),
    ],
  };
}

interface Build {
  readonly folded: FoldedNetwork;
  readonly scales: readonly NeuronParameter[];
  readonly method: Method;
  readonly calibration: Calibration;
  readonly surroundings: ConversionSurroundings;
}

function toPopulation(node: FoldedNode, scale: NeuronParameter, build: Build): Population {
  const { name, shape } = node;
  switch (node.kind) {
    case 'input':
      return { name, shape, dynamics: { kind: 'input', amplitudes: null } };
    case 'unit':
    case 'output': {
      const currents = currentsOf(node.synapses, node.bias, node, scale, build);
      return { name, shape, dynamics: { ...neurons(node, build), ...currents } };
    }
    case 'averagePool': {
      const currents = currentsOf([node.synapses], null, node, one, build, false);
      return { name, shape, dynamics: { ...neurons(node, build), ...currents } };
    }
    case 'maximum': {
      const { source, window } = node;
      return {
        name,
        shape,
        dynamics: { kind: 'maximumGate', rule: build.method.maxPooling, source, window, delay: 0 },
      };
    }
    case 'relay':
      return { name, shape, dynamics: { kind: 'relay', sources: node.sources, origin: node.origin } };
  }
}

type NeuronSettings = Pick<
  IntegrateAndFire,
  | 'kind'
  | 'threshold'
  | 'comparison'
  | 'reset'
  | 'initialPotential'
  | 'leak'
  | 'refractorySteps'
  | 'spikes'
  | 'clock'
  | 'lowerBound'
>;

function neurons(node: FoldedNode, { method, calibration, surroundings, folded }: Build): NeuronSettings {
  const { timeStep, seed } = surroundings;
  const isSigned = node.kind !== 'output' && canBeNegative(node, folded.nodes);
  return {
    kind: 'integrateAndFire',
    threshold: one,
    comparison: 'atLeast',
    reset: method.reset,
    initialPotential: initialPotentialOf(
      node,
      method,
      calibration.potentials[node.name],
      seed,
      folded.nodes.indexOf(node),
    ),
    leak: method.membraneTimeConstant === null ? null : Math.exp(-(timeStep / method.membraneTimeConstant)),
    refractorySteps: Math.round(method.refractoryPeriod / timeStep),
    spikes: isSigned ? bipolarRule(method) : spikeRule(method),
    clock: null,
    // A bound would cut off the negative values that are to be passed on.
    lowerBound: isSigned ? null : method.lowerBound,
  };
}

function spikeRule({ spikes, burstLimit }: Method): SpikeRule {
  return spikes === 'burst' ? { kind: 'burst', limit: burstLimit } : { kind: spikes };
}

/**
 * For values of either sign. Rounds as the start potential says: from half a threshold to the nearest count, from zero towards zero. A reset
 * to zero forgets the start, so that the negative threshold is the mirrored one.
 */
function bipolarRule({ initialPotential, reset }: Method): SpikeRule {
  return { kind: 'bipolar', lower: initialPotential === 'zero' || reset === 'zero' ? 1 : 1e-3 };
}

/** In thresholds: the method's own, and what a calibration adds per neuron. */
function initialPotentialOf(
  { shape }: FoldedNode,
  { initialPotential }: Method,
  corrections: readonly number[] | undefined,
  seed: number,
  node: number,
): NeuronParameter {
  const size = shape[0] * shape[1] * shape[2];
  const start = (n: number): number => {
    switch (initialPotential) {
      case 'zero':
        return 0;
      case 'half':
        return 0.5;
      case 'uniform':
        return randomWord('initialPotential', seed, node, 0, n) / 4294967296;
    }
  };
  if (corrections === undefined && initialPotential !== 'uniform') return Float32Array.of(start(0));
  return Float32Array.from({ length: size }, (_, n) => start(n) + (corrections?.[n] ?? 0));
}

/** Synapses and biases in thresholds. Average pooling keeps the scale of its source, so its weights stay as they are. */
function currentsOf(
  terms: Unit['synapses'],
  bias: NeuronParameter | null,
  { name, shape }: FoldedNode,
  scale: NeuronParameter,
  { folded, scales, method, calibration, surroundings }: Build,
  isScaled = true,
): { synapses: Synapses[]; biasCurrent: NeuronParameter | null; currentDecay: number | null } {
  const { timeStep } = surroundings;
  const inverse = scale.map((value) => 1 / value);
  const tau = method.synapticTimeConstant;
  const [ownDelay = method.delay] = valuesOfLayer(method.layerDelays, name) ?? [];
  const delay = ownDelay === 0 ? 0 : 1;
  // An exponential synapse spreads a spike over time: dt/τ now, so that all of it adds up to the weight.
  const spread = Float32Array.of(tau === null ? 1 : timeStep / tau);
  const synapses = terms.map((term): Synapses => {
    const source = folded.nodes[term.source]!.shape;
    const scaled = isScaled ? scaleSynapses(term, scales[term.source]!, source, inverse, shape) : term;
    return { ...(tau === null ? scaled : scaleSynapses(scaled, spread, source, one, shape)), delay };
  });
  return {
    synapses,
    biasCurrent: biasOf(bias, inverse, shape[2], method, calibration.biases[name]),
    currentDecay: tau === null ? null : 1 - timeStep / tau,
  };
}

/** b / λ, the shift of Deng and Gu (2021), θ / (2T) in every step, and what a calibration adds per channel. */
function biasOf(
  bias: NeuronParameter | null,
  inverse: NeuronParameter,
  channels: number,
  { shiftSteps }: Method,
  corrections: readonly number[] | undefined,
): NeuronParameter | null {
  if (bias === null && shiftSteps === null && corrections === undefined) return null;
  const shift = shiftSteps === null ? 0 : 1 / (2 * shiftSteps);
  const length = Math.max(bias?.length ?? 1, inverse.length, corrections?.length ?? 1);
  return Float32Array.from(
    { length },
    (_, n) =>
      (bias === null ? 0 : parameterOf(bias, n, channels) * parameterOf(inverse, n, channels)) +
      shift +
      (corrections?.[n % channels] ?? 0),
  );
}
