import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeChanges } from '../../../src/shared/conversion/describeChanges.ts';
import { layerValuesText, parseLayerValues, valuesOfLayer } from '../../../src/shared/conversion/layerValues.ts';
import { parseMethodValue } from '../../../src/shared/conversion/methodFields.ts';

const range = { least: 0, most: 10, isOpen: true, isWhole: false, perChannel: true };

test('what is written is read again, in any order', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_/]{0,8}$/);
  const values = fc.array(
    fc.integer({ min: 1, max: 100 }).map((tenths) => tenths / 10),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.dictionary(name, values, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), (given) => {
      expect(parseLayerValues(layerValuesText(given), range)).toEqual(given);
      const reversed = Object.fromEntries(Object.entries(given).toReversed());
      expect(layerValuesText(reversed)).toBe(layerValuesText(given));
    }),
  );
});

test('names without values, values out of range and a name twice are no values of layers', () => {
  for (const text of ['', 'conv2d', 'conv2d:', ':1', 'conv2d:0', 'conv2d:11', 'conv2d:1/', 'conv2d:x', 'a:1 a:2']) {
    expect(parseLayerValues(text, range), text).toBeNull();
  }
  expect(parseLayerValues('a:1/2', { ...range, perChannel: false })).toBeNull();
  expect(parseMethodValue('layerThresholds', 'conv2d')).toEqual({
    wanted:
      'layers by name, as in conv2d:0.9 dense:1.1, each with a value above 0 to 1000000, or with one for each channel and slashes between them; or none',
  });
});

test('a part of a layer has the values of the layer, unless it has its own', () => {
  const values = { 'block/conv': [0.5], 'block/conv/linear': [2] };
  expect(valuesOfLayer(values, 'block/conv')).toEqual([0.5]);
  expect(valuesOfLayer(values, 'block/conv/unbounded')).toEqual([0.5]);
  expect(valuesOfLayer(values, 'block/conv/linear')).toEqual([2]);
  expect(valuesOfLayer(values, 'block')).toBeNull();
  expect(valuesOfLayer(null, 'block')).toBeNull();
});

test('changes are written without spaces, so that they can be told apart', () => {
  expect(
    describeChanges({ layerThresholds: { dense: [1.1], conv2d: [0.9, 1] }, layerDelays: null, reset: 'zero' }),
  ).toBe('layer-thresholds=conv2d:0.9/1+dense:1.1 reset=zero layer-delays=none');
});
