import { readFile } from 'node:fs/promises';
import { assert, asyncProperty, constantFrom, nat } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesInMemory } from '../../../src/shared/bytes/byteSource.ts';
import { type Hdf5Group, writeHdf5 } from '../../../src/shared/bytes/hdf5Write.ts';
import { openZip, writeZip } from '../../../src/shared/bytes/zip.ts';
import type { ModelGraph } from '../../../src/shared/model/graph.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { inputLayer, kerasArchive, layer, opened, outline, sequential, variables } from './kerasFixture.ts';
import { modelAt } from './referenceModel.ts';

const twoDense = sequential(inputLayer([4]), layer('Dense', 'b', { units: 3 }), layer('Dense', 'a', { units: 2 }));
const outlineOfTwo = ['input 4', 'b 3', 'a 2'];

/** Groups along a path. */
const nested = (path: readonly string[], inner: Hdf5Group): Hdf5Group =>
  path.reduceRight((group, name) => ({ groups: { [name]: group } }), inner);

/** A layer's group under the name that Keras 2.13 gave it on Windows. */
const flatGroup = (number: number, weights: Hdf5Group) =>
  [`_layer_checkpoint_dependencies\\dense_${number}`, weights] as const;

/** A legacy file of this configuration. */
const legacy = (config: unknown, weights: Hdf5Group, attributes = {}): Promise<Uint8Array<ArrayBuffer>> =>
  writeHdf5({
    attributes: { keras_version: '2.2.4', model_config: JSON.stringify(config), ...attributes },
    groups: { model_weights: weights },
  });

const array = (...shape: readonly number[]) => ({
  shape,
  data: new Float32Array(shape.reduce((product, extent) => product * extent, 1)),
});

/** A reference as Keras 2 writes it. */
const from = (name: string, use = 0): readonly unknown[] => [name, use, 0, {}];

const namesOf = ({ layers }: ModelGraph): readonly string[] => layers.map(({ name }) => name);

describe('weights of an archive', () => {
  test('are found by class in order of appearance', async () => {
    const groups = { dense: variables([4, 3], [3]), dense_1: variables([3, 2], [2]) };
    expect(await outline(await kerasArchive(twoDense, nested(['layers'], { groups })))).toEqual(outlineOfTwo);
  });

  test('are found where Keras 2.13 skipped numbers', async () => {
    const groups = { dense: variables([4, 3], [3]), dense_2: variables([3, 2], [2]) };
    const weights = nested(['_layer_checkpoint_dependencies'], { groups });
    expect(await outline(await kerasArchive(twoDense, weights))).toEqual(outlineOfTwo);
  });

  test('are found where Keras 2.13 wrote the path with backslashes, numbers beyond nine in order', async () => {
    const groups = Object.fromEntries([flatGroup(2, variables([4, 3], [3])), flatGroup(10, variables([3, 2], [2]))]);
    expect(await outline(await kerasArchive(twoDense, { groups }))).toEqual(outlineOfTwo);
  });
});

describe('a legacy file', () => {
  test('has its input shape at the first layer, its layers as a bare list and its names in chunks', async () => {
    const config = {
      class_name: 'Sequential',
      config: [layer('Dense', 'dense_1', { units: 2, batch_input_shape: [null, 3] })],
    };
    const weights = {
      groups: {
        dense_1: {
          attributes: { weight_names0: ['dense_1/kernel:0'], weight_names1: ['dense_1/bias:0'] },
          groups: { dense_1: { datasets: { 'kernel:0': array(3, 2), 'bias:0': array(2) } } },
        },
      },
    };
    const graph = await opened(await legacy(config, weights));
    expect(graph).toMatchObject({
      source: { container: 'h5', kerasVersion: '2.2.4', architecture: 'Sequential' },
      layers: [{ name: 'input' }, { name: 'dense_1', keras: { name: 'dense_1', className: 'Dense', index: 1 } }],
    });
  });

  test('lists the weights of a submodel trained ones first, when the names do not tell', async () => {
    const block = sequential(
      inputLayer([2]),
      layer('BatchNormalization', 'norm', { axis: [1], scale: false }),
      layer('Dense', 'dense', { units: 3 }),
    );
    const config = sequential(inputLayer([2]), { ...block, config: { ...block.config, name: 'block' } });
    const names = ['v0', 'v1', 'v2', 'v3', 'v4'];
    const shapes = [array(2), array(2, 3), array(3), array(2), array(2)];
    const datasets = Object.fromEntries(names.map((name, i) => [name, shapes[i]!]));
    const weights = { groups: { block: { attributes: { weight_names: names }, datasets } } };
    expect(await outline(await legacy(config, weights))).toEqual(['input 2', 'block/norm 2', 'block/dense 3']);
  });
});

describe('a functional model', () => {
  const input = layer('InputLayer', 'input', { batch_shape: [null, 4] }, []);

  test('counts the uses of a submodel from 1 in some versions', async () => {
    const inner = { ...sequential(inputLayer([4]), layer('ReLU', 'relu')), name: 'sub' };
    const sub = {
      ...inner,
      config: { ...inner.config, name: 'sub' },
      inbound_nodes: [[from('input')], [from('sub', 1)]],
    };
    const add = layer('Add', 'add', {}, [[from('sub', 1), from('sub', 2)]]);
    const config = {
      class_name: 'Model',
      config: { layers: [input, sub, add], input_layers: [from('input')], output_layers: [from('add')] },
    };
    expect(await outline(await kerasArchive(config, {}))).toEqual(['input 4', 'sub/relu 4', 'sub#2/relu 4', 'add 4']);
  });

  test('may list a layer before its inputs', async () => {
    const layers = [
      layer('ReLU', 'second', {}, [[from('first')]]),
      input,
      layer('Activation', 'first', { activation: 'relu' }, [from('input')]),
    ];
    const config = {
      class_name: 'Functional',
      config: { layers, input_layers: from('input'), output_layers: from('second') },
    };
    expect(await outline(await kerasArchive(config, {}))).toEqual(['input 4', 'first 4', 'second 4']);
  });
});

describeWithReference('the graph of a file of Keras', () => {
  test('names every use of a shared layer and of a shared submodel', async () => {
    expect(namesOf(await modelAt('layers', 'shared_layer.keras'))).toEqual([
      'input_layer_69',
      'conv2d_44',
      'conv2d_44/relu',
      'conv2d_44#2',
      'conv2d_44#2/relu',
      'conv2d_44#3',
      'conv2d_44#3/relu',
      'add_1',
    ]);
    expect(namesOf(await modelAt('layers', 'shared_submodel.keras'))).toContain('tower#2/conv2d_45/relu');
  });

  test('shares the weights of a shared layer', async () => {
    const { layers } = await modelAt('layers', 'shared_layer.keras');
    const kernels = layers.flatMap(({ operation }) =>
      operation.kind === 'convolution' ? [operation.kernel.data] : [],
    );
    expect(kernels.length).toBe(3);
    expect(new Set(kernels).size).toBe(1);
  });

  test('makes a separable convolution of two', async () => {
    expect(namesOf(await modelAt('layers', 'separable_same.keras')).slice(1, 3)).toEqual([
      'separable_conv2d/depthwise',
      'separable_conv2d',
    ]);
  });

  test('of a changed configuration is a graph or a Problem', async () => {
    const names = [
      'sequential_full',
      'shared_submodel',
      'concat_branches',
      'normalization',
      'upsample',
      'separable_same',
    ];
    const archives = await Promise.all(
      names.map(async (name) => {
        const bytes = new Uint8Array(await readFile(referencePath('layers', `${name}.keras`)));
        const archive = await openZip(bytesInMemory(name, bytes), (reason) => new Error(reason));
        const config: unknown = JSON.parse(new TextDecoder().decode(await archive.read('config.json')));
        return { config, weights: await archive.read('model.weights.h5') };
      }),
    );
    const odd = constantFrom<unknown>(null, -1, 0, 0.5, 1e12, '', 'relu', [], {}, [[1, 2]], true);
    await assert(
      asyncProperty(constantFrom(...archives), nat(2000), odd, async ({ config, weights }, position, value) => {
        let left = position;
        const changed = JSON.stringify(config, (_, part: unknown) => (left-- === 0 ? value : part));
        const parts = new Map([
          ['config.json', new TextEncoder().encode(changed)],
          ['model.weights.h5', weights],
        ]);
        await opened(writeZip(parts));
      }),
      { numRuns: 500 },
    );
  });
});
