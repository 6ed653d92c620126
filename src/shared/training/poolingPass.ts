import {
  avgPool,
  AvgPoolGrad,
  engine,
  maxPool,
  MaxPoolGrad,
  mul,
  type Tensor,
  type Tensor4D,
  tensor4d,
} from '@tensorflow/tfjs-core';
import type { Pooling } from '../model/graph.ts';
import { asImages, marginOf, mutable } from './images.ts';
import { type LayerPass, plainPass } from './pass.ts';

export function poolingPass(operation: Pooling): LayerPass {
  return operation.kind === 'maxPooling' ? maxPoolingPass(operation) : averagePoolingPass(operation);
}

function maxPoolingPass({ size, strides, padding }: Pooling): LayerPass {
  const attributes = { filterSize: [...size], strides: [...strides], pad: padding };
  return plainPass(
    (input) => maxPool(asImages(input), mutable(size), mutable(strides), padding),
    (gradient, input, output) =>
      engine().runKernel<Tensor>(MaxPoolGrad, { dy: asImages(gradient), input: asImages(input), output }, attributes),
  );
}

/** tfjs's gradient divides by the whole window also where a part of it lies outside the image; its forward pass does not. */
function averagePoolingPass(operation: Pooling): LayerPass {
  const { size, strides, padding } = operation;
  const attributes = { filterSize: [...size], strides: [...strides], pad: padding };
  return plainPass(
    (input) => avgPool(asImages(input), mutable(size), mutable(strides), padding),
    (gradient, input) => {
      const images = asImages(input);
      const dy = padding === 'valid' ? asImages(gradient) : mul(asImages(gradient), missingCells(operation, images));
      return engine().runKernel<Tensor>(AvgPoolGrad, { dy, input: images }, attributes);
    },
  );
}

/** Cells of a window over those of it inside the image, for each window: [1][row][column][1]. */
function missingCells({ size, strides, padding }: Pooling, images: Tensor4D): Tensor4D {
  const [rows, columns] = [1, 2].map((axis) => {
    const [extent, length, stride] = [images.shape[axis]!, size[axis - 1]!, strides[axis - 1]!];
    const [before] = marginOf(extent, length, stride, padding);
    return Array.from({ length: Math.ceil(extent / stride) }, (_, i) => {
      const start = i * stride - before;
      return length / (Math.min(extent, start + length) - Math.max(0, start));
    });
  });
  const factors = rows!.flatMap((row) => columns!.map((column) => row * column));
  return tensor4d(factors, [1, rows!.length, columns!.length, 1]);
}
