import { createHash } from 'node:crypto';
import type { WeightHash } from '../../../shared/export/bundleManifest.ts';
import type { ModelGraph } from '../../../shared/model/graph.ts';
import { layerWeights } from '../../../shared/model/layerDetails.ts';

/** SHA-256 of every array of weights of a model, as little-endian single precision, in the order of the layers. */
export function hashWeights({ layers }: ModelGraph): readonly WeightHash[] {
  return layers.flatMap(({ name, operation }) =>
    layerWeights(operation).map(({ name: array, values: { shape, data } }) => ({
      layer: name,
      array,
      shape: [...shape],
      sha256: createHash('sha256')
        .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
        .digest('hex'),
    })),
  );
}
