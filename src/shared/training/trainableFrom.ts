import { plainActivation } from '../model/kerasObjects.ts';
import type { Layer, ModelGraph } from '../model/graph.ts';
import { WorkbenchError } from '../problems/problems.ts';
import type { Trainable, TrainingRole } from './trainable.ts';

/**
 * A model that was read, to be trained on. Clipped activations keep their level; dropout and noise act as the model has them. Throws the Problem wrongArchitecture, which names every layer that cannot be trained.
 */
export function trainableFrom(graph: ModelGraph): Trainable {
  const layers = graph.layers.flatMap((layer, position) => {
    const fault = faultOf(layer, position, graph);
    return fault === null ? [] : [{ layer: layer.name, fault }];
  });
  if (layers.length > 0) {
    throw new WorkbenchError({ area: 'training', kind: 'wrongArchitecture', name: graph.name, layers });
  }
  const roles = graph.layers.flatMap(({ operation }, position): [number, TrainingRole][] => {
    if (operation.kind === 'identity' && operation.inTraining) return [[position, operation.inTraining]];
    if (operation.kind !== 'activation' || operation.function.kind !== 'relu') return [];
    const { maxValue } = operation.function;
    return maxValue === null ? [] : [[position, { kind: 'clipped', level: { rule: 'fixed', value: maxValue } }]];
  });
  return { graph, roles: new Map(roles) };
}

function faultOf({ operation, shape, keras }: Layer, position: number, { output }: ModelGraph): string | null {
  if (position === output && shape.length !== 1) return 'is the last, and does not give one score a class';
  switch (operation.kind) {
    case 'input':
    case 'identity':
    case 'reshape':
    case 'batchNormalization':
    case 'maxPooling':
    case 'averagePooling':
      return shape.length === 2 ? 'works on sequences, and images or rows of values are trained' : null;
    case 'dense':
      return shape.length === 1 ? null : 'works on more than rows of values';
    case 'convolution':
    case 'depthwiseConvolution':
      if (shape.length !== 3) return 'works on sequences, and images are trained';
      if (operation.dilation.some((factor) => factor !== 1)) return 'is dilated';
      return operation.kind === 'depthwiseConvolution' && operation.kernel.shape[3] !== 1
        ? 'has several kernels a channel'
        : null;
    case 'merge':
      return operation.rule === 'add' ? null : `merges by another rule than Add (${keras.className})`;
    case 'activation': {
      const { function: activation } = operation;
      if (activation.kind === 'softmax' && position === output) return null;
      const isClipped = activation.kind === 'relu' && activation.negativeSlope === 0 && activation.threshold === 0;
      return isClipped ? null : `has the activation ${plainActivation(activation) ?? 'ReLU with a slope or threshold'}`;
    }
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'scaling':
    case 'concatenate':
      return `is of class ${keras.className}, which is not trained`;
  }
}
