import { expect, test } from 'vitest';
import { countParameters, layerWeights } from '../../../src/shared/model/layerDetails.ts';

const tensor = (...shape: readonly number[]) => ({
  shape,
  data: new Float32Array(shape.reduce((product, extent) => product * extent, 1)),
});

test('parameters are the numbers among the weights of the file, as Keras counts them', () => {
  const kernel = tensor(4, 3);
  expect(countParameters({ kind: 'dense', kernel, bias: tensor(3) })).toBe(15);
  expect(countParameters({ kind: 'dense', kernel, bias: null })).toBe(12);
  const four = new Float32Array(4);
  const norm = { gamma: four, beta: four, mean: four, variance: four, epsilon: 1e-3 } as const;
  expect(countParameters({ kind: 'batchNormalization', ...norm })).toBe(16);
  expect(countParameters({ kind: 'identity' })).toBe(0);
});

test('a scaling keeps its numbers in the configuration: they are shown, and are no parameters', () => {
  const scaling = { kind: 'scaling', scale: new Float32Array(1), offset: new Float32Array(1) } as const;
  expect(layerWeights(scaling)).toHaveLength(2);
  expect(countParameters(scaling)).toBe(0);
});
