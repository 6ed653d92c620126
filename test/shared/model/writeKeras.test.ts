import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { type Hdf5File, withHdf5 } from '../../../src/shared/bytes/hdf5.ts';
import { openZip } from '../../../src/shared/bytes/zip.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { readModel } from '../../../src/shared/model/readModel.ts';
import { writeKeras } from '../../../src/shared/model/writeKeras.ts';
import { createInitialModel } from '../../../src/shared/training/initialModel.ts';
import { createTemplate } from '../../../src/shared/training/templates.ts';
import { describeWithReference, referencePath } from '../../reference.ts';

const dateSaved = '2026-01-01@00:00:00';

/** The architecture of ANNarchy's notebook. */
const notebook: ModelGraph = {
  ...createInitialModel(
    createTemplate('notebook-cnn', {
      inputShape: [28, 28, 1],
      classes: 10,
      activation: 'relu',
      levels: 4,
      bias: null,
      batchNormalization: null,
    }),
    1,
  ).graph,
  name: 'functional',
};

async function unpack(bytes: Uint8Array<ArrayBuffer>) {
  const archive = await openZip(bytesInMemory('model', bytes), (reason) => new Error(reason));
  const json = async (name: string): Promise<unknown> => JSON.parse(new TextDecoder().decode(await archive.read(name)));
  const weights = await archive.read('model.weights.h5');
  return {
    names: archive.names,
    metadata: await json('metadata.json'),
    config: await json('config.json'),
    tree: await withHdf5(
      weights,
      (reason) => new Error(reason),
      (file) => treeOf(file, '/'),
    ),
  };
}

/** Every group, attribute and shape of an HDF5 file, one line each. */
function treeOf(file: Hdf5File, path: string): readonly string[] {
  const attributes = file.attributesOf(path).map((name) => `${name}=${file.textAttribute(path, name)?.join()}`);
  const kind = file.kindOf(path);
  const shape = kind === 'dataset' ? [file.shapeOf(path)?.join('×')] : [];
  const line = [path, kind, ...shape, ...attributes].join(' ');
  const children = file.namesIn(path).map((name) => (path === '/' ? `/${name}` : `${path}/${name}`));
  return [line, ...children.flatMap((child) => treeOf(file, child))];
}

/** A saved value without what says nothing about the model: ids of shared objects, the state of training. */
function withoutTraining(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTraining);
  // The graph is in single precision.
  if (typeof value === 'number') return Math.fround(value);
  if (typeof value !== 'object' || value === null) return value;
  const left = Object.entries(value).filter(
    ([key]) => !['shared_object_id', 'compile_config', 'kwargs', 'quantization_config'].includes(key),
  );
  return Object.fromEntries(left.map(([key, content]) => [key, withoutTraining(content)]));
}

const values = (...shape: number[]) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b)).fill(0.5) });

const entry = (
  name: string,
  className: string,
  inputs: number[],
  shape: number[],
  operation: ModelGraph['layers'][number]['operation'],
) => ({
  name,
  keras: { name, className, index: (inputs[0] ?? -1) + 1 },
  inputs,
  shape,
  operation,
});

const ones = Float32Array.of(1, 1);
/** What the notebook's network has not. */
const sequence: ModelGraph = {
  ...notebook,
  name: 'sequence',
  layers: [
    entry('in', 'InputLayer', [], [8, 3], { kind: 'input' }),
    entry('conv', 'Conv1D', [0], [8, 2], {
      kind: 'convolution',
      kernel: values(3, 1, 3, 2),
      bias: values(2),
      strides: [1, 1],
      padding: 'same',
      dilation: [1, 1],
      groups: 1,
    }),
    entry('norm', 'BatchNormalization', [1], [8, 2], {
      kind: 'batchNormalization',
      gamma: ones,
      beta: ones,
      mean: ones,
      variance: ones,
      epsilon: 0.001,
    }),
    entry('relu6', 'ReLU', [2], [8, 2], {
      kind: 'activation',
      function: { kind: 'relu', maxValue: 6, negativeSlope: 0, threshold: 0 },
    }),
  ],
  input: 0,
  output: 3,
};

describe('writeKeras', () => {
  test('equal models give equal bytes, whenever they are written', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01') });
    const first = await writeKeras(notebook, { dateSaved });
    vi.setSystemTime(new Date('2027-01-01'));
    const second = await writeKeras(notebook, { dateSaved });
    vi.useRealTimers();
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test.each([notebook, sequence])('what is written is read as the same model: $name', async (graph) => {
    const bytes = await writeKeras(graph, { dateSaved });
    const source = { ...graph.source, kerasVersion: '3.15.1' };
    expect(await readModel(bytesInMemory('model.keras', bytes))).toEqual({ ...graph, source });
  });

  test('batch normalisation, biases, own activations and one-dimensional layers', async () => {
    const { tree, names, metadata } = await unpack(await writeKeras(sequence, { dateSaved }));
    expect(names).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
    expect(metadata).toEqual({ keras_version: '3.15.1', date_saved: dateSaved });
    expect(tree).toEqual([
      '/ group',
      '/layers group',
      '/layers/batch_normalization group',
      '/layers/batch_normalization/vars group name=norm',
      ...[0, 1, 2, 3].map((i) => `/layers/batch_normalization/vars/${i} dataset 2`),
      '/layers/conv1d group',
      '/layers/conv1d/vars group name=conv',
      '/layers/conv1d/vars/0 dataset 3×3×2',
      '/layers/conv1d/vars/1 dataset 2',
      '/layers/input_layer group',
      '/layers/input_layer/vars group name=in',
      '/layers/re_lu group',
      '/layers/re_lu/vars group name=relu6',
      '/vars group name=sequence',
    ]);
  });
});

test('layers stand in the order of Keras, whatever that of the graph: by their longest way to the output', async () => {
  const kernel = (value: number) => ({ shape: [2, 2], data: new Float32Array(4).fill(value) });
  const dense = (name: string, input: number, value: number) =>
    entry(name, 'Dense', [input], [2], { kind: 'dense', kernel: kernel(value), bias: null });
  // Keras loads weights by class and number in its own order, in which a shortcut stands behind the branch that it passes.
  const branches: ModelGraph = {
    ...notebook,
    name: 'branches',
    layers: [
      entry('in', 'InputLayer', [], [2], { kind: 'input' }),
      dense('shortcut', 0, 3),
      dense('first', 0, 1),
      dense('second', 2, 2),
      entry('sum', 'Add', [3, 1], [2], { kind: 'merge', rule: 'add' }),
    ],
    input: 0,
    output: 4,
  };
  const bytes = await writeKeras(branches, { dateSaved });
  const read = await readModel(bytesInMemory('model.keras', bytes));
  expect(read.layers.map(({ name }) => name)).toEqual(['in', 'first', 'second', 'shortcut', 'sum']);
  expect(read.layers.map(({ operation }) => ('kernel' in operation ? operation.kernel.data[0] : 0))).toEqual([
    0, 1, 2, 3, 0,
  ]);
  const { tree } = await unpack(bytes);
  expect(tree.filter((line) => line.includes('dense') && line.includes('name='))).toEqual([
    '/layers/dense/vars group name=first',
    '/layers/dense_1/vars group name=second',
    '/layers/dense_2/vars group name=shortcut',
  ]);
});

describeWithReference("the notebook's CNN as Keras 3.15.1 saved it", () => {
  test('has the same configuration and the same tree of weights as ours', async () => {
    const theirs = await unpack(Uint8Array.from(await readFile(referencePath('models', 'cnn_mnist.keras'))));
    const ours = await unpack(await writeKeras(notebook, { dateSaved }));
    expect(ours.names).toEqual(theirs.names);
    expect(withoutTraining(ours.config)).toEqual(withoutTraining(theirs.config));
    // The state of the optimiser is the one thing that theirs has besides.
    expect(ours.tree).toEqual(theirs.tree.filter((line) => !line.startsWith('/optimizer')));
  });
});

/** What a graph keeps no trace of: Sequential models, submodels, second uses, statistics that became a scaling. */
const others = new Set([
  'nested_sequential',
  'sequential_full',
  'two_convs_same_class',
  'shared_layer',
  'shared_submodel',
  'normalization',
]);

describeWithReference('layers as Keras 3.15.1 saved them', () => {
  const names = readdirSync(referencePath('layers'))
    .flatMap((file) => /^(.*)\.keras$/.exec(file)?.[1] ?? [])
    .filter((name) => !others.has(name));
  test('are all there', () => {
    expect(names.length).toBeGreaterThan(60);
  });

  test.each(names)('%s: read and written, it has the same configuration, tree of weights and values', async (name) => {
    const bytes = Uint8Array.from(await readFile(referencePath('layers', `${name}.keras`)));
    const graph = await readModel(bytesInMemory('model.keras', bytes));
    const written = await writeKeras(graph, { dateSaved });
    const [theirs, ours] = [await unpack(bytes), await unpack(written)];
    expect(withoutTraining(ours.config)).toEqual(withoutTraining(theirs.config));
    expect(ours.tree).toEqual(theirs.tree.filter((line) => !line.startsWith('/optimizer')));
    expect(await readModel(bytesInMemory('model.keras', written))).toEqual(graph);
  });
});
