import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SweepSettings } from '../../../src/shared/sweep/plan.ts';
import { canonicalJson, planId } from '../../../src/shared/sweep/planId.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import { shardsOf } from '../../../src/shared/sweep/shards.ts';

const settings: SweepSettings = {
  model: { path: 'a.keras', sha256: 'aa' },
  data: { path: 'd.npz', sha256: 'dd', split: 'test', offset: 0, count: 100, scaling: 'unit' },
  presets: ['annarchy', 'rueckauer'],
  changes: [{}],
  encodings: [
    { kind: 'poisson', maxRate: 100 },
    { kind: 'intrinsicallyBursting', maxCurrent: 100 },
  ],
  thresholds: [0.8, 1],
  readouts: [{ kind: 'spikeCount' }],
  durations: [50, 100],
  seeds: [1, 2],
  timeStep: 1,
  calibration: { split: 'train', samples: 500 },
};

test('an id is the start of the SHA-256 of the canonical JSON', () => {
  expect(canonicalJson({ b: [1, null, 'x'], a: { d: true, c: 0.5 } })).toBe(
    '{"a":{"c":0.5,"d":true},"b":[1,null,"x"]}',
  );
  // echo -n '{"a":1}' | sha256sum
  expect(planId({ a: 1 })).toBe('015abd7f5cc5');
});

test('the order of keys does not change an id', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string())), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed());
      expect(planId(reversed)).toBe(planId(value));
    }),
  );
});

test('a plan has a cell for each combination, in the order preset, changes, encoding, threshold, seed', () => {
  const { cells } = planSweep(settings);
  expect(
    cells.slice(0, 5).map(({ preset, encoding, threshold, seed }) => [preset, encoding.kind, threshold, seed]),
  ).toEqual([
    ['annarchy', 'poisson', 0.8, 1],
    ['annarchy', 'poisson', 0.8, 2],
    ['annarchy', 'poisson', 1, 1],
    ['annarchy', 'poisson', 1, 2],
    ['annarchy', 'intrinsicallyBursting', 0.8, 1],
  ]);
  expect(cells).toHaveLength(16);
});

test('seeds share one simulation where nothing is drawn, and groups share encoding and draws', () => {
  const { cells, simulations, groups } = planSweep(settings);
  expect(simulations).toHaveLength(12);
  expect(
    groups.map((group) =>
      group.map((index) => simulations[index]!).map(({ encoding, seed }) => `${encoding.kind} ${seed}`),
    ),
  ).toEqual([Array(4).fill('poisson 1'), Array(4).fill('poisson 2'), Array(4).fill('intrinsicallyBursting 0')]);
  for (const { id, simulation } of cells) expect(simulations[simulation]!.id).toBe(id);
});

test('two equal values on an axis are one simulation', () => {
  expect(planSweep({ ...settings, thresholds: [1, 1] }).simulations).toHaveLength(6);
});

type Change = Partial<SweepSettings>;
const one: SweepSettings = {
  ...settings,
  presets: ['rueckauer'],
  encodings: [settings.encodings[0]!],
  thresholds: [1],
  seeds: [1],
};
const idOf = (base: SweepSettings, change: Change): string => planSweep({ ...base, ...change }).cells[0]!.id;

test.each<[string, Change]>([
  ['the model', { model: { path: 'a.keras', sha256: 'ab' } }],
  ['the data', { data: { ...one.data, sha256: 'de' } }],
  ['the split', { data: { ...one.data, split: 'train' } }],
  ['the offset', { data: { ...one.data, offset: 1 } }],
  ['the number of samples', { data: { ...one.data, count: 99 } }],
  ['the scaling', { data: { ...one.data, scaling: 'none' } }],
  ['the preset', { presets: ['annarchy'] }],
  ['the encoding', { encodings: [{ kind: 'constantCurrent' }] }],
  ['a parameter of the encoding', { encodings: [{ kind: 'poisson', maxRate: 200 }] }],
  ['the threshold', { thresholds: [1.01] }],
  ['the seed of a random encoding', { seeds: [2] }],
  ['the time step', { timeStep: 0.5 }],
  ['the calibration', { calibration: { ...one.calibration, samples: 99 } }],
  ['a changed setting', { changes: [{ percentile: 99 }] }],
])('%s changes the id', (_, change) => {
  expect(idOf(one, change)).not.toBe(idOf(one, {}));
});

test.each<[string, Change, Change]>([
  ['paths', {}, { model: { path: '/elsewhere/b.keras', sha256: 'aa' }, data: { ...one.data, path: 'e.npz' } }],
  [
    'a changed setting that the family does not look at',
    { presets: ['annarchy'] },
    { changes: [{ spikes: 'signed' }] },
  ],
  ['another name of the same preset', {}, { presets: ['rueckauer2017'] }],
  ['durations', { encodings: [{ kind: 'intrinsicallyBursting', maxCurrent: 100 }] }, { durations: [10, 400] }],
  ['readouts', {}, { readouts: [{ kind: 'membranePotential' }] }],
  ['seeds of an encoding that draws nothing', { encodings: [{ kind: 'constantCurrent' }] }, { seeds: [7] }],
  [
    'calibration of a preset without one',
    { presets: ['annarchy'] },
    { calibration: { ...one.calibration, samples: 9 } },
  ],
])('%s do not change the id', (_, base, change) => {
  expect(idOf({ ...one, ...base }, change)).toBe(idOf({ ...one, ...base }, {}));
});

test('shards cover every sample of every group once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 30 }), (count, thresholds) => {
      const plan = planSweep({
        ...settings,
        data: { ...settings.data, count },
        thresholds: Array.from({ length: thresholds }, (_, i) => 1 + i),
      });
      const shards = shardsOf(plan);
      for (const group of plan.groups.keys()) {
        const runs = shards.filter((shard) => shard.group === group);
        let next = 0;
        for (const run of runs) {
          expect(run.from).toBe(next);
          expect(run.count).toBeGreaterThan(0);
          expect(run.count).toBeLessThanOrEqual(50);
          next += run.count;
        }
        expect(next).toBe(count);
      }
    }),
    { numRuns: 30 },
  );
});
