import type { ConvolutionWindow, PopulationShape } from '../../shared/conversion/network.ts';

/** WGSL: where neuron `n` lies in a population: `channel`, `pixel`, `row`, `column`. */
export function positionText([, width, channels]: PopulationShape): string {
  return `let channel = n % ${channels}u;
  let pixel = n / ${channels}u;
  let row = pixel / ${width}u;
  let column = pixel % ${width}u;`;
}

/**
 * WGSL: runs `body` for every cell of the window of the target at `row`, `column` that lies inside the source, in row-major order; it sees
 * `cell`, the number of the cell in the window, and `sourcePixel`.
 */
export function cellLoop(
  { size, strides, dilation, before }: ConvolutionWindow,
  [height, width]: PopulationShape,
  body: string,
): string {
  return `for (var ky = 0u; ky < ${size[0]}u; ky++) {
    let y = i32(row * ${strides[0]}u + ky * ${dilation[0]}u) - ${before[0]};
    if (y < 0 || y >= ${height}) { continue; }
    for (var kx = 0u; kx < ${size[1]}u; kx++) {
      let x = i32(column * ${strides[1]}u + kx * ${dilation[1]}u) - ${before[1]};
      if (x < 0 || x >= ${width}) { continue; }
      let cell = ky * ${size[1]}u + kx;
      let sourcePixel = u32(y) * ${width}u + u32(x);
      ${body}
    }
  }`;
}
