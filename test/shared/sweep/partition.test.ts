import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostShards, partitionSweep } from '../../../src/shared/sweep/partition.ts';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import { shardsOf } from '../../../src/shared/sweep/shards.ts';

const settings: SweepSettings = {
  model: { path: 'a.keras', sha256: 'aa' },
  data: { path: 'd.npz', sha256: 'dd', split: 'test', offset: 0, count: 200, scaling: 'unit' },
  presets: ['rueckauer'],
  changes: [{}],
  encodings: [{ kind: 'constantCurrent' }, { kind: 'poisson', maxRate: 500 }],
  thresholds: [0.8, 1, 1.2],
  readouts: [{ kind: 'spikeCount' }],
  durations: [50],
  seeds: [1],
  timeStep: 1,
  calibration: { split: 'train', samples: 100 },
};

const anySettings: fc.Arbitrary<SweepSettings> = fc
  .record({
    count: fc.integer({ min: 1, max: 300 }),
    seeds: fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 6 }),
    thresholds: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
    presets: fc.uniqueArray(fc.constantFrom('rueckauer' as const, 'calibrated' as const, 'annarchy' as const), {
      minLength: 1,
    }),
  })
  .map(({ count, ...axes }) => ({ ...settings, ...axes, data: { ...settings.data, count } }));

test('shards take every piece of a sweep once, in order, and none is empty', () => {
  fc.assert(
    fc.property(anySettings, fc.nat(), (asked, wanted) => {
      const plan = planSweep(asked);
      const of = 1 + (wanted % mostShards(plan));
      const shards = partitionSweep(plan, of);
      expect(shards.map(({ number }) => number)).toEqual(Array.from({ length: of }, (_, index) => index + 1));
      expect(shards.every(({ pieces }) => pieces.length > 0)).toBe(true);
      expect(shards.flatMap(({ pieces }) => pieces)).toEqual(shardsOf(plan));
      expect(new Set(shards.map(({ id }) => id)).size).toBe(of);
    }),
    { numRuns: 60 },
  );
});

test('no other cut into consecutive pieces has a cheaper dearest shard', () => {
  fc.assert(
    fc.property(anySettings, fc.integer({ min: 1, max: 4 }), (asked, wanted) => {
      const plan = planSweep({ ...asked, data: { ...asked.data, count: Math.min(3, asked.data.count) } });
      const pieces = shardsOf(plan).length;
      fc.pre(pieces >= wanted && pieces <= 12);
      const whole = partitionSweep(plan, pieces);
      const dearest = Math.max(...partitionSweep(plan, wanted).map(({ cost }) => cost));
      expect(dearest).toBeLessThanOrEqual(Math.ceil(bestOfAll(plan, wanted)));
      expect(dearest).toBeGreaterThanOrEqual(Math.max(...whole.map(({ cost }) => cost)));
    }),
    { numRuns: 40 },
  );

  /** Tries every cut. */
  function bestOfAll(plan: ReturnType<typeof planSweep>, of: number): number {
    const pieces = shardsOf(plan);
    const starts = partitionSweep(plan, pieces.length).map(({ cost }) => cost);
    const simulated = pieces.map(({ group, count }) => count * plan.groups[group]!.length * plan.steps);
    const costOf = (from: number, to: number): number => {
      let sum = 0;
      for (let index = from; index < to; index++) {
        const goesOn = index > from && pieces[index - 1]!.group === pieces[index]!.group;
        sum += goesOn ? simulated[index]! : starts[index]!;
      }
      return sum;
    };
    const search = (from: number, left: number): number => {
      if (left === 1) return costOf(from, pieces.length);
      let best = Infinity;
      for (let to = from + 1; to <= pieces.length - left + 1; to++) {
        best = Math.min(best, Math.max(costOf(from, to), search(to, left - 1)));
      }
      return best;
    };
    return search(0, of);
  }
});

test('what a shard costs to begin counts once for each of its groups', () => {
  const plan = planSweep({ ...settings, presets: ['calibrated'] });
  const whole = partitionSweep(plan, 1)[0]!.cost;
  const halves = partitionSweep(plan, 2);
  const simulated = 200 * 6 * 50;
  expect(whole).toBeGreaterThan(simulated);
  expect(halves[0]!.cost + halves[1]!.cost).toBe(whole); // two groups, one in each half
  const thirds = partitionSweep(plan, 3);
  expect(thirds.reduce((sum, { cost }) => sum + cost, 0)).toBeGreaterThan(whole);
});

test('the id of a shard is made of what it computes', () => {
  const idOf = (asked: SweepSettings, of = 4, number = 2): string =>
    partitionSweep(planSweep(asked), of)[number - 1]!.id;
  const id = idOf(settings);
  expect(id).toMatch(/^[0-9a-f]{12}$/);
  expect(idOf({ ...settings, model: { ...settings.model, path: '/elsewhere.keras' } })).toBe(id);
  expect(idOf({ ...settings, durations: [10, 50] })).toBe(id); // read from the same simulation
  const others = [
    idOf(settings, 4, 3),
    idOf(settings, 5, 2),
    idOf({ ...settings, model: { path: 'a.keras', sha256: 'ab' } }),
    idOf({ ...settings, data: { ...settings.data, offset: 1 } }),
    idOf({ ...settings, durations: [60] }),
    idOf({ ...settings, readouts: [{ kind: 'membranePotential' }] }),
    idOf({ ...settings, thresholds: [0.8, 1, 1.3] }),
  ];
  expect(new Set([id, ...others]).size).toBe(1 + others.length);
});

test('a sweep has no more shards than pieces of work', () => {
  const plan = planSweep({ ...settings, data: { ...settings.data, count: 2 } });
  expect(mostShards(plan)).toBe(4);
  expect(() => partitionSweep(plan, 5)).toThrow('A sweep of 4 pieces cannot be cut into 5 shards.');
});
