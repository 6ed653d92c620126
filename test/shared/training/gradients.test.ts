// oxlint-disable-next-line import/no-unassigned-import -- it registers the backend
import '@tensorflow/tfjs-backend-cpu';
import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  setBackend,
  type Tensor,
  type Tensor4D,
  tensor4d,
  tidy,
} from '@tensorflow/tfjs-core';
import { assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startTensorBackend } from '../../../src/main/engine/tensorBackend.ts';
import { uniform } from '../../../src/shared/random.ts';
import { sizeOf } from '../../../src/shared/tensor.ts';
import { inputGradient, kernelGradient, type Walk } from '../../../src/shared/training/gradients.ts';

type Shape4D = Tensor4D['shape'];

const draw = (shape: Shape4D, stream: number): Tensor4D => {
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => 2 * uniform('training', 7, stream, 0, i) - 1);
  return tensor4d(values, shape);
};

/** TensorFlow's number of outputs along an axis. */
const outputs = (extent: number, size: number, stride: number, { padding }: Walk): number =>
  Math.ceil((padding === 'same' ? extent : extent - size + 1) / stride);

const valuesOf = async (value: Tensor): Promise<readonly number[]> => Array.from(await value.data());

const largestDifference = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe('gradients of a convolution', () => {
  const cases = record({
    images: integer({ min: 1, max: 3 }),
    rows: integer({ min: 5, max: 8 }),
    columns: integer({ min: 5, max: 8 }),
    height: integer({ min: 1, max: 5 }),
    width: integer({ min: 1, max: 5 }),
    inputs: integer({ min: 1, max: 3 }),
    outputs: integer({ min: 1, max: 3 }),
    down: integer({ min: 1, max: 3 }),
    across: integer({ min: 1, max: 3 }),
    padding: constantFrom<Walk['padding']>('same', 'valid'),
  });

  test("on the WASM backend equal the CPU backend's own kernels", async () => {
    await startTensorBackend();
    await assert(
      asyncProperty(cases, async (c) => {
        const walk: Walk = { strides: [c.down, c.across], padding: c.padding };
        const inputShape: Shape4D = [c.images, c.rows, c.columns, c.inputs];
        const kernelShape: Shape4D = [c.height, c.width, c.inputs, c.outputs];
        const outputShape: Shape4D = [
          c.images,
          outputs(c.rows, c.height, c.down, walk),
          outputs(c.columns, c.width, c.across, walk),
          c.outputs,
        ];
        const both = async (name: string, compute: (x: Tensor4D, w: Tensor4D, dy: Tensor4D) => [Tensor, Tensor]) => {
          await setBackend(name);
          const results = tidy(() => compute(draw(inputShape, 1), draw(kernelShape, 2), draw(outputShape, 3)));
          const values = await Promise.all(results.map(valuesOf));
          results.forEach((result) => result.dispose());
          return values.flat();
        };
        const ours = await both('wasm', (x, w, dy) => [
          inputGradient(dy, w, inputShape, walk),
          kernelGradient(x, dy, kernelShape, walk),
        ]);
        const common = { strides: [c.down, c.across], pad: c.padding, dataFormat: 'NHWC', dimRoundingMode: 'floor' };
        const theirs = await both('cpu', (x, w, dy) => [
          engine().runKernel<Tensor>(Conv2DBackpropInput, { dy, filter: w }, { ...common, inputShape }),
          engine().runKernel<Tensor>(Conv2DBackpropFilter, { x, dy }, { ...common, filterShape: kernelShape }),
        ]);
        expect(ours.length).toBe(theirs.length);
        expect(largestDifference(ours, theirs)).toBeLessThan(1e-4);
      }),
      { numRuns: 60 },
    );
  });
});
