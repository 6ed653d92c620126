import { expect } from '@playwright/test';
import { encodingName } from '../../src/shared/simulation/encodingName.ts';
import { encodings, populationKinds } from '../shared/simulation/randomNetworks.ts';
import type { CaseFamily, Comparison } from './pageChecks.ts';
import { test } from './webgpuTest.ts';

/** Times as many cases as usual, and others: WEBGPU_EFFORT=10 WEBGPU_SEED=7. */
const effort = Number(process.env['WEBGPU_EFFORT'] ?? 1);
const seed = Number(process.env['WEBGPU_SEED'] ?? 1);

/** Of all spikes, those that may differ where products are rounded: the limit of issue 9. */
const mostDiffering = 1e-4;
/** Of the largest potential of a network, where all spikes agree: some roundings of single precision. */
const largestPotentialDifference = 1e-5;

const families: readonly { readonly title: string; readonly family: CaseFamily; readonly runs: number }[] = [
  ...populationKinds.map((population) => ({
    title: `for a population of kind ${population}`,
    family: { kind: 'population', population } as const,
    runs: 8,
  })),
  { title: 'for whole networks with branches and delays', family: { kind: 'branches' }, runs: 8 },
  { title: 'for codes with a clock, few-spike and first-spike', family: { kind: 'clocked' }, runs: 5 },
  { title: 'for several networks that share their input, and some of them more', family: { kind: 'shared' }, runs: 4 },
  { title: 'for runs longer than a block of steps', family: { kind: 'long' }, runs: 4 },
];

for (const { title, family, ...each } of families) {
  const runs = effort * each.runs;
  test.describe(title, () => {
    test('the GPU equals the reference bit for bit where products are exact', async ({ run }) => {
      const found = await run('compareRandom', { family, exact: true, seed, runs });
      expect(found.failure).toBeNull();
      expectLooked(found, runs);
      expect(found.equal + refusedIn(found)).toBe(runs);
    });

    test('the GPU stays within its tolerance where they are not', async ({ run }) => {
      const found = await run('compareRandom', { family, exact: false, seed: seed + 1, runs });
      expectWithin(found, runs);
    });
  });
}

for (const [index, encoding] of encodings.entries()) {
  test(`for the encoding ${encodingName(encoding)} ${JSON.stringify(encoding)}`, async ({ run }) => {
    const runs = 3 * effort;
    const family = { kind: 'encoding', encoding: index } as const;
    expectWithin(await run('compareRandom', { family, exact: false, seed: seed + 2, runs }), runs);
  });
}

function expectWithin(found: Comparison, runs: number): void {
  expect(found.failure).toBeNull();
  expectLooked(found, runs);
  expect(found.differing / Math.max(1, found.spikes)).toBeLessThan(mostDiffering);
  expect(found.potentialDifference).toBeLessThan(largestPotentialDifference);
}

/** A comparison of silent or refused networks would say nothing. */
function expectLooked(found: Comparison, runs: number): void {
  const { equal, spikes, differing, potentialDifference, refused } = found;
  console.log(
    `    ${equal} of ${found.runs} equal, ${differing} of ${spikes} spikes differ, potentials by ${potentialDifference.toExponential(1)}; refused ${JSON.stringify(refused)}`,
  );
  expect(found.runs).toBe(runs);
  expect(refusedIn(found)).toBe(0);
  expect(spikes).toBeGreaterThan(20 * runs);
}

function refusedIn({ refused }: Comparison): number {
  return Object.values(refused).reduce((sum, count) => sum + count, 0);
}
