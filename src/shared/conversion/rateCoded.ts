import type { Milliseconds } from '../units.ts';
import type { Conversion } from './conversion.ts';
import type { FoldedNetwork, FoldedNode, Unit } from './folded.ts';
import { scaleSynapses } from './linearTerms.ts';
import type { NeuronParameter, Population, Synapses } from './network.ts';
import { parameterOf } from './neuronParameter.ts';
import type { Calibration } from './settings.ts';

export interface RateCodedSettings {
  /** Scales are multiplied by it: spikes come at rate activation / (scale · factor) and each stands for scale · factor. */
  readonly thresholdFactor: number;
  /** Mean spikes per step of an input value of 1; the first weights are divided by it. */
  readonly inputGain: number;
  readonly timeStep: Milliseconds;
}

const one = Float32Array.of(1);

/**
 * Data-based normalisation (Rueckauer et al. 2017, section 2.2.1): W' = W · λin / λout and b' = b / λout with threshold 1, so that the
 * strongest usual activation of a layer fires in every step; biases as constant currents, reset by subtraction, max pooling gated by the
 * accumulated rate. The output layer is there twice: normalised and spiking, and accumulating in units of the model.
 */
export function convertToRates(
  folded: FoldedNetwork,
  calibration: Calibration,
  settings: RateCodedSettings,
): Conversion {
  const { timeStep, thresholdFactor, inputGain } = settings;
  const scales: NeuronParameter[] = [];
  const populations: Population[] = [];
  const notes = [...folded.notes];
  for (const node of folded.nodes) {
    const scale =
      node.kind === 'input'
        ? Float32Array.of(1 / inputGain)
        : scaleOf(node, scales, folded, calibration, thresholdFactor);
    scales.push(scale);
    populations.push(toPopulation(node, scale, scales, folded));
    if (node.kind === 'unit' && calibration.scales[node.layer] === 0) {
      notes.push(`Layer "${node.name}" is silent on all calibration images; its scale is taken as 1.`);
    }
  }
  const output = folded.nodes.at(-1)!;
  if (output.kind !== 'output') throw new Error('The last node of a folded network is its output');
  populations.push({
    name: `${output.name}/potential`,
    shape: output.shape,
    dynamics: { kind: 'accumulator', ...currents(output, one, scales, folded) },
  });
  const outputs = { spiking: populations.length - 2, accumulating: populations.length - 1 };
  return { network: { name: folded.name, timeStep, populations, outputs }, notes };
}

/** What a spike in every step stands for, in units of the model. */
function scaleOf(
  node: Exclude<FoldedNode, { kind: 'input' }>,
  scales: readonly NeuronParameter[],
  folded: FoldedNetwork,
  calibration: Calibration,
  thresholdFactor: number,
): NeuronParameter {
  switch (node.kind) {
    case 'unit':
    case 'output': {
      const measured = calibration.scales[node.layer];
      if (measured === undefined) throw new Error(`No scale was measured for layer ${node.layer}`);
      const scale = measured > 0 ? measured : 1;
      return Float32Array.of(thresholdFactor * (node.maxValue === null ? scale : Math.min(scale, node.maxValue)));
    }
    case 'averagePool':
      return scales[node.synapses.source]!;
    case 'maximum':
      return scales[node.source]!;
    case 'relay':
      return relayedScale(node, scales, folded);
  }
}

/** The scales of the neurons that a relay repeats, in the shortest form: one for all, one per channel or one per neuron. */
function relayedScale(
  { sources, origin, shape }: Extract<FoldedNode, { kind: 'relay' }>,
  scales: readonly NeuronParameter[],
  { nodes }: FoldedNetwork,
): NeuronParameter {
  const all = sources.flatMap((source) => {
    const [height, width, channels] = nodes[source]!.shape;
    return Array.from({ length: height * width * channels }, (_, n) => parameterOf(scales[source]!, n, channels));
  });
  const channels = shape[2];
  const perNeuron = Float32Array.from(origin, (from) => (from === -1 ? Number.NaN : all[from]!));
  const perChannel = Float32Array.from({ length: channels }, (_, c) => {
    for (let n = c; n < perNeuron.length; n += channels) if (!Number.isNaN(perNeuron[n]!)) return perNeuron[n]!;
    return 1;
  });
  if (perNeuron.some((scale, n) => !Number.isNaN(scale) && scale !== perChannel[n % channels])) {
    return perNeuron.map((scale) => (Number.isNaN(scale) ? 1 : scale));
  }
  return perChannel.every((scale) => scale === perChannel[0]) ? perChannel.slice(0, 1) : perChannel;
}

function toPopulation(
  node: FoldedNode,
  scale: NeuronParameter,
  scales: readonly NeuronParameter[],
  folded: FoldedNetwork,
): Population {
  const { name, shape } = node;
  switch (node.kind) {
    case 'input':
      return { name, shape, dynamics: { kind: 'input' } };
    case 'unit':
    case 'output':
      return { name, shape, dynamics: { ...integrateAndFire, ...currents(node, scale, scales, folded) } };
    case 'averagePool':
      return {
        name,
        shape,
        dynamics: {
          ...integrateAndFire,
          synapses: [node.synapses],
          biasCurrent: null,
          currentDecay: null,
          lowerBound: null,
        },
      };
    case 'maximum':
      return {
        name,
        shape,
        dynamics: { kind: 'maximumGate', rule: 'gated', source: node.source, window: node.window, delay: 0 },
      };
    case 'relay':
      return { name, shape, dynamics: { kind: 'relay', sources: node.sources, origin: node.origin } };
  }
}

const integrateAndFire = {
  kind: 'integrateAndFire',
  threshold: one,
  comparison: 'atLeast',
  reset: 'subtraction',
  initialPotential: new Float32Array(1),
} as const;

function currents(
  { synapses, bias, shape }: Unit,
  scale: NeuronParameter,
  scales: readonly NeuronParameter[],
  { nodes }: FoldedNetwork,
): { synapses: Synapses[]; biasCurrent: NeuronParameter | null; currentDecay: null; lowerBound: null } {
  const inverse = scale.map((value) => 1 / value);
  return {
    synapses: synapses.map((term) =>
      scaleSynapses(term, scales[term.source]!, nodes[term.source]!.shape, inverse, shape),
    ),
    biasCurrent: bias === null ? null : bias.map((b, n) => b * parameterOf(inverse, n, shape[2])),
    currentDecay: null,
    lowerBound: null,
  };
}
