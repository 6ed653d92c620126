import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelGraph } from '../model/graph.ts';
import type { Kernels } from './kernels.ts';
import { layerPass } from './layerPass.ts';

/** The scores [sample][class] of samples [sample][...], and the way back from them. */
export interface ChainPass {
  readonly scores: Tensor;
  /** Gradients of the kernels, by position of their layer, from the gradient of the scores. */
  readonly backward: (gradient: Tensor) => ReadonlyMap<number, Tensor>;
}

/**
 * Computes a chain of layers up to the scores before the last softmax. The graph has to be such as `createInitialModel` makes. Call it in a
 * `tidy`, since it keeps the values of all layers.
 */
export function runChain(graph: ModelGraph, kernels: Kernels, samples: Tensor): ChainPass {
  const layers = withoutSoftmax(graph);
  const passes = layers.map((layer, position) => {
    if (layer.inputs.some((input) => input !== position - 1)) throw new Error(`The model ${graph.name} is no chain`);
    return layerPass(layer, kernels.get(position));
  });
  const values = [samples];
  for (const pass of passes) values.push(pass.forward(values.at(-1)!));
  return {
    scores: values.at(-1)!,
    backward(scoreGradient) {
      const gradients = new Map<number, Tensor>();
      const first = Math.min(...kernels.keys());
      let gradient = scoreGradient;
      for (let position = passes.length - 1; position >= first; position--) {
        const { kernelGradient, backward } = passes[position]!;
        const [input, output] = [values[position]!, values[position + 1]!];
        if (kernelGradient !== null) gradients.set(position, kernelGradient(gradient, input));
        // Nobody asks for the gradient of the first layer's input.
        if (position > first) gradient = backward(gradient, input, output);
      }
      return gradients;
    },
  };
}

function withoutSoftmax({ layers, output }: ModelGraph): ModelGraph['layers'] {
  const last = layers[output]!.operation;
  return last.kind === 'activation' && last.function.kind === 'softmax' ? layers.slice(0, output) : layers;
}
