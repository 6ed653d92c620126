import { inputLayer, kerasArchive, layer, sequential, variables } from '../../shared/model/kerasFixture.ts';
import { denseWeights } from './archives.ts';
import { jsonBytes, type Recipe, textBytes, zipOf } from './zipParts.ts';

/** A model whose layers stand behind an input of this shape; weights as of a dense layer of 4 inputs and 2 outputs. */
const behind =
  (shape: readonly (number | null)[], ...layers: readonly Readonly<Record<string, unknown>>[]): Recipe =>
  () =>
    kerasArchive(sequential(inputLayer(shape), ...layers), denseWeights);
const ofConfig =
  (config: unknown): Recipe =>
  () =>
    kerasArchive(config, denseWeights);
const textConfig =
  (text: string): Recipe =>
  () =>
    zipOf({ 'config.json': text, 'model.weights.h5': 'x' }, true);
const functional = (layers: readonly unknown[], output = 'out', inputs: unknown = ['in', 0, 0]) => ({
  class_name: 'Functional',
  config: { name: 'model', layers, input_layers: inputs, output_layers: [output, 0, 0] },
});
const input = layer('InputLayer', 'in', { batch_shape: [null, 4] }, []);
const from = (...names: readonly string[]) => [names.map((name) => [name, 0, 0, {}])];
/** A dense layer behind an input of (4), in so many models in each other. */
export function nestedModel(depth: number): unknown {
  if (depth === 0) return layer('Dense', 'dense', { units: 2 });
  return {
    class_name: 'Sequential',
    config: { name: `level${depth}`, layers: [inputLayer([4]), nestedModel(depth - 1)] },
  };
}

/** Configurations that describe no network, or one that cannot be. */
export const configurations: Readonly<Record<string, Recipe>> = {
  'config-missing.keras': () => zipOf({ 'metadata.json': '{}' }),
  'config-not-json.keras': textConfig('{"class_name'),
  'config-no-model.keras': textConfig('{"layers": []}'),
  'config-null.keras': textConfig('null'),
  'config-nested-20000-deep.keras': textConfig(
    `{"class_name":"Sequential","config":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  ),
  'config-brackets-in-text.keras': textConfig(`{"class_name":"${'['.repeat(1000)}\\"${'{'.repeat(1000)}"}`),
  'config-list-of-nothing.keras': ofConfig({ class_name: 'Sequential', config: { layers: 'none' } }),
  'config-layer-is-number.keras': ofConfig({ class_name: 'Sequential', config: { layers: [7] } }),
  'config-6000-layers.keras': textConfig(
    JSON.stringify({ class_name: 'Sequential', config: { layers: Array.from({ length: 6000 }, () => ({})) } }),
  ),
  'config-submodels-40-deep.keras': ofConfig(nestedModel(40)),
  'config-endless-name.keras': behind([4], layer('Dense', 'x'.repeat(5000), { units: 2 })),
  'config-two-layers-of-one-name.keras': ofConfig(
    functional([input, layer('ReLU', 'a', {}, from('in')), layer('ReLU', 'a', {}, from('in'))], 'a'),
  ),
  'config-circle.keras': ofConfig(
    functional([input, layer('Add', 'a', {}, from('in', 'out')), layer('ReLU', 'out', {}, from('a'))]),
  ),
  'config-input-from-nowhere.keras': ofConfig(functional([input, layer('ReLU', 'out', {}, from('ghost'))])),
  'config-output-from-nowhere.keras': ofConfig(functional([input, layer('ReLU', 'a', {}, from('in'))])),
  'config-two-inputs.keras': ofConfig(
    functional(
      [input, layer('InputLayer', 'in2', { batch_shape: [null, 4] }, []), layer('Add', 'out', {}, from('in', 'in2'))],
      'out',
      [
        ['in', 0, 0],
        ['in2', 0, 0],
      ],
    ),
  ),
  'config-no-input-shape.keras': ofConfig(sequential(layer('Flatten', 'flatten'))),
  'config-input-of-any-size.keras': behind([null, null, 3]),
  'config-input-of-a-billion.keras': behind([1_000_000_000], layer('Dense', 'dense', { units: 2 })),
  'config-filters-1e9.keras': behind([8, 8, 1], layer('Conv2D', 'conv', { filters: 1_000_000_000, kernel_size: 3 })),
  'config-units-1e308.keras': behind([4], layer('Dense', 'dense', { units: 1e308 })),
  'config-units-none.keras': behind([4], layer('Dense', 'dense', { units: 0 })),
  'config-pool-size-0.keras': behind([8, 8, 1], layer('MaxPooling2D', 'pool', { pool_size: [0, 0] })),
  'config-negative-strides.keras': behind([8, 8, 1], layer('AveragePooling2D', 'pool', { pool_size: 2, strides: -1 })),
  'config-kernel-larger-than-image.keras': behind(
    [8, 8, 1],
    layer('Conv2D', 'conv', { filters: 2, kernel_size: 1_000_000_000 }),
  ),
  'config-dilation-1e9.keras': behind(
    [8, 8, 1],
    layer('Conv2D', 'conv', { filters: 2, kernel_size: 3, dilation_rate: 1_000_000_000 }),
  ),
  'config-upsampling-1e6.keras': behind([8, 8, 1], layer('UpSampling2D', 'up', { size: 1_000_000 })),
  'config-72-million-values.keras': behind([3, 3, 2], layer('UpSampling2D', 'up', { size: [2_000_000, 2] })),
  'config-many-large-layers.keras': behind(
    [512, 512, 60],
    ...Array.from({ length: 20 }, (_, i) => layer('ReLU', `relu${i}`)),
  ),
  'config-padding-1e9.keras': behind([8, 8, 1], layer('ZeroPadding2D', 'pad', { padding: 1_000_000_000 })),
  'config-cropping-all.keras': behind([8, 8, 1], layer('Cropping2D', 'crop', { cropping: 4 })),
  'config-reshape-not-fitting.keras': behind([4], layer('Reshape', 'reshape', { target_shape: [3, -1] })),
  'config-groups-not-dividing.keras': behind(
    [8, 8, 4],
    layer('Conv2D', 'conv', { filters: 3, kernel_size: 1, groups: 3 }),
  ),
  'config-mean-nested-300-deep.keras': behind(
    [4],
    layer('Normalization', 'norm', { mean: deepList(300), variance: 1 }),
  ),
  'config-statistics-for-others.keras': behind(
    [4],
    layer('Normalization', 'norm', { axis: -1, mean: [1, 2, 3], variance: [1, 2, 3] }),
  ),
  'config-endless-activation.keras': behind([4], layer('Dense', 'dense', { units: 2, activation: 'y'.repeat(5000) })),
  'layer-lstm.keras': behind([4, 4], layer('LSTM', 'lstm', { units: 2 })),
  'layer-lambda.keras': behind([4], layer('Lambda', 'code', { function: 'cdata' })),
  'layer-of-the-user.keras': behind([4], { ...layer('Mine', 'mine'), registered_name: 'package>Mine' }),
  'layer-gelu.keras': behind([4], layer('Dense', 'dense', { units: 2, activation: 'gelu' })),
  'layer-channels-first.keras': behind(
    [1, 8, 8],
    layer('Conv2D', 'conv', { filters: 1, kernel_size: 3, data_format: 'channels_first' }),
  ),
  'layer-quantised.keras': behind([4], layer('Dense', 'dense', { units: 2, dtype: 'int8_from_float32' })),
  'layers-30-of-no-kind.keras': behind([4], ...Array.from({ length: 30 }, (_, i) => layer('Nothing', `n${i}`))),
  'weights-for-others.keras': behind([8, 8, 1], layer('Conv2D', 'conv', { filters: 2, kernel_size: 3 })),
  'weights-of-another-shape.keras': behind([5], layer('Dense', 'dense', { units: 2 })),
  'weights-for-one-layer-of-two.keras': behind(
    [4],
    layer('Dense', 'dense', { units: 2 }),
    layer('Dense', 'second', { units: 2 }),
  ),
  'weights-too-many.keras': () =>
    kerasArchive(sequential(inputLayer([4]), layer('Dense', 'dense', { units: 2 })), {
      groups: { layers: { groups: { dense: variables([4, 2], [2], [2]) } } },
    }),
  'weights-missing.keras': () => zipOf({ 'config.json': jsonBytes(sequential(inputLayer([4]))) }),
  'weights-are-text.keras': () =>
    zipOf({ 'config.json': jsonBytes(sequential(inputLayer([4]))), 'model.weights.h5': 'none' }),
  'weights-alone.keras': () => zipOf({ 'model.weights.h5': textBytes('x') }),
};

function deepList(depth: number): unknown {
  return depth === 0 ? 1 : [deepList(depth - 1)];
}
