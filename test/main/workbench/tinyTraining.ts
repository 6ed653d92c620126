import { readFile } from 'node:fs/promises';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { layerWeights } from '../../../src/shared/model/layerDetails.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import type { Architecture } from '../../../src/shared/training/architecture.ts';
import { defaultSetup, type TrainSetup } from '../../../src/shared/training/setup.ts';
import { defaultTraining } from '../../../src/shared/training/settings.ts';

const hidden = { bias: true, batchNormalization: true } as const;

/** A network that learns digits in short steps, with everything that is drawn: weights, order, dropout, shifts. */
export const tinyArchitecture: Architecture = {
  name: 'tiny',
  inputShape: [28, 28, 1],
  layers: [
    { name: 'pool', inputs: null, form: { kind: 'averagePooling', size: [4, 4], strides: [4, 4], padding: 'valid' } },
    {
      name: 'convolution',
      inputs: null,
      form: {
        kind: 'convolution',
        filters: 4,
        kernel: [3, 3],
        strides: [1, 1],
        padding: 'same',
        groups: 1,
        ...hidden,
        activation: { kind: 'relu' },
      },
    },
    { name: 'dropout', inputs: null, form: { kind: 'dropout', rate: 0.2 } },
    { name: 'flatten', inputs: null, form: { kind: 'flatten' } },
    {
      name: 'scores',
      inputs: null,
      form: { kind: 'dense', units: 10, bias: true, batchNormalization: false, activation: { kind: 'softmax' } },
    },
  ],
};

/** A training of it of so many epochs, on the first digits of the demo. */
export function tinySetup(name: string, epochs: number): TrainSetup {
  return {
    name,
    network: { kind: 'architecture', architecture: tinyArchitecture },
    data: { ...defaultSetup.data, limit: 1000 },
    settings: {
      ...defaultTraining,
      epochs,
      batchSize: 50,
      learningRate: 0.01,
      augmentation: { shift: 1, rotation: 0 },
    },
  };
}

/** All weights of a model in its file. */
export async function weightsAt(path: string): Promise<readonly number[]> {
  const { layers } = await readModel(bytesInMemory('model.keras', Uint8Array.from(await readFile(path))));
  return layers.flatMap(({ operation }) => layerWeights(operation).flatMap(({ values }) => [...values.data]));
}
