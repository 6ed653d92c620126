import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { declineOf } from '../../../src/shared/metrics/decline.ts';
import type { Tally } from '../../../src/shared/metrics/tally.ts';

/** Whether each sample is right, [step][sample]. */
function tallyOf(right: readonly (readonly boolean[])[]): Tally {
  const last = right.at(-1)!;
  const correct = right.map((samples) => samples.filter(Boolean).length);
  const kept = right.map((samples) => samples.filter((isRight, sample) => isRight && last[sample]).length);
  return {
    from: 0,
    count: last.length,
    analogCorrect: last.length,
    readouts: [{ correct, agreement: correct, tied: correct, predictions: [], kept, courses: null }],
    spikes: correct,
    synapticOperations: correct,
    populations: [],
    populationSpikes: [],
  };
}

const samples = (rights: number): boolean[] => Array.from({ length: 400 }, (_, sample) => sample < rights);

test('a fall of samples that were right is found, with the step from which it falls furthest', () => {
  const curve = Array.from({ length: 64 }, (_, t) => samples(t < 4 ? 100 : 390 - Math.max(0, t - 10)));
  expect(declineOf(tallyOf(curve), 0)).toMatchObject({ step: 7 });
});

test('a rise, a plateau and a fall of two samples are no decline', () => {
  expect(declineOf(tallyOf(Array.from({ length: 64 }, (_, t) => samples(6 * t))), 0)).toBe(null);
  expect(declineOf(tallyOf(Array.from({ length: 64 }, () => samples(390))), 0)).toBe(null);
  expect(declineOf(tallyOf(Array.from({ length: 64 }, (_, t) => samples(t < 32 ? 390 : 388))), 0)).toBe(null);
});

test('where every step is as good by chance, at most one curve in twenty is said to fall', () => {
  let falls = 0;
  const curves = 300;
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(9), { minLength: 120, maxLength: 120 }), { minLength: 16, maxLength: 16 }),
      (draws) => {
        if (declineOf(tallyOf(draws.map((draw) => draw.map((value) => value > 0))), 0) !== null) falls++;
      },
    ),
    { numRuns: curves, seed: 7 },
  );
  expect(falls).toBeLessThan(0.05 * curves);
});

test('records without the counts say nothing', () => {
  const tally = tallyOf([samples(390), samples(100)]);
  expect(declineOf(tally, 0)).not.toBe(null);
  expect(declineOf({ ...tally, readouts: [{ ...tally.readouts[0]!, kept: null }] }, 0)).toBe(null);
});
