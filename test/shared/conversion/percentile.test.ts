import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collectCalibration } from '../../../src/shared/conversion/calibrate.ts';
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

test('a calibration is the nearest-rank percentile of all values, however they are cut into batches, and never negative', () => {
  fc.assert(
    fc.property(values, fc.nat(60), fc.double({ min: 1, max: 100, noNaN: true }), (list, cut, percentile) => {
      const collector = collectCalibration(['a'], percentile);
      collector.add('a', Float32Array.from(list.slice(0, cut)));
      collector.add('a', Float32Array.from(list.slice(cut)));
      collector.add('unknown', Float32Array.of(99));
      const sorted = list.toSorted((a, b) => a - b);
      const rank = Math.max(1, Math.ceil((percentile / 100) * list.length));
      expect(collector.finish(7, 'train')).toEqual({
        samples: 7,
        split: 'train',
        percentile,
        scales: { a: Math.max(0, sorted[rank - 1]!) },
      });
    }),
  );
});
