import type {
  AveragePoolingSynapses,
  ConvolutionWindow,
  MaximumTraceSynapses,
  PoolingWindow,
  PopulationShape,
  Synapses,
} from './network.ts';

/** Synapses whose current is a weighted sum of what the source neurons send. */
export type LinearSynapses = Exclude<Synapses, MaximumTraceSynapses>;

/** Calls `visit` for every target of a source neuron with the weight of the connection. */
export function visitTargets(
  synapse: LinearSynapses,
  sourceShape: PopulationShape,
  targetShape: PopulationShape,
  neuron: number,
  visit: (target: number, weight: number) => void,
): void {
  const channels = sourceShape[2];
  const channel = neuron % channels;
  const pixel = (neuron - channel) / channels;
  const targetChannels = targetShape[2];
  switch (synapse.kind) {
    case 'dense': {
      const targets = targetShape[0] * targetShape[1] * targetChannels;
      for (let target = 0; target < targets; target++) visit(target, synapse.weights[neuron * targets + target]!);
      return;
    }
    case 'convolution': {
      const { weights, window, groups } = synapse;
      const groupInputs = channels / groups;
      const groupOutputs = targetChannels / groups;
      const group = Math.floor(channel / groupInputs);
      visitPixels(pixel, sourceShape, targetShape, window, (targetPixel, kernelCell) => {
        const row = (kernelCell * groupInputs + (channel % groupInputs)) * targetChannels + group * groupOutputs;
        const first = targetPixel * targetChannels + group * groupOutputs;
        for (let m = 0; m < groupOutputs; m++) visit(first + m, weights[row + m]!);
      });
      return;
    }
    case 'depthwise': {
      const { weights, window, multiplier } = synapse;
      visitPixels(pixel, sourceShape, targetShape, window, (targetPixel, kernelCell) => {
        const row = (kernelCell * channels + channel) * multiplier;
        const first = targetPixel * targetChannels + channel * multiplier;
        for (let m = 0; m < multiplier; m++) visit(first + m, weights[row + m]!);
      });
      return;
    }
    case 'averagePooling':
      visitPixels(pixel, sourceShape, targetShape, asConvolutionWindow(synapse.window), (targetPixel) => {
        const target = targetPixel * channels + channel;
        visit(target, averagePoolingWeight(synapse, sourceShape, targetShape, target));
      });
      return;
  }
}

/** Weight of every cell of a target neuron's window. */
export function averagePoolingWeight(
  { window, divisor, scale }: AveragePoolingSynapses,
  sourceShape: PopulationShape,
  targetShape: PopulationShape,
  target: number,
): number {
  const cells =
    divisor === 'wholeWindow'
      ? window.size[0] * window.size[1]
      : windowCells(window, sourceShape, targetShape, target).length;
  return Math.fround(scale / cells);
}

function visitPixels(
  pixel: number,
  [, sourceWidth]: PopulationShape,
  [targetHeight, targetWidth]: PopulationShape,
  window: ConvolutionWindow,
  visit: (targetPixel: number, kernelCell: number) => void,
): void {
  const rows = reachedAlongAxis(Math.floor(pixel / sourceWidth), targetHeight, 0, window);
  const columns = reachedAlongAxis(pixel % sourceWidth, targetWidth, 1, window);
  for (const row of rows) {
    for (const column of columns) {
      visit(row.target * targetWidth + column.target, row.kernel * window.size[1] + column.kernel);
    }
  }
}

/** The source neurons of the same channel that lie in a target neuron's window, in row-major order, borders cut off. */
export function windowCells(
  { size, strides, before }: PoolingWindow,
  [sourceHeight, sourceWidth, channels]: PopulationShape,
  [, targetWidth]: PopulationShape,
  target: number,
): readonly number[] {
  const channel = target % channels;
  const pixel = (target - channel) / channels;
  const top = Math.floor(pixel / targetWidth) * strides[0] - before[0];
  const left = (pixel % targetWidth) * strides[1] - before[1];
  const cells: number[] = [];
  for (let y = Math.max(0, top); y < Math.min(sourceHeight, top + size[0]); y++) {
    for (let x = Math.max(0, left); x < Math.min(sourceWidth, left + size[1]); x++) {
      cells.push((y * sourceWidth + x) * channels + channel);
    }
  }
  return cells;
}

/** The target rows (or columns) that a source row (or column) reaches along one axis, with the kernel index of each, ascending in the kernel index. */
export function reachedAlongAxis(
  position: number,
  targetExtent: number,
  axis: 0 | 1,
  { size, strides, dilation, before }: ConvolutionWindow,
): readonly { readonly kernel: number; readonly target: number }[] {
  const reached: { kernel: number; target: number }[] = [];
  for (let kernel = 0; kernel < size[axis]; kernel++) {
    const start = position + before[axis] - kernel * dilation[axis];
    const target = start / strides[axis];
    if (Number.isInteger(target) && target >= 0 && target < targetExtent) reached.push({ kernel, target });
  }
  return reached;
}

/** A pooling window seen as a convolution window. */
export function asConvolutionWindow({ size, strides, before }: PoolingWindow): ConvolutionWindow {
  return { size, strides, before, dilation: [1, 1] };
}
