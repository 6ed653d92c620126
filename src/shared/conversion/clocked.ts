import type { Calibration } from './calibration.ts';
import { type TimedMethod, timedMethod } from './calibrationSteps.ts';
import type { Conversion } from './conversion.ts';
import type { FoldedNetwork, FoldedNode } from './folded.ts';
import { scaleSynapses } from './linearTerms.ts';
import type { Method } from './method.ts';
import type { Clock, NeuronParameter, Population, Synapses } from './network.ts';
import { parameterOf } from './neuronParameter.ts';
import type { ConversionSurroundings } from './rateCoded.ts';
import { scalesOfNodes } from './scaleTable.ts';

const one = Float32Array.of(1);

/**
 * Codes in which a spike's step carries its meaning. The layers take turns: each has a window of N steps in which it alone fires, at its start
 * everything that it will receive has arrived, and a spike in step k of the window stands for a_k of the scale λ.
 *
 * Few-spike neurons (Stöckl and Maass 2021, equations 1 to 4): a_k = 2^−(k+1); a neuron fires where v ≥ a_k and gives a_k away:
 * the binary digits of v. First spike (after Stanojevic et al. 2022): a_k = 1 − k/N; a neuron fires once, in the first step with
 * v ≥ a_k − 1/(2N): v rounded to N levels. The input is a constant current in the first step alone.
 */
export function convertToClockedCode(
  folded: FoldedNetwork,
  given: Method,
  calibration: Calibration,
  surroundings: ConversionSurroundings,
): Conversion {
  const { nodes } = folded;
  const method = timedMethod(given, 0);
  const scales = scalesOfNodes(folded, method, calibration, 1);
  const windows = windowsOf(folded);
  const total = (1 + Math.max(...windows)) * method.calibrationSteps;
  const pulse = Float32Array.of(1);
  const populations = nodes.map((node, index): Population => {
    const { name, shape } = node;
    switch (node.kind) {
      case 'input':
        return { name, shape, dynamics: { kind: 'input', amplitudes: pulse } };
      case 'unit':
      case 'output':
        return neurons(node, node.synapses, node.bias, scales[index]!, windows[index]!);
      case 'averagePool':
        return neurons(node, [node.synapses], null, scales[index]!, windows[index]!);
      case 'maximum': {
        const rule = method.family === 'firstSpike' ? 'first' : 'leading';
        return {
          name,
          shape,
          dynamics: { kind: 'maximumGate', rule, source: node.source, window: node.window, delay: 0 },
        };
      }
      case 'relay':
        return { name, shape, dynamics: { kind: 'relay', sources: node.sources, origin: node.origin } };
    }
  });
  const output = nodes.at(-1)!;
  if (output.kind !== 'output') throw new Error('The last node of a folded network is its output');
  populations.push({
    name: `${output.name}/potential`,
    shape: output.shape,
    dynamics: {
      kind: 'accumulator',
      ...currents(output, output.synapses, output.bias, one),
      lowerBound: null,
      biasClock: pulse,
    },
  });
  return {
    network: {
      name: folded.name,
      timeStep: surroundings.timeStep,
      populations,
      outputs: { spiking: populations.length - 2, accumulating: populations.length - 1 },
      readoutDelay: 0,
    },
    notes: [
      ...folded.notes,
      `Each of the ${1 + Math.max(...windows)} layers has a window of ${method.calibrationSteps} steps: the decision is complete after ${total} steps.`,
    ],
  };

  function neurons(
    node: FoldedNode,
    terms: readonly Exclude<Synapses, { kind: 'maximumTrace' }>[],
    bias: NeuronParameter | null,
    scale: NeuronParameter,
    window: number,
  ): Population {
    return {
      name: node.name,
      shape: node.shape,
      dynamics: {
        kind: 'integrateAndFire',
        ...currents(node, terms, bias, scale),
        lowerBound: null,
        threshold: one,
        comparison: 'atLeast',
        reset: 'subtraction',
        initialPotential: new Float32Array(1),
        leak: null,
        refractorySteps: 0,
        spikes: { kind: 'binary' },
        clock: clockOf(method, window, total),
      },
    };
  }

  function currents(
    node: FoldedNode,
    terms: readonly Exclude<Synapses, { kind: 'maximumTrace' }>[],
    bias: NeuronParameter | null,
    scale: NeuronParameter,
  ): { synapses: Synapses[]; biasCurrent: NeuronParameter | null; currentDecay: null } {
    const inverse = scale.map((value) => 1 / value);
    return {
      synapses: terms.map((term) =>
        term.kind === 'averagePooling'
          ? term // keeps the scale of its source
          : scaleSynapses(term, scales[term.source]!, nodes[term.source]!.shape, inverse, node.shape),
      ),
      biasCurrent:
        bias === null
          ? null
          : Float32Array.from(
              { length: Math.max(bias.length, inverse.length) },
              (_, n) => parameterOf(bias, n, node.shape[2]) * parameterOf(inverse, n, node.shape[2]),
            ),
      currentDecay: null,
    };
  }
}

/** The window of each node: those that integrate come one window after the last of their sources, the first ones in window 0. */
function windowsOf({ nodes }: FoldedNetwork): readonly number[] {
  const windows: number[] = [];
  for (const node of nodes) {
    const after = (sources: readonly number[]) => Math.max(...sources.map((source) => windows[source]!));
    switch (node.kind) {
      case 'input':
        windows.push(-1);
        break;
      case 'unit':
      case 'output':
        windows.push(1 + after(node.synapses.map(({ source }) => source)));
        break;
      case 'averagePool':
        windows.push(1 + after([node.synapses.source]));
        break;
      case 'maximum':
        windows.push(after([node.source]));
        break;
      case 'relay':
        windows.push(after(node.sources));
        break;
    }
  }
  return windows;
}

function clockOf({ family, calibrationSteps: steps }: TimedMethod, window: number, total: number): Clock {
  const first = window * steps;
  const inWindow = (inside: (k: number) => number, outside: number) =>
    Float32Array.from({ length: total }, (_, step) =>
      step >= first && step < first + steps ? inside(step - first) : outside,
    );
  const biases = Float32Array.of(1);
  if (family === 'fewSpike') {
    const digit = (k: number) => 2 ** -(k + 1);
    return {
      thresholds: inWindow(digit, Infinity),
      resets: inWindow(digit, 0),
      biases,
      amplitudes: inWindow(digit, 0),
      once: false,
    };
  }
  return {
    thresholds: inWindow((k) => 1 - (k + 0.5) / steps, Infinity),
    resets: new Float32Array(total),
    biases,
    amplitudes: inWindow((k) => 1 - k / steps, 0),
    once: true,
  };
}
