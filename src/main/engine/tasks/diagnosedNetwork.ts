import { foldForMethod } from '../../../shared/conversion/foldForMethod.ts';
import type { FoldedNode } from '../../../shared/conversion/folded.ts';
import type { Calibration } from '../../../shared/conversion/calibration.ts';
import type { Method } from '../../../shared/conversion/method.ts';
import type { NeuronParameter, SpikingNetwork } from '../../../shared/conversion/network.ts';
import { parameterOf } from '../../../shared/conversion/neuronParameter.ts';
import { methodOf } from '../../../shared/conversion/presets.ts';
import { convertToRates } from '../../../shared/conversion/rateCoded.ts';
import { scalesOfNodes } from '../../../shared/conversion/scaleTable.ts';
import type { ValueRange } from '../../../shared/diagnosis/analogValues.ts';
import { type IdealNeuron, idealNeuron, idealWindow } from '../../../shared/diagnosis/idealNeuron.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { WorkbenchError } from '../../../shared/problems/problems.ts';
import type { Simulation } from '../../../shared/sweep/plan.ts';
import type { Milliseconds } from '../../../shared/units.ts';
import { convertNetwork, surroundingsOf } from './convertNetworks.ts';

/** A converted network with what it stands for; lists are by population. */
export interface DiagnosedNetwork {
  readonly network: SpikingNetwork;
  /** The same populations as neurons of the analog network: no corrections, shifts, delays, slow synapses or clocks. */
  readonly plain: SpikingNetwork;
  readonly ranges: readonly ValueRange[];
  /** Units of the model per threshold. */
  readonly scales: readonly NeuronParameter[];
  /** Null where there are no integrate-and-fire neurons. */
  readonly ideals: readonly (IdealNeuron | null)[];
  /** Whether a value is sent once, in windows, and not in every step. */
  readonly isClocked: boolean;
  /** What an input of 1 becomes in thresholds. */
  readonly inputGain: number;
}

/** Throws conversion Problems, and notDiagnosable for the presets of ANNarchy. */
export function diagnosedNetwork(
  graph: ModelGraph,
  simulation: Simulation,
  timeStep: Milliseconds,
  calibration: Calibration,
): DiagnosedNetwork {
  const { preset, threshold, changes } = simulation;
  const method = methodOf({ preset, thresholdFactor: threshold, changes });
  if (method.family === 'annarchy') {
    throw new WorkbenchError({
      area: 'conversion',
      kind: 'notDiagnosable',
      preset,
      reason:
        'ANNarchy drops biases and scales no layer, so no firing rate stands for an activation. Inspect shows their correlation for single samples',
    });
  }
  const { network } = convertNetwork(graph, simulation, timeStep, calibration);
  const folded = foldForMethod(graph, preset, method);
  const isClocked = method.family !== 'rate';
  const inputGain = isClocked ? 1 : surroundingsOf(simulation, timeStep).inputGain;
  const surroundings = { timeStep, inputGain, seed: simulation.seed };
  const bare = { ...calibration, potentials: {}, biases: {} };
  const plain = convertToRates(folded, { ...method, ...withoutTime }, bare, surroundings).network;
  const scales = scalesOfNodes(folded, method, calibration, inputGain);
  return {
    network,
    plain,
    ranges: [
      ...folded.nodes.map((node, index) => rangeOf(node, scales[index]!)),
      // The accumulating output, in units of the model.
      everything,
    ],
    scales: [...scales, Float32Array.of(1)],
    ideals: network.populations.map(({ dynamics }) => {
      if (dynamics.kind !== 'integrateAndFire') return null;
      if (dynamics.clock === null) return idealNeuron(dynamics, startOf(method), shiftOf(method));
      return idealWindow({
        family: method.family === 'fewSpike' ? 'fewSpike' : 'firstSpike',
        // A neuron can fire in its window alone.
        steps: dynamics.clock.thresholds.filter(Number.isFinite).length,
      });
    }),
    isClocked,
    inputGain,
  };
}

const withoutTime = {
  family: 'rate',
  shiftSteps: null,
  correction: 'none',
  synapticTimeConstant: null,
  delay: 0,
  readoutDelay: 0,
  initialPotential: 'zero',
} as const;

const everything: ValueRange = { least: -Infinity, most: () => Infinity };

const positive: ValueRange = { least: 0, most: () => Infinity };

function rangeOf(node: FoldedNode, scale: NeuronParameter): ValueRange {
  // A score below zero is silence where spikes are counted, and no loss.
  if (node.kind === 'output') return positive;
  if (node.kind !== 'unit' || node.isLinear) return everything;
  const { maxValue, shape } = node;
  if (maxValue === null) return positive;
  return { least: 0, most: (neuron) => maxValue / parameterOf(scale, neuron, shape[2]) };
}

/** In thresholds; what a calibration adds makes up for other errors and is no part of it. */
function startOf({ initialPotential }: Method): number {
  return initialPotential === 'zero' ? 0 : 0.5;
}

function shiftOf({ shiftSteps }: Method): number {
  return shiftSteps === null ? 0 : 1 / (2 * shiftSteps);
}
