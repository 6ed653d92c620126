import {
  asConvolutionWindow,
  averagePoolingWeight,
  type LinearSynapses,
} from '../../shared/conversion/connectivity.ts';
import type { ConvolutionSynapses, PopulationShape } from '../../shared/conversion/network.ts';
import { cellLoop, positionText } from './geometry.ts';
import type { Lanes } from './lanes.ts';
import { numberAt, numbersAt } from './parameters.ts';

/** Linear synapses as a kernel of one thread per target neuron sees them. */
export interface SynapseText {
  /** What goes into `parameters`. */
  readonly weights: Float32Array;
  /** Words between the weights of neighbouring source neurons to the same target. */
  readonly stride: number;
  /**
   * WGSL, a function `arrive{k}(sum, row, n)`: the sum plus what target neuron `n`, and those of the lanes after it, get from the sources in
   * the row, in ascending order. Neighbouring threads are neighbouring channels, so they read neighbouring weights.
   */
  readonly text: string;
  /** Additions of a step if every source neuron fired. */
  readonly additions: number;
}

/** `k`: number of the synapses in the kernel; `first`: where their weights begin in `parameters`. */
export function synapseText(
  synapse: LinearSynapses,
  k: number,
  first: number,
  source: PopulationShape,
  target: PopulationShape,
  lanes: Lanes,
): SynapseText {
  const neurons = target[0] * target[1] * target[2];
  const sources = source[0] * source[1] * source[2];
  const inputs = source[2];
  switch (synapse.kind) {
    case 'dense':
      return {
        weights: synapse.weights,
        stride: neurons,
        text: arriveFunction(k, lanes, '', `sum = run${k}(sum, sent, 0u, ${sources}u, ${first}u + n);`),
        additions: sources * neurons,
      };
    case 'convolution':
      return {
        weights: synapse.weights,
        stride: target[2],
        text: arriveFunction(k, lanes, positionText(target), convolutionLoop(synapse, k, first, source, target)),
        additions: (synapse.window.size[0] * synapse.window.size[1] * inputs * neurons) / synapse.groups,
      };
    case 'depthwise': {
      const { window, multiplier, weights } = synapse;
      const weight = numbersAt(`${first}u + cell * ${target[2]}u + channel`, lanes);
      const body = `sum = one${k}(sum, sent, sourcePixel * ${inputs}u + channel / ${multiplier}u, ${weight});`;
      return {
        weights,
        stride: 1,
        text: arriveFunction(k, lanes, positionText(target), cellLoop(window, source, body)),
        additions: window.size[0] * window.size[1] * neurons,
      };
    }
    case 'averagePooling': {
      const { size } = synapse.window;
      // A window without cells has an infinite weight, which meets no spike.
      const weights = Float32Array.from({ length: target[0] * target[1] }, (_, pixel) =>
        Math.min(averagePoolingWeight(synapse, source, target, pixel * target[2]), Number.MAX_SAFE_INTEGER),
      );
      const body = `sum = one${k}(sum, sent, sourcePixel * ${inputs}u + channel, weight);`;
      return {
        weights,
        stride: 1,
        text: arriveFunction(
          k,
          lanes,
          `${positionText(target)}
  let weight = ${lanes.float}(${numberAt(`${first}u + pixel`, lanes)});`,
          cellLoop(asConvolutionWindow(synapse.window), source, body),
        ),
        additions: size[0] * size[1] * neurons,
      };
    }
  }
}

/** A row of the window is one run of source neurons, since neighbouring pixels and their channels lie side by side, and so do their weights. */
function convolutionLoop(
  { window, groups }: ConvolutionSynapses,
  k: number,
  first: number,
  source: PopulationShape,
  target: PopulationShape,
): string {
  const [height, width, inputs] = source;
  const outputs = target[2];
  const { size, strides, dilation, before } = window;
  if (groups > 1 || dilation[1] > 1) {
    const [groupInputs, groupOutputs] = [inputs / groups, outputs / groups];
    const body = `let begin = sourcePixel * ${inputs}u + channel / ${groupOutputs}u * ${groupInputs}u;
      sum = run${k}(sum, sent, begin, begin + ${groupInputs}u, ${first}u + cell * ${groupInputs * outputs}u + channel);`;
    return cellLoop(window, source, body);
  }
  return `let left = i32(column * ${strides[1]}u) - ${before[1]};
  let begin = max(left, 0);
  let end = min(left + ${size[1]}, ${width});
  if (begin >= end) { return sum; }
  for (var ky = 0u; ky < ${size[0]}u; ky++) {
    let y = i32(row * ${strides[0]}u + ky * ${dilation[0]}u) - ${before[0]};
    if (y < 0 || y >= ${height}) { continue; }
    let line = u32(y) * ${width}u;
    let cell = ky * ${size[1]}u + u32(begin - left);
    sum = run${k}(
      sum, sent, (line + u32(begin)) * ${inputs}u, (line + u32(end)) * ${inputs}u,
      ${first}u + cell * ${inputs * outputs}u + channel,
    );
  }`;
}

function arriveFunction(k: number, { float }: Lanes, before: string, body: string): string {
  return `fn arrive${k}(start: ${float}, sent: u32, n: u32) -> ${float} {
  var sum = start;
  ${before}
  ${body}
  return sum;
}`;
}
