import {
  add,
  concat,
  conv2d,
  depthwiseConv2d,
  matMul,
  split,
  sum,
  type Tensor,
  type Tensor4D,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Convolution, DepthwiseConvolution } from '../model/graph.ts';
import { depthwiseInputGradient, depthwiseKernelGradient } from './depthwiseGradients.ts';
import { inputGradient, kernelGradient, type Walk } from './gradients.ts';
import { asImages } from './images.ts';
import type { LayerPass, RoleValue } from './pass.ts';

export function densePass(kernel: Variable, bias: Variable | null): LayerPass {
  return {
    forward([input]) {
      const product = matMul(input!, kernel);
      return {
        output: bias === null ? product : add(product, bias),
        backward: (gradient, wantsInputs) => ({
          inputs: wantsInputs ? [matMul(gradient, kernel, false, true)] : [],
          parameters: [['kernel', matMul(input!, gradient, true, false)], ...biasGradient(gradient, bias)],
        }),
      };
    },
  };
}

export function convolutionPass(operation: Convolution, kernel: Variable, bias: Variable | null): LayerPass {
  const walk = walkOf(operation);
  const { strides, padding, groups } = operation;
  return {
    forward([input]) {
      const [images, filters] = [asImages(input!), asImages(kernel)];
      const parts = partsOf(images, groups).map((part, group) => ({ part, own: partsOf(filters, groups)[group]! }));
      const products = parts.map(({ part, own }) => conv2d(part, own, [...strides], padding));
      const product = joined(products);
      return {
        output: bias === null ? product : add(product, bias),
        backward(gradient, wantsInputs) {
          const slices = partsOf(asImages(gradient), groups);
          const inputs = (): Tensor4D =>
            joined(parts.map(({ part, own }, group) => inputGradient(slices[group]!, own, part.shape, walk)));
          const kernels = parts.map(({ part, own }, group) => kernelGradient(part, slices[group]!, own.shape, walk));
          return {
            inputs: wantsInputs ? [inputs()] : [],
            parameters: [['kernel', joined(kernels)], ...biasGradient(gradient, bias)],
          };
        },
      };
    },
  };
}

export function depthwisePass(operation: DepthwiseConvolution, kernel: Variable, bias: Variable | null): LayerPass {
  const walk = walkOf(operation);
  const { strides, padding } = operation;
  if (operation.kernel.shape[3] !== 1) throw new Error('Depthwise convolutions are trained with one kernel a channel');
  return {
    forward([input]) {
      const [images, filters] = [asImages(input!), asImages(kernel)];
      const product = depthwiseConv2d(images, filters, [...strides], padding);
      return {
        output: bias === null ? product : add(product, bias),
        backward: (gradient, wantsInputs) => ({
          inputs: wantsInputs ? [depthwiseInputGradient(asImages(gradient), filters, images.shape, walk)] : [],
          parameters: [
            ['kernel', depthwiseKernelGradient(images, asImages(gradient), filters.shape, walk)],
            ...biasGradient(gradient, bias),
          ],
        }),
      };
    },
  };
}

function walkOf({ strides, padding, dilation }: Convolution | DepthwiseConvolution): Walk {
  if (dilation.some((factor) => factor !== 1)) throw new Error('Dilated convolutions are not trained');
  return { strides, padding };
}

/** A bias is added everywhere, so its gradient is the sum over samples and places. */
function biasGradient(gradient: Tensor, bias: Variable | null): readonly RoleValue[] {
  return bias === null ? [] : [['bias', sum(gradient, allButLast(gradient))]];
}

export function allButLast({ shape }: Tensor): number[] {
  return Array.from({ length: shape.length - 1 }, (_, axis) => axis);
}

/** Groups of channels, along the last axis. */
function partsOf(values: Tensor4D, groups: number): readonly Tensor4D[] {
  return groups === 1 ? [values] : split<Tensor4D>(values, groups, 3);
}

function joined(parts: readonly Tensor4D[]): Tensor4D {
  return parts.length === 1 ? parts[0]! : concat([...parts], 3);
}
