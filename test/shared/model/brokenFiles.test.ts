import { readFile } from 'node:fs/promises';
import { assert, asyncProperty, constantFrom, nat } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeHdf5 } from '../../../src/shared/bytes/hdf5Write.ts';
import { writeZip } from '../../../src/shared/bytes/zip.ts';
import { describeWithReference, referencePath } from '../../reference.ts';
import { inputLayer, kerasArchive, layer, opened, sequential, variables } from './kerasFixture.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const dense = sequential(inputLayer([4]), layer('Dense', 'dense', { units: 2 }));
const denseWeights = { groups: { layers: { groups: { dense: variables([4, 2], [2]) } } } };
const withLayer = (className: string, config = {}) => sequential(inputLayer([4]), layer(className, 'x', config));
const zipOf = (...names: readonly string[]): Uint8Array<ArrayBuffer> =>
  writeZip(new Map(names.map((name) => [name, bytes('content')])));

describe('what the user reads about', () => {
  test.each([
    ['an empty file', bytes(''), 'it is empty'],
    ['text renamed to .keras', bytes('Some text.\n'), 'it is plain text'],
    [
      'a configuration without weights',
      bytes('{"class_name": "Sequential"}'),
      'it is JSON text, which holds no weights',
    ],
    ['a pickle', new Uint8Array([0x80, 2, 0x7d]), 'it is a Python pickle, as PyTorch and scikit-learn write it'],
    ['a web page', bytes('<!DOCTYPE html>'), 'it is a web page, so the download went wrong'],
    [
      'a Git LFS pointer',
      bytes('version https://git-lfs.github.com/spec/v1'),
      'it is a Git LFS pointer; fetch the file itself with "git lfs pull"',
    ],
    ['other bytes', new Uint8Array([1, 2, 3]), 'its content is neither a .keras archive nor an HDF5 file'],
    ['a PyTorch file', zipOf('archive/data.pkl', 'archive/data/0'), 'it is a PyTorch file'],
    ['a zipped SavedModel', zipOf('m/saved_model.pb'), 'it is a zipped TensorFlow SavedModel'],
    ['a .npz file', zipOf('x.npy'), 'it is a NumPy .npz file'],
    ['a zipped model', zipOf('model.keras'), 'it is a zip archive with a model in it; unpack it first'],
    ['another archive', zipOf('a.txt'), 'it is a zip archive without config.json'],
  ])('%s', async (_, content, found) => {
    expect(await opened(content)).toBe(
      `"model.keras" is not a Keras model: ${found}. Save the model with model.save("name.keras").`,
    );
  });

  test('an HDF5 file without a model', async () => {
    expect(await opened(await writeHdf5({ datasets: { x: 'text' } }))).toBe(
      '"model.keras" is not a Keras model: it is an HDF5 file without a model. Save the model with model.save("name.keras").',
    );
  });

  test.each([
    ['Keras 3', { groups: { layers: { groups: { dense: variables([4, 2]) } } } }],
    ['Keras 2', { attributes: { layer_names: ['dense'] } }],
  ])('weights of %s without the architecture', async (_, content) => {
    expect(await opened(await writeHdf5(content), 'w.weights.h5')).toBe(
      '"w.weights.h5" holds weights without the architecture. Save the whole model with model.save("name.keras").',
    );
  });

  test('a configuration that is not JSON', async () => {
    expect(await opened(writeZip(new Map([['config.json', bytes('{"class_name')]])))).toBe(
      '"model.keras" is damaged: its configuration is not valid JSON. Save or copy the model again.',
    );
  });

  test('an archive without weights', async () => {
    expect(await opened(writeZip(new Map([['config.json', bytes(JSON.stringify(dense))]])))).toBe(
      '"model.keras" is damaged: "model.weights.h5" is missing in it. Save or copy the model again.',
    );
  });

  test('an archive that is cut short', async () => {
    const whole = await kerasArchive(dense, denseWeights);
    expect(await opened(whole.slice(0, 3000))).toBe(
      '"model.keras" is damaged: its table of contents is missing; the file is cut short. Save or copy the model again.',
    );
  });

  test('a name that points out of the archive', async () => {
    expect(await opened(zipOf('config.json', '../../etc/passwd'))).toBe(
      '"model.keras" is damaged: it holds a file named "../../etc/passwd", which points out of the archive. Save or copy the model again.',
    );
  });

  test('an .h5 file that is cut short', async () => {
    const whole = await writeHdf5({ attributes: { model_config: JSON.stringify(dense) } });
    expect(await opened(whole.slice(0, 1500), 'model.h5')).toMatch(
      /^"model.h5" is damaged: .* Save or copy the model again\.$/,
    );
  });

  test.each([
    [
      'a kernel of another shape',
      { dense: variables([5, 2], [2]) },
      'its kernel has the shape (5, 2) and must have (4, 2)',
    ],
    ['a missing bias', { dense: variables([4, 2]) }, 'the file has 1 arrays for it and it wants 2 (kernel, bias)'],
    ['no weights at all', {}, 'the file has 0 arrays for it and it wants 2 (kernel, bias)'],
  ])('%s', async (_, groups, reason) => {
    expect(await opened(await kerasArchive(dense, { groups: { layers: { groups } } }))).toBe(
      `"model.keras": the weights of layer "dense" do not fit its configuration: ${reason}. Save the model again.`,
    );
  });

  test('weights that are not numbers', async () => {
    const data = new Float32Array([1, NaN, 3, Infinity, 5, 6, 7, 8]);
    const vars = { datasets: { '0': { shape: [4, 2], data }, '1': { shape: [2], data: new Float32Array(2) } } };
    const weights = { groups: { layers: { groups: { dense: { groups: { vars } } } } } };
    expect(await opened(await kerasArchive(dense, weights))).toBe(
      '"model.keras": the weights of layer "dense" are not all numbers: 2 of 8 values of its kernel are NaN or infinite, so the training diverged. Train the model again.',
    );
  });

  test('several layers that have no place in the network, all at once', async () => {
    const config = sequential(
      inputLayer([8, 8, 3]),
      layer('Conv2DTranspose', 'up', { filters: 2, kernel_size: 3 }),
      layer('Conv2D', 'first', { filters: 2, kernel_size: [3, 3], data_format: 'channels_first' }),
      layer('Dense', 'odd', { units: 3, activation: 'gelu' }),
      layer('Lambda', 'double', {}),
      { ...layer('Mine', 'mine'), registered_name: 'package>Mine' },
    );
    expect(await opened(await kerasArchive(config, {}))).toBe(
      '"model.keras" cannot be converted: ' +
        'layer "up" is of class Conv2DTranspose, which is a transposed convolution; UpSampling2D and Conv2D are supported; ' +
        'layer "first" is of class Conv2D, which works on images with the channels first; only channels_last is read; ' +
        'layer "odd" is of class Dense, which uses the activation "gelu"; relu, leaky_relu, relu6, softmax, sigmoid, tanh and elu are read; ' +
        'layer "double" is of class Lambda, which holds free Python code; ' +
        'layer "mine" is of class Mine, which is a Python class of its own ("package>Mine"), and its code is not in the file. ' +
        'Replace what is named, train again and save the model.',
    );
  });

  test.each([
    ['Softmax', { axis: 1 }, 'Softmax, which takes the softmax over another axis than the last'],
    ['Reshape', { target_shape: 'no' }, 'Reshape, which has a setting beyond what is read: target_shape "no"'],
    [
      'Dense',
      { units: 2, dtype: 'int8_from_float32' },
      'Dense, which is quantised; save the model before quantising it',
    ],
  ])('a setting of %s', async (className, settings, line) => {
    expect(await opened(await kerasArchive(withLayer(className, settings), {}))).toBe(
      `"model.keras" cannot be converted: layer "x" is of class ${line}. Replace what is named, train again and save the model.`,
    );
  });

  test('a layer that does not fit what it is given', async () => {
    expect(await opened(await kerasArchive(withLayer('MaxPooling2D', { pool_size: 2 }), {}))).toBe(
      '"model.keras": layer "x" does not fit what it is given: it cannot pool values of shape (4). Save the model again.',
    );
  });

  test('an input of any size', async () => {
    expect(await opened(await kerasArchive(sequential(inputLayer([null, null, 3])), {}))).toBe(
      '"model.keras" cannot be converted: layer "input" is of class InputLayer, which takes inputs of any size (any, any, 3); inputs of one fixed size are supported. Replace what is named, train again and save the model.',
    );
  });

  test('an input whose shape is nowhere', async () => {
    expect(await opened(await kerasArchive(sequential(layer('Flatten', 'flatten')), {}))).toBe(
      '"model.keras" is damaged: it does not say the shape of its input; build the model with an Input layer. Save or copy the model again.',
    );
  });

  test('layers that feed each other', async () => {
    const layers = [
      layer('InputLayer', 'input', { batch_shape: [null, 4] }, []),
      layer('Add', 'a', {}, [
        [
          ['input', 0, 0, {}],
          ['b', 0, 0, {}],
        ],
      ]),
      layer('ReLU', 'b', {}, [[['a', 0, 0, {}]]]),
    ];
    const config = {
      class_name: 'Functional',
      config: { layers, input_layers: ['input', 0, 0], output_layers: ['b', 0, 0] },
    };
    expect(await opened(await kerasArchive(config, {}))).toBe(
      '"model.keras" is damaged: the layers from "a" on feed each other in a circle. Save or copy the model again.',
    );
  });
});

describeWithReference('a model that cannot be converted is refused with a reason', () => {
  const wayOut = 'Replace what is named, train again and save the model.';
  test.each([
    ['lstm', 'layer "lstm" is of class LSTM, which works through a sequence step by step with a state of its own'],
    [
      'attention',
      'layer "multi_head_attention" is of class MultiHeadAttention, which multiplies activations with each other (attention)',
    ],
    [
      'layernorm',
      'layer "layer_normalization" is of class LayerNormalization, which normalises by statistics of each sample; BatchNormalization is supported',
    ],
    [
      'two_inputs',
      'layer "input_layer_449" is of class InputLayer, which is one of 2 inputs; models with one input are supported; layer "input_layer_450" is of class InputLayer, which is one of 2 inputs; models with one input are supported',
    ],
    [
      'two_outputs',
      'layer "dense_87" is of class Dense, which is one of 2 outputs; models with one output are supported; layer "dense_88" is of class Dense, which is one of 2 outputs; models with one output are supported',
    ],
  ])('%s', async (name, offenders) => {
    const content = new Uint8Array(await readFile(referencePath('layers', 'unsupported', `${name}.keras`)));
    expect(await opened(content)).toBe(`"model.keras" cannot be converted: ${offenders}. ${wayOut}`);
  });

  test('a subclassed model', async () => {
    const content = new Uint8Array(await readFile(referencePath('wild', 'keras-team_nested_container.keras')));
    expect(await opened(content)).toMatch(
      /layer "nested_dense_model" is of class NestedDenseModel, which is a Python class of its own/,
    );
  });

  test('weights of Keras 2 alone', async () => {
    const content = new Uint8Array(await readFile(referencePath('wild', 'fml_KERAS_3layer_weights.h5')));
    expect(await opened(content)).toMatch(/holds weights without the architecture/);
  });

  test.each(['sigmoid_hidden', 'tanh_conv'])('but %s can be computed, so it is read', async (name) => {
    const content = new Uint8Array(await readFile(referencePath('layers', 'unsupported', `${name}.keras`)));
    expect(await opened(content)).toMatchObject({ source: { container: 'keras', kerasVersion: '3.15.1' } });
  });
});

describe('any truncation or corruption gives a value or a Problem', async () => {
  const legacy = await writeHdf5({
    attributes: { model_config: JSON.stringify(dense), keras_version: '2.14.0' },
    groups: {
      model_weights: {
        attributes: { layer_names: ['dense'] },
        groups: {
          dense: {
            attributes: { weight_names: ['dense/kernel:0', 'dense/bias:0'] },
            groups: {
              dense: {
                datasets: {
                  'kernel:0': { shape: [4, 2], data: new Float32Array(8) },
                  'bias:0': { shape: [2], data: new Float32Array(2) },
                },
              },
            },
          },
        },
      },
    },
  });
  const archive = await kerasArchive(dense, denseWeights);

  test('the whole files are read', async () => {
    expect([await opened(legacy), await opened(archive)]).toMatchObject([{ input: 0 }, { input: 0 }]);
  });

  test.each([
    ['a legacy file', legacy],
    ['an archive', archive],
  ])('of %s', async (_, whole) => {
    await assert(
      asyncProperty(constantFrom(true, false), nat(whole.length - 1), nat(255), async (cut, at, byte) => {
        await opened(cut ? whole.slice(0, at) : whole.map((old, i) => (i === at ? byte : old)));
      }),
      { numRuns: 400 },
    );
  });
});
