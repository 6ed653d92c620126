import type { AnalogWork } from '../results/work.ts';
import type { Layer, ModelGraph, Padding, Pair } from './graph.ts';
import { paddingBefore, planeOf, windowCount } from './shapes.ts';

/**
 * Counts the analog network's operations, windows cut off at the borders as synaptic operations are. Batch normalisation and scalings count
 * nothing: they fold into the weights next to them. Biases, activations and maxima count nothing either.
 */
export function countWork({ layers }: ModelGraph): AnalogWork {
  let [macs, additions] = [0, 0];
  for (const layer of layers) {
    const { operation, shape } = layer;
    switch (operation.kind) {
      case 'dense': {
        const [inputs = 1, outputs = 1] = operation.kernel.shape;
        macs += inputs * (sizeOf(shape) / outputs) * outputs;
        break;
      }
      case 'convolution': {
        const [height = 1, width = 1, groupInputs = 1, outputs = 1] = operation.kernel.shape;
        macs += cellsRead(layer, layers, [height, width], operation) * groupInputs * outputs;
        break;
      }
      case 'depthwiseConvolution': {
        const [height = 1, width = 1, channels = 1, multiplier = 1] = operation.kernel.shape;
        macs += cellsRead(layer, layers, [height, width], operation) * channels * multiplier;
        break;
      }
      case 'averagePooling':
        additions +=
          cellsRead(layer, layers, operation.size, { ...operation, dilation: [1, 1] }) * planeOf(shape).channels;
        break;
      case 'merge':
        if (operation.rule !== 'maximum') additions += (layer.inputs.length - 1) * sizeOf(shape);
        break;
      case 'input':
      case 'maxPooling':
      case 'batchNormalization':
      case 'activation':
      case 'reshape':
      case 'permute':
      case 'zeroPadding':
      case 'cropping':
      case 'upsampling':
      case 'scaling':
      case 'concatenate':
      case 'identity':
        break;
      default:
        operation satisfies never;
    }
  }
  return { macs, additions };
}

interface Sliding {
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilation: Pair;
}

/** Cells inside the image that all windows of one channel look at. */
function cellsRead(
  { inputs }: Layer,
  layers: readonly Layer[],
  size: Pair,
  { strides, padding, dilation }: Sliding,
): number {
  const { height, width } = planeOf(layers[inputs[0]!]!.shape);
  return (
    cellsAlong(height, size[0], strides[0], dilation[0], padding) *
    cellsAlong(width, size[1], strides[1], dilation[1], padding)
  );
}

function cellsAlong(extent: number, size: number, stride: number, dilation: number, padding: Padding): number {
  const before = paddingBefore(extent, size, stride, dilation, padding);
  let cells = 0;
  for (let target = 0; target < windowCount(extent, size, stride, dilation, padding); target++) {
    for (let k = 0; k < size; k++) {
      const at = target * stride - before + k * dilation;
      if (at >= 0 && at < extent) cells++;
    }
  }
  return cells;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
