import { assertNever } from '../assertNever.ts';
import type { Pair, Shape } from '../model/graph.ts';
import type { ActivationChoice, ActivationPlan, Architecture, LayerForm, LayerPlan } from './architecture.ts';
import { imageShape } from './inputShape.ts';
import { nameLayers } from './nameLayers.ts';

export const templateNames = ['notebook-cnn', 'notebook-mlp', 'batch-norm-cnn', 'small-resnet'] as const;
export type TemplateName = (typeof templateNames)[number];

/** What a template is filled with. */
export interface TemplateOptions {
  readonly inputShape: Shape;
  readonly classes: number;
  readonly activation: ActivationChoice;
  /** Levels of quantised activations. */
  readonly levels: number;
  /** Biases and batch normalisation; null: as the template has them. */
  readonly bias: boolean | null;
  readonly batchNormalization: boolean | null;
}

export const templateSummaries: Readonly<Record<TemplateName, string>> = {
  'notebook-cnn': "ANNarchy's notebook: convolutions 16, 64, 64 (5 × 5), each with max pooling, dropout, no biases",
  'notebook-mlp': "ANNarchy's notebook: two dense layers of 128, dropout, no biases",
  'batch-norm-cnn': 'convolutions 16, 32, 64 (3 × 3) with biases and batch normalisation, average pooling',
  'small-resnet':
    'three residual blocks of 16, 32, 64 filters with biases and batch normalisation, global average pooling',
};

/** The architecture of a template for samples of this shape and as many classes. */
export function createTemplate(name: TemplateName, options: TemplateOptions): Architecture {
  const { inputShape } = options;
  const model = { name: name.replaceAll('-', '_') };
  switch (name) {
    case 'notebook-cnn':
      return { ...model, inputShape: imageShape(inputShape), layers: nameLayers(notebookCnn(options)) };
    case 'notebook-mlp':
      return { ...model, inputShape, layers: nameLayers(notebookMlp(options)) };
    case 'batch-norm-cnn':
      return { ...model, inputShape: imageShape(inputShape), layers: nameLayers(batchNormCnn(options)) };
    case 'small-resnet':
      return { ...model, inputShape: imageShape(inputShape), layers: smallResnet(options) };
    default:
      return assertNever(name);
  }
}

/** The activation that a choice stands for. */
export function activationOf(choice: ActivationChoice, levels: number): ActivationPlan {
  switch (choice) {
    case 'relu':
      return { kind: 'relu' };
    case 'clip':
      return { kind: 'clipped', level: { rule: 'learned', initial: null } };
    case 'qcfs':
      return { kind: 'qcfs', levels, threshold: null };
    default:
      return assertNever(choice);
  }
}

interface Entry {
  readonly form: LayerForm;
}

function notebookCnn(options: TemplateOptions): readonly Entry[] {
  const layers = layersOf(options, { bias: false, batchNormalization: false });
  return [
    layers.convolution(16, 5),
    pool('maxPooling'),
    layers.convolution(64, 5),
    pool('maxPooling'),
    layers.convolution(64, 5),
    pool('maxPooling'),
    { form: { kind: 'dropout', rate: 0.25 } },
    { form: { kind: 'flatten' } },
    layers.scores(),
  ];
}

function notebookMlp(options: TemplateOptions): readonly Entry[] {
  const layers = layersOf(options, { bias: false, batchNormalization: false });
  const flatten: readonly Entry[] = options.inputShape.length > 1 ? [{ form: { kind: 'flatten' } }] : [];
  return [...flatten, layers.dense(128), { form: { kind: 'dropout', rate: 0.5 } }, layers.dense(128), layers.scores()];
}

function batchNormCnn(options: TemplateOptions): readonly Entry[] {
  const layers = layersOf(options, { bias: true, batchNormalization: true });
  return [
    layers.convolution(16, 3),
    pool('averagePooling'),
    layers.convolution(32, 3),
    pool('averagePooling'),
    layers.convolution(64, 3),
    { form: { kind: 'flatten' } },
    layers.scores(),
  ];
}

/** He et al. 2016: each block adds its input, brought to its shape by a convolution of 1 × 1 where that has to be, to two convolutions. */
function smallResnet(options: TemplateOptions): readonly LayerPlan[] {
  const layers = layersOf(options, { bias: true, batchNormalization: true });
  const plans: LayerPlan[] = [{ name: 'stem', inputs: null, ...layers.convolution(16, 3) }];
  let before = 'stem';
  [16, 32, 64].forEach((filters, index) => {
    const name = `block_${index + 1}`;
    const strides: Pair = index === 0 ? [1, 1] : [2, 2];
    plans.push(
      { name: `${name}_first`, inputs: [before], ...layers.convolution(filters, 3, strides) },
      { name: `${name}_second`, inputs: null, ...layers.convolution(filters, 3, [1, 1], 'linear') },
    );
    if (index > 0) {
      plans.push({ name: `${name}_shortcut`, inputs: [before], ...layers.convolution(filters, 1, strides, 'linear') });
    }
    const shortcut = index > 0 ? `${name}_shortcut` : before;
    plans.push(
      { name: `${name}_sum`, inputs: [`${name}_second`, shortcut], form: { kind: 'add' } },
      { name, inputs: null, form: { kind: 'activation', activation: layers.activation } },
    );
    before = name;
  });
  plans.push(
    { name: 'mean', inputs: null, form: { kind: 'globalAveragePooling' } },
    { name: 'scores', inputs: null, ...layers.scores() },
  );
  return plans;
}

/** Makers of layers with what a template has unless the options say otherwise. */
function layersOf(options: TemplateOptions, usual: { readonly bias: boolean; readonly batchNormalization: boolean }) {
  const bias = options.bias ?? usual.bias;
  const batchNormalization = options.batchNormalization ?? usual.batchNormalization;
  const activation = activationOf(options.activation, options.levels);
  return {
    activation,
    convolution: (filters: number, size: number, strides: Pair = [1, 1], ending?: 'linear'): Entry => ({
      form: {
        kind: 'convolution',
        filters,
        kernel: [size, size],
        strides,
        padding: 'same',
        groups: 1,
        bias,
        batchNormalization,
        activation: ending === undefined ? activation : { kind: ending },
      },
    }),
    dense: (units: number): Entry => ({ form: { kind: 'dense', units, bias, batchNormalization, activation } }),
    scores: (): Entry => ({
      form: {
        kind: 'dense',
        units: options.classes,
        bias,
        batchNormalization: false,
        activation: { kind: 'softmax' },
      },
    }),
  };
}

function pool(kind: 'maxPooling' | 'averagePooling'): Entry {
  return { form: { kind, size: [2, 2], strides: [2, 2], padding: 'valid' } };
}
