import type { ConversionReport } from '../api/engineViews.ts';
import type { Verdict } from '../api/modelViews.ts';
import { assertNever } from '../assertNever.ts';
import type { Layer, ModelGraph } from '../model/graph.ts';
import { describeProblem } from '../problems/problems.ts';
import type { Method } from './method.ts';
import { presets } from './presets.ts';

/** What a preset makes of one entry of the graph, judged by its report on the whole model. */
export function layerVerdict(graph: ModelGraph, layer: Layer, { preset, problem, notes }: ConversionReport): Verdict {
  if (problem !== null) {
    if (problem.area !== 'conversion' || problem.kind !== 'notConvertible') {
      return { level: 'red', reason: describeProblem(problem) };
    }
    const offence = problem.layers.find((offender) => offender.layer === layer.keras.name);
    if (offence !== undefined) return { level: 'red', reason: `Cannot be converted: it ${offence.reason}.` };
  }
  const note = notes.find((text) => text.includes(`"${layer.keras.name}"`));
  return note === undefined ? whatItBecomes(graph, layer, presets[preset].method) : { level: 'amber', reason: note };
}

function whatItBecomes(graph: ModelGraph, { name, operation }: Layer, method: Method): Verdict {
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
      return green(`Becomes ${maxPoolingWords(method)}.`);
    case 'batchNormalization':
    case 'scaling':
      return amber('Is folded into the weights of its neighbours.');
    case 'activation':
      switch (operation.function.kind) {
        case 'relu':
          return green(`Becomes the firing of ${neuronWords(method)}.`);
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
