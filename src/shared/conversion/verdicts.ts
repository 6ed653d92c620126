import type { ConversionReport } from '../api/engineViews.ts';
import type { Verdict } from '../api/modelViews.ts';
import { assertNever } from '../assertNever.ts';
import type { Layer, ModelGraph } from '../model/graph.ts';
import { describeProblem } from '../problems/problems.ts';

/** What a preset makes of one entry of the graph, judged by its report on the whole model. */
export function layerVerdict(graph: ModelGraph, layer: Layer, { problem, notes }: ConversionReport): Verdict {
  if (problem !== null) {
    if (problem.area !== 'conversion' || problem.kind !== 'notConvertible') {
      return { level: 'red', reason: describeProblem(problem) };
    }
    const offence = problem.layers.find((offender) => offender.layer === layer.keras.name);
    if (offence !== undefined) return { level: 'red', reason: `Cannot be converted: it ${offence.reason}.` };
  }
  const note = notes.find((text) => text.includes(`"${layer.keras.name}"`));
  return note === undefined ? whatItBecomes(graph, layer) : { level: 'amber', reason: note };
}

function whatItBecomes(graph: ModelGraph, { name, operation }: Layer): Verdict {
  switch (operation.kind) {
    case 'input':
      return green('Becomes the encoded input.');
    case 'dense':
    case 'convolution':
    case 'depthwiseConvolution':
      return green('Becomes the synapses of integrate-and-fire neurons.');
    case 'averagePooling':
      return green('Becomes neurons that integrate the mean of their window.');
    case 'maxPooling':
      return green('Becomes a gate that passes the spikes of the strongest neuron of its window on.');
    case 'batchNormalization':
    case 'scaling':
      return amber('Is folded into the weights of its neighbours.');
    case 'activation':
      switch (operation.function.kind) {
        case 'relu':
          return green('Becomes the firing of integrate-and-fire neurons.');
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

function green(reason: string): Verdict {
  return { level: 'green', reason };
}

function amber(reason: string): Verdict {
  return { level: 'amber', reason };
}
