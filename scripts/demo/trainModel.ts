// Trains assets/demo/digits-cnn.keras on digits of our own: npm run demo:model. Equal bytes at every run on one version of tfjs.
import { createHash } from 'node:crypto';
import { argMax, tensor, tidy } from '@tensorflow/tfjs-core';
import { startTensorBackend } from '../../src/main/engine/tensorBackend.ts';
import { writeFileAtomically } from '../../src/main/store/files.ts';
import { type Dataset, readSamples } from '../../src/shared/dataset/dataset.ts';
import type { ModelGraph } from '../../src/shared/model/graph.ts';
import { writeKeras } from '../../src/shared/model/writeKeras.ts';
import { runChain } from '../../src/shared/training/chain.ts';
import { createInitialModel } from '../../src/shared/training/initialModel.ts';
import { createKernels } from '../../src/shared/training/kernels.ts';
import { trainModel } from '../../src/shared/training/trainModel.ts';
import { digitSets, drawDigitSet } from './digitSets.ts';
import { imageSize } from './drawDigit.ts';
import { notebookLayers } from './notebookLayers.ts';

const target = 'assets/demo/digits-cnn.keras';
const settings = { epochs: 4, batchSize: 100, learningRate: 0.001, seed: 1 };
const inputShape = [imageSize, imageSize, 1];

// Other backends round otherwise, and would give another file.
if ((await startTensorBackend()) !== 'wasm') throw new Error('The WASM backend of tfjs does not start');
const initial = createInitialModel('digits_cnn', inputShape, notebookLayers, settings.seed);
const trained = await trainModel(initial, drawn('training'), settings, ({ step, steps, loss }) => {
  if (step % 20 === 0) console.log(`step ${step} of ${steps}: loss ${loss.toFixed(4)}`);
});
console.log(`accuracy on the test images: ${(100 * accuracyOf(trained, drawn('test'))).toFixed(2)} %`);
const bytes = await writeKeras(trained, { dateSaved: '2026-01-01@00:00:00', dropoutRate: 0.25 });
await writeFileAtomically(target, bytes);
console.log(`${target}: ${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);

/** One of the sets of digits as a data set. */
function drawn(split: keyof typeof digitSets): Dataset {
  const { images, labels } = drawDigitSet(digitSets[split]);
  return {
    name: 'digits',
    split,
    splits: [split],
    sampleShape: inputShape,
    count: labels.length,
    offset: 0,
    values: images,
    scaling: 'unit',
    labels: Int32Array.from(labels),
    classNames: null,
  };
}

function accuracyOf(graph: ModelGraph, dataset: Dataset): number {
  const kernels = createKernels(graph);
  const samples = tensor(readSamples(dataset, 0, dataset.count), [dataset.count, ...dataset.sampleShape]);
  const winners = tidy(() => argMax(runChain(graph, kernels, samples).scores, 1).dataSync());
  return dataset.labels!.filter((label, sample) => winners[sample] === label).length / dataset.count;
}
