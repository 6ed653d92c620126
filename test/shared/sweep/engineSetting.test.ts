import { describe, expect, test } from 'vitest';
import { sweepSettingsSchema } from '../../../src/shared/results/runRecordSchema.ts';
import { type EngineName, engineNames, engineOf, engineSetting } from '../../../src/shared/simulation/engineName.ts';
import { describeDifference } from '../../../src/shared/sweep/describeDifference.ts';
import { partitionSweep } from '../../../src/shared/sweep/partition.ts';
import { startCosts } from '../../../src/shared/sweep/pieceCost.ts';
import { planSweep } from '../../../src/shared/sweep/planSweep.ts';
import { shardsOf } from '../../../src/shared/sweep/shards.ts';
import { simulatedBy } from '../../../src/shared/sweep/simulatedBy.ts';
import { exampleRecord } from '../results/exampleRecord.ts';

const { settings } = exampleRecord({ seeds: [1, 2], thresholds: [0.8, 1] });
const others = engineNames.filter((name) => name !== 'simd');

describe('the engine of a sweep', () => {
  test('settings for simd are those without an engine, to the byte', () => {
    expect(JSON.stringify({ ...settings, ...engineSetting('simd') })).toBe(JSON.stringify(settings));
    expect(Object.keys(simulatedBy(simulatedBy(settings, 'webgpu'), 'simd'))).toEqual(Object.keys(settings));
    expect(JSON.stringify(sweepSettingsSchema.parse(settings))).toBe(JSON.stringify(settings));
    expect(sweepSettingsSchema.safeParse({ ...settings, engine: 'simd' }).success).toBe(false);
  });

  test.each(engineNames)('settings that ask for %s are read back as they were written', (name) => {
    const asked = simulatedBy(settings, name);
    expect(engineOf(asked)).toBe(name);
    expect(sweepSettingsSchema.parse(JSON.parse(JSON.stringify(asked)))).toEqual(asked);
  });

  test.each(others)('cells and simulations of %s have the ids of simd, shards have not', (name) => {
    const asked = simulatedBy(settings, name);
    const { cells, simulations, groups, steps } = planSweep(asked);
    const plain = planSweep(settings);
    expect({ cells, simulations, groups, steps }).toEqual({
      cells: plain.cells,
      simulations: plain.simulations,
      groups: plain.groups,
      steps: plain.steps,
    });
    expect(idsOfShards(name)).not.toEqual(idsOfShards('simd'));
    expect(new Set(others.flatMap(idsOfShards)).size).toBe(others.length * 4);
  });

  test('pieces of work of a slow engine hold a tenth, and its preparation counts for less beside them', () => {
    const large = { ...settings, data: { ...settings.data, count: 10_000 } };
    const sizes = engineNames.map((name) => {
      const plan = planSweep(simulatedBy(large, name));
      return [name, Math.max(...shardsOf(plan).map(({ count }) => count)), startCosts(plan)[0]];
    });
    expect(sizes).toEqual([
      ['simd', 50, 400],
      ['tensorflow', 5, 8],
      ['reference', 5, 400 / 130],
      ['webgpu', 250, 400],
    ]);
    const wide = { ...settings, thresholds: Array.from({ length: 40 }, (_, i) => 1 + i / 100) };
    const pieces = shardsOf(planSweep(simulatedBy(wide, 'reference')));
    expect(new Set(pieces.map(({ count }) => count))).toEqual(new Set([1]));
  });

  test('a GPU gets what it can take side by side, though a sweep be small', () => {
    const small = { ...settings, data: { ...settings.data, count: 300 } };
    const sizesOf = (engine: EngineName): readonly number[] =>
      shardsOf(planSweep(simulatedBy(small, engine)))
        .filter(({ group }) => group === 0)
        .map(({ count }) => count);
    expect(Math.min(...sizesOf('webgpu'))).toBeGreaterThanOrEqual(50);
    expect(Math.max(...sizesOf('simd'))).toBeLessThanOrEqual(50);
  });

  test('a run of another engine is another run, and it is said which', () => {
    expect(describeDifference(simulatedBy(settings, 'tensorflow'), settings)).toBe(
      'engine tensorflow there, simd here',
    );
    expect(describeDifference(settings, simulatedBy(settings, 'reference'))).toBe('engine simd there, reference here');
    expect(describeDifference(simulatedBy(settings, 'webgpu'), simulatedBy(settings, 'webgpu'))).toBeNull();
  });
});

function idsOfShards(name: EngineName): readonly string[] {
  return partitionSweep(planSweep(simulatedBy(settings, name)), 4).map(({ id }) => id);
}
