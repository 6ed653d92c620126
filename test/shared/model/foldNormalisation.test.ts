import { readdirSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { addBias } from '../../../src/shared/model/addBias.ts';
import { foldNormalisation } from '../../../src/shared/model/foldNormalisation.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { writeKeras } from '../../../src/shared/model/writeKeras.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { arraysAt, distance, floats, modelAt, outputsOf } from './referenceModel.ts';

beforeAll(async () => {
  await startTensorBackend();
});

const isScaling = ({ operation: { kind } }: ModelGraph['layers'][number]): boolean =>
  kind === 'batchNormalization' || kind === 'scaling';

/** Values that a padded convolution reads keep their layer: its offset has no place at the border. */
const kept: ReadonlySet<string> = new Set(['batchnorm_after_relu.keras']);

describeWithReference('folding the normalisation of genuine Keras models', () => {
  const normalised = readdirSync(referencePath('layers')).filter((name) =>
    /(norm|rescal|residual).*\.(keras|h5)$/.test(name),
  );

  test('there are models with normalisation', () => expect(normalised.length).toBeGreaterThan(8));

  test.each(normalised)('%s: the file written from it computes what Keras computes', async (file) => {
    const arrays = await arraysAt('layers', file.replace(/\.(keras|h5)$/, '.npz'));
    const original = await modelAt('layers', file);
    const { graph, folded, kept: left } = foldNormalisation(original);
    expect(folded.length + left.length).toBe(original.layers.filter(isScaling).length);
    expect(graph.layers.filter(isScaling).length).toBe(left.length);
    expect(left.length).toBe(kept.has(file) ? 1 : 0);
    const outputs = await outputsOf(await written(graph), floats(arrays, 'x'));
    expect(distance(outputs, floats(arrays, 'y'))).toBeLessThan(1e-5);
  });

  test('a residual network of nine normalisations loses them all and computes the same', async () => {
    const file = 'mlcommons_pretrainedResnet.h5';
    const { graph, kept: left } = foldNormalisation(await modelAt('wild', file));
    expect(left).toEqual([]);
    expect(graph.layers.some(isScaling)).toBe(false);
    const arrays = await arraysAt('wild', `${file}.reference.npz`);
    const again = await outputsOf(await written(graph), floats(arrays, 'x'));
    expect(distance(again, floats(arrays, 'predictions'))).toBeLessThan(1e-5);
  });

  test('what is added to a bias moves the sum that an activation rectifies, and nothing else', async () => {
    const graph = await modelAt('models', 'mlp_mnist_784.keras');
    const last = graph.layers[graph.output]!;
    const added = Array.from({ length: 10 }, (_, c) => (c === 3 ? 1000 : 0));
    const changed = addBias(graph, last.name, added)!;
    const scores = await outputsOf(await written(changed), new Float32Array(784));
    expect(scores[3]).toBe(1);
    expect(addBias(graph, last.name, [1, 2])).toBe(null);
  });
});

async function written(graph: ModelGraph): Promise<ModelGraph> {
  return readModel(bytesInMemory('folded.keras', await writeKeras(graph, { dateSaved: '1980-01-01@00:00:00' })));
}
