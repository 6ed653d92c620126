import { assertNever } from '../assertNever.ts';
import type { Pair } from '../model/graph.ts';
import type { ActivationPlan, LayerForm, LayerKind } from './architecture.ts';

/** Kinds of layers in the order in which they are offered. */
export const layerKinds = [
  'convolution',
  'depthwiseConvolution',
  'dense',
  'maxPooling',
  'averagePooling',
  'globalMaxPooling',
  'globalAveragePooling',
  'flatten',
  'dropout',
  'noise',
  'batchNormalization',
  'activation',
  'add',
] as const satisfies readonly LayerKind[];

/** Kinds of layers as people choose them. */
export const layerKindWords: Readonly<Record<LayerKind, { readonly title: string; readonly note: string }>> = {
  convolution: { title: 'Convolution', note: 'Filters that look at a window of the image' },
  depthwiseConvolution: { title: 'Depthwise convolution', note: 'One filter for each channel' },
  dense: { title: 'Dense', note: 'Every output sees every input' },
  maxPooling: { title: 'Max pooling', note: 'The strongest value of a window' },
  averagePooling: { title: 'Average pooling', note: 'The mean of a window: converts without loss' },
  globalMaxPooling: { title: 'Global max pooling', note: 'The strongest value of each channel' },
  globalAveragePooling: { title: 'Global average pooling', note: 'The mean of each channel' },
  flatten: { title: 'Flatten', note: 'An image as a row of values' },
  dropout: { title: 'Dropout', note: 'Sets a share of values to zero in training' },
  noise: { title: 'Noise', note: 'Adds normally distributed noise in training' },
  batchNormalization: { title: 'Batch normalisation', note: 'On its own; convolutions and dense layers can bring it' },
  activation: { title: 'Activation', note: 'On its own; convolutions and dense layers bring one' },
  add: { title: 'Add', note: 'Sum of layers of one shape: the end of a residual branch' },
};

/** What a layer is, in a line: "16 filters 5 × 5, batch normalisation, ReLU". */
export function describeForm(form: LayerForm): string {
  return [...ownWords(form), ...hiddenWords(form)].join(', ');
}

function ownWords(form: LayerForm): readonly string[] {
  switch (form.kind) {
    case 'convolution':
      return [
        `${form.filters} ${form.filters === 1 ? 'filter' : 'filters'} ${sizeWords(form.kernel)}`,
        ...strideWords(form.strides, [1, 1]),
        ...(form.groups === 1 ? [] : [`${form.groups} groups`]),
        ...(form.padding === 'same' ? [] : ['valid']),
      ];
    case 'depthwiseConvolution':
      return [
        `kernels ${sizeWords(form.kernel)}`,
        ...strideWords(form.strides, [1, 1]),
        ...(form.padding === 'same' ? [] : ['valid']),
      ];
    case 'dense':
      return [`${form.units} ${form.units === 1 ? 'unit' : 'units'}`];
    case 'maxPooling':
    case 'averagePooling':
      return [
        `windows ${sizeWords(form.size)}`,
        ...strideWords(form.strides, form.size),
        ...(form.padding === 'valid' ? [] : ['same']),
      ];
    case 'dropout':
      return [`rate ${form.rate}`];
    case 'noise':
      return [`deviation ${form.deviation}`];
    case 'globalMaxPooling':
    case 'globalAveragePooling':
    case 'flatten':
    case 'batchNormalization':
    case 'activation':
    case 'add':
      return [];
    default:
      return assertNever(form);
  }
}

function hiddenWords(form: LayerForm): readonly string[] {
  if (!('activation' in form)) return [];
  const own =
    'bias' in form ? [...(form.bias ? ['bias'] : []), ...(form.batchNormalization ? ['batch normalisation'] : [])] : [];
  const activation = describeActivation(form.activation);
  return [...own, ...(activation === 'linear' ? [] : [activation])];
}

/** "ReLU", "clipped at a learned level", "QCFS, 4 levels". */
export function describeActivation(activation: ActivationPlan): string {
  switch (activation.kind) {
    case 'linear':
    case 'softmax':
      return activation.kind;
    case 'relu':
      return 'ReLU';
    case 'qcfs':
      return `QCFS, ${activation.levels} ${activation.levels === 1 ? 'level' : 'levels'}`;
    case 'clipped': {
      const { level } = activation;
      if (level.rule === 'learned') return 'ReLU up to a learned level';
      return level.rule === 'fixed' ? `ReLU up to ${level.value}` : `ReLU up to percentile ${level.percentile}`;
    }
    default:
      return assertNever(activation);
  }
}

function strideWords(strides: Pair, usual: Pair): readonly string[] {
  const isUsual = strides[0] === usual[0] && strides[1] === usual[1];
  if (isUsual) return [];
  return [`strides ${strides[0] === strides[1] ? strides[0] : sizeWords(strides)}`];
}

function sizeWords([rows, columns]: Pair): string {
  return `${rows} × ${columns}`;
}
