import type { Pair, Shape } from '../model/graph.ts';
import type { PopulationShape } from './network.ts';

/** A relabelling: the new shape, and for each new neuron the old one it repeats (row-major), or −1 for silence. */
export interface Relabelling {
  readonly shape: Shape;
  readonly origin: Int32Array;
}

export function padOrigin(shape: PopulationShape, rows: Pair, columns: Pair): Relabelling {
  const [height, width, channels] = shape;
  const padded: PopulationShape = [height + rows[0] + rows[1], width + columns[0] + columns[1], channels];
  return spatialOrigin(padded, shape, (y, x) => [y - rows[0], x - columns[0]]);
}

export function cropOrigin(shape: PopulationShape, rows: Pair, columns: Pair): Relabelling {
  const [height, width, channels] = shape;
  const cropped: PopulationShape = [height - rows[0] - rows[1], width - columns[0] - columns[1], channels];
  return spatialOrigin(cropped, shape, (y, x) => [y + rows[0], x + columns[0]]);
}

/** Nearest neighbour. */
export function upsampleOrigin(shape: PopulationShape, factor: Pair): Relabelling {
  const [height, width, channels] = shape;
  return spatialOrigin([height * factor[0], width * factor[1], channels], shape, (y, x) => [
    Math.floor(y / factor[0]),
    Math.floor(x / factor[1]),
  ]);
}

function spatialOrigin(
  target: PopulationShape,
  source: PopulationShape,
  from: (y: number, x: number) => readonly [number, number],
): Relabelling {
  const [height, width, channels] = target;
  const origin = new Int32Array(height * width * channels);
  for (let n = 0; n < origin.length; n++) {
    const pixel = Math.floor(n / channels);
    const [y, x] = from(Math.floor(pixel / width), pixel % width);
    const inside = y >= 0 && y < source[0] && x >= 0 && x < source[1];
    origin[n] = inside ? (y * source[1] + x) * channels + (n % channels) : -1;
  }
  return { shape: target, origin };
}

/** New axis a is old axis order[a], axes without the batch axis. */
export function permuteOrigin(shape: Shape, order: readonly number[]): Relabelling {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, extent) => product * extent, 1));
  const permuted = order.map((axis) => shape[axis]!);
  const size = permuted.reduce((product, extent) => product * extent, 1);
  const origin = Int32Array.from({ length: size }, (_, n) => {
    let rest = n;
    let from = 0;
    for (let axis = permuted.length - 1; axis >= 0; axis--) {
      from += (rest % permuted[axis]!) * strides[order[axis]!]!;
      rest = Math.floor(rest / permuted[axis]!);
    }
    return from;
  });
  return { shape: permuted, origin };
}

/** Neurons of all sources are numbered one source after the other. */
export function concatenateOrigin(shapes: readonly Shape[], axis: number): Relabelling {
  const joined = shapes[0]!.map((extent, a) =>
    a === axis ? shapes.reduce((sum, shape) => sum + shape[a]!, 0) : extent,
  );
  const inner = joined.slice(axis + 1).reduce((product, extent) => product * extent, 1);
  const outer = joined.slice(0, axis).reduce((product, extent) => product * extent, 1);
  const origin = new Int32Array(outer * joined[axis]! * inner);
  let firstNeuron = 0;
  let along = 0;
  for (const shape of shapes) {
    const run = shape[axis]! * inner;
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < run; i++) origin[o * joined[axis]! * inner + along + i] = firstNeuron + o * run + i;
    }
    firstNeuron += outer * run;
    along += run;
  }
  return { shape: joined, origin };
}
