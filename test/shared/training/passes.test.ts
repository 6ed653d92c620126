// oxlint-disable import/no-unassigned-import -- they register a backend, and the gradients that ours are held against
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
// oxlint-enable import/no-unassigned-import
import { mul, type Scalar, setBackend, sum, type Tensor, tensor, tidy, variableGrads } from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { uniform } from '../../../src/shared/random.ts';
import { sizeOf } from '../../../src/shared/tensor.ts';
import type { LayerForm } from '../../../src/shared/training/architecture.ts';
import { createParameters, type Parameters } from '../../../src/shared/training/parameters.ts';
import type { PassMode } from '../../../src/shared/training/pass.ts';
import { runGraph } from '../../../src/shared/training/runGraph.ts';
import type { Trainable } from '../../../src/shared/training/trainable.ts';
import {
  architectureOf,
  convolution,
  dense,
  drawnNetwork,
  flatten,
  linear,
  type Placed,
  relu,
} from './smallNetworks.ts';

const end = [flatten, dense(3)];
const training: PassMode = { kind: 'training', seed: 3, step: 7 };
const clipped = (level: number): LayerForm => ({
  kind: 'activation',
  activation: { kind: 'clipped', level: { rule: 'learned', initial: level } },
});
const pooling = (
  kind: 'maxPooling' | 'averagePooling',
  size: number,
  stride: number,
  padding: 'same' | 'valid',
): LayerForm => ({ kind, size: [size, size], strides: [stride, stride], padding });

/** One network for each kind of layer, and the choices that change its gradient. */
const networks: Readonly<Record<string, readonly (LayerForm | Placed)[]>> = {
  'dense with and without bias': [flatten, dense(7, { activation: relu }), dense(3, { bias: false })],
  'convolution with bias': [convolution(4, { bias: true }), ...end],
  'convolution with strides, valid': [convolution(4, { strides: [2, 1], padding: 'valid', bias: true }), ...end],
  'convolution of one cell with strides': [convolution(4, { kernel: [1, 1], strides: [2, 2] }), ...end],
  'convolution in groups': [
    convolution(4, { activation: linear }),
    convolution(6, { groups: 2, bias: true, strides: [2, 2] }),
    ...end,
  ],
  'depthwise convolution': [convolution(3), { ...depthwise(), bias: true }, ...end],
  'depthwise convolution with strides': [convolution(3), { ...depthwise(), strides: [2, 2] }, ...end],
  'depthwise convolution, valid with strides': [
    convolution(3),
    { ...depthwise(), strides: [2, 3], padding: 'valid' },
    ...end,
  ],
  'max pooling': [convolution(3), pooling('maxPooling', 2, 2, 'valid'), ...end],
  'max pooling that overlaps': [convolution(3), pooling('maxPooling', 3, 2, 'same'), ...end],
  'average pooling': [convolution(3), pooling('averagePooling', 2, 2, 'valid'), ...end],
  'average pooling that overlaps': [convolution(3), pooling('averagePooling', 3, 2, 'valid'), ...end],
  'global average pooling': [convolution(5), { kind: 'globalAveragePooling' }, dense(3)],
  'global max pooling': [convolution(5), { kind: 'globalMaxPooling' }, dense(3)],
  'batch normalisation of images': [convolution(4, { batchNormalization: true, bias: true }), ...end],
  'batch normalisation of rows': [flatten, dense(6, { batchNormalization: true, activation: relu }), dense(3)],
  'batch normalisation at the start': [{ kind: 'batchNormalization' }, convolution(3), ...end],
  'clipped with a learned level': [convolution(4, { activation: linear }), clipped(0.3), ...end],
  'clipped with a fixed level': [
    convolution(4, { activation: { kind: 'clipped', level: { rule: 'fixed', value: 0.3 } } }),
    ...end,
  ],
  'dropout and noise': [
    convolution(4),
    { kind: 'dropout', rate: 0.4 },
    convolution(3),
    { kind: 'noise', deviation: 0.2 },
    ...end,
  ],
  'a residual branch': [
    { name: 'stem', form: convolution(4) },
    { name: 'first', form: convolution(4, { strides: [2, 2], batchNormalization: true }) },
    { name: 'second', form: convolution(4, { activation: linear, bias: true }) },
    {
      name: 'shortcut',
      inputs: ['stem'],
      form: convolution(4, { kernel: [1, 1], strides: [2, 2], activation: linear }),
    },
    { name: 'sum', inputs: ['second', 'shortcut'], form: { kind: 'add' } },
    { name: 'end', form: { kind: 'activation', activation: relu } },
    ...end,
  ],
};

/** tfjs cannot differentiate a minimum of values and a number. */
const beyondTfjs = new Set(['clipped with a learned level']);

function depthwise(): Extract<LayerForm, { kind: 'depthwiseConvolution' }> {
  return {
    kind: 'depthwiseConvolution',
    kernel: [3, 2],
    strides: [1, 1],
    padding: 'same',
    bias: false,
    batchNormalization: false,
    activation: linear,
  };
}

const draw = (shape: readonly number[], stream: number): Tensor =>
  tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => 2 * uniform('training', 11, stream, 9, i) - 1),
    [...shape],
  );

/** A loss that sees every score with a weight of its own. */
const lossOf = (network: Trainable, parameters: Parameters, samples: Tensor): Scalar =>
  sum(mul(runGraph(network, parameters, samples, training).scores, draw([4, 3], 2)));

/** Our gradients of that loss by key. */
function ourGradients(network: Trainable, parameters: Parameters, samples: Tensor): ReadonlyMap<string, Float32Array> {
  const values = new Map<string, Float32Array>();
  tidy(() => {
    const found = runGraph(network, parameters, samples, training).backward(draw([4, 3], 2));
    for (const [key, value] of found) values.set(key, Float32Array.from(value.dataSync()));
  });
  return values;
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
};

beforeAll(async () => {
  await startTensorBackend();
});

describe.each(Object.entries(networks))('gradients of %s', (name, layers) => {
  const network = drawnNetwork(architectureOf(layers));
  const trained = (parameters: Parameters) => parameters.all.filter(({ isTrained }) => isTrained);

  beforeEach(async () => {
    await setBackend('wasm');
  });

  test.skipIf(beyondTfjs.has(name))(
    "on WASM equal those of tfjs's own differentiation on the CPU backend",
    async () => {
      const onWasm = createParameters(network);
      const ours = ourGradients(network, onWasm, draw([4, 6, 5, 2], 1));
      onWasm.dispose();
      await setBackend('cpu');
      const parameters = createParameters(network);
      const samples = draw([4, 6, 5, 2], 1);
      const variables = trained(parameters).map(({ variable }) => variable);
      const { grads } = variableGrads(() => lossOf(network, parameters, samples), variables);
      expect([...ours.keys()].toSorted()).toEqual(
        trained(parameters)
          .map(({ key }) => key)
          .toSorted(),
      );
      for (const { key, variable } of trained(parameters)) {
        expect(largestDifference(ours.get(key)!, grads[variable.name]!.dataSync())).toBeLessThan(2e-4);
      }
    },
  );

  test('equal finite differences of the loss', () => {
    const parameters = createParameters(network);
    const samples = draw([4, 6, 5, 2], 1);
    const ours = ourGradients(network, parameters, samples);
    const step = 5e-4; // small, because the loss has kinks where a rectifier or a pooling changes its mind
    const errors: number[] = [];
    for (const { key, variable } of trained(parameters)) {
      const original = Float32Array.from(variable.dataSync());
      const lossAt = (index: number, change: number): number =>
        tidy(() => {
          const moved = original.map((value, i) => (i === index ? value + change : value));
          variable.assign(tensor(moved, variable.shape));
          return lossOf(network, parameters, samples).dataSync()[0]!;
        });
      for (let index = 0; index < original.length; index += Math.ceil(original.length / 12)) {
        const difference = (lossAt(index, step) - lossAt(index, -step)) / (2 * step);
        errors.push(Math.abs(ours.get(key)![index]! - difference) / Math.max(1, Math.abs(difference)));
      }
      tidy(() => variable.assign(tensor(original, variable.shape)));
    }
    const sorted = errors.toSorted((a, b) => a - b);
    // A kink within the step is rare; without one the difference is right to the rounding of the loss.
    expect(sorted[Math.floor(0.8 * sorted.length)]).toBeLessThan(5e-3);
    expect(sorted.at(-1)).toBeLessThan(0.5);
  });
});
