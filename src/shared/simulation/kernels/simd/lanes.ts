import { type NeuronParameter, type Population } from '../../../conversion/network.ts';

/** How a pixel's channels lie in memory: tiles of 32, the last one padded to 4, 8, 16 or 32. */
export function lanesOf(channels: number): number {
  const last = channels % 32;
  return channels - last + (last === 0 ? 0 : [4, 8, 16, 32].find((width) => width >= last)!);
}

/** [pixel][lane] of values by neuron; `padding` in the lanes past the last channel. */
export function spreadOverLanes(
  { shape: [height, width, channels] }: Pick<Population, 'shape'>,
  valueOf: (neuron: number) => number,
  padding: number,
): Float32Array {
  const lanes = lanesOf(channels);
  const values = new Float32Array(height * width * lanes).fill(padding);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let c = 0; c < channels; c++) values[pixel * lanes + c] = valueOf(pixel * channels + c);
  }
  return values;
}

/** A neuron parameter in lanes: one row for all pixels where they agree, otherwise a row for each. */
export function parameterLanes(
  parameter: NeuronParameter,
  { shape: [height, width, channels] }: Pick<Population, 'shape'>,
  padding: number,
): { readonly values: Float32Array; readonly perPixel: boolean } {
  const perPixel = parameter.length !== 1 && parameter.length !== channels;
  const shape = [perPixel ? height : 1, perPixel ? width : 1, channels] as const;
  return {
    values: spreadOverLanes({ shape }, (n) => parameter[parameter.length === 1 ? 0 : n]!, padding),
    perPixel,
  };
}
