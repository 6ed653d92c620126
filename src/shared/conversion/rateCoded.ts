import type { Milliseconds } from '../units.ts';
import type { Conversion } from './conversion.ts';
import type { FoldedNetwork, FoldedNode, Unit } from './folded.ts';
import { scaleSynapses } from './linearTerms.ts';
import type { NeuronParameter, Population, Synapses } from './network.ts';
import { parameterOf, relabelParameter } from './neuronParameter.ts';
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
      const scale = Math.max(...comparedWith(node, folded).map((unit) => measuredScale(unit, calibration)));
      return Float32Array.of(thresholdFactor * (node.maxValue === null ? scale : Math.min(scale, node.maxValue)));
    }
    case 'averagePool':
      return scales[node.synapses.source]!;
    case 'maximum':
      return scales[node.source]!;
    case 'relay':
      return relabelParameter(
        node.sources.map((source) => ({ parameter: scales[source]!, shape: folded.nodes[source]!.shape })),
        node.origin,
        node.shape[2],
        1,
      );
  }
}

function measuredScale({ layer }: Unit, { scales }: Calibration): number {
  const measured = scales[layer];
  if (measured === undefined) throw new Error(`No scale was measured for layer ${layer}`);
  return measured > 0 ? measured : 1;
}

/** Units whose rates one maximum compares, the unit itself included: they need one scale. */
function comparedWith(unit: Unit, { nodes }: FoldedNetwork): readonly Unit[] {
  const groups = nodes.flatMap((node) => (node.kind === 'maximum' ? [unitsBehind(node.source)] : []));
  return [...new Set([unit, ...groups.filter((group) => group.includes(unit)).flat()])];

  function unitsBehind(index: number): readonly Unit[] {
    const node = nodes[index]!;
    switch (node.kind) {
      case 'input':
        return [];
      case 'unit':
      case 'output':
        return [node];
      case 'averagePool':
        return unitsBehind(node.synapses.source);
      case 'maximum':
        return unitsBehind(node.source);
      case 'relay':
        return node.sources.flatMap(unitsBehind);
    }
  }
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
