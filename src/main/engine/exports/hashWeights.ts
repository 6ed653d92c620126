import { createHash } from 'node:crypto';
import { assertNever } from '../../../shared/assertNever.ts';
import type { WeightHash } from '../../../shared/export/bundleManifest.ts';
import type { ModelGraph, Operation } from '../../../shared/model/graph.ts';
import type { Tensor } from '../../../shared/tensor.ts';

/** SHA-256 of every array of weights of a model, as little-endian single precision, in the order of the layers. */
export function hashWeights({ layers }: ModelGraph): readonly WeightHash[] {
  return layers.flatMap(({ name, operation }) =>
    arraysOf(operation).map(([array, { shape, data }]) => ({
      layer: name,
      array,
      shape: [...shape],
      sha256: createHash('sha256')
        .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
        .digest('hex'),
    })),
  );
}

function arraysOf(operation: Operation): readonly (readonly [name: string, array: Tensor])[] {
  switch (operation.kind) {
    case 'dense':
    case 'convolution':
    case 'depthwiseConvolution':
      return [['kernel', operation.kernel], ...(operation.bias === null ? [] : ([['bias', operation.bias]] as const))];
    case 'batchNormalization':
      return (['gamma', 'beta', 'mean', 'variance'] as const).map((name) => [name, vector(operation[name])] as const);
    case 'scaling':
      return (['scale', 'offset'] as const).map((name) => [name, vector(operation[name])] as const);
    case 'input':
    case 'maxPooling':
    case 'averagePooling':
    case 'activation':
    case 'reshape':
    case 'permute':
    case 'zeroPadding':
    case 'cropping':
    case 'upsampling':
    case 'merge':
    case 'concatenate':
    case 'identity':
      return [];
    default:
      return assertNever(operation);
  }
}

function vector(data: Float32Array): Tensor {
  return { shape: [data.length], data };
}
