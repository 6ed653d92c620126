import { expect } from '@playwright/test';
import type { PopulationKind } from '../shared/simulation/randomNetworks.ts';
import type { CaseFamily } from './pageChecks.ts';
import { checksOf, countPatched, openPage, test } from './webgpuTest.ts';

/** Faults put into the kernels on purpose, each of which the comparison must find in networks of a family. */
interface Fault {
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly family: CaseFamily;
}

const faults: readonly Fault[] = [
  fault('spikes take weights away', 'sum += parameters', 'sum -= parameters', 'dense'),
  fault('neighbours of a run are heard', 'bits &= 0xffffffffu << (first & 31u)', 'bits &= 0xffffffffu', 'convolution'),
  fault('negative spikes add', 'select(weight, -weight, count < 0)', 'select(weight, weight, count < 0)', 'dense'),
  fault('spikes with a delay come at once', 't + block.slots - 1u', 't', 'dense'),
  fault('the first row of the image is missing', 'if (y < 0', 'if (y < 1', 'convolution'),
  fault('the first column of a window is missing', 'if (x < 0', 'if (x < 1', 'depthwise'),
  fault('a potential at the threshold is not enough', 'if (v >= limit)', 'if (v > limit)', 'dense'),
  fault('a reset to zero resets nothing', 'v = 0.0;', 'v = v;', 'convolution'),
  fault('the lower bound is an upper one', 'v = max(v,', 'v = min(v,', 'averagePooling'),
  fault('a gate prefers the last of equals', 'total > most', 'total >= most', 'maximumGate'),
  fault('traces do not decay', 'rounded(trace *', 'rounded(trace + 0.0 *', 'maximumTrace'),
];

for (const { title, from, to, family } of faults) {
  test(`the comparison finds that ${title}`, async ({ page }) => {
    await openPage(page, [{ from, to }]);
    const found = await checksOf(page)('compareRandom', { family, exact: true, seed: 1, runs: 60 });
    expect(await countPatched(page), `kernels with ${from}`).toBeGreaterThan(0);
    expect(found.failure).toMatch(/is .* instead of/);
  });
}

test('the comparison of draws finds a wrong rotation', async ({ page }) => {
  await openPage(page, [{ from: '<< 13u', to: '<< 14u' }]);
  const { blocks, differing } = await checksOf(page)('compareDraws', 100);
  expect(await countPatched(page)).toBeGreaterThan(0);
  expect(differing).toBeGreaterThan(0.9 * blocks);
});

function fault(title: string, from: string, to: string, population: PopulationKind): Fault {
  return { title, from, to, family: { kind: 'population', population } };
}
