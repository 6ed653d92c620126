import type { Dataset } from '../../../src/shared/dataset/dataset.ts';
import type { ActivationPlan, Architecture, LayerForm } from '../../../src/shared/training/architecture.ts';
import { createInitialModel } from '../../../src/shared/training/initialModel.ts';
import { nameLayers } from '../../../src/shared/training/nameLayers.ts';
import type { Trainable } from '../../../src/shared/training/trainable.ts';
import { uniform } from '../../../src/shared/random.ts';

export const linear: ActivationPlan = { kind: 'linear' };
export const relu: ActivationPlan = { kind: 'relu' };

/** A convolution of 3 × 3 with what is not said plain. */
export function convolution(
  filters: number,
  rest: Partial<Extract<LayerForm, { kind: 'convolution' }>> = {},
): LayerForm {
  return {
    kind: 'convolution',
    filters,
    kernel: [3, 3],
    strides: [1, 1],
    padding: 'same',
    groups: 1,
    bias: false,
    batchNormalization: false,
    activation: relu,
    ...rest,
  };
}

export function dense(units: number, rest: Partial<Extract<LayerForm, { kind: 'dense' }>> = {}): LayerForm {
  return { kind: 'dense', units, bias: true, batchNormalization: false, activation: linear, ...rest };
}

export const flatten: LayerForm = { kind: 'flatten' };

export interface Placed {
  readonly form: LayerForm;
  readonly name?: string;
  readonly inputs?: readonly string[];
}

export function architectureOf(
  layers: readonly (LayerForm | Placed)[],
  inputShape: readonly number[] = [6, 5, 2],
): Architecture {
  return {
    name: 'small',
    inputShape,
    layers: nameLayers(layers.map((layer) => ('form' in layer ? layer : { form: layer }))),
  };
}

/** The network with biases, gamma, beta and the like drawn too, so that no gradient vanishes by symmetry. */
export function drawnNetwork(architecture: Architecture, seed = 5): Trainable {
  const { graph, roles } = createInitialModel(architecture, seed);
  const draw = (length: number, position: number, step: number, from: number, to: number): Float32Array =>
    Float32Array.from(
      { length },
      (_, i) => from + (to - from) * uniform('training', seed, 100 + position, 50 + step, i),
    );
  const layers = graph.layers.map((layer, position) => {
    const { operation } = layer;
    if ('bias' in operation && operation.bias !== null) {
      const data = draw(operation.bias.data.length, position, 0, -0.3, 0.3);
      return { ...layer, operation: { ...operation, bias: { shape: operation.bias.shape, data } } };
    }
    if (operation.kind !== 'batchNormalization') return layer;
    const { length } = operation.gamma;
    const [gamma, beta] = [draw(length, position, 1, 0.5, 1.5), draw(length, position, 2, -0.5, 0.5)];
    const [mean, variance] = [draw(length, position, 3, -0.5, 0.5), draw(length, position, 4, 0.5, 1.5)];
    return { ...layer, operation: { ...operation, gamma, beta, mean, variance } };
  });
  return { graph: { ...graph, layers }, roles };
}

const classes = 3;

/** Images of a bright row whose position is the class, on a noisy ground: learned in a few steps. */
export const rows: Dataset = {
  name: 'rows',
  split: 'train',
  splits: ['train'],
  sampleShape: [6, 6, 1],
  count: 120,
  offset: 0,
  values: Float32Array.from({ length: 120 * 36 }, (_, i) => {
    const [sample, row] = [Math.floor(i / 36), Math.floor((i % 36) / 6)];
    return (row === 2 * (sample % classes) ? 0.5 : 0) + 0.5 * uniform('training', 9, sample, 0, i % 36);
  }),
  scaling: 'none',
  labels: Int32Array.from({ length: 120 }, (_, i) => i % classes),
  classNames: null,
};
