import type { LayerPlan } from '../../src/shared/training/initialModel.ts';

/** The convolutional network of ANNarchy's notebook on the conversion of Keras models: no biases, so that its converter takes it. */
export const notebookLayers: readonly LayerPlan[] = [
  { kind: 'convolution', filters: 16, kernelSize: 5, activation: 'relu' },
  { kind: 'maxPooling', size: 2 },
  { kind: 'convolution', filters: 64, kernelSize: 5, activation: 'relu' },
  { kind: 'maxPooling', size: 2 },
  { kind: 'convolution', filters: 64, kernelSize: 5, activation: 'relu' },
  { kind: 'maxPooling', size: 2 },
  { kind: 'dropout' },
  { kind: 'flatten' },
  { kind: 'dense', units: 10, activation: 'softmax' },
];
