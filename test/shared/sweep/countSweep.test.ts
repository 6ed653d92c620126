import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSweep } from '../../../src/shared/sweep/countSweep.ts';
import type { MethodChanges } from '../../../src/shared/conversion/settings.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import type { Encoding } from '../../../src/shared/simulation/encoding.ts';

const encodings: readonly Encoding[] = [
  { kind: 'constantCurrent' },
  { kind: 'poisson', maxRate: 100 },
  { kind: 'poisson', maxRate: 200 },
  { kind: 'phaseShiftOscillation', maxLevel: 100 },
];

test('counts equal those of the plan', () => {
  const settings: fc.Arbitrary<SweepSettings> = fc.record({
    model: fc.constant({ path: 'm', sha256: 'm' }),
    data: fc.constant({ path: 'd', sha256: 'd', split: 'test', offset: 0, count: 10, scaling: 'unit' as const }),
    presets: fc.subarray(['annarchy', 'annarchy-documented', 'rueckauer', 'rueckauer2017', 'ltb'] as const, {
      minLength: 1,
    }),
    changes: fc.subarray<MethodChanges>([{}, { reset: 'zero' }, { initialPotential: 'uniform' }], { minLength: 1 }),
    encodings: fc.subarray([...encodings], { minLength: 1 }),
    thresholds: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
    readouts: fc.constant([{ kind: 'spikeCount' as const }]),
    durations: fc.constant([10]),
    seeds: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
    timeStep: fc.constant(1),
    calibration: fc.constant({ split: 'train', samples: 10 }),
  });
  fc.assert(
    fc.property(settings, (sweep) => {
      const { cells, simulations, groups } = planSweep(sweep);
      expect(countSweep(sweep)).toEqual({
        cells: cells.length,
        simulations: simulations.length,
        groups: groups.length,
      });
    }),
  );
});
