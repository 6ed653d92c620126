import type { NirConvolution, NirMatrix } from '../../../src/shared/nir/nirGraph.ts';

/** A network of two layers of integrate-and-fire neurons with threshold 1, run as its file says it: channels first, node after node. */
export interface TwoLayers {
  /** Current of the first layer for input values (channels, rows, columns). */
  readonly first: (input: Float64Array) => Float64Array;
  readonly second: (spikes: Float64Array) => Float64Array;
}

/** Spikes of the second layer in each step: [step][neuron]; a spike above the threshold, then zero. */
export function runTwoLayers({ first, second }: TwoLayers, input: Float64Array, steps: number): number[][] {
  const current = first(input);
  const potential = new Float64Array(current.length);
  let output: Float64Array | null = null;
  return Array.from({ length: steps }, () => {
    const spikes = potential.map((v, n) => (v + current[n]! > 1 ? 1 : 0));
    for (let n = 0; n < potential.length; n++) potential[n] = spikes[n] === 1 ? 0 : potential[n]! + current[n]!;
    const next = second(spikes);
    output ??= new Float64Array(next.length);
    const fired: number[] = [];
    for (let n = 0; n < next.length; n++) {
      const v = output[n]! + next[n]!;
      fired.push(v > 1 ? 1 : 0);
      output[n] = v > 1 ? 0 : v;
    }
    return fired;
  });
}

export function matrix({ weight, targets, sources, bias }: NirMatrix, values: Float64Array): Float64Array {
  return Float64Array.from({ length: targets }, (_, t) =>
    values.reduce((sum, value, s) => sum + weight[t * sources + s]! * value, bias?.[t] ?? 0),
  );
}

export function convolution(node: NirConvolution, values: Float64Array): Float64Array {
  const [height, width] = node.inputShape;
  const [outputs, inputs, rows, columns] = node.weightShape;
  const extent = (axis: 0 | 1, kernel: number): number =>
    Math.floor((node.inputShape[axis] + 2 * node.padding[axis] - kernel) / node.stride[axis]) + 1;
  const [high, wide] = [extent(0, rows), extent(1, columns)];
  const sums = new Float64Array(outputs * high * wide);
  for (let o = 0; o < outputs; o++) {
    for (let y = 0; y < high; y++) {
      for (let x = 0; x < wide; x++) {
        let sum = node.bias[o]!;
        for (let i = 0; i < inputs; i++) {
          for (let a = 0; a < rows; a++) {
            for (let b = 0; b < columns; b++) {
              const [r, c] = [y * node.stride[0] + a - node.padding[0], x * node.stride[1] + b - node.padding[1]];
              if (r < 0 || r >= height || c < 0 || c >= width) continue;
              sum += node.weight[((o * inputs + i) * rows + a) * columns + b]! * values[(i * height + r) * width + c]!;
            }
          }
        }
        sums[(o * high + y) * wide + x] = sum;
      }
    }
  }
  return sums;
}

/** Sums over windows of two by two. */
export function sumPool(values: Float64Array, channels: number, size: number): Float64Array {
  const half = size / 2;
  return Float64Array.from({ length: channels * half * half }, (_, n) => {
    const [c, y, x] = [Math.floor(n / (half * half)), Math.floor((n % (half * half)) / half), n % half];
    const at = (dy: number, dx: number): number => values[(c * size + 2 * y + dy) * size + 2 * x + dx]!;
    return at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1);
  });
}
