import { readdirSync } from 'node:fs';
import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { createAnalogNetwork } from '../../../src/shared/model/analog.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { arraysAt, distance, floats, modelAt, outputsOf, testImages, winners } from './referenceModel.ts';

beforeAll(async () => {
  expect(await startTensorBackend()).toBe('wasm');
});

describeWithReference('the analog network of each kind of layer', () => {
  const files = readdirSync(referencePath('layers')).filter((name) => /\.(keras|h5)$/.test(name));

  test('there are 75 models of Keras to compare with', () => {
    expect(files.length).toBe(75);
  });

  test.each(files)('%s gives what Keras gives', async (file) => {
    const arrays = await arraysAt('layers', file.replace(/\.(keras|h5)$/, '.npz'));
    const outputs = await outputsOf(await modelAt('layers', file), floats(arrays, 'x'));
    expect(distance(outputs, floats(arrays, 'y'))).toBeLessThan(1e-5);
  });
});

describeWithReference('the analog network of a model by somebody else', () => {
  const files = readdirSync(referencePath('wild')).filter((name) => name.endsWith('.reference.npz'));

  test('there are nine to compare with', () => {
    expect(files.length).toBe(9);
  });

  test.each(files)('%s is met', async (file) => {
    const arrays = await arraysAt('wild', file);
    const predictions = floats(arrays, 'predictions');
    const scaling = arrays.get('scaling');
    const pixels = scaling === undefined ? floats(arrays, 'x') : testImages(200);
    const samples = scaling?.dtype === 'text' && scaling.data[0] === 'x/255' ? pixels.map((p) => p / 255) : pixels;
    const outputs = await outputsOf(await modelAt('wild', file.replace('.reference.npz', '')), samples);
    expect(distance(outputs, predictions)).toBeLessThan(1e-5);
  });
});

describeWithReference('the analog network of an MNIST model', () => {
  test.each(['cnn_mnist', 'mlp_mnist', 'mlp_mnist_784'])('%s gives all classes of Keras', async (name) => {
    const arrays = await arraysAt('models', `${name}.reference.npz`);
    const images = testImages(10_000).map((pixel) => pixel / 255);
    const scores = await outputsOf(await modelAt('models', `${name}.keras`), images);
    expect(distance(scores.slice(0, 10_000), floats(arrays, 'predictions'))).toBeLessThan(1e-5);
    expect(winners(scores, 10)).toEqual(arrays.get('pred_class_10k')?.data);
  });
});

describeWithReference('an analog network', () => {
  test('gives activations batch by batch, and leaves nothing behind', async () => {
    const graph = await modelAt('models', 'mlp_mnist.keras');
    const images = testImages(25).map((pixel) => pixel / 255);
    const before = memory().numTensors;
    const network = createAnalogNetwork(graph, { batchSize: 10 });
    const received: (readonly number[])[] = [];
    const hidden = graph.layers.findIndex(({ operation }) => operation.kind === 'activation');
    const scores = new Float32Array(250);
    await network.activations(images, [graph.output, hidden], (layer, values, first, count) => {
      received.push([layer, first, count, values.length]);
      if (layer === graph.output) scores.set(values, first * 10);
    });
    expect(received).toEqual(
      [0, 10, 20].flatMap((first) => {
        const count = first === 20 ? 5 : 10;
        return [
          [graph.output, first, count, count * 10],
          [hidden, first, count, count * 128],
        ];
      }),
    );
    expect(distance(scores, await network.predict(images))).toBeLessThan(1e-6);
    network.dispose();
    expect(memory().numTensors).toBe(before);
  });

  test('stops when it is told to', async () => {
    const network = createAnalogNetwork(await modelAt('models', 'mlp_mnist_784.keras'));
    const images = testImages(1);
    await expect(network.predict(images, AbortSignal.abort())).rejects.toThrow('abort');
    network.dispose();
  });
});
