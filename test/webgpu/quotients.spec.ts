import { expect } from '@playwright/test';
import { checksOf, countPatched, openPage, test } from './webgpuTest.ts';

// 1.0000003 and 0.9999997 are some units in the last place off 1: more than the 2.5 that WGSL allows a quotient.
for (const factor of ['1.0000003', '0.9999997']) {
  test(`bursts are those of the reference on a device whose quotients are ${factor} of what they should be`, async ({
    page,
  }) => {
    await openPage(page, [{ from: 'floor(v / limit)', to: `floor(v / limit * ${factor})` }]);
    for (const exact of [true, false]) {
      const family = { kind: 'population', population: 'dense' } as const;
      const found = await checksOf(page)('compareRandom', { family, exact, seed: 4, runs: 30 });
      expect(found.failure).toBeNull();
      expect(found.equal).toBe(30);
    }
    expect(await countPatched(page)).toBeGreaterThan(0);
  });
}

test('the comparison finds bursts that trust a quotient that is off', async ({ page }) => {
  await openPage(page, [
    { from: 'floor(v / limit)', to: 'floor(v / limit * 0.9999997)' },
    { from: 'reaches(v, limit, guess + 1.0)', to: 'false' },
  ]);
  const family = { kind: 'population', population: 'dense' } as const;
  const found = await checksOf(page)('compareRandom', { family, exact: true, seed: 4, runs: 100 });
  expect(await countPatched(page)).toBeGreaterThan(1);
  expect(found.failure).toMatch(/is .* instead of/);
});
