// Trains networks of assets/demo on digits of our own: npm run demo:model [-- NAME ...]. Equal bytes at every run on one version of tfjs.
import { createHash } from 'node:crypto';
import { startTensorBackend } from '../../src/main/engine/tensorBackend.ts';
import { writeFileAtomically } from '../../src/main/store/files.ts';
import { type Dataset, readSamples } from '../../src/shared/dataset/dataset.ts';
import { createAnalogNetwork } from '../../src/shared/model/analog.ts';
import type { ModelGraph } from '../../src/shared/model/graph.ts';
import { writeKeras } from '../../src/shared/model/writeKeras.ts';
import { createInitialModel } from '../../src/shared/training/initialModel.ts';
import { trainingNotes } from '../../src/shared/training/trainedFile.ts';
import { trainModel } from '../../src/shared/training/trainModel.ts';
import { demoNetworks } from './demoNetworks.ts';
import { digitSets, drawDigitSet } from './digitSets.ts';
import { imageSize } from './drawDigit.ts';

// Other backends round otherwise, and would give another file.
if ((await startTensorBackend()) !== 'wasm') throw new Error('The WASM backend of tfjs does not start');
const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : ['digits-cnn']) await train(name);

async function train(name: string): Promise<void> {
  const network = demoNetworks[name];
  if (network === undefined) throw new Error(`There is no network "${name}": ${Object.keys(demoNetworks).join(', ')}`);
  const { architecture, settings, dropoutRate } = network;
  const started = performance.now();
  const initial = createInitialModel(architecture, settings.seed);
  const trained = await trainModel(initial, drawn('training'), settings, {
    async report({ phase, doneSteps, totalSteps, losses }) {
      if (phase !== 'training' || doneSteps % 20 !== 0) return;
      console.log(`step ${doneSteps} of ${totalSteps}: loss ${losses.at(-1)?.loss.toFixed(4)}`);
      await Promise.resolve();
    },
  });
  const { graph } = trained;
  const notes = trainingNotes(initial, trained, settings).settings;
  // Here it was zero.
  const dropout = graph.layers
    .filter(({ keras }) => keras.className === 'Dropout')
    .map(({ keras }) => [keras.name, { rate: dropoutRate }] as const);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  const accuracy = (100 * (await accuracyOf(graph, drawn('test')))).toFixed(2);
  console.log(`${minutes} minutes; accuracy on the test images: ${accuracy} %`);
  const target = `assets/demo/${name}.keras`;
  const bytes = await writeKeras(graph, {
    dateSaved: '2026-01-01@00:00:00',
    settings: new Map([...notes, ...dropout]),
  });
  await writeFileAtomically(target, bytes);
  console.log(`${target}: ${bytes.length} bytes, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);
}

/** One of the sets of digits as a data set. */
function drawn(split: keyof typeof digitSets): Dataset {
  const { images, labels } = drawDigitSet(digitSets[split]);
  return {
    name: 'digits',
    split,
    splits: [split],
    sampleShape: [imageSize, imageSize, 1],
    count: labels.length,
    offset: 0,
    values: images,
    scaling: 'unit',
    labels: Int32Array.from(labels),
    classNames: null,
  };
}

async function accuracyOf(graph: ModelGraph, dataset: Dataset): Promise<number> {
  const network = createAnalogNetwork(graph);
  const scores = await network.predict(readSamples(dataset, 0, dataset.count));
  network.dispose();
  const classes = scores.length / dataset.count;
  const winnerOf = (sample: number): number => {
    const own = scores.subarray(sample * classes, (sample + 1) * classes);
    return own.indexOf(Math.max(...own));
  };
  return dataset.labels!.filter((label, sample) => winnerOf(sample) === label).length / dataset.count;
}
