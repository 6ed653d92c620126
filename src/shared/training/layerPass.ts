import { add, reshape, type Variable } from '@tensorflow/tfjs-core';
import { assertNever } from '../assertNever.ts';
import type { Layer } from '../model/graph.ts';
import { plainActivation } from '../model/kerasObjects.ts';
import { clippedPass, quantisedPass, reluPass } from './activationPasses.ts';
import { batchNormalizationPass } from './batchNormalizationPass.ts';
import type { ParameterRole, Parameters } from './parameters.ts';
import { type LayerPass, plainPass } from './pass.ts';
import { poolingPass } from './poolingPass.ts';
import { dropoutPass, noisePass } from './randomPasses.ts';
import type { TrainingRole } from './trainable.ts';
import { convolutionPass, densePass, depthwisePass } from './weightedPasses.ts';

/**
 * The passes of the entry of a graph at a position. The gradients are written out, because tfjs's own would have to be registered through
 * a second copy of the library. What an architecture cannot hold is an error.
 */
export function layerPass(
  layer: Layer,
  position: number,
  parameters: Parameters,
  role: TrainingRole | undefined,
): LayerPass {
  const { operation, shape } = layer;
  const optional = (name: ParameterRole): Variable | null => parameters.get(position, name);
  const own = (name: ParameterRole): Variable => optional(name)!;
  switch (operation.kind) {
    case 'input':
    case 'identity':
      if (role?.kind === 'dropout') return dropoutPass(role.rate, position);
      if (role?.kind === 'noise') return noisePass(role.deviation, position);
      return plainPass(
        (input) => input,
        (gradient) => gradient,
      );
    case 'reshape':
      return plainPass(
        (input) => reshape(input, [-1, ...shape]),
        (gradient, input) => reshape(gradient, input.shape),
      );
    case 'dense':
      return densePass(own('kernel'), optional('bias'));
    case 'convolution':
      return convolutionPass(operation, own('kernel'), optional('bias'));
    case 'depthwiseConvolution':
      return depthwisePass(operation, own('kernel'), optional('bias'));
    case 'maxPooling':
    case 'averagePooling':
      return poolingPass(operation);
    case 'batchNormalization':
      return batchNormalizationPass(operation.epsilon, {
        gamma: own('gamma'),
        beta: own('beta'),
        mean: own('mean'),
        variance: own('variance'),
      });
    case 'merge':
      if (operation.rule !== 'add') break;
      return sumPass;
    case 'activation':
      return activationPass(layer, role, optional('level'));
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'scaling':
    case 'concatenate':
      break;
    default:
      return assertNever(operation);
  }
  throw untrained(layer);
}

/** Each summand has the gradient of the sum. */
const sumPass: LayerPass = {
  forward: (inputs) => ({
    output: inputs.reduce((sum, input) => add(sum, input)),
    backward: (gradient) => ({ inputs: inputs.map(() => gradient), parameters: [] }),
  }),
};

function activationPass(layer: Layer, role: TrainingRole | undefined, level: Variable | null): LayerPass {
  const { operation } = layer;
  if (role?.kind === 'qcfs') return quantisedPass(role.levels, role.threshold === null, level!);
  if (role?.kind === 'clipped') return clippedPass(role.level, level);
  if (operation.kind === 'activation' && plainActivation(operation.function) === 'relu') return reluPass;
  throw untrained(layer);
}

function untrained({ name, keras }: Layer): Error {
  return new Error(`Layer "${name}" (${keras.className}) is of a form that is not trained`);
}
