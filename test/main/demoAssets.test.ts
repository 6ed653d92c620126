import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { demoNetworks } from '../../scripts/demo/demoNetworks.ts';
import { digitSets } from '../../scripts/demo/digitSets.ts';
import { drawDigit } from '../../scripts/demo/drawDigit.ts';
import { openDatasetFiles } from '../../src/main/store/datasetFiles.ts';
import { openByteSource } from '../../src/main/store/files.ts';
import { measureDataset } from '../../src/shared/dataset/measureDataset.ts';
import { readDataset } from '../../src/shared/dataset/readDataset.ts';
import type { ModelGraph } from '../../src/shared/model/graph.ts';
import { readModel } from '../../src/shared/model/readModel.ts';
import { createInitialModel } from '../../src/shared/training/initialModel.ts';

describe('the demo', () => {
  test.each([
    ['train', 'calibration'],
    ['test', 'test'],
  ] as const)('images of the split %s are those that the script draws', async (split, series) => {
    const files = await openDatasetFiles('assets/demo/digits.npz');
    const dataset = await readDataset(files, { split, inputShape: [28, 28, 1] });
    const { seed, count } = digitSets[series];
    expect([dataset.count, dataset.scaling]).toEqual([count, 'unit']);
    expect(measureDataset(dataset)).toMatchObject({ lowest: 0, highest: 255, blankSamples: 0 });
    for (let i = 0; i < 30; i++) {
      const { label, pixels } = drawDigit(seed, i);
      expect(dataset.labels![i]).toBe(label);
      expect(Array.from(dataset.values.subarray(i * 784, (i + 1) * 784))).toEqual(Array.from(pixels));
    }
  });

  test('the README states the files that are there', async () => {
    const readme = await readFile('assets/demo/README.md', 'utf8');
    for (const name of ['digits.npz', 'digits-cnn.keras', 'digits-batchnorm.keras', 'digits-resnet.keras']) {
      const hash = createHash('sha256')
        .update(await readFile(`assets/demo/${name}`))
        .digest('hex');
      expect(readme).toContain(hash);
    }
  });

  test.each([
    ['digits-cnn', 'digits_cnn'],
    ['digits-batchnorm', 'digits_batchnorm'],
    ['digits-resnet', 'digits_resnet'],
  ])('%s is read, and is what its architecture says', async (file, modelName) => {
    const graph = await readModel(await openByteSource(`assets/demo/${file}.keras`));
    expect([graph.name, graph.layers.at(-1)!.shape]).toEqual([modelName, [10]]);
    const { architecture } = demoNetworks[file]!;
    const shapesOf = ({ layers }: ModelGraph) => new Map(layers.map(({ name, shape }) => [name, shape]));
    expect(shapesOf(graph)).toEqual(shapesOf(createInitialModel(architecture, 1).graph));
  });
});
