import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectActivations } from '../../../src/shared/conversion/activations.ts';
import { percentileScales } from '../../../src/shared/conversion/normalise.ts';
import { valueAtRank } from '../../../src/shared/conversion/percentile.ts';

const values = fc.array(fc.integer({ min: -20, max: 20 }).map(Math.fround), { minLength: 1, maxLength: 60 });

test('valueAtRank gives what sorting would', () => {
  fc.assert(
    fc.property(values, fc.nat(), (list, pick) => {
      const rank = pick % list.length;
      const sorted = Float32Array.from(list).toSorted();
      expect(valueAtRank(Float32Array.from(list), rank)).toBe(sorted[rank]);
    }),
  );
});

const plain = { key: 'a', name: 'a', least: -Infinity, most: Infinity, magnitudes: false };

test('a scale is the nearest-rank percentile of all values, however they are cut into batches, and never negative', () => {
  fc.assert(
    fc.property(values, fc.nat(60), fc.double({ min: 1, max: 100, noNaN: true }), (list, cut, percentile) => {
      const at = Math.min(cut, list.length);
      const collector = collectActivations([{ ...plain, units: 1, channels: 1 }]);
      collector.add('a', Float32Array.from(list.slice(0, at)), at);
      collector.add('a', Float32Array.from(list.slice(at)), list.length - at);
      collector.add('unknown', Float32Array.of(99), 1);
      const sorted = list.toSorted((a, b) => a - b);
      const rank = Math.max(1, Math.ceil((percentile / 100) * list.length));
      const [scale] = percentileScales(collector.finish().get('a')!, percentile, 'layer');
      expect(scale).toBe(Math.max(0, sorted[rank - 1]!));
    }),
  );
});

test('scales per channel look at their channel alone; means are those of each unit', () => {
  const collector = collectActivations([{ ...plain, units: 4, channels: 2 }]);
  collector.add('a', Float32Array.of(1, 10, 2, 20, 3, 30, -4, 40), 2);
  const activations = collector.finish().get('a')!;
  expect([...percentileScales(activations, 100, 'channel')]).toEqual([3, 40]);
  expect([...percentileScales(activations, 50, 'channel')]).toEqual([1, 20]);
  expect([...percentileScales(activations, 100, 'layer')]).toEqual([40]);
  expect([...activations.means]).toEqual([2, 20, -1, 30]);
});
