import type { ConversionReport } from '../api/engineViews.ts';
import type { Verdict } from '../api/modelViews.ts';
import { assertNever } from '../assertNever.ts';
import type { Layer, ModelGraph } from '../model/graph.ts';
import { describeProblem } from '../problems/problems.ts';
import type { Method } from './method.ts';
import { presets } from './presets.ts';

/**
 * What a preset makes of one entry of the graph, judged by its report on the whole model. `biases`: the largest bias of an entry against its
 * threshold, where both are known.
 */
export function layerVerdict(
  graph: ModelGraph,
  layer: Layer,
  { preset, problem, notes }: ConversionReport,
  biases: ReadonlyMap<string, number>,
): Verdict {
  if (problem !== null) {
    if (problem.area !== 'conversion' || problem.kind !== 'notConvertible') {
      return { level: 'red', reason: describeProblem(problem) };
    }
    const offence = problem.layers.find((offender) => offender.layer === layer.keras.name);
    if (offence !== undefined) return { level: 'red', reason: `Cannot be converted: it ${offence.reason}.` };
  }
  const note = notes.find((text) => text.includes(`"${layer.keras.name}"`));
  if (note !== undefined) return amber(note);
  const { method } = presets[preset];
  return earlyBias(biases.get(layer.name) ?? 0, method) ?? whatItBecomes(graph, layer, method);
}

/** Largest bias, in thresholds a step, that is let pass without a word: ten steps of it make a spike. */
const quietBias = 0.1;

/** A bias acts from the first step on; where that is much of a threshold, it speaks before the spikes of earlier layers do. */
function earlyBias(ratio: number, { family, correction, readoutDelay, delay }: Method): Verdict | null {
  if (family !== 'rate' || ratio <= quietBias) return null;
  const size = `Its largest bias is about ${Math.round(100 * ratio)} % of its threshold (estimated for inputs spread evenly from 0 to 1) and acts from the first step on, before the spikes of earlier layers arrive.`;
  if (correction === 'potential') return green(`${size} The corrected start potentials make up for it.`);
  if (readoutDelay !== 0) return green(`${size} The delayed readout leaves the first steps out.`);
  const later = delay === 1 ? ' With a delay of one step in each layer they arrive later still.' : '';
  return amber(`${size}${later} Correct start potentials (preset calibrated), delay the readout, or simulate longer.`);
}

function whatItBecomes(graph: ModelGraph, { name, operation, inputs }: Layer, method: Method): Verdict {
  switch (operation.kind) {
    case 'input':
      return green('Becomes the encoded input.');
    case 'dense':
    case 'convolution':
    case 'depthwiseConvolution':
      return green(`Becomes the synapses of ${neuronWords(method)}.`);
    case 'averagePooling':
      return green('Becomes neurons that integrate the mean of their window.');
    case 'maxPooling':
      return method.family === 'rate' && method.maxPooling === 'anySpike'
        ? amber(`Becomes ${maxPoolingWords(method)}: more spikes than the strongest of them sends.`)
        : green(`Becomes ${maxPoolingWords(method)}.`);
    case 'batchNormalization':
    case 'scaling':
      return foldedScaling(graph, inputs);
    case 'activation':
      switch (operation.function.kind) {
        case 'relu':
          return operation.function.negativeSlope === 0
            ? green(`Becomes the firing of ${neuronWords(method)}.`)
            : leakyVerdict(method);
        case 'linear':
          return green('Changes nothing.');
        case 'softmax':
        case 'sigmoid':
        case 'tanh':
        case 'elu':
          return name === graph.layers[graph.output]!.name
            ? amber('Is left out: it does not change which class has the highest score.')
            : amber('Has no spiking counterpart of its own.');
        default:
          return assertNever(operation.function);
      }
    case 'reshape':
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'concatenate':
      return green('Becomes wires that carry spikes on under new numbers.');
    case 'merge':
      return green('Becomes the sum of the currents of its branches.');
    case 'identity':
      return green('Does nothing after training, and is left out.');
    default:
      return assertNever(operation);
  }
}

/** By its place: before an activation it is exact; behind one it goes into the next weights, and its offset into their biases. */
function foldedScaling(graph: ModelGraph, inputs: readonly number[]): Verdict {
  let index = inputs[0]!;
  while (graph.layers[index]!.operation.kind === 'identity') index = graph.layers[index]!.inputs[0]!;
  const before = graph.layers[index]!.operation.kind;
  switch (before) {
    case 'dense':
    case 'convolution':
    case 'depthwiseConvolution':
    case 'batchNormalization':
    case 'scaling':
    case 'merge':
      return green('Stands before the activation: is folded into the weights and biases before it.');
    case 'input':
      return green('Scales the input: is folded into the first weights and biases.');
    case 'activation':
    case 'averagePooling':
    case 'maxPooling':
    case 'reshape':
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'concatenate':
    case 'identity':
      return amber(
        'Stands behind the activation: is folded into the weights after it, and what it adds becomes a bias there, which acts before spikes arrive.',
      );
    default:
      return assertNever(before);
  }
}

function leakyVerdict({ family }: Method): Verdict {
  switch (family) {
    case 'annarchy':
      return amber('Is not looked at: negative values are lost.');
    case 'rate':
      return green('Becomes two populations, one that rectifies and one that fires for either sign.');
    case 'fewSpike':
    case 'firstSpike':
      return green('Becomes populations for each sign, since spikes of this code have none.');
    default:
      return assertNever(family);
  }
}

function neuronWords({ family, spikes }: Method): string {
  switch (family) {
    case 'annarchy':
    case 'rate':
      return spikes === 'signed'
        ? 'integrate-and-fire neurons that can take spikes back'
        : 'integrate-and-fire neurons';
    case 'fewSpike':
      return 'neurons that send binary digits in a window of their own';
    case 'firstSpike':
      return 'neurons that spike at most once in a window of their own';
    default:
      return assertNever(family);
  }
}

function maxPoolingWords({ family, maxPooling }: Method): string {
  switch (family) {
    case 'annarchy':
      return 'neurons that follow the strongest trace of spikes in their window';
    case 'fewSpike':
    case 'firstSpike':
      return 'neurons that pass on the largest value of their window';
    case 'rate':
      break;
    default:
      return assertNever(family);
  }
  switch (maxPooling) {
    case 'gated':
      return 'a gate that passes the spikes of the strongest neuron of its window on';
    case 'anySpike':
      return 'neurons that spike whenever any neuron of their window does';
    case 'telescoped':
      return 'neurons that pass on by how much the largest count of spikes in their window grows';
    default:
      return assertNever(maxPooling);
  }
}

function green(reason: string): Verdict {
  return { level: 'green', reason };
}

function amber(reason: string): Verdict {
  return { level: 'amber', reason };
}
